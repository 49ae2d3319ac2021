//! Single points of failure, as tables.

use risk_core::graph::{BlastRadius, ComponentId, Defeated, Graph, Hit, PointOfFailure};

use super::{name, ours, some};
use crate::cli::Format;
use crate::render::components::rating_cell;
use crate::render::table::{Cell, Table};

/// The single points of failure of a register, and what they bring down.
pub fn spof(graph: &Graph, points: &[PointOfFailure], format: Format) -> Table {
    let stuck = points.iter().any(|point| point.cannot_restart > 0);
    let mut header = vec!["Component", "Down"];
    header.extend(stuck.then_some("Cannot restart"));
    header.extend(["Worst", "What it brings down"]);
    let mut table = Table::new(&header);
    for point in points {
        let blast = ours(graph.fail([point.component]));
        let down = ours(blast.down().difference(blast.failed()));
        let mut cells: Vec<Cell> = vec![
            name(graph, point.component).into(),
            point.down.to_string().into(),
        ];
        cells.extend(stuck.then(|| point.cannot_restart.to_string().into()));
        cells.push(rating_cell(
            graph.register(),
            ours(graph.worst_rating(point.component)),
        ));
        let names = ours(graph.keys(&down));
        // Only people are content with some of them.
        cells.push(match format {
            Format::Table => some(names).into(),
            _ => names
                .map(|key| key.to_string())
                .collect::<Vec<_>>()
                .join(", ")
                .into(),
        });
        table.row(cells);
    }
    table
}

/// The requirements with spares that one failure defeats.
pub fn defeated(graph: &Graph, defeated: &[Defeated]) -> Table {
    let mut table = Table::new(&["Component", "Requires", "Defeated by"]);
    for one in defeated {
        table.row([
            name(graph, one.need.owner),
            ours(graph.need(&one.need)),
            name(graph, one.by),
        ]);
    }
    table
}

/// The single points of failure of a component, and how each reaches it.
pub fn spof_of(graph: &Graph, component: ComponentId, points: &[(ComponentId, Hit)]) -> Table {
    let mut table = Table::new(&["Component", "Worst", "Then", "Because"]);
    for (point, hit) in points {
        let blast = ours(graph.fail([*point]));
        table.row([
            Cell::from(name(graph, *point)),
            rating_cell(graph.register(), ours(graph.worst_rating(*point))),
            hit_word(*hit).into(),
            hit_because(graph, &blast, component, *hit).into(),
        ]);
    }
    table
}

/// Why a component is hit so: one that is degraded, too, may be unable to start for another reason.
pub fn hit_because(
    graph: &Graph,
    blast: &BlastRadius<'_>,
    component: ComponentId,
    hit: Hit,
) -> String {
    match hit {
        Hit::Down => ours(graph.because(blast, component)),
        Hit::CannotRestart => ours(graph.stuck_because(blast, component)),
    }
}

/// How a component is hit, in a word.
pub fn hit_word(hit: Hit) -> &'static str {
    match hit {
        Hit::Down => "down",
        Hit::CannotRestart => "cannot restart",
    }
}
