//! Rehearsals put into the sheet that a workbook has of them.

use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Error, Outcome, Rehearsal, RehearsalKind, Stated};

use crate::reading::{reading, today};
use crate::rehearsals::{package, stated, workbook, workbook_with};

/// The cells that an edit of a workbook changes.
fn changed(bytes: Vec<u8>, change: impl FnOnce(&mut Editor)) -> Result<Vec<String>, Error> {
    let (workbook, before) = Workbook::open(bytes, &ReadOptions::default())?;
    let mut editor = Editor::new(before.register);
    change(&mut editor);
    let edited = editor.finish().unwrap();
    let update = workbook.put(&edited)?;
    let read = reading(&update.bytes);
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(
        sorted(stated(&read.register)),
        sorted(stated(&edited.after))
    );
    Ok(update.cells.iter().map(ToString::to_string).collect())
}

const TWO: &[&[&str]] = &[
    &["R1", "", "2026-05-02", "Incident"],
    &["", "API", "2026-05-03", "tabletop", "", "", "", "Late"],
    &["R3~2", "", "2026-05-04", "incident"],
];

#[test]
fn an_edit_changes_the_cells_of_its_rehearsal_and_no_others() {
    let set = |path: &str, value: &str| [format!("{path}={value}").parse().unwrap()];
    let cells = changed(workbook(TWO), |editor| {
        editor
            .set_component("API", &set("rehearsals[1].outcome", "passed"))
            .unwrap();
    });
    assert_eq!(cells.unwrap(), ["Rehearsals!E3: (empty) → passed"]);
    let cells = changed(workbook(TWO), |editor| {
        editor.set_component("API", &set("rehearsals", "")).unwrap();
    });
    assert_eq!(
        cells.unwrap(),
        [
            "Rehearsals!B3: API → (empty)",
            "Rehearsals!C3: 2026-05-03 → (empty)",
            "Rehearsals!D3: tabletop → (empty)",
            "Rehearsals!H3: Late → (empty)",
        ]
    );
    let cells = changed(workbook(TWO), |editor| {
        let mut rehearsal = Rehearsal::new(today(), RehearsalKind::GameDay);
        rehearsal.outcome = Some(Stated::Known(Outcome::Failed));
        editor.rehearse_risk("R2", rehearsal).unwrap();
    });
    let day = today();
    assert_eq!(
        cells.unwrap(),
        [
            "Rehearsals!A5: (empty) → r2".to_owned(),
            format!("Rehearsals!C5: (empty) → {day}"),
            "Rehearsals!D5: (empty) → game-day".to_owned(),
            "Rehearsals!E5: (empty) → failed".to_owned(),
        ]
    );
}

#[test]
fn what_people_wrote_beside_a_rehearsal_stays_where_it_is_corrected_or_removed() {
    let row = [
        "R1",
        "",
        "2026-05-02",
        "incident",
        "",
        "",
        "",
        "",
        "",
        "keep",
    ];
    let rehearsed = || workbook_with(&["Mine"], &[&row]);
    let set = |what: &str| what.parse().unwrap();
    let parts = ["date=2026-08-08", "kind=game-day", "outcome=failed"];
    let parts = parts.map(|part| set(&format!("rehearsals[1].{part}")));
    let cells = changed(rehearsed(), |editor| {
        editor.set_risk("R1", &parts).unwrap();
    });
    assert_eq!(
        cells.unwrap(),
        [
            "Rehearsals!C2: 2026-05-02 → 2026-08-08",
            "Rehearsals!D2: incident → game-day",
            "Rehearsals!E2: (empty) → failed",
        ]
    );
    let cells = changed(rehearsed(), |editor| {
        editor.set_risk("R1", &[set("rehearsals=")]).unwrap();
    });
    assert_eq!(
        cells.unwrap(),
        [
            "Rehearsals!A2: R1 → (empty)",
            "Rehearsals!C2: 2026-05-02 → (empty)",
            "Rehearsals!D2: incident → (empty)",
        ]
    );
}

#[test]
fn a_record_that_is_called_otherwise_has_its_rows_follow() {
    let cells = changed(workbook(TWO), |editor| {
        editor.rename_component("API", "Gateway").unwrap();
        editor.rename_risk("R1", "PAY-1").unwrap();
        // The second of two is the only one then.
        editor.remove_risk("R3~1").unwrap();
    });
    let cells = cells.unwrap();
    let of_sheet: Vec<&String> = cells
        .iter()
        .filter(|cell| cell.starts_with("Rehearsals"))
        .collect();
    assert_eq!(
        of_sheet,
        [
            "Rehearsals!A2: R1 → PAY-1",
            "Rehearsals!B3: API → Gateway",
            "Rehearsals!A4: R3~2 → R3",
        ]
    );
    let cells = changed(workbook(TWO), |editor| {
        editor.remove_risk("R1").unwrap();
    });
    let gone = "Rehearsals!A2: R1 → (empty)".to_owned();
    assert!(cells.unwrap().contains(&gone));
}

#[test]
fn a_new_row_goes_above_what_stands_below_the_rehearsals() {
    let mut rows = TWO.to_vec();
    rows.push(&["R9", "", "2020-01-01", "incident"]);
    let cells = changed(workbook(&rows), |editor| {
        let rehearsal = Rehearsal::new(today(), RehearsalKind::GameDay);
        editor.rehearse_risk("R1", rehearsal).unwrap();
    });
    assert_eq!(cells.unwrap()[0], "Rehearsals!A5: (empty) → R1");
}

#[test]
fn a_row_that_waits_for_a_record_is_not_given_to_it_in_silence() {
    let rows: &[&[&str]] = &[&["R9", "", "2020-01-01", "incident"]];
    let refused = changed(workbook(rows), |editor| {
        editor.rename_risk("R1", "R9").unwrap();
    });
    let message = refused.unwrap_err().to_string();
    assert!(
        message.contains("R9 would be read otherwise afterwards"),
        "{message}"
    );
}

#[test]
fn without_the_sheet_an_edit_that_adds_one_is_refused_and_others_are_not() {
    let bytes = || package("Other", "").build();
    let rehearse = |editor: &mut Editor| {
        let rehearsal = Rehearsal::new(today(), RehearsalKind::GameDay);
        editor.rehearse_component("API", rehearsal).unwrap();
    };
    let message = changed(bytes(), rehearse).unwrap_err().to_string();
    assert_eq!(
        message,
        "a workbook cannot hold component API rehearsals: the workbook has no sheet Rehearsals with all its columns"
    );
    assert!(!reading(&bytes()).scope.has_rehearsals());
    let level = ["likelihood=High".parse().unwrap()];
    let cells = changed(bytes(), |editor| {
        editor.set_risk("R1", &level).unwrap();
    });
    assert_eq!(cells.unwrap().len(), 1);
}
