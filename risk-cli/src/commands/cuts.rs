//! `risk cuts`: which failures together bring a component down.

use std::ops::ControlFlow;
use std::time::Instant;

use risk_core::graph::{CutOptions, CutsAnswer, Graph, SearchEnd};

use super::report_needs;
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
    let options = CutOptions::default().order(args.order);
    let options = options.leaves(args.leaves).budget(args.budget);
    let begin = Instant::now();
    let is_late = || args.within.is_some_and(|within| begin.elapsed() >= within);
    let structure = graph.structure();
    let cuts = structure.cut_sets_while(component, options, |_| {
        if is_late() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let answer = CutsAnswer::new(&graph, &cuts)?;
    report_needs(&answer.needs, output);
    output.answer(&answer, render::cuts, args.format)?;
    output.words(&format!(
        "{} of failures{} that bring down {}; complete to order {}",
        counted(answer.cut_sets.len(), "minimal cut set"),
        if args.leaves { " of leaves" } else { "" },
        answer.component,
        answer.complete_to
    ));
    let next = counted(answer.complete_to + 1, "component");
    match answer.ended {
        SearchEnd::Complete => {}
        SearchEnd::TooManySets => {
            output.warning(&format!("there are too many sets of {next} to list"));
        }
        SearchEnd::Interrupted => {
            output.warning(&format!(
                "the time was over before all sets of {next} were found"
            ));
            output.hint("pass a longer --within");
        }
        _ => {
            output.warning(&format!(
                "the search took {} steps and had not found all sets of {next}",
                args.budget
            ));
            output.hint("pass a larger --budget");
        }
    }
    Ok(())
}
