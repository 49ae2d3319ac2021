//! The list of risks as a table.

use anstyle::Style;
use risk_core::query::ListField;
use risk_core::{Level, Levels, Register, RiskField, RiskView, Stated};

use super::register::text;
use super::table::{Cell, Table};
use super::text::rating_cell;

/// The rating stands for the levels that it comes from where there is no room for them beside what the risk is.
pub const LEVELS: &[&str] = &["Likelihood", "Impact"];

/// A table of the given risks.
pub fn list(register: &Register, risks: &[RiskView<'_>]) -> Table {
    let scale = register.scale();
    let mut table = Table::new(&[
        "Rating",
        "Ref",
        LEVELS[0],
        LEVELS[1],
        "Status",
        "Owner",
        "Component",
        "Risk",
    ]);
    for risk in risks {
        let status = risk.status.as_ref().map(ToString::to_string);
        table.row([
            rating(scale.rating(), *risk),
            risk.key().to_string().into(),
            level(scale.likelihood(), risk.likelihood()),
            level(scale.impact(), risk.impact()),
            status.unwrap_or_default().into(),
            risk.responsible().into(),
            risk.component.as_str().into(),
            risk.description.as_str().into(),
        ]);
    }
    let table = table.without_unused(&["Status", "Owner"], &[""]);
    table.giving_way(&[LEVELS, &["Owner"]])
}

/// A table of some fields of the given risks.
pub fn list_fields(register: &Register, risks: &[RiskView<'_>], fields: &[ListField]) -> Table {
    let scale = register.scale();
    let header: Vec<String> = fields.iter().map(header).collect();
    let mut table = Table::new(&header);
    for risk in risks {
        table.row(fields.iter().map(|field| match field {
            ListField::Rating => rating(scale.rating(), *risk),
            ListField::Stated(RiskField::Reference) => risk.key().to_string().into(),
            ListField::Stated(RiskField::Likelihood) => {
                level(scale.likelihood(), risk.likelihood())
            }
            ListField::Stated(RiskField::Impact) => level(scale.impact(), risk.impact()),
            ListField::Stated(field) => text(field.get(risk.stated())).into(),
            field => field.text(*risk).into(),
        }));
    }
    table
}

/// What stands over a field: as in a workbook, where that has a column of it.
fn header(field: &ListField) -> String {
    match field {
        ListField::Owner => "Owner".to_owned(),
        ListField::Stated(RiskField::Reference) => "Ref".to_owned(),
        ListField::Stated(field) => {
            let header = field.header().unwrap_or(match field {
                RiskField::TrackerLinks => "Tracker links",
                RiskField::Rehearsals => "Rehearsals",
                other => other.path(),
            });
            // What is in brackets is about bold.
            header.split(" (").next().unwrap_or(header).to_owned()
        }
        ListField::Extra(header) => header.to_string(),
        _ => "Rating".to_owned(),
    }
}

fn rating(levels: &Levels, risk: RiskView<'_>) -> Cell {
    let unrated = Cell::styled("unrated", Style::new().italic());
    rating_cell(levels, risk.rating_label(), unrated)
}

/// A level by its label, and what is no level as it was stated.
fn level(levels: &Levels, stated: Option<Stated<Level>>) -> Cell {
    match stated {
        None => "-".into(),
        Some(Stated::Known(level)) => levels.label(level).into(),
        Some(Stated::Unrecognised(text)) => format!("{text}?").into(),
    }
}
