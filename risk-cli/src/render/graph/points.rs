//! Single points of failure.

use risk_core::graph::{ComponentId, Defeated, Graph, Hit, PointOfFailure};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours, some};
use crate::cli::Format;
use crate::render::table::{Cell, Table};
use crate::render::text::rating_cell;

/// What `risk spof --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Spof<'a> {
    /// The component that was asked about; null for the whole register.
    component: Option<String>,
    /// The single points of failure: of a register, those first that bring most down.
    points: Vec<Point<'a>>,
    /// The requirements with spares that one failure defeats, where the owner would stay up with them; of a
    /// register alone.
    defeated: Vec<Lost>,
}

/// A single point of failure.
#[derive(Serialize, JsonSchema)]
struct Point<'a> {
    /// The component of which the failure alone does it.
    component: String,
    /// The label of the worst rating of its risks that are not closed; null when none is rated.
    worst_rating: Option<&'a str>,
    /// The other components that it brings down; of one component, that one or nothing.
    down: Vec<String>,
    /// The other components that run on and could not start again; of one component, that one or nothing.
    cannot_restart: Vec<String>,
    /// Why, in words; of one component alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// A requirement that one failure defeats.
#[derive(Serialize, JsonSchema)]
struct Lost {
    /// Who requires it.
    component: String,
    /// The requirement, as a cell has it.
    requirement: String,
    /// The component of which the failure defeats it.
    by: String,
}

impl<'a> Spof<'a> {
    /// Single points of failure of a register, and what one failure defeats.
    pub fn new(graph: &'a Graph, points: &[PointOfFailure], defeated: &[Defeated]) -> Self {
        let point = |point: &PointOfFailure| {
            let blast = ours(graph.fail([point.component]));
            let down = ours(blast.down().difference(blast.failed()));
            Point {
                component: name(graph, point.component),
                worst_rating: worst(graph, point.component),
                down: names(graph, down.iter()),
                cannot_restart: names(graph, blast.ungrounded().iter()),
                because: None,
            }
        };
        let lost = |one: &Defeated| Lost {
            component: name(graph, one.need.owner),
            requirement: ours(graph.need(&one.need)),
            by: name(graph, one.by),
        };
        Self {
            component: None,
            points: points.iter().map(point).collect(),
            defeated: defeated.iter().map(lost).collect(),
        }
    }

    /// Single points of failure of a component.
    pub fn of(graph: &'a Graph, component: ComponentId, points: &[(ComponentId, Hit)]) -> Self {
        let fallen = name(graph, component);
        let point = |(point, hit): &(ComponentId, Hit)| {
            let blast = ours(graph.fail([*point]));
            let fallen = vec![fallen.clone()];
            // One that is degraded, too, may be unable to start for another reason.
            let (down, cannot_restart, because) = match hit {
                Hit::Down => (fallen, Vec::new(), graph.because(&blast, component)),
                Hit::CannotRestart => (Vec::new(), fallen, graph.stuck_because(&blast, component)),
            };
            Point {
                component: name(graph, *point),
                worst_rating: worst(graph, *point),
                down,
                cannot_restart,
                because: Some(ours(because)),
            }
        };
        Self {
            points: points.iter().map(point).collect(),
            component: Some(fallen),
            defeated: Vec::new(),
        }
    }

    /// The points as a table: of a register, what they bring down; of a component, how each reaches it.
    pub fn table(&self, graph: &Graph, format: Format) -> Table {
        let ratings = graph.register().scale().rating();
        let mut table = Table::new(match self.component {
            None => &[
                "Component",
                "Down",
                "Cannot restart",
                "Worst",
                "What it brings down",
            ][..],
            Some(_) => &["Component", "Worst", "Then", "Because"],
        });
        for point in &self.points {
            let (down, stuck) = (point.down.len(), point.cannot_restart.len());
            let rating = rating_cell(ratings, point.worst_rating, "-");
            let mut cells = vec![Cell::from(point.component.as_str())];
            match &point.because {
                None => cells.extend([
                    down.to_string().into(),
                    stuck.to_string().into(),
                    rating,
                    // Only people are content with some of them.
                    match format {
                        Format::Table => some(&point.down),
                        _ => point.down.join(", "),
                    }
                    .into(),
                ]),
                Some(because) => {
                    let then = if down > 0 { "down" } else { "cannot restart" };
                    cells.extend([rating, then.into(), because.into()]);
                }
            }
            table.row(cells);
        }
        table.without_unused(&["Cannot restart"], &["0"])
    }

    /// The requirements with spares that one failure defeats, as a table.
    pub fn defeated(&self) -> Table {
        let mut table = Table::new(&["Component", "Requires", "Defeated by"]);
        for one in &self.defeated {
            table.row([&one.component, &one.requirement, &one.by]);
        }
        table
    }
}

fn worst(graph: &Graph, component: ComponentId) -> Option<&str> {
    let level = ours(graph.worst_rating(component))?;
    Some(graph.register().scale().rating().label(level))
}
