//! `risk recovery`: how long it takes until everything is back.

use risk_core::graph::Graph;

use super::Outcome;
use super::blast::find_all;
use crate::cli::{Global, Recovery};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, ours, some};
use crate::source;

pub fn run(args: &Recovery, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let blast = graph.fail(find_all(&graph, &args.components)?)?;
    let recovery = graph.recovery(&blast)?;
    let answer = render::Back::new(&graph, &blast, &recovery);
    output.answer(&answer, render::Back::table, args.format)?;
    if let Some(last) = recovery.last() {
        output.words(&format!(
            "{} back after {}: {}",
            counted(recovery.recovered.len(), "component"),
            render::time(last.time, recovery.is_at_least()),
            render::critical_chain(&graph, &recovery, last.component),
        ));
    }
    for bundle in recovery.bundles.iter().filter(|bundle| bundle.len() > 1) {
        let names = some(bundle.iter().map(|one| ours(graph.key(*one))));
        output.words(&format!("can start only together: {names}"));
    }
    let broken = graph.broken_promises(&recovery)?;
    if !broken.is_empty() {
        output.warning(&format!("{} broken", counted(broken.len(), "promise")));
    }
    Ok(Outcome::Clean)
}
