//! `risk why`: how a failure reaches a component.

use risk_core::graph::{Condition, Graph, WhyAnswer};

use crate::cli::{Global, Why};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, some};
use crate::source;

pub fn run(args: &Why, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let graph = Graph::new(&source::read(global, output)?.register);
    let component = graph.find(&args.component)?;
    let blast = graph.fail(graph.find_all(&args.failed)?)?;
    let answer = WhyAnswer::new(&graph, &blast, component)?;
    output.answer(&answer, render::why, args.format)?;
    output.words(&summary(&answer));
    let is_open = !matches!(answer.condition(), Condition::Failed | Condition::Down);
    if is_open && !answer.unknown.is_empty() {
        output.words(&format!("dependencies unknown: {}", some(&answer.unknown)));
    }
    Ok(())
}

fn summary(answer: &WhyAnswer) -> String {
    let (name, failed) = (&answer.component, some(&answer.failed));
    let verb = match answer.failed.len() {
        1 => "fails",
        _ => "fail",
    };
    match answer.condition() {
        Condition::Failed => format!("{name} itself has failed"),
        Condition::Down => format!("{name} is down when {failed} {verb}"),
        Condition::Degraded => format!("{name} is degraded when {failed} {verb}"),
        Condition::CannotRestart => {
            format!("{name} still runs when {failed} {verb}, and cannot restart")
        }
        _ if answer.is_reached() => format!("{name} stays up when {failed} {verb}"),
        _ if answer.unknown.is_empty() => {
            format!("{name} requires nothing of {failed}, over any number of steps")
        }
        _ => format!("{name} is not known to require anything of {failed}"),
    }
}
