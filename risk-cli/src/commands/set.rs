//! `risk set`: change fields of a risk.

use super::{Outcome, edit};
use crate::cli::{Global, Set};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Set, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let assignments = edit::assignments(&args.assignments)?;
    edit::apply(global, &args.options, output, |editor| {
        editor.set_risk(&args.reference, &assignments).map(drop)
    })?;
    Ok(Outcome::Clean)
}
