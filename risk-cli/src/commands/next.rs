//! `risk next`: what to do next.

use risk_core::graph::Graph;
use risk_core::readiness::NextAnswer;

use crate::cli::{Global, Next};
use crate::failure::Failure;
use crate::output::Output;
use crate::render;
use crate::source;
use crate::today::today;

/// How many suggestions are shown to people unless they ask for others: more than is done before the next look.
const ROWS: usize = 10;

pub fn run(args: &Next, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let graph = Graph::new(&source::read(global, output)?.register);
    let mut answer = NextAnswer::new(&graph, args.window.window(today(global)));
    if !args.component.is_empty() {
        answer = answer.only(&graph.keys_of(graph.find_all(&args.component)?)?);
    }
    answer = answer.of_owners(&args.owners.owners(graph.register())?);
    let top = args.format.rows(args.top, ROWS);
    let table = |answer: &_| render::next(answer, args.format);
    output.answer_first(&answer, table, top, args.format)?;
    output.left_out_unread("record", &answer.left_out);
    if let Some(risks) = render::unread_risks(&answer.unread) {
        output.warning(&risks);
    }
    if answer.suggestions.is_empty() {
        output.words("there is nothing to suggest");
    }
    Ok(())
}
