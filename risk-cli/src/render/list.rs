//! The list of risks as a table.

use anstyle::Style;
use risk_core::{Level, Levels, Register, RiskView, Stated};

use super::table::{Cell, Table};
use super::text::rating_cell;

/// Where a terminal has fewer columns, the rating stands for the levels that it comes from, so
/// that there is room for what the risk is.
const ROOM_FOR_LEVELS: usize = 120;

/// A table of the given risks, for a terminal of the given width.
pub fn list(register: &Register, risks: &[RiskView<'_>], width: Option<usize>) -> Table {
    let scale = register.scale();
    let has_levels = width.is_none_or(|width| width >= ROOM_FOR_LEVELS);
    // A column that states nothing is left out.
    let has_status = risks.iter().any(|risk| risk.stated().status.is_some());
    let mut header = vec!["Rating", "Ref"];
    if has_levels {
        header.extend(["Likelihood", "Impact"]);
    }
    if has_status {
        header.push("Status");
    }
    header.extend(["Component", "Risk"]);
    let mut table = Table::new(&header);
    for risk in risks {
        let unrated = Cell::styled("unrated", Style::new().italic());
        let rating = rating_cell(scale.rating(), risk.rating_label(), unrated);
        let mut cells = vec![rating, risk.key().to_string().into()];
        if has_levels {
            cells.push(level(scale.likelihood(), risk.likelihood()));
            cells.push(level(scale.impact(), risk.impact()));
        }
        if has_status {
            let status = risk.status.as_ref().map(ToString::to_string);
            cells.push(status.unwrap_or_default().into());
        }
        cells.push(risk.component.as_str().into());
        cells.push(risk.description.as_str().into());
        table.row(cells);
    }
    table
}

/// A level by its label, and what is no level as it was stated.
fn level(levels: &Levels, stated: Option<Stated<Level>>) -> Cell {
    match stated {
        None => "-".into(),
        Some(Stated::Known(level)) => levels.label(level).into(),
        Some(Stated::Unrecognised(text)) => format!("{text}?").into(),
    }
}
