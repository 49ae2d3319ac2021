//! The sheet of rehearsals, as people fill it in.

use risk_core::edit::{Edited, Matches};
use risk_core::workbook::{ReadOptions, SheetContent, inspect, inspect_all};
use risk_core::{Outcome, Reading, Register, Rehearsal, RehearsalKind, Risk, Scale};

use crate::reading::{reading, today, told};
use crate::xlsx::{Package, header, row, text, value};

const HEADERS: [&str; 9] = [
    "Reference",
    "Component",
    "Date",
    "Kind",
    "Outcome",
    "Time to detect",
    "Time to recover",
    "Notes",
    "Link",
];

/// The cells of a row, from the column A on.
fn cells(number: u32, texts: &[&str]) -> String {
    let filled = texts.iter().zip('A'..).filter(|(text, _)| !text.is_empty());
    let cells = filled.map(|(one, column)| text(&format!("{column}{number}"), one));
    row(number, &cells.collect::<String>())
}

/// Risks R1, r2 and R3 twice, and the component API, with a sheet of rehearsals.
pub fn package(name: &str, rehearsals: &str) -> Package {
    let references = ["R1", "r2", "R3", "R3"].iter().zip(2..);
    let risks = references.map(|(reference, at)| {
        row(
            at,
            &(text(&format!("A{at}"), reference)
                + &text(&format!("C{at}"), &format!("It fails {at}"))),
        )
    });
    let risks = header(&[]) + &risks.collect::<String>();
    let components = cells(1, &["Name", "RTO"]) + &cells(2, &["API", "4h"]);
    Package::of_sheets(&[
        ("Risks", &risks),
        ("Components", &components),
        (name, rehearsals),
    ])
}

/// A workbook with rows below the header, from row 2 on.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    workbook_with(&[], rows)
}

/// The same, with more headers.
pub fn workbook_with(more: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let rows = rows
        .iter()
        .zip(2..)
        .map(|(texts, number)| cells(number, texts));
    let headers = [&HEADERS[..], more].concat();
    let rows = cells(1, &headers) + &rows.collect::<String>();
    package("Rehearsals", &rows).build()
}

/// The rehearsals of each record that has any, in words.
pub fn stated(register: &Register) -> Vec<String> {
    let of = |key: String, list: &[Rehearsal]| {
        let lines = list.iter().map(move |one| format!("{key}: {one}"));
        lines.collect::<Vec<_>>()
    };
    let risks = register
        .risks()
        .map(|one| of(one.key().to_string(), &one.rehearsals));
    let components = register.components();
    let components = components.map(|one| of(one.key().to_string(), &one.stated().rehearsals));
    risks.chain(components).flatten().collect()
}

#[test]
fn the_sheet_is_known_by_its_name_and_headers_wherever_its_columns_stand() {
    let rows = cells(1, &["What we exercised"])
        + &cells(
            3,
            &[
                "link",
                "KIND",
                "Attendees",
                " time to  detect",
                "Time to recover",
                "outcome",
                "Notes",
                "date",
                "component",
                "Reference",
            ],
        )
        + &row(
            4,
            &(text("B4", "Game-Day")
                + &text("C4", "Ada")
                + &text("D4", "4m")
                + &text("F4", "Passed")
                + &text("G4", " a\nb ")
                + &text("H4", "2026-05-02")
                + &text("J4", " R1 ")),
        )
        + &row(
            6,
            &(text("A6", "OPS-7")
                + &text("B6", "incident")
                + &text("H6", "2026-05-03")
                + &text("I6", "api")),
        );
    let bytes = package(" rehearsals", &rows).build();
    let reading = reading(&bytes);
    assert_eq!(
        stated(&reading.register),
        [
            "R1: 2026-05-02 game-day, passed, detected in 4m",
            "API: 2026-05-03 incident",
        ]
    );
    let rehearsal = &reading.register.risk_at(0).unwrap().rehearsals[0];
    assert_eq!(rehearsal.notes, " a\nb ");
    assert_eq!(rehearsal.known_outcome(), Some(Outcome::Passed));
    assert!(reading.scope.has_rehearsals());
    // What else stands there is reported, and is never lost.
    let beside = "' rehearsals'!C3 beside the rehearsals, the column `Attendees` is not read";
    assert_eq!(told(&reading.findings, "beside-table"), [beside]);
    let found = inspect(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(found.sheets[2].content, SheetContent::Rehearsals);
}

#[test]
fn a_row_that_names_no_record_is_reported_at_its_cell_and_left_alone() {
    let reading = reading(&workbook(&[
        &["R9", "", "2026-05-02", "incident"],
        &["", "", "2026-05-02", "incident"],
        &["R1", "API", "2026-05-02", "incident"],
        &["", "Queue", "2026-05-02", "incident"],
        &["R3~2", "", "2026-05-02", "incident"],
        &["R2", "", "", "drill", "won", "soon"],
        &["~5", "", "2026-05-02", "incident"],
    ]));
    let unread = reading
        .findings
        .iter()
        .filter(|finding| finding.code() == "unreadable-cell");
    let unread: Vec<String> = unread
        .map(|finding| format!("{}: {}", finding.location, finding.message))
        .collect();
    assert_eq!(
        unread,
        [
            "Rehearsals!A2: the rehearsal is left alone: there is no risk `R9`",
            "Rehearsals!A3: the rehearsal is left alone: it names no risk and no component",
            "Rehearsals!B4: the rehearsal is left alone: it names a risk and a component, and is of one of them",
            "Rehearsals!B5: the rehearsal is left alone: no component is called `Queue`",
            "Rehearsals!A8: the rehearsal is left alone: there is no risk `~5`",
        ]
    );
    assert_eq!(
        stated(&reading.register),
        [
            "r2:  drill, won, detected in soon",
            "R3~2: 2026-05-02 incident",
        ]
    );
    // What is not understood is kept, and reported where it stands.
    let findings = reading.check(today());
    let not_understood: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code() == "unrecognised-value")
        .map(|finding| finding.location.to_string())
        .collect();
    assert_eq!(not_understood, ["Rehearsals!C7"; 4]);
}

