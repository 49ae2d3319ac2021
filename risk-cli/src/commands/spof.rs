//! `risk spof`: the single points of failure.

use risk_core::graph::{ComponentId, ForeignComponent, Graph, SpofAnswer};
use serde::Serialize;

use super::Outcome;
use crate::cli::{Format, Global, Spof};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Table, counted};
use crate::source;

pub fn run(args: &Spof, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let register = source::read(global, output)?.register;
    let graph = Graph::new(&register);
    let (answer, points, summary) = match &args.component {
        Some(name) => of_component(graph.find(name)?, &graph, args)?,
        None => of_all(&graph, args)?,
    };
    let table = |answer: &_| render::spof(answer, register.scale().rating(), args.format);
    output.answer(&answer, table, args.format)?;
    tell_left(points, answer.points.len(), output);
    if args.format.is_for_people() && !answer.defeated.is_empty() {
        output.text("\n")?;
        show(&answer, render::defeated, args.top, args.format, output)?;
    }
    output.words(&summary);
    Ok(Outcome::Clean)
}

/// The points that are shown, how many there are, and that in words.
type Found = (SpofAnswer, usize, String);

fn of_component(
    component: ComponentId,
    graph: &Graph,
    args: &Spof,
) -> Result<Found, ForeignComponent> {
    let points = graph.structure().points_of_failure_of(component)?;
    let name = graph.key(component)?;
    let summary = match points.len() {
        0 => format!("no single failure brings down {name}"),
        1 => format!("1 failure alone brings down {name} or keeps it from starting"),
        count => format!("{count} failures alone bring down {name} or keep it from starting"),
    };
    let answer = SpofAnswer::of(graph, component, &points[..shown(points.len(), args)])?;
    Ok((answer, points.len(), summary))
}

fn of_all(graph: &Graph, args: &Spof) -> Result<Found, ForeignComponent> {
    let mut found = graph.structure().points_of_failure();
    let points = found.points.len();
    let mut summary = format!("{} of failure", counted(points, "single point"));
    if !found.defeated.is_empty() {
        let requirements = counted(found.defeated.len(), "requirement");
        summary += &format!(", {requirements} with spares that one failure defeats");
    }
    // To look at a point takes a failure, so only those that are shown are looked at.
    found.points.truncate(shown(points, args));
    Ok((SpofAnswer::new(graph, &found)?, points, summary))
}

/// How many of some points are shown: of data, all.
fn shown(points: usize, args: &Spof) -> usize {
    match args.format {
        Format::Json => points,
        _ => rows_shown(points, args.top),
    }
}

/// How many of some rows are shown; with 0, all of them.
pub fn rows_shown(rows: usize, top: usize) -> usize {
    if top == 0 { rows } else { rows.min(top) }
}

/// Writes all of an answer as JSON, else the first rows of its table, and tells how many more there are.
pub fn show<T: Serialize>(
    answer: &T,
    table: impl FnOnce(&T) -> Table,
    top: usize,
    format: Format,
    output: &mut Output,
) -> Result<(), Failure> {
    let (mut rows, mut shown) = (0, 0);
    let first = |answer: &T| {
        let table = table(answer);
        rows = table.len();
        shown = rows_shown(rows, top);
        table.first(shown)
    };
    output.answer(answer, first, format)?;
    tell_left(rows, shown, output);
    Ok(())
}

fn tell_left(rows: usize, shown: usize, output: &mut Output) {
    if shown < rows {
        output.words(&format!("{shown} of {rows} rows; --top 0 shows all"));
    }
}
