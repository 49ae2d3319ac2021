//! `risk cuts`: which failures together bring a component down.

use risk_core::graph::{CutsAnswer, Graph};

use crate::cli::{Cuts, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;

pub fn run(args: &Cuts, global: &Global, output: &mut Output) -> Result<(), Failure> {
    if args.order == 0 {
        return Err(Failure::request(
            "invalid order 0; expected 1 or more",
            Some("pass --order 1".to_owned()),
        ));
    }
    let graph = Graph::new(&source::read(global, output)?.register);
    let component = graph.find(&args.component)?;
    let cuts = graph.structure().cut_sets(component, args.order)?;
    let answer = CutsAnswer::new(&graph, &cuts)?;
    output.answer(&answer, render::cuts, args.format)?;
    output.words(&format!(
        "{} of failures that bring down {}; complete to order {}",
        counted(answer.cut_sets.len(), "minimal cut set"),
        answer.component,
        answer.complete_to
    ));
    if answer.complete_to < args.order {
        output.warning(&format!(
            "there are too many sets of {} to look at",
            counted(answer.complete_to + 1, "component")
        ));
    }
    Ok(())
}
