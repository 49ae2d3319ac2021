//! `risk review`: questions, answers, and what is missing.

mod answer;
mod diff;
mod draft;
mod export;
mod files;
mod init;
mod rows;
mod show;
mod stats;

use super::Outcome;
use crate::cli::{Global, ReviewCommand, Reviews};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Reviews, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match &args.command {
        ReviewCommand::Init(args) => init::run(args, global, output)?,
        ReviewCommand::Answer(args) => answer::run(args, output)?,
        ReviewCommand::Show(args) => show::run(args, output)?,
        ReviewCommand::Draft(args) => draft::run(args, global, output)?,
        ReviewCommand::Diff(args) => diff::run(args, output)?,
        ReviewCommand::Stats(args) => stats::run(args, output)?,
        ReviewCommand::Export(args) => export::run(args, output)?,
    }
    Ok(Outcome::Clean)
}
