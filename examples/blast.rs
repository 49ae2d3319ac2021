//! Prints what is affected when a component of a register fails, and why.
//!
//! `cargo run --example blast -- examples/web-shop "Message queue"`

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::PathBuf;

use risk_core::graph::Graph;
use risk_core::workbook::ReadOptions;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let shop = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop");
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from(shop), PathBuf::from);
    let name = arguments
        .next()
        .unwrap_or_else(|| "Message queue".to_owned());

    let reading = risk_core::open(&path, &ReadOptions::default())?;
    let graph = Graph::new(&reading.register);
    let blast = graph.fail([graph.find(&name)?])?;
    for component in blast.down().union(blast.degraded())?.iter() {
        let state = if blast.down().contains(component) {
            "down"
        } else {
            "degraded"
        };
        println!(
            "{state}: {}: {}",
            graph.name(component)?,
            graph.because(&blast, component)?
        );
    }
    for redundancy_lost in blast.redundancy_lost() {
        let because = graph.redundancy_lost_because(&blast, redundancy_lost)?;
        println!(
            "{} more may fail: {}: {because}",
            redundancy_lost.margin,
            graph.name(redundancy_lost.component)?
        );
    }
    Ok(())
}
