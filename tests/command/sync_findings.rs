//! What makes no sense in a workbook, or has no place there, beside what a sync and an export bring over.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

use crate::registers::{REHEARSALS, sheet, workbook};
use crate::run::risk;
use crate::syncs::{room, set, sync};

const HEADER: [&str; 5] = ["Reference", "Component", "Risk", "Likelihood", "Impact"];

fn write(folder: &Path, rows: &[&[&str]]) {
    workbook(&folder.join("risks.xlsx"), &HEADER, rows);
}

/// A register and a workbook that were synced.
fn synced() -> TempDir {
    let room = tempfile::tempdir().unwrap();
    write(
        room.path(),
        &[
            &["R1", "DNS", "A record is removed", "Low", "High"],
            &["R2", "CDN", "Its certificate expires", "Low", "High"],
        ],
    );
    risk(room.path(), &["import", "risks.xlsx", "--into", "register"]).exits(0);
    sync(room.path(), "risks.xlsx").exits(0);
    room
}

#[test]
fn a_sync_warns_of_what_makes_no_sense_in_the_workbook_once() {
    let room = synced();
    let room = room.path();
    set(room, "register", "R2", "impact=Low");
    write(
        room,
        &[
            &["R1", "DNS", "A record is removed", "Hgih", "High"],
            &["R2", "CDN", "Its certificate expires", "Low", "High"],
        ],
    );
    let args = ["sync", "risks.xlsx", "-r", "register", "--base", "latest"];
    let json = risk(room, &[&args[..], &["--dry-run", "--json"]].concat()).exits(0);
    assert!(json.stdout.contains("\"unknown-level\""), "{json:?}");
    risk(room, &args)
        .exits(0)
        .says("Risks!D2: error[unknown-level]: invalid likelihood `Hgih`")
        .says("did you mean `High`?");
    let again = sync(room, "risks.xlsx").exits(0);
    assert!(!again.stderr.contains("unknown-level"), "{again:?}");
}

#[test]
fn an_export_after_a_sync_names_the_column_that_is_missing_and_what_was_changed_there() {
    let room = synced();
    let room = room.path();
    set(room, "register", "R1", "owner=Ada");
    let export = ["export", "-r", "register", "--to", "risks.xlsx"];
    risk(room, &export)
        .exits(2)
        .says("the sheet `Risks` has no column for R1 owner");
    set(room, "risks.xlsx", "R2", "impact=Low");
    risk(room, &export)
        .exits(2)
        .says("since it was synced: R2 impact from `High` to `Low`\n");
    sync(room, "risks.xlsx").exits(0);
    risk(room, &export).exits(2).says("no column for R1 owner");
}

#[test]
fn what_a_merge_hides_is_found() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let mut book = Workbook::new();
    let risks = book.add_worksheet();
    let rows: [&[&str]; 3] = [
        &["R1", "DNS", "A record is removed", "Low", "High"],
        &["R2", "", "Its certificate expires", "Low", "High"],
        &["R3", "", "Its queue is full", "Low", "High"],
    ];
    sheet(risks, "Risks", &HEADER, &rows);
    risks
        .merge_range(1, 1, 3, 1, "DNS", &Format::new())
        .unwrap();
    risks.write(2, 1, "CDN").unwrap();
    book.save(room.join("risks.xlsx")).unwrap();
    let list = ["list", "-r", "risks.xlsx", "--fields", "ref,component"];
    risk(room, &[&list[..], &["--format", "csv"]].concat())
        .exits(0)
        .writes("R1,DNS\nR2,CDN\nR3,DNS\n");
    let check = ["check", "-r", "risks.xlsx", "--rule", "beneath-merge"];
    risk(room, &check)
        .exits(1)
        .writes("Risks!B3: warning[beneath-merge]: B3 counts with what it has beneath")
        .says("1 warning");
    risk(room, &["import", "risks.xlsx", "--into", "register"])
        .exits(1)
        .says("beneath-merge");
}

#[test]
fn a_workbook_without_a_sheet_of_components_names_the_sheet_that_it_lacks() {
    let room = synced();
    let room = room.path();
    risk(room, &["component", "add", "Queue", "-r", "risks.xlsx"])
        .exits(2)
        .says("the workbook has no sheet `Components` for component Queue")
        .says("hint: add a sheet `Components` with the header `Name`");
}

