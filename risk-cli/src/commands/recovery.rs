//! `risk recovery`: how long it takes until everything is back.

use risk_core::graph::{Graph, RecoveryAnswer, RtoStatus};

use super::report_needs;
use crate::cli::{Global, Recovery};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, some};
use crate::source;

pub fn run(args: &Recovery, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let graph = Graph::new(&source::read(global, output)?.register);
    let blast = graph.fail(graph.find_all(&args.components)?)?;
    let answer = RecoveryAnswer::new(&graph, &blast)?;
    report_needs(&answer.needs, output);
    output.answer(&answer, render::recovery, args.format)?;
    if let Some(last) = answer.recovered.last() {
        output.words(&format!(
            "{} back after {}: {}",
            counted(answer.recovered.len(), "component"),
            render::time(&last.after, answer.is_at_least()),
            render::critical_chain(&answer),
        ));
    }
    for bundle in answer.bundles.iter().filter(|bundle| bundle.len() > 1) {
        output.words(&format!("can start only together: {}", some(bundle)));
    }
    let statuses = answer.recovered.iter().map(|one| one.rto_status);
    let missed = statuses
        .filter(|one| *one == Some(RtoStatus::Missed))
        .count();
    if missed > 0 {
        output.warning(&format!("{} missed", counted(missed, "RTO")));
    }
    Ok(())
}
