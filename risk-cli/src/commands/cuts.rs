//! `risk cuts`: which failures together bring a component down.

use risk_core::graph::Graph;

use super::Outcome;
use crate::cli::{Cuts, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;

pub fn run(args: &Cuts, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    if args.order == 0 {
        return Err(Failure::request(
            "no failure at all brings nothing down",
            Some("say --order 1 or more".to_owned()),
        ));
    }
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let component = graph.find(&args.component)?;
    let cuts = graph.structure().cut_sets(component, args.order)?;
    let answer = render::Cuts::new(&graph, &cuts);
    output.answer(&answer, render::Cuts::table, args.format)?;
    let name = graph.key(component)?;
    let sets = counted(cuts.sets.len(), "smallest set");
    output.words(&format!(
        "{sets} of failures that bring down {name}; complete to order {}",
        cuts.complete_to
    ));
    if cuts.complete_to < args.order {
        output.warning(&format!(
            "there are too many sets of {} to look at",
            counted(cuts.complete_to + 1, "component")
        ));
    }
    Ok(Outcome::Clean)
}
