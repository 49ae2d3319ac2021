//! `risk next`: what to do next.

use risk_core::graph::{ComponentId, Graph};
use risk_core::readiness;

use super::Outcome;
use super::spof::show;
use crate::cli::{Format, Global, Next};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;

/// How many suggestions are shown to people unless somebody says.
const ROWS: usize = 10;

pub fn run(args: &Next, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let window = args.window.window();
    let named = args.component.iter().map(|name| graph.find(name));
    let named = named.collect::<Result<Vec<ComponentId>, _>>()?;
    let mut suggestions = readiness::next(&graph, window);
    suggestions.retain(|one| {
        let is_named = |component| named.contains(&component);
        named.is_empty() || one.subject.component().is_some_and(is_named)
    });
    let answer = render::Next::new(&graph, window, &suggestions);
    match args.format {
        Format::Json => output.data(&json::answer(&answer))?,
        format => {
            // Whoever computes with them wants all.
            let rows = if format.is_for_people() { ROWS } else { 0 };
            let table = answer.table(format);
            show(&table, args.top.unwrap_or(rows), format, output)?;
        }
    }
    if suggestions.is_empty() {
        output.words("there is nothing to suggest");
    }
    Ok(Outcome::Clean)
}
