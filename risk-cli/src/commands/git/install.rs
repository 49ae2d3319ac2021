//! `risk git install`, `status` and `uninstall`: what git needs to run us.

use std::env;
use std::path::Path;

use risk_core::Error;
use risk_core::disk::{GitItem, git_install, git_status, git_uninstall};

use crate::cli::Format;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::Table;

pub fn install(path: &Path, output: &mut Output) -> Result<Outcome, Failure> {
    let items = git_install(path, &env::current_exe()?).map_err(failed)?;
    show(&items, output)?;
    if is_missing(&items) {
        output.warning("git has it otherwise: .git/info/attributes goes before .gitattributes");
    } else {
        output.words("commit .gitattributes; every clone runs `risk git install` once");
    }
    Ok(Outcome::of(is_missing(&items)))
}

pub fn status(path: &Path, output: &mut Output) -> Result<Outcome, Failure> {
    let items = git_status(path, &env::current_exe()?).map_err(failed)?;
    show(&items, output)?;
    if is_missing(&items) {
        output.hint("`risk git install` sets up what is missing");
    }
    Ok(Outcome::of(is_missing(&items)))
}

pub fn uninstall(path: &Path, output: &mut Output) -> Result<Outcome, Failure> {
    let mut table = Table::new(&["Needed no more", "Detail"]);
    for item in git_uninstall(path).map_err(failed)? {
        table.row([item.what, item.detail]);
    }
    output.table(table, Format::Table)?;
    Ok(Outcome::Clean)
}

fn is_missing(items: &[GitItem]) -> bool {
    items.iter().any(|item| !item.is_done)
}

fn show(items: &[GitItem], output: &mut Output) -> Result<(), Failure> {
    let mut table = Table::new(&["Needed", "State", "Detail"]);
    for item in items {
        let state = if item.is_done { "ok" } else { "missing" };
        table.row([item.what.clone(), state.to_owned(), item.detail.clone()]);
    }
    output.table(table, Format::Table)
}

/// Where there is no repository, how to make one.
fn failed(error: Error) -> Failure {
    match &error {
        Error::Git { reason, .. } if reason.contains("not a git repository") => Failure::request(
            error.to_string(),
            Some("`git init` makes a repository of the folder that it runs in".to_owned()),
        ),
        _ => error.into(),
    }
}
