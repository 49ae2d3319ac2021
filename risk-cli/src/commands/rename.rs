//! `risk rename`: give a risk another reference.

use super::{Outcome, edit};
use crate::cli::{Global, Rename};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Rename, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    edit::apply(global, &args.options, output, |editor| {
        editor.rename_risk(&args.old, &args.new).map(drop)
    })?;
    Ok(Outcome::Clean)
}
