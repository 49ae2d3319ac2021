//! Exports that are refused: the reason is told, and nothing is written.

use std::fs;

use serde_json::{Value, json};

use crate::registers::{files, json_register, risk as stated, shop};
use crate::run::risk;

#[test]
fn a_workbook_that_is_there_is_not_emptied_without_being_told_to() {
    let shop = shop();
    risk(shop.path(), &["export", "--to", "x.xlsx"]).exits(0);
    fs::copy(shop.path().join("x.xlsx"), shop.path().join("x.xlsm")).unwrap();
    fs::copy(shop.path().join("x.xlsx"), shop.path().join("x")).unwrap();
    risk(shop.path(), &["remove", "R07"]).exits(0);
    let before = files(shop.path());
    for target in ["x.xlsx", "x.xlsm", "x"] {
        for more in [[].as_slice(), &["--dry-run"]] {
            risk(shop.path(), &[&["export", "--to", target], more].concat())
                .exits(2)
                .says("1 record would be deleted: R07")
                .says("hint: pass --remove to confirm");
        }
    }
    assert_eq!(files(shop.path()), before);
    for target in ["x.xlsx", "x.xlsm", "x"] {
        risk(shop.path(), &["export", "--to", target, "--remove"])
            .exits(0)
            .says("1 file updated");
        risk(shop.path(), &["-r", target, "show", "R07"]).exits(2);
    }
}

#[test]
fn what_is_no_form_of_a_register_is_not_made() {
    let shop = shop();
    fs::write(shop.path().join("notes.txt"), "DNS is fragile").unwrap();
    fs::write(shop.path().join("notes"), "DNS is fragile").unwrap();
    let before = files(shop.path());
    for target in [
        "x.xlsm", "x.XLSB", "x.xls", "x.ods", "x.pdf", "x.toml", "x.md", "x.txt",
    ] {
        risk(shop.path(), &["export", "--to", target])
            .exits(2)
            .says("a register is not exported to .")
            .says("hint: the name ends in .xlsx, .json or .csv, or is that of a folder");
    }
    for target in ["notes.txt", "notes"] {
        risk(shop.path(), &["export", "--to", target])
            .exits(2)
            .says("not a register");
    }
    assert_eq!(files(shop.path()), before);
}

#[test]
fn safe_is_for_csv_alone() {
    let shop = shop();
    let before = files(shop.path());
    for target in ["x.xlsx", "x.json", "x"] {
        risk(shop.path(), &["export", "--to", target, "--safe"])
            .exits(2)
            .says("--safe is for CSV")
            .says("hint: ");
    }
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_csv_file_that_is_there_is_replaced_only_where_that_is_said() {
    let shop = shop();
    risk(shop.path(), &["export", "--to", "x.csv"]).exits(0);
    risk(shop.path(), &["set", "R07", "owner=Somebody else"]).exits(0);
    let before = files(shop.path());
    risk(shop.path(), &["export", "--to", "x.csv"])
        .exits(2)
        .says("x.csv exists already")
        .says("hint: pass --remove");
    assert_eq!(files(shop.path()), before);
    risk(shop.path(), &["export", "--to", "x.csv", "--remove"]).exits(0);
    let text = fs::read_to_string(shop.path().join("x.csv")).unwrap();
    assert!(text.contains("Somebody else"), "{text}");
}

/// A risk that no cells can hold, by the path of the field that is to be named.
fn unfit() -> Vec<(&'static str, Value)> {
    let with = |field: &str, value: Value| {
        let mut risk = stated("R7", "Queue", "Low", "Low");
        risk[field] = value;
        risk
    };
    vec![
        (
            "mitigations[2]",
            with("mitigations", json!(["a", "b\n\nc"])),
        ),
        ("runbook_actions[1]", with("runbook_actions", json!([" a"]))),
        (
            "observations[1]",
            with(
                "observations",
                json!([{"text": "a\nb", "status": "unknown"}]),
            ),
        ),
        (
            "observations[1]",
            with(
                "observations",
                json!([{"text": "(?) a", "status": "suggested"}]),
            ),
        ),
        (
            "notes",
            with("notes", json!("See\nCard: https://trello.com/c/Hq7bW2xN")),
        ),
        (
            "tracker_links[1]",
            with("tracker_links", json!(["no link"])),
        ),
        (
            "description",
            with("description", json!("x".repeat(32_768))),
        ),
        ("owner", with("owner", json!("Web\n"))),
        ("extra.Status", with("extra", json!({"Status": "done"}))),
    ]
}

#[test]
fn what_no_cell_can_hold_is_refused_by_its_field() {
    for (field, unfit) in unfit() {
        let folder = tempfile::tempdir().unwrap();
        json_register(&folder.path().join("x.json"), &[unfit]);
        let before = files(folder.path());
        for more in [[].as_slice(), &["--dry-run"]] {
            let args = ["export", "-r", "x.json", "--to", "x.xlsx"];
            risk(folder.path(), &[&args, more].concat())
                .exits(2)
                .says(&format!("a workbook cannot hold R7 {field}: "))
                .says("hint: `risk check --explain not-representable`");
        }
        assert_eq!(files(folder.path()), before, "{field}");
        let args = ["export", "-r", "x.json", "--to", "x"];
        risk(folder.path(), &args).exits(0);
    }
}

#[test]
fn what_no_cell_can_hold_is_a_note_of_check_beforehand() {
    for (field, unfit) in unfit()
        .into_iter()
        .filter(|(field, _)| *field != "extra.Status")
    {
        let folder = tempfile::tempdir().unwrap();
        json_register(&folder.path().join("x.json"), &[unfit]);
        let run = risk(folder.path(), &["check", "-r", "x.json"]);
        assert!(
            run.stdout.contains("note[not-representable]"),
            "{field}: {run:?}"
        );
    }
}

#[test]
fn a_target_in_no_folder_is_an_error_and_no_temporary_file_is_left() {
    let shop = shop();
    let before = files(shop.path());
    for target in ["missing/x.xlsx", "missing/x.json", "missing/x.csv"] {
        risk(shop.path(), &["export", "--to", target])
            .exits(2)
            .says(&format!("failed to write {target}"));
    }
    assert_eq!(files(shop.path()), before);
}
