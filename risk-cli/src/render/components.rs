//! The components of a register.

use risk_core::graph::Graph;
use risk_core::{Component, Key, Level, Register, format_requirements};

use super::graph::ours;
use super::table::{Cell, Table};
use super::text::level_style;

/// A component, declared or only named, and the risks that it has.
pub struct ComponentEntry<'a> {
    pub key: Key,
    /// What is declared; `None` for a component that is only named.
    pub declared: Option<&'a Component>,
    /// Its risks.
    pub risks: Vec<Key>,
    /// The highest rating of them.
    pub worst: Option<Level>,
}

/// The components in order, and after them those that risks and requirements name and nobody
/// declares.
pub fn components(graph: &Graph) -> Vec<ComponentEntry<'_>> {
    let entries = graph.structure().components().map(|component| {
        let risks = ours(graph.risks(component));
        ComponentEntry {
            key: ours(graph.key(component)),
            declared: ours(graph.stated(component)),
            worst: risks.filter_map(|risk| risk.rating()).max(),
            risks: ours(graph.risks(component))
                .map(|risk| risk.key())
                .collect(),
        }
    });
    entries.collect()
}

/// The components as a table. A column that says nothing is left out.
pub fn components_table(register: &Register, entries: &[ComponentEntry<'_>]) -> Table {
    type Text = fn(&Component) -> String;
    let stated: [(&str, Text); 6] = [
        ("Kind", |c| c.kind.clone()),
        ("Tier", |c| c.tier.clone()),
        ("Owner", |c| c.owner.clone()),
        ("RTO", |c| {
            c.rto.as_ref().map_or_else(String::new, ToString::to_string)
        }),
        ("Within", |c| c.within.clone()),
        ("Requires", |c| {
            let requires = c.requires.as_deref();
            requires.map_or_else(|| "?".to_owned(), format_requirements)
        }),
    ];
    let is_used = |text: Text| {
        let mut declared = entries.iter().filter_map(|entry| entry.declared);
        declared.any(|component| !matches!(text(component).as_str(), "" | "?"))
    };
    let stated: Vec<(&str, Text)> = stated
        .into_iter()
        .filter(|(_, text)| is_used(*text))
        .collect();
    let mut header = vec!["Name", "Risks", "Worst"];
    header.extend(stated.iter().map(|(name, _)| *name));
    let mut table = Table::new(&header);
    for entry in entries {
        let worst = rating_cell(register, entry.worst);
        let name = match entry.declared {
            Some(_) => entry.key.to_string(),
            None => format!("{} (not declared)", entry.key),
        };
        let mut cells = vec![name.into(), entry.risks.len().to_string().into(), worst];
        let text = |text: &Text| entry.declared.map_or_else(String::new, text);
        cells.extend(stated.iter().map(|(_, of)| Cell::from(text(of))));
        table.row(cells);
    }
    table
}

/// A rating on its colour; a dash where there is none.
pub fn rating_cell(register: &Register, rating: Option<Level>) -> Cell {
    let levels = register.scale().rating();
    match rating {
        Some(level) => Cell::styled(levels.label(level), level_style(levels, level)),
        None => "-".into(),
    }
}
