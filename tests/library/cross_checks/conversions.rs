//! What other programs make of a workbook that they write, and that we read: LibreOffice converts
//! it; and what openpyxl reads of one written as people do.

use std::fs;

use risk_core::edit::{Edited, Matches};
use risk_core::workbook::{LeftBehindKind, ReadOptions, inspect};
use risk_core::{
    Component, Date, DateTime, ExtraValue, Key, Mitigation, Observation, ObservationStatus,
    Register, Requirement, Risk, RunbookAction, Scale, Stated, Status, TrackerLink,
};
use serde_json::Value;
use tempfile::TempDir;

use super::{are_installed, converted, python};
use crate::create_examples::{everything, workbook_of};
use crate::create_folders::example;
use crate::reading::reading;
use crate::writer::{Layout, write};

/// A register with something in every field.
fn register() -> Register {
    let mut first = Risk::new("R1");
    first.component = "Orders API".into();
    first.description = " Cold start, <b> & \"quotes\"\n  after idle ".into();
    first.likelihood = Some("High".into());
    first.impact = Some("Hgih".into());
    first.observations = vec![
        Observation::implemented("Alarm pages us."),
        Observation::suggested("Graph für den 課 😀"),
        Observation::unknown("Log"),
        Observation::implemented("=1+1"),
    ];
    first.mitigations = vec!["Retry\nwith backoff".into(), "- twice".into()];
    first.runbook_actions = vec![RunbookAction::from("Page the owner"), "Restart".into()];
    first.notes = "On, but manual".into();
    first.tracker_links = ["https://trello.com/c/a", "https://trello.com/c/b"]
        .map(TrackerLink::new)
        .to_vec();
    first.status = Some(Status::InProgress.into());
    first.owner = "Ada".into();
    first.review_by = Date::new(2027, 3, 31).map(Stated::Known);
    let moment = DateTime::new(2026, 2, 28, 16, 30, 0).expect("there is such a time");
    for (key, value) in [
        (Key::first("Team"), ExtraValue::Text("Blue".into())),
        (Key::first("Cost (€)"), ExtraValue::Float(1234.5)),
        (Key::new("Team", 2), ExtraValue::Boolean(true)),
        (Key::first("2026"), ExtraValue::DateTime(moment)),
    ] {
        first.extra.insert(key, value);
    }
    let mut second = Risk::new("R2");
    second.description = "It stops".into();
    second.observations = vec![Observation::implemented("Alarm")];
    second.mitigations = vec![Mitigation::from("Warm it")];
    second
        .extra
        .insert(Key::first("2026"), ExtraValue::Integer(7));
    let mut component = Component::new("Orders API");
    component.rto = Some(Stated::parse("4h"));
    component.requires = Some(vec![
        Requirement::some_of(1, ["Redis A", "Redis B"]),
        Requirement::of("Email").soft(),
    ]);
    Register::new("", Scale::default(), vec![component], vec![first, second])
        .expect("no entry is blank")
}

/// The register as a format has it that does not tell what is bold: an observation is a line.
fn without_bold(register: Register) -> Register {
    let (title, scale, components, mut risks) = register.into_parts();
    for observation in risks.iter_mut().flat_map(|risk| &mut risk.observations) {
        observation.status = ObservationStatus::Unknown;
    }
    Register::new(title, scale, components, risks).expect("no entry is blank")
}

fn assert_same(format: &str, read: Register, expected: Register) {
    let (_, _, components, risks) = read.into_parts();
    let (_, _, expected_components, expected_risks) = expected.into_parts();
    assert_eq!(risks, expected_risks, "{format}");
    assert_eq!(components, expected_components, "{format}");
}

#[test]
fn what_libreoffice_makes_of_a_workbook_is_the_same_register() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let workbook = write(&register(), Layout::Bullets);
    fs::write(folder.path().join("register.xlsx"), workbook).expect("it is written");
    let xlsx = converted(folder.path(), "register.xlsx", "xlsx");
    assert_same("xlsx", reading(&xlsx).register, register());
    let ods = converted(folder.path(), "register.xlsx", "ods");
    assert_same("ods", reading(&ods).register, without_bold(register()));
    let xls = converted(folder.path(), "register.xlsx", "xls");
    // Of this format it is not known what else a workbook has.
    let beside = inspect(&xls, &ReadOptions::default()).expect("it is a workbook");
    let beside: Vec<_> = beside.not_imported.iter().map(|left| left.kind).collect();
    assert_eq!(beside, [LeftBehindKind::Unknown]);
    let xls = reading(&xls);
    assert_same("xls", xls.register.clone(), without_bold(register()));
    // What the format cannot say stays as it is in the register.
    let imported =
        Edited::onto(&register(), &xls, &Matches::new()).expect("all risks have references");
    assert_eq!(imported.lines(), []);
}

