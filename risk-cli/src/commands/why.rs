//! `risk why`: how a failure reaches a component.

use risk_core::graph::{Graph, State};

use super::Outcome;
use super::blast::find_all;
use crate::cli::{Global, Why};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Steps, some};
use crate::source;

pub fn run(args: &Why, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let component = graph.find(&args.component)?;
    let blast = graph.fail(find_all(&graph, &args.failed)?)?;
    let steps = Steps::of(&blast, component);
    let answer = render::Why::new(&graph, &blast, &steps);
    output.answer(&answer, |why| why.table(&blast, &steps), args.format)?;
    let name = graph.key(component)?;
    let failed = some(graph.keys(blast.failed())?);
    let verb = if blast.failed().len() == 1 {
        "fails"
    } else {
        "fail"
    };
    output.words(&match blast.state(component)? {
        _ if blast.failed().contains(component) => format!("{name} itself has failed"),
        State::Down => format!("{name} is down when {failed} {verb}"),
        State::Degraded => format!("{name} is degraded when {failed} {verb}"),
        State::Up if blast.ungrounded().contains(component) => {
            format!("{name} runs on when {failed} {verb}, and could not start again")
        }
        State::Up if steps.is_reached() => {
            format!("{name} stays up when {failed} {verb}")
        }
        State::Up => format!("{name} requires nothing of {failed}, over any number of steps"),
    });
    Ok(Outcome::Clean)
}
