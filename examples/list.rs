//! Reads a register of any form and lists its risks, the highest rated first.
//!
//! `cargo run --example list -- PATH`; without a path, the web shop of this folder.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints what it found"
)]

use std::cmp::Reverse;
use std::error::Error;
use std::path::PathBuf;

use risk_core::workbook::ReadOptions;
use risk_core::{Date, RiskView};

fn main() -> Result<(), Box<dyn Error>> {
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop");
    let path = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from(shop), PathBuf::from);
    let reading = risk_core::open(&path, &ReadOptions::default())?;
    let ratings = reading.register.scale().rating();

    let mut risks: Vec<RiskView<'_>> = reading.register.risks().collect();
    risks.sort_by_key(|risk| Reverse(risk.rating()));
    for risk in risks {
        let rating = risk
            .rating()
            .map_or("unrated", |level| ratings.label(level));
        println!(
            "{rating:<9} {:<4} {}: {}",
            risk.key(),
            risk.component,
            risk.description
        );
    }

    // What the reader could not make sense of is told, and never guessed.
    let today = Date::new(2026, 6, 1).ok_or("no such day")?;
    for finding in reading.sense_findings(today) {
        eprintln!("{}: {}", finding.location, finding.message);
    }
    Ok(())
}
