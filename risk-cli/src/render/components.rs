//! The components of a register.

use risk_core::graph::{ComponentsAnswer, ListedComponent};
use risk_core::{Levels, Origin, Requirement, format_requirements};

use super::table::{Cell, Table};
use super::text::rating_cell;
use crate::cli::Format;

/// The components. A column that states nothing is left out.
pub fn components(answer: &ComponentsAnswer, ratings: &Levels, format: Format) -> Table {
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
            requirements(one, format.is_for_people()).into(),
        ]);
    }
    let table = table.without_unused(&STATED, &["", "?"]);
    table.giving_way(&[&["Tier"], &["RTO"], &["Kind"], &["Within"]])
}

/// What a component needs to work, as a cell has it; for people a source that all were assumed from stands once.
fn requirements(component: &ListedComponent, is_for_people: bool) -> String {
    match &component.requires {
        Some(requires) if is_for_people => match common_source(requires) {
            Some(source) => {
                let declared = requires.iter().cloned().map(|mut one| {
                    one.origin = Origin::Declared;
                    one
                });
                let declared: Vec<Requirement> = declared.collect();
                let needed = format_requirements(&declared);
                format!("{needed} (all assumed from {source})")
            }
            None => format_requirements(requires),
        },
        Some(requires) => format_requirements(requires),
        None if component.declared => "?".to_owned(),
        None => String::new(),
    }
}

/// The source that several requirements were all assumed from.
fn common_source(requires: &[Requirement]) -> Option<&str> {
    let Origin::Assumed(source) = &requires.first()?.origin else {
        return None;
    };
    let first = &requires[0].origin;
    let is_common = requires.len() > 1 && requires.iter().all(|one| one.origin == *first);
    is_common.then_some(source)
}

#[cfg(test)]
mod tests {
    use risk_core::graph::Graph;
    use risk_core::{Component, Register, Scale};
    use unicode_width::UnicodeWidthStr;

    use super::*;

    /// The lines of the table of some components in a terminal.
    fn shown(components: Vec<Component>, width: usize) -> (Vec<String>, Vec<&'static str>) {
        let register = Register::new("", Scale::default(), components, Vec::new()).unwrap();
        let answer = ComponentsAnswer::new(&Graph::new(&register));
        let table = super::components(&answer, register.scale().rating(), Format::Table);
        let (table, left_out) = table.fitted(width);
        let text = table.render(Format::Table, Some(width));
        let plain = anstream::adapter::strip_str(&text).to_string();
        (plain.lines().map(str::to_owned).collect(), left_out)
    }

    fn service() -> Component {
        let mut service = Component::new("Order history (read model)");
        service.kind = "service".to_owned();
        service.owner = "Customer platform".to_owned();
        service.tier = "1".to_owned();
        service.within = "eu-west-1a".to_owned();
        let needed = ["eu-west-1a", "Postgres primary", "Message queue of orders"];
        service.requires = Some(needed.map(|name| Requirement::all_of([name])).into());
        service
    }

    #[test]
    fn components_fit_80_columns_and_are_broken_at_spaces() {
        let (lines, left_out) = shown(vec![service()], 80);
        assert!(lines.iter().all(|line| line.width() <= 80), "{lines:#?}");
        assert_eq!(left_out, ["Tier", "Kind", "Within"]);
        let text = lines.join(" ");
        for word in ["eu-west-1a;", "Postgres", "orders", "(read"] {
            assert!(text.contains(word), "{word} in {lines:#?}");
        }
        let (_, left_out) = shown(vec![service()], 120);
        assert_eq!(left_out, [""; 0]);
    }

    #[test]
    fn a_source_that_all_was_assumed_from_stands_once() {
        let mut service = service();
        for requirement in service.requires.iter_mut().flatten() {
            requirement.origin = Origin::Assumed("deploy/compose.yaml".to_owned());
        }
        let (lines, _) = shown(vec![service], 200);
        let expected = "Message queue of orders (all assumed from deploy/compose.yaml)";
        assert!(lines[1].ends_with(expected), "{lines:#?}");
        assert_eq!(lines[1].matches("assumed").count(), 1, "{lines:#?}");
    }
}
