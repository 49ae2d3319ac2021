//! The sheet that declares components.

use risk_core::{ComponentField, ExtraValue, Key, RecordId, Requirement, SourceScope, Stated};

use crate::reading::{error, reading, today, told};
use crate::xlsx::{Package, header, row, text, value};

const HEADERS: [&str; 11] = [
    "Name",
    "Kind",
    "Owner",
    "Tier",
    "Description",
    "Restore",
    "RTO",
    "RPO",
    "Within",
    "Requires",
    "Team",
];

/// A workbook with a sheet of components whose row 2 has the given cells.
fn package(cells: &str) -> Package {
    let headers: String = HEADERS
        .iter()
        .zip('A'..)
        .map(|(h, c)| text(&format!("{c}1"), h))
        .collect();
    let risks = header(&[]) + &row(2, &text("C2", "It fails"));
    let components = row(1, &headers) + &row(2, cells);
    Package::of_sheets(&[("Risks", &risks), ("Components", &components)])
}

#[test]
fn every_field_of_a_component_has_a_column() {
    let cells = text("A2", " Orders API ")
        + &text("B2", "service")
        + &text("C2", "Ada")
        + &value("D2", "", "1")
        + &text("E2", " Takes orders\n")
        + &text("F2", "30m")
        + &text("G2", "4h")
        + &text("H2", "1 day")
        + &text("I2", "eu-west-1a")
        + &text(
            "J2",
            "Postgres primary; 1 of (Redis A, Redis B); soft: Email",
        )
        + &text("K2", "Blue");
    let reading = reading(&package(&cells).build());
    let component = reading.register.component_at(0).unwrap();
    assert_eq!(component.name, "Orders API");
    assert_eq!(component.kind, "service");
    assert_eq!(component.owner, "Ada");
    assert_eq!(component.tier, "1");
    assert_eq!(component.description, " Takes orders\n");
    assert_eq!(
        component.restore,
        Some(Stated::Known("30m".parse().unwrap()))
    );
    assert_eq!(component.rto, Some(Stated::Known("4h".parse().unwrap())));
    assert_eq!(
        component.rpo,
        Some(Stated::Unrecognised("1 day".to_owned()))
    );
    assert_eq!(component.within, "eu-west-1a");
    let requires = vec![
        Requirement::of("Postgres primary"),
        Requirement::some_of(1, ["Redis A", "Redis B"]),
        Requirement::of("Email").soft(),
    ];
    assert_eq!(component.requires, Some(requires));
    let team = component.extra.get(&Key::first("Team")).cloned();
    assert_eq!(team, Some(ExtraValue::Text("Blue".to_owned())));
    assert_eq!(
        told(&reading.check(today()), "unrecognised-value"),
        ["Components!H2 `1 day` is not a duration such as 30m, 4h or 2d"]
    );
}

#[test]
fn needs_that_are_not_stated_are_unknown_and_none_are_none() {
    let requires = |cells: &str| {
        let reading = reading(&package(&(text("A2", "API") + cells)).build());
        reading.register.component_at(0).unwrap().requires.clone()
    };
    assert_eq!(requires(""), None);
    assert_eq!(requires(&text("J2", "  ")), None);
    assert_eq!(requires(&text("J2", "None")), Some(Vec::new()));
}

#[test]
fn needs_that_cannot_be_read_are_a_finding_and_state_nothing() {
    let stated = "1 of (Redis A, ";
    let reading = reading(&package(&(text("A2", "API") + &text("J2", stated))).build());
    let component = reading.register.component_at(0).unwrap();
    assert_eq!(component.requires, None);
    assert!(component.extra.is_empty());
    let SourceScope::Columns {
        components: Some(columns),
        ..
    } = &reading.scope
    else {
        panic!("a workbook has columns");
    };
    let unknown = columns
        .unresolved
        .get(&0)
        .map(|columns| columns.fields.as_slice());
    assert_eq!(unknown, Some([ComponentField::Requires].as_slice()));
    let found = told(&reading.findings, "unreadable-cell");
    let [found] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(
        found.starts_with("Components!J2 the requirements cannot be read: "),
        "{found}"
    );
    let finding = &reading.findings[0];
    assert_eq!(finding.record, RecordId::Component(Key::first("API")));
    assert_eq!(finding.field, Some(ComponentField::Requires.into()));
}

#[test]
fn the_coverage_says_that_components_are_declared_and_how() {
    let reading = reading(&package(&text("A2", "API")).build());
    let SourceScope::Columns { components, .. } = reading.scope else {
        panic!("a workbook has columns");
    };
    let components = components.unwrap();
    assert_eq!(components.fields.len(), 10);
    assert_eq!(components.fields[0], ComponentField::Name);
    assert_eq!(components.extra, [Key::first("Team")]);
}

#[test]
fn a_component_that_a_risk_names_and_nobody_declares_is_told_at_the_risk() {
    let cells = text("A2", "Orders API");
    let risks = header(&[]) + &row(2, &(text("B2", "Order API") + &text("C2", "It fails")));
    let package = package(&cells).part("xl/worksheets/sheet1.xml", crate::xlsx::sheet(&risks));
    let findings = reading(&package.build()).check(today());
    let unknown = findings
        .iter()
        .find(|f| f.code() == "unknown-component")
        .unwrap();
    assert_eq!(unknown.location.to_string(), "Risks!B2");
}

#[test]
fn two_columns_for_one_field_of_components_are_a_question() {
    let components =
        row(1, &(text("A1", "Name") + &text("B1", "Component"))) + &row(2, &text("A2", "API"));
    let risks = header(&[]) + &row(2, &text("C2", "It fails"));
    let package = Package::of_sheets(&[("Risks", &risks), ("Components", &components)]);
    assert_eq!(
        error(&package.build()).to_string(),
        "in the sheet `Components` the columns A (`Name`) and B (`Component`) could both be the \
         name"
    );
}
