//! `risk spof`: the single points of failure.

use risk_core::Levels;
use risk_core::graph::{ComponentId, Graph, SpofAnswer};

use super::Outcome;
use crate::cli::{Format, Global, Spof};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Table, counted};
use crate::source;

pub fn run(args: &Spof, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let register = source::read(global, output)?.register;
    let graph = Graph::new(&register);
    let ratings = register.scale().rating();
    match &args.component {
        Some(name) => of_component(graph.find(name)?, &graph, ratings, args, output)?,
        None => of_all(&graph, ratings, args, output)?,
    }
    Ok(Outcome::Clean)
}

fn of_component(
    component: ComponentId,
    graph: &Graph,
    ratings: &Levels,
    args: &Spof,
    output: &mut Output,
) -> Result<(), Failure> {
    let points = graph.structure().points_of_failure_of(component)?;
    let shown = shown(points.len(), args);
    let answer = SpofAnswer::of(graph, component, &points[..shown])?;
    write(&answer, points.len(), ratings, args, output)?;
    let name = graph.key(component)?;
    output.words(&match points.len() {
        0 => format!("no single failure brings down {name}"),
        1 => format!("1 failure alone brings down {name} or keeps it from starting"),
        count => format!("{count} failures alone bring down {name} or keep it from starting"),
    });
    Ok(())
}

fn of_all(
    graph: &Graph,
    ratings: &Levels,
    args: &Spof,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut found = graph.structure().points_of_failure();
    let (points, defeated) = (found.points.len(), found.defeated.len());
    // To look at a point takes a failure, so only those that are shown are looked at.
    found.points.truncate(shown(points, args));
    let answer = SpofAnswer::new(graph, &found)?;
    write(&answer, points, ratings, args, output)?;
    if args.format.is_for_people() && defeated > 0 {
        output.text("\n")?;
        show(&render::defeated(&answer), args.top, args.format, output)?;
    }
    let mut summary = vec![format!("{} of failure", counted(points, "single point"))];
    if defeated > 0 {
        let requirements = counted(defeated, "requirement");
        summary.push(format!(
            "{requirements} with spares that one failure defeats"
        ));
    }
    output.words(&summary.join(", "));
    Ok(())
}

fn write(
    answer: &SpofAnswer,
    points: usize,
    ratings: &Levels,
    args: &Spof,
    output: &mut Output,
) -> Result<(), Failure> {
    let table = |answer: &_| render::spof(answer, ratings, args.format);
    output.answer(answer, table, args.format)?;
    tell_left(points, answer.points.len(), output);
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
