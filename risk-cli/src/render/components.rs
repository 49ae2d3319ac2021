//! The components of a register.

use risk_core::graph::{ComponentsAnswer, ListedComponent};
use risk_core::{Levels, format_requirements};

use super::table::{Cell, Table};
use super::text::rating_cell;

/// The components. A column that states nothing is left out.
pub fn components(answer: &ComponentsAnswer, ratings: &Levels) -> Table {
    const STATED: [&str; 6] = ["Kind", "Tier", "Owner", "RTO", "Within", "Requires"];
    let mut table = Table::new(&[&["Name", "Risks", "Worst"], &STATED[..]].concat());
    for one in &answer.components {
        let undeclared = if one.declared { "" } else { " (not declared)" };
        table.row([
            Cell::from(format!("{}{undeclared}", one.key)),
            one.risks.len().to_string().into(),
            rating_cell(ratings, one.worst_rating.as_deref(), "-"),
            one.kind.as_str().into(),
            one.tier.as_str().into(),
            one.owner.as_str().into(),
            one.rto.as_deref().unwrap_or_default().into(),
            one.within.as_str().into(),
            requirements(one).into(),
        ]);
    }
    table.without_unused(&STATED, &["", "?"])
}

/// What a component needs to work, as a cell has it.
fn requirements(component: &ListedComponent) -> String {
    match &component.requires {
        Some(requires) => format_requirements(requires),
        None if component.declared => "?".to_owned(),
        None => String::new(),
    }
}
