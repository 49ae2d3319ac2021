//! Single points of failure.

use risk_core::Levels;
use risk_core::graph::SpofAnswer;

use crate::cli::Format;
use crate::render::table::{Cell, Table};
use crate::render::text::{joined, rating_cell, some};

/// The points: of a register, what they bring down; of a component, how each reaches it.
pub fn spof(answer: &SpofAnswer, ratings: &Levels, format: Format) -> Table {
    let mut header = match answer.component {
        None => vec!["Component", "Down", "Cannot restart", "Worst"],
        Some(_) => vec!["Component", "Worst", "Then", "Because"],
    };
    let mut points = answer.spof.iter();
    let has_names = points.any(|point| point.down_components.is_some());
    header.extend(has_names.then_some("What it brings down"));
    let mut table = Table::new(&header);
    for point in &answer.spof {
        let rating = rating_cell(ratings, point.worst_rating.as_deref(), "-");
        let mut cells = vec![Cell::from(point.component.to_string())];
        if let Some(because) = &point.because {
            let is_down = point.down > 0;
            let then = if is_down { "down" } else { "cannot restart" };
            cells.extend([rating, then.into(), because.into()]);
        } else {
            let (down, stuck) = (point.down.to_string(), point.cannot_restart.to_string());
            cells.extend([down.into(), stuck.into(), rating]);
        }
        let names = point.down_components.iter();
        cells.extend(names.map(|names| match format {
            // Only people are content with some of them.
            Format::Table => some(names).into(),
            _ => joined(names, ", ").into(),
        }));
        table.row(cells);
    }
    table.without_unused(&["Cannot restart"], &["0"])
}

/// The requirements with redundancy that one failure defeats.
pub fn defeated(answer: &SpofAnswer) -> Table {
    let mut table = Table::new(&["Component", "Requires", "Defeated by"]);
    for one in &answer.defeated {
        let (component, by) = (one.component.to_string(), one.by.to_string());
        table.row([component, one.requirement.clone(), by]);
    }
    table
}