#[test]
fn a_date_and_a_length_may_be_numbers_that_their_cells_show_as_such() {
    let styles = |package: Package| {
        package.styles(
            "<numFmt numFmtId=\"170\" formatCode=\"[h]:mm\"/>",
            "<font/>",
            "<xf/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/>",
        )
    };
    let of_row = text("A2", "R1")
        + &value("C2", "s=\"1\"", "46144")
        + &text("D2", "tabletop")
        + &value("F2", "s=\"2\"", "0.0625");
    let package = package("Rehearsals", &(cells(1, &HEADERS) + &row(2, &of_row)));
    let register = reading(&styles(package).build()).register;
    assert_eq!(
        stated(&register),
        ["R1: 2026-05-02 tabletop, detected in 1h30m"]
    );
}

/// An import onto a register of which R1 has a rehearsal that the workbook has not.
fn imported(source: &Reading) -> Vec<String> {
    let mut risks: Vec<Risk> = source
        .register
        .risks()
        .map(|risk| risk.stated().clone())
        .collect();
    let day = |text: &str| Rehearsal::new(text.parse().unwrap(), RehearsalKind::Incident);
    risks[0].rehearsals = vec![day("2026-05-09"), day("2020-01-01"), day("2026-05-02")];
    let components = source
        .register
        .components()
        .map(|one| one.stated().clone())
        .collect();
    let before = Register::new("", Scale::default(), components, risks).unwrap();
    stated(
        &Edited::onto(&before, source, &Matches::new())
            .unwrap()
            .after,
    )
}

#[test]
fn an_import_takes_what_the_sheet_states_in_the_order_of_the_register() {
    let sheet = reading(&workbook(&[
        &["R1", "", "2026-05-02", "incident"],
        &["R1", "", "2026-05-03", "tabletop", "passed"],
        &["R1", "", "2026-05-09", "incident"],
    ]));
    assert_eq!(
        imported(&sheet),
        [
            "R1: 2026-05-09 incident",
            "R1: 2026-05-02 incident",
            "R1: 2026-05-03 tabletop, passed",
        ]
    );
}

#[test]
fn what_is_no_sheet_of_rehearsals_states_nothing_of_them() {
    let all = [
        "R1: 2026-05-09 incident",
        "R1: 2020-01-01 incident",
        "R1: 2026-05-02 incident",
    ];
    let row = cells(2, &["R1", "", "2026-05-02", "incident"]);
    let without_link = cells(1, &HEADERS[..8]) + &row;
    let own =
        cells(1, &["Date", "Scenario", "Kind"]) + &cells(2, &["2026-05-02", "A flood", "drill"]);
    let formula = cells(1, &HEADERS) + "<row r=\"2\"><c r=\"A2\"><f>Risks!A2</f></c></row>";
    for (name, rows, findings) in [
        (
            "Rehearsals",
            &without_link,
            "Rehearsals!A1 the sheet `Rehearsals` is not read, as it has no column `Link`",
        ),
        ("Rehearsals", &own, ""),
        ("Drills", &(cells(1, &HEADERS) + &row), ""),
        ("Rehearsals", &formula, ""),
    ] {
        let reading = reading(&package(name, rows).build());
        assert_eq!(imported(&reading), all, "{name}: {rows}");
        let expected: Vec<&str> = Some(findings)
            .filter(|text| !text.is_empty())
            .into_iter()
            .collect();
        assert_eq!(
            told(&reading.findings, "changed-header"),
            expected,
            "{rows}"
        );
        let unresolved = told(&reading.findings, "formula-without-result");
        assert_eq!(unresolved.is_empty(), *rows != formula, "{rows}");
    }
}

#[test]
fn rehearsals_are_of_the_risks_of_all_sheets_where_all_are_read() {
    let risks = |reference: &str| {
        header(&[])
            + &row(
                2,
                &(text("A2", reference) + &text("C2", "It fails") + &text("D2", "Low")),
            )
    };
    let rows = cells(1, &HEADERS)
        + &cells(2, &["B1", "", "2026-05-02", "incident"])
        + &cells(3, &["A1", "", "2026-05-03", "incident"])
        + &cells(4, &["C1", "", "2026-05-03", "incident"]);
    let sheets = [
        ("One", risks("A1")),
        ("Two", risks("B1")),
        ("Rehearsals", rows),
    ];
    let sheets = sheets.each_ref().map(|(name, rows)| (*name, rows.as_str()));
    let bytes = Package::of_sheets(&sheets).build();
    let all = inspect_all(&bytes, &ReadOptions::default()).unwrap();
    let reading = all.into_reading().unwrap();
    assert_eq!(
        stated(&reading.register),
        ["A1: 2026-05-03 incident", "B1: 2026-05-02 incident"]
    );
    assert!(reading.scope.has_rehearsals());
    let left = "Rehearsals!A4 the rehearsal is left alone: there is no risk `C1`";
    assert_eq!(told(&reading.findings, "unreadable-cell"), [left]);
}
