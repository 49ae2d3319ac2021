//! Single points of failure, as JSON.

use risk_core::graph::{ComponentId, Defeated, Graph, Hit, PointOfFailure, PointsOfFailure};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::graph::hit_because;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk spof --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Spof<'a> {
    /// The version of this form.
    schema_version: u32,
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

/// The single points of failure of a register.
pub fn spof(graph: &Graph, found: &PointsOfFailure) -> String {
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
    let defeated = |one: &Defeated| Lost {
        component: name(graph, one.need.owner),
        requirement: ours(graph.need(&one.need)),
        by: name(graph, one.by),
    };
    pretty(&Spof {
        schema_version: SCHEMA_VERSION,
        component: None,
        points: found.points.iter().map(point).collect(),
        defeated: found.defeated.iter().map(defeated).collect(),
    })
}

/// The single points of failure of a component.
pub fn spof_of(graph: &Graph, component: ComponentId, points: &[(ComponentId, Hit)]) -> String {
    let fallen = name(graph, component);
    let point = |(point, hit): &(ComponentId, Hit)| {
        let blast = ours(graph.fail([*point]));
        let of = |wanted: Hit| {
            (*hit == wanted)
                .then(|| fallen.clone())
                .into_iter()
                .collect()
        };
        Point {
            component: name(graph, *point),
            worst_rating: worst(graph, *point),
            down: of(Hit::Down),
            cannot_restart: of(Hit::CannotRestart),
            because: Some(hit_because(graph, &blast, component, *hit)),
        }
    };
    pretty(&Spof {
        schema_version: SCHEMA_VERSION,
        component: Some(fallen.clone()),
        points: points.iter().map(point).collect(),
        defeated: Vec::new(),
    })
}

fn worst(graph: &Graph, component: ComponentId) -> Option<&str> {
    let level = ours(graph.worst_rating(component))?;
    Some(graph.register().scale().rating().label(level))
}

/// The schema of [`spof`].
pub fn spof_schema() -> String {
    pretty(&schema_of::<Spof<'_>>())
}
