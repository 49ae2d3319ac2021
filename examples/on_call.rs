//! Prints the checklist for the component that an alert names, as a bot would answer in the channel of whoever is on
//! call. An alert with the name of nothing gets the names that are nearest.
//!
//! `cargo run --example on_call -- examples/web-shop "Postgres primary"`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::PathBuf;

use risk_core::graph::Graph;
use risk_core::runbook::{self, Plan, Scenario};
use risk_core::workbook::ReadOptions;
use risk_core::{Date, ObservationStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop");
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from(shop), PathBuf::from);
    let component = arguments
        .next()
        .unwrap_or_else(|| "Checkout API".to_owned());

    let reading = risk_core::open(&path, &ReadOptions::default())?;
    let graph = Graph::new(&reading.register);
    let scenario = Scenario::components([component]);
    let today = Date::new(2026, 11, 23).ok_or("no such day")?;
    match runbook::plan(&graph, &reading.settings, &scenario, today) {
        Ok(plan) => answer(&plan),
        Err(runbook::NoScenario::Component(unknown)) => {
            println!("{unknown}; perhaps {}?", unknown.nearest.join(", "));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The short form: what to look at, what to do, whom to tell.
fn answer(plan: &Plan) {
    for failed in &plan.failed {
        println!("{} fails (register {})", failed.component, plan.revision);
    }
    for hit in &plan.down {
        println!("  takes down {}: {}", hit.component, hit.because);
    }
    let in_place = |status| status == ObservationStatus::Implemented;
    for check in plan.checks.iter().filter(|check| in_place(check.status)) {
        println!("  look at: {}", check.text);
    }
    for mode in &plan.failure_modes {
        let rating = mode.rating.as_deref().unwrap_or("unrated");
        println!("{} ({rating}): {}", mode.risk, mode.description);
        for (action, number) in mode.actions.iter().zip(1..) {
            println!("  {number}. {}", action.text);
        }
        if mode.actions.is_empty() {
            println!("  no action is written down");
        }
    }
    for contact in &plan.contacts {
        let who = contact.owner.as_deref().unwrap_or("nobody is named for");
        let names = contact.components.iter().map(|(name, _)| name.as_str());
        println!("tell {who}: {}", names.collect::<Vec<_>>().join(", "));
    }
}
