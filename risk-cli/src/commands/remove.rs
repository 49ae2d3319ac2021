//! `risk remove`: remove risks.

use super::{Outcome, edit};
use crate::cli::{Global, Remove};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Remove, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    edit::apply(global, &args.options, output, |editor| {
        for reference in &args.references {
            editor.remove_risk(reference)?;
        }
        Ok(Vec::new())
    })?;
    Ok(Outcome::Clean)
}
