//! The command `risk`: failure-mode risk registers between spreadsheets and git.

mod cli;
mod commands;
mod failure;
mod output;
mod remedy;
mod render;
mod source;
mod today;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut output = Output::new(cli.global.color);
    match commands::run(&cli, &mut output) {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(2)
        }
    }
}