#[test]
fn owners_are_one_whose_names_look_the_same() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let header = [&HEADER[..], &["Owner"]].concat();
    let rows: [&[&str]; 2] = [
        &[
            "R1",
            "DNS",
            "A record is removed",
            "Low",
            "High",
            "Ann\u{a0}Bee",
        ],
        &[
            "R2",
            "CDN",
            "Its certificate expires",
            "Low",
            "High",
            "ann b\u{200b}ee",
        ],
    ];
    workbook(&room.join("risks.xlsx"), &header, &rows);
    for chosen in [["--owner", "Ann Bee"], ["--where", "owner = \"Ann Bee\""]] {
        let args = [
            "list",
            "-r",
            "risks.xlsx",
            "--fields",
            "ref",
            "--format",
            "csv",
        ];
        risk(room, &[&args[..], &chosen].concat())
            .exits(0)
            .writes("R1\nR2\n");
    }
}

#[test]
fn a_risk_whose_row_is_left_alone_is_a_conflict_and_not_removed() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let first: &[&str] = &["R1", "DNS", "A record is removed", "Low", "High"];
    let second: &[&str] = &["R2", "DNS", "Another one is mistyped", "Low", "High"];
    let third = |reference: &'static str, impact: &'static str| {
        [reference, "CDN", "Its certificate expires", "Low", impact]
    };
    write(room, &[first, second, &third("R3", "")]);
    risk(room, &["import", "risks.xlsx", "--into", "register"]).exits(0);
    sync(room, "risks.xlsx").exits(0);
    let args = ["sync", "risks.xlsx", "-r", "register", "--base", "latest"];
    // Below an empty row, nothing but one level shows that it is a risk.
    write(room, &[first, second, &[], &third("", "")]);
    risk(room, &args)
        .exits(1)
        .says("Risks!C5: error[doubtful-row]: the row reads like a risk and is left alone")
        .says("0 changes to the register, 0 changes to the workbook, 1 conflict");
    let listed = risk(room, &["list", "-r", "risks.xlsx"]).exits(0);
    listed.says("warning: 1 finding in the register");
    let kept = risk(room, &["show", "R3", "-r", "register"]).exits(0);
    assert!(kept.stdout.contains("Its certificate expires"), "{kept:?}");
    let conflict = risk(room, &["resolve", "-r", "register"]);
    assert!(
        conflict
            .stdout
            .contains("a row that is left alone, Risks!C5"),
        "{conflict:?}"
    );
    // With its reference, it is the risk again.
    write(room, &[first, second, &[], &third("R3", "High")]);
    risk(room, &args).exits(0).says("1 change to the register");
    let kept = risk(room, &["show", "R3", "-r", "register"]).exits(0);
    assert!(kept.stdout.contains("High"), "{kept:?}");
}

/// A workbook of two risks, with a sheet of rehearsals.
fn write_rehearsals(folder: &Path, (reference, owner): (&str, &str), rehearsals: &[&[&str]]) {
    let rows: [&[&str]; 2] = [
        &[
            reference,
            "DNS",
            "A record is removed by hand",
            "Low",
            "High",
            owner,
        ],
        &["R2", "CDN", "Its certificate expires", "Low", "High", ""],
    ];
    let mut book = Workbook::new();
    let header = [&HEADER[..], &["Owner"]].concat();
    sheet(book.add_worksheet(), "Risks", &header, &rows);
    sheet(book.add_worksheet(), "Rehearsals", &REHEARSALS, rehearsals);
    book.save(folder.join("risks.xlsx")).unwrap();
}

#[test]
fn a_rehearsal_that_names_no_risk_is_warned_of_at_every_sync_and_all_else_goes_through() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let first = ["R1", "", "2026-05-02", "game-day", "passed"];
    let second = ["R2", "", "2026-06-03", "incident", "failed"];
    write_rehearsals(room, ("R1", ""), &[&first, &second]);
    let import = ["import", "risks.xlsx", "--into", "register"];
    risk(room, &import).exits(0);
    sync(room, "risks.xlsx").exits(0);
    // The reference is another one in the sheet of risks alone, and other cells change.
    let other = ["R2", "", "2026-06-03", "incident", "passed"];
    write_rehearsals(room, ("R33", "Ada"), &[&first, &other]);
    let latest = ["sync", "risks.xlsx", "-r", "register", "--base", "latest"];
    let warning =
        "Rehearsals!A2: error[unreadable-cell]: the rehearsal is left alone: there is no risk `R1`";
    risk(room, &latest).exits(0).says(warning);
    let show = |register: &str, reference: &str| {
        let shown = risk(room, &["show", reference, "-r", register, "--json"]);
        shown.exits(0).stdout
    };
    let shown = show("register", "R33");
    assert!(shown.contains("2026-05-02"), "{shown}");
    assert!(shown.contains("Ada"), "{shown}");
    assert!(show("register", "R2").contains("\"passed\""));
    // What stands in that row is not written beside it, and an import takes nothing back by it.
    sync(room, "risks.xlsx").exits(0).says(warning);
    assert!(!show("risks.xlsx", "R33").contains("2026-05-02"));
    risk(room, &import);
    assert!(show("register", "R33").contains("2026-05-02"));
    let mended = ["R33", "", "2026-05-02", "game-day", "passed"];
    write_rehearsals(room, ("R33", "Ada"), &[&mended, &other]);
    let again = risk(room, &latest).exits(0);
    assert!(!again.stderr.contains("left alone"), "{again:?}");
    let shown = show("register", "R33");
    assert_eq!(shown.matches("\"2026-05-02\"").count(), 1, "{shown}");
}

