//! The command `risk`: failure-mode risk registers between spreadsheets and git.

mod cli;
mod commands;
mod condition;
mod failure;
mod output;
mod path_from;
mod remedy;
mod render;
mod source;
mod step_summary;
mod target;
mod today;
mod version;
mod waiting;

use std::process::ExitCode;

use clap::FromArgMatches;

use crate::cli::Cli;
use crate::output::Output;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = cli::command().get_matches_from(cli::arguments());
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let mut output = Output::new(&cli.global);
    match commands::run(&cli, &mut output) {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(2)
        }
    }
}
