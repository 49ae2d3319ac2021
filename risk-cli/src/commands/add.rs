//! `risk add`: add a risk.

use super::{Outcome, edit};
use crate::cli::{Add, Global};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Add, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let assignments = edit::assignments(&args.assignments)?;
    edit::apply(global, &args.options, output, |editor| {
        editor
            .add_risk(&assignments, args.reference.as_deref())
            .map(drop)
    })?;
    Ok(Outcome::Clean)
}
