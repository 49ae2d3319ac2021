//! A gate for pull requests with a rule of its own: what is found in a register that was not found in the one before
//! fails, and what was there already does not, wherever it stands now.
//!
//! `cargo run --example gate -- BEFORE AFTER`; without paths, the web shop of this folder, which is not worse than itself.

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use risk_core::workbook::ReadOptions;
use risk_core::{
    ComponentField, Date, Finding, InvalidCode, Place, Rule, Severity, new_findings, open,
};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop");
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let before = paths.next().unwrap_or_else(|| shop.into());
    let after = paths.next().unwrap_or_else(|| before.clone());

    let rules = [no_owner()?];
    let today = Date::new(2026, 6, 1).ok_or("no such day")?;
    let findings = |path: &Path| -> Result<Vec<Finding>, risk_core::Error> {
        Ok(open(path, &ReadOptions::default())?.check_with(today, &rules))
    };
    let new = new_findings(&findings(&before)?, &findings(&after)?);
    for finding in &new {
        let Finding {
            location,
            severity,
            message,
            ..
        } = finding;
        println!("{location}: {severity}[{}]: {message}", finding.code());
    }
    println!("{} new findings", new.len());
    let fails = new.iter().any(|finding| finding.severity.fails());
    Ok(if fails {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Whoever promises to be back in time needs somebody who brings it back.
fn no_owner() -> Result<Rule, InvalidCode> {
    Rule::custom(
        "x-shop/no-owner",
        "a component with an rto has no owner",
        Severity::Error,
        "# x-shop/no-owner\n\nA component promises a recovery time, and nobody answers for it.\n",
        |check| {
            for component in check.register().components() {
                if component.rto.is_some() && component.owner.is_empty() {
                    let place = Place::component(component.position(), ComponentField::Owner);
                    check.report(place, "the component has an rto and no owner");
                }
            }
        },
    )
}
