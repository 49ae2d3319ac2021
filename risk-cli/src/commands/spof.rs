//! `risk spof`: the single points of failure.

use risk_core::graph::{ComponentId, ForeignComponent, Graph, SpofAnswer};

use super::report_needs;
use crate::cli::{Format, Global, Spof};
use crate::failure::Failure;
use crate::output::{Output, first};
use crate::render::{self, counted};
use crate::source;

/// How many rows of a table are shown to people unless they ask for others.
const ROWS: usize = 50;

pub fn run(args: &Spof, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let register = &source::read(global, output)?.register;
    let graph = Graph::new(register);
    let (answer, points, summary) = match &args.component {
        Some(name) => of_component(graph.find(name)?, &graph, args)?,
        None => of_all(&graph, args)?,
    };
    let is_known = report_needs(&answer.needs, output);
    let table = |answer: &_| render::spof(answer, register.scale().rating(), args.format);
    // An empty table would look like an answer where nothing is known.
    if is_known || !args.format.is_for_people() {
        output.answer(&answer, table, args.format)?;
    }
    output.left_out(points, answer.spof.len());
    if args.format.is_for_people() && !answer.defeated.is_empty() {
        output.text("\n")?;
        let top = args.format.rows(args.top, ROWS);
        output.first_rows(render::defeated(&answer), top, args.format)?;
    }
    if is_known {
        output.words(&summary);
    }
    Ok(())
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
        summary += &format!(", {requirements} with redundancy that one failure defeats");
    }
    // To name what a point brings down takes a failure, so only those that are shown are looked at.
    found.points.truncate(shown(points, args));
    let answer = if args.affected {
        SpofAnswer::with_affected(graph, &found)?
    } else {
        SpofAnswer::new(graph, &found)?
    };
    Ok((answer, points, summary))
}

/// How many of some points are shown: of data, all.
fn shown(points: usize, args: &Spof) -> usize {
    match args.format {
        Format::Json => points,
        format => first(points, format.rows(args.top, ROWS)),
    }
}
