//! `risk blast`: what is affected when components fail.

use risk_core::graph::{BlastAnswer, Graph};

use crate::cli::{Blast, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, some};
use crate::source;

/// How many rows of each table are shown to people unless they ask for others: a screen or two.
const ROWS: usize = 50;

pub fn run(args: &Blast, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let register = &source::read(global, output)?.register;
    let graph = Graph::new(register);
    let blast = graph.fail(graph.find_all(&args.components)?)?;
    let answer = BlastAnswer::new(&graph, &blast)?;
    let top = args.format.rows(args.top, ROWS);
    output.answer_first(&answer, render::blast, top, args.format)?;
    if args.format.is_for_people() && !answer.risks.is_empty() {
        output.text("\n")?;
        let risks = render::risks_hit(&answer, register.scale().rating());
        output.first_rows(risks, top, args.format)?;
    }
    report(&answer, output);
    Ok(())
}

fn report(answer: &BlastAnswer, output: &mut Output) {
    let (down, potential) = (answer.down.len(), answer.potential.len());
    let mut summary = vec![format!("{} down", counted(down, "component"))];
    for (count, what) in [
        (answer.degraded.len(), "degraded"),
        (answer.cannot_restart.len(), "cannot restart"),
        (answer.no_redundancy().len(), "with no redundancy left"),
    ] {
        if count > 0 {
            summary.push(format!("{count} {what}"));
        }
    }
    // All that is down is reached.
    if potential > down {
        summary.push(format!(
            "{potential} would be down if nothing had redundancy"
        ));
    }
    output.words(&summary.join(", "));
    let unknown = some(answer.unknown_up());
    if !unknown.is_empty() {
        output.words(&format!("dependencies unknown: {unknown}"));
    }
}
