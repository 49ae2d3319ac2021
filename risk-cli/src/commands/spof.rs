//! `risk spof`: the single points of failure.

use risk_core::graph::{ComponentId, Graph, PointsOfFailure};

use super::Outcome;
use crate::cli::{Format, Global, Spof};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{Spof as Answer, Table, counted};
use crate::source;

pub fn run(args: &Spof, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    match &args.component {
        Some(name) => of_component(graph.find(name)?, &graph, args, output)?,
        None => of_all(&graph, args, output)?,
    }
    Ok(Outcome::Clean)
}

fn of_component(
    component: ComponentId,
    graph: &Graph,
    args: &Spof,
    output: &mut Output,
) -> Result<(), Failure> {
    let points = graph.structure().points_of_failure_of(component)?;
    let shown = shown(points.len(), args);
    let answer = Answer::of(graph, component, &points[..shown]);
    output.answer(&answer, |spof| spof.table(graph, args.format), args.format)?;
    tell_left(points.len(), shown, output);
    let name = graph.key(component)?;
    output.words(&match points.len() {
        0 => format!("no single failure brings down {name}"),
        1 => format!("1 failure alone brings down {name} or keeps it from starting"),
        count => format!("{count} failures alone bring down {name} or keep it from starting"),
    });
    Ok(())
}

fn of_all(graph: &Graph, args: &Spof, output: &mut Output) -> Result<(), Failure> {
    let found = graph.structure().points_of_failure();
    let PointsOfFailure {
        points, defeated, ..
    } = &found;
    let shown = shown(points.len(), args);
    let answer = Answer::new(graph, &points[..shown], defeated);
    output.answer(&answer, |spof| spof.table(graph, args.format), args.format)?;
    tell_left(points.len(), shown, output);
    if args.format.is_for_people() && !defeated.is_empty() {
        output.text("\n")?;
        show(&answer.defeated(), args.top, args.format, output)?;
    }
    let mut summary = vec![format!(
        "{} of failure",
        counted(points.len(), "single point")
    )];
    if !defeated.is_empty() {
        let spares = match defeated.len() {
            1 => "1 requirement".to_owned(),
            count => format!("{count} requirements"),
        };
        summary.push(format!("{spares} with spares that one failure defeats"));
    }
    output.words(&summary.join(", "));
    Ok(())
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

/// Writes the first rows of a table, and tells how many more there are.
pub fn show(table: &Table, top: usize, format: Format, output: &mut Output) -> Result<(), Failure> {
    let shown = rows_shown(table.len(), top);
    output.table(&table.first(shown), format)?;
    tell_left(table.len(), shown, output);
    Ok(())
}

fn tell_left(rows: usize, shown: usize, output: &mut Output) {
    if shown < rows {
        output.words(&format!("{shown} of {rows} rows; --top 0 shows all"));
    }
}
