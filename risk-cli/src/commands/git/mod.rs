//! `risk git`: what git shows and merges of a register.

mod install;
mod merge_driver;
mod textconv;

use std::path::PathBuf;

use super::Outcome;
use crate::cli::{Git, GitCommand, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::source;

pub fn run(args: &Git, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match &args.command {
        GitCommand::Textconv { file } => {
            textconv::run(file, output)?;
            Ok(Outcome::Clean)
        }
        GitCommand::MergeDriver {
            base,
            ours,
            theirs,
            path,
        } => Ok(merge_driver::run(path, [base, ours, theirs], output)),
        GitCommand::Install { path } => install::install(&register(path.as_ref(), global)?, output),
        GitCommand::Status { path } => install::status(&register(path.as_ref(), global)?, output),
        GitCommand::Uninstall { path } => {
            install::uninstall(&register(path.as_ref(), global)?, output)
        }
    }
}

/// The register that is meant.
fn register(path: Option<&PathBuf>, global: &Global) -> Result<PathBuf, Failure> {
    source::path(&source::named(path, global)?)
}