#[test]
fn a_sheet_of_rehearsals_that_is_gone_is_warned_of_once_and_as_a_sheet() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/web-shop");
    let register = examples.to_str().unwrap();
    risk(room, &["export", "-r", register, "--to", "whole.xlsx"]).exits(0);
    risk(room, &["import", "whole.xlsx", "--into", "register"]);
    sync(room, "risks.xlsx").exits(0);
    let rows: [&[&str]; 1] = [&["R01", "DNS", "A record is removed", "Low", "High"]];
    let mut book = Workbook::new();
    sheet(book.add_worksheet(), "Risks", &HEADER, &rows);
    let components: [&[&str]; 1] = [&["DNS", "4h"]];
    let header = ["Name", "RTO"];
    sheet(book.add_worksheet(), "Components", &header, &components);
    book.save(room.join("risks.xlsx")).unwrap();
    let args = ["sync", "risks.xlsx", "-r", "register", "--base", "latest"];
    let run = risk(room, &[&args[..], &["--dry-run"]].concat());
    let warning =
        "the workbook has no sheet of rehearsals any more; what the register has there stays";
    assert_eq!(run.stderr.matches(warning).count(), 1, "{run:?}");
    assert!(!run.stderr.contains("no column for rehearsals"), "{run:?}");
}

#[test]
fn keys_of_no_meaning_that_go_with_a_risk_that_the_workbook_removed_are_named() {
    let room = room();
    let room = room.path();
    let file = room.join("register/risks/R04.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("x-decision = \"keep\"\n{text}")).unwrap();
    risk(room, &["remove", "R04", "-r", "risks.xlsx"]).exits(0);
    sync(room, "risks.xlsx")
        .says("R04: theirs removed it, and with it what nothing is known of: x-decision");
}

/// A workbook of a risk with a rehearsal and its notes, of which the sheet of rehearsals has more columns.
fn rehearsed(more: &[&str], texts: &[&str]) -> TempDir {
    let room = tempfile::tempdir().unwrap();
    let header = [&REHEARSALS[..], more].concat();
    let first = [
        "R1",
        "",
        "2026-05-02",
        "game-day",
        "passed",
        "",
        "",
        "One",
        "",
    ];
    let row = [&first[..], texts].concat();
    let risks: [&[&str]; 1] = [&["R1", "DNS", "A record is removed", "Low", "High"]];
    let mut book = Workbook::new();
    sheet(book.add_worksheet(), "Risks", &HEADER, &risks);
    sheet(book.add_worksheet(), "Rehearsals", &header, &[&row]);
    book.save(room.path().join("risks.xlsx")).unwrap();
    room
}

#[test]
fn a_sheet_of_rehearsals_with_two_columns_of_one_header_says_nothing_and_takes_nothing() {
    let room = rehearsed(&[], &[]);
    let room = room.path();
    risk(room, &["import", "risks.xlsx", "--into", "register"]).exits(0);
    sync(room, "risks.xlsx").exits(0);
    let twice = rehearsed(&["Notes"], &["Another"]);
    fs::copy(twice.path().join("risks.xlsx"), room.join("risks.xlsx")).unwrap();
    risk(room, &["import", "risks.xlsx", "--into", "register"])
        .exits(1)
        .says("the sheet `Rehearsals` is not read, as it has 2 columns `Notes`");
    risk(room, &["show", "R1", "-r", "register"])
        .exits(0)
        .writes("One");
}
