//! Single points of failure.

use risk_core::Levels;
use risk_core::graph::SpofAnswer;

use crate::cli::Format;
use crate::render::table::{Cell, Table};
use crate::render::text::{joined, rating_cell, some};

/// The points: of a register, what they bring down; of a component, how each reaches it.
pub fn spof(answer: &SpofAnswer, ratings: &Levels, format: Format) -> Table {
    let mut table = Table::new(match answer.component {
        None => &[
            "Component",
            "Down",
            "Cannot restart",
            "Worst",
            "What it brings down",
        ][..],
        Some(_) => &["Component", "Worst", "Then", "Because"],
    });
    for point in &answer.points {
        let (down, stuck) = (point.down.len(), point.cannot_restart.len());
        let rating = rating_cell(ratings, point.worst_rating.as_deref(), "-");
        let mut cells = vec![Cell::from(point.component.to_string())];
        match &point.because {
            None => cells.extend([
                down.to_string().into(),
                stuck.to_string().into(),
                rating,
                // Only people are content with some of them.
                match format {
                    Format::Table => some(&point.down),
                    _ => joined(&point.down, ", "),
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

/// The requirements with spares that one failure defeats.
pub fn defeated(answer: &SpofAnswer) -> Table {
    let mut table = Table::new(&["Component", "Requires", "Defeated by"]);
    for one in &answer.defeated {
        let (component, by) = (one.component.to_string(), one.by.to_string());
        table.row([component, one.requirement.clone(), by]);
    }
    table
}
