//! `risk graph`: what depends on what, as a picture or as data.

use risk_core::graph::format::{self, Drawing};
use risk_core::graph::{Answer, ComponentSet, Direction};

use super::Outcome;
use super::blast::find_all;
use crate::cli::{DrawingFormat, Global, Graph};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{ours, some};
use crate::source;

pub fn run(args: &Graph, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = risk_core::graph::Graph::new(&reading.register);
    let failed = find_all(&graph, &args.failed)?;
    let blast = (!failed.is_empty()).then(|| graph.fail(failed));
    let blast = blast.transpose()?;
    let drawn = drawn(&graph, args)?;
    let whole = Drawing::of(&graph, blast.as_ref(), &drawn)?;
    let is_picture = matches!(args.format, DrawingFormat::Dot | DrawingFormat::Mermaid);
    let (all, most) = (whole.components.len(), args.most.max(1));
    let drawing = if is_picture && all > most {
        whole.collapsed(most)
    } else {
        whole
    };
    output.data(&drawing.write(args.format.into()))?;
    if drawing.components.len() < all {
        let shown = drawing.components.len();
        output.words(&format!("{all} components are drawn as {shown}"));
        output.hint("--around COMPONENT shows a part; --most NUMBER draws more");
    }
    if !is_picture && !args.around.is_empty() {
        output
            .warning("requirements of what is not around are left out, so this is no whole graph");
    }
    if args.format == DrawingFormat::Csv {
        tell_lost_in_csv(&graph, &drawn, output)?;
    }
    if drawn.is_empty() {
        output.words("the register has no components");
    }
    Ok(Outcome::Clean)
}

/// Tells what CSV has no place for.
fn tell_lost_in_csv(
    graph: &risk_core::graph::Graph,
    drawn: &ComponentSet,
    output: &mut Output,
) -> Answer<()> {
    let (unsaid, housed) = (unsaid(graph, drawn)?, housed(graph, drawn)?);
    if !unsaid.is_empty() {
        let names = some(graph.keys(&unsaid)?);
        output.warning(&format!(
            "CSV has no row for what nothing is known of: {names}"
        ));
    }
    if !housed.is_empty() {
        let names = some(graph.keys(&housed)?);
        output.warning(&format!(
            "nobody has said what these need, and in CSV it is their container alone: {names}"
        ));
    }
    Ok(())
}

/// The components of which nobody knows what they need or what needs them.
fn unsaid(graph: &risk_core::graph::Graph, drawn: &ComponentSet) -> Answer<ComponentSet> {
    let structure = graph.structure();
    let unknown = structure.unknown().intersection(drawn)?;
    let alone = unknown.iter().filter(|component| {
        let near = ours(structure.query([*component], Direction::Both));
        near.depth(1).resolve().len() == 1
    });
    structure.set(alone)
}

/// The components that live within others and of which nobody has said what they need.
fn housed(graph: &risk_core::graph::Graph, drawn: &ComponentSet) -> Answer<ComponentSet> {
    let structure = graph.structure();
    let unknown = structure.unknown().intersection(drawn)?;
    let is_housed = |component: &risk_core::graph::ComponentId| {
        let stated = ours(graph.stated(*component));
        stated.is_some_and(|stated| !stated.within.is_empty())
    };
    structure.set(unknown.iter().filter(is_housed))
}

/// The components that are drawn: all, or what is near some.
fn drawn(graph: &risk_core::graph::Graph, args: &Graph) -> Result<ComponentSet, Failure> {
    let structure = graph.structure();
    if args.around.is_empty() {
        return Ok(structure.all());
    }
    let around = find_all(graph, &args.around)?;
    let near = structure
        .query(around, Direction::Both)?
        .depth(args.depth)
        .resolve();
    // A group is drawn with all of its members, as half of it would look like the whole.
    let needs = near.iter().flat_map(|one| ours(structure.needs(one)));
    let split = needs.filter(|need| need.members.iter().any(|member| near.contains(*member)));
    let members: Vec<_> = split.flat_map(|need| need.members).collect();
    Ok(near.union(&structure.set(members)?)?)
}

impl From<DrawingFormat> for format::DrawingFormat {
    fn from(format: DrawingFormat) -> Self {
        match format {
            DrawingFormat::Dot => Self::Dot,
            DrawingFormat::Mermaid => Self::Mermaid,
            DrawingFormat::GraphMl => Self::GraphMl,
            DrawingFormat::Json => Self::Json,
            DrawingFormat::Csv => Self::Csv,
        }
    }
}
