//! `risk remove`: remove risks.

use super::{Outcome, edit};
use crate::cli::{Global, Remove};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Remove, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    edit::apply(global, &args.options, output, |editor| {
        let mut references = args.references.iter();
        references.try_for_each(|reference| editor.remove_risk(reference).map(drop))
    })?;
    Ok(Outcome::Clean)
}