#[test]
fn merged_cells_mean_the_same_in_what_libreoffice_makes_of_them() {
    if !are_installed() {
        return;
    }
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Risks").expect("a name");
    let rows = [
        [
            "Reference",
            "Component",
            "Risk",
            "Likelihood",
            "Impact",
            "Notes",
        ],
        ["R1", "", "A record is removed", "Low", "", "Ask Ann"],
        ["R2", "", "The zone expires", "Medium", "", ""],
        ["R3", "Queue", "It fills up", "High", "Low", ""],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, text).expect("a cell");
        }
    }
    let plain = rust_xlsxwriter::Format::new();
    for (column, text) in [(1, "DNS"), (4, "High")] {
        let merged = sheet.merge_range(1, column, 2, column, text, &plain);
        merged.expect("no cell is merged twice");
    }
    let folder = TempDir::new().expect("a folder");
    workbook
        .save(folder.path().join("merged.xlsx"))
        .expect("it is written");
    let of = |format: &str| reading(&converted(folder.path(), "merged.xlsx", format)).register;
    let expected = of("xlsx");
    let second = expected.risks().nth(1).expect("there are three").stated();
    assert_eq!(
        (second.component.as_str(), second.impact.as_deref()),
        ("DNS", Some("High"))
    );
    for format in ["ods", "xls"] {
        assert_same(format, of(format), expected.clone());
    }
}

#[test]
fn rehearsals_come_back_from_what_libreoffice_writes() {
    if !are_installed() {
        return;
    }
    let of_all = |register: &Register| {
        let of_risks = register.risks().map(|risk| risk.rehearsals.clone());
        let of_components = register.components().map(|one| one.rehearsals.clone());
        of_risks.chain(of_components).collect::<Vec<_>>()
    };
    let folder = TempDir::new().expect("a folder");
    let example = example();
    for (register, settings) in [everything(), (example.register, example.settings)] {
        let workbook = workbook_of(&register, &settings);
        fs::write(folder.path().join("made.xlsx"), workbook).expect("it is written");
        let expected = of_all(&register);
        assert!(expected.iter().any(|list| !list.is_empty()));
        for format in ["xlsx", "ods"] {
            let read = reading(&converted(folder.path(), "made.xlsx", format));
            assert_eq!(of_all(&read.register), expected, "{format}");
            assert!(read.scope.has_rehearsals(), "{format}");
        }
    }
}

/// Prints the texts of the sheet of risks as JSON: for each cell, runs with whether they are bold.
const OPENPYXL: &str = r#"
import json, sys, openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
cells = {}
for row in openpyxl.load_workbook(sys.argv[1], rich_text=True)["Risks"].iter_rows():
    for cell in row:
        if isinstance(cell.value, CellRichText):
            cells[cell.coordinate] = [
                [run.text, bool(run.font.b)] if isinstance(run, TextBlock)
                else [run, bool(cell.font.b)] for run in cell.value]
        elif isinstance(cell.value, str):
            cells[cell.coordinate] = [[cell.value, bool(cell.font.b)]]
print(json.dumps(cells))
"#;

/// The observations in runs, in the layout of bullets: each on its line behind its bullet.
fn observed(runs: &Value) -> Vec<Observation> {
    let runs = runs.as_array().expect("there are runs").iter();
    let characters: Vec<(char, bool)> = runs
        .flat_map(|run| {
            let text = run[0].as_str().expect("a text");
            text.chars().map(|c| (c, run[1] == true))
        })
        .collect();
    let lines = characters.split(|(c, _)| *c == '\n');
    lines
        .map(|line| {
            let text: String = line.iter().map(|(c, _)| c).collect();
            let text = text.strip_prefix("- ").expect("there is a bullet");
            match text.strip_prefix("(?) ") {
                _ if line[2..].iter().all(|(_, is_bold)| *is_bold) => {
                    Observation::implemented(text)
                }
                Some(text) => Observation::unknown(text),
                None => Observation::suggested(text),
            }
        })
        .collect()
}

#[test]
fn openpyxl_reads_the_same_texts_and_the_same_bold() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    fs::write(&path, write(&register(), Layout::Bullets)).expect("it is written");
    let cells = python(OPENPYXL, &path);
    let register = reading(&fs::read(&path).expect("it is there")).register;
    for (risk, row) in register.risks().zip(2..) {
        let text = |column: char| cells[format!("{column}{row}")][0][0].as_str();
        assert_eq!(text('A'), Some(risk.reference.as_str()));
        assert_eq!(text('C'), Some(risk.description.as_str()));
        assert_eq!(text('D'), risk.likelihood.as_deref());
        assert_eq!(text('E'), risk.impact.as_deref());
        assert_eq!(observed(&cells[format!("F{row}")]), risk.observations);
    }
}
