//! Exit codes: 0 clean, 1 findings, 2 could not run.

use std::fs;

use crate::registers::{REVIEW, corrected, json_register, review_workbook, web_shop};
use crate::run::risk;

#[test]
fn a_query_that_has_an_answer_exits_0() {
    for args in [
        vec!["list"],
        vec!["show", "R03"],
        vec!["check", "--explain"],
        vec!["check", "--explain", "unrated"],
        vec!["schema", "risk"],
        vec!["schema", "edit"],
        vec!["coverage"],
        vec!["coverage", "--fail-under", "rated=95"],
        vec!["next"],
        vec!["component", "list"],
        vec!["scale", "show"],
        vec!["scale", "show", "nist-800-30"],
        vec!["add", "component=CDN", "--dry-run"],
        vec!["set", "R03", "status=closed", "--dry-run"],
        vec!["rename", "R03", "R30", "--dry-run"],
        vec!["remove", "R03", "--dry-run"],
        vec!["component", "rename", "CDN", "Edge", "--dry-run"],
        vec!["scale", "use", "nist-800-30", "--dry-run"],
        vec!["export", "--to", "x.xlsx", "--dry-run"],
        vec!["generate", "man"],
        vec!["--version"],
        vec!["--help"],
    ] {
        risk(&web_shop(), &args).exits(0);
    }
}

#[test]
fn a_check_without_failing_findings_exits_0() {
    let folder = tempfile::tempdir().unwrap();
    json_register(&folder.path().join("empty.json"), &[]);
    risk(folder.path(), &["check", "-r", "empty.json"])
        .exits(0)
        .says("no findings");
}

#[test]
fn a_check_with_findings_exits_1_in_every_format() {
    for format in ["table", "json", "md", "csv", "csv-safe"] {
        risk(&web_shop(), &["check", "--format", format]).exits(1);
    }
}

#[test]
fn a_note_alone_does_not_fail_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.json");
    let mut risk_without_link = crate::registers::risk("R1", "Queue", "Low", "Low");
    risk_without_link["mitigations"] = serde_json::json!(["Retry"]);
    risk_without_link["runbook_actions"] = serde_json::json!(["Restart"]);
    json_register(&path, &[risk_without_link]);
    risk(folder.path(), &["check", "-r", "one.json"])
        .exits(0)
        .writes("note[no-tracker-link]")
        .says("1 note");
}

#[test]
fn an_import_exits_1_only_with_findings() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("good.xlsx"), &corrected());
    review_workbook(&folder.path().join("bad.xlsx"), &REVIEW);
    risk(folder.path(), &["import", "good.xlsx", "--into", "good"]).exits(0);
    risk(folder.path(), &["import", "bad.xlsx", "--into", "bad"]).exits(1);
}

#[test]
fn what_could_not_run_exits_2_and_writes_no_data() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("text.txt"), "not a register").unwrap();
    for args in [
        vec!["list"],
        vec!["frobnicate"],
        vec!["list", "--format", "yaml"],
        vec!["list", "-r", "missing"],
        vec!["check", "-r", "text.txt"],
        vec!["import", "text.txt", "--into", "x"],
        vec!["import", "missing.xlsx", "--into", "x"],
        vec!["check", "--explain", "no-such-code"],
        vec!["export"],
        vec!["export", "--to", "x.xlsx"],
        vec!["export", "--to", "x.xlsx", "-r", "text.txt"],
        vec!["add"],
        vec!["add", "component=CDN"],
        vec!["set", "R01"],
        vec!["set", "R01", "owner=Web", "-r", "missing"],
        vec!["rename", "R01"],
        vec!["remove"],
        vec!["coverage"],
        vec!["next", "--within", "soon"],
        vec!["next", "--today", "yesterday"],
        vec!["component", "frobnicate"],
        vec!["component", "list"],
        vec!["component", "set", "CDN"],
        vec!["component", "remove"],
        vec!["scale", "use"],
        vec!["scale", "show"],
        vec!["scale", "show", "no-such-scale"],
        vec!["schema", "no-such-schema"],
    ] {
        let run = risk(folder.path(), &args).exits(2).says("error:");
        assert_eq!(run.stdout, "", "{args:?}");
    }
    risk(&web_shop(), &["show", "R99"]).exits(2).says("hint:");
}

#[test]
fn an_edit_or_export_of_a_register_with_findings_exits_0() {
    let shop = crate::registers::shop();
    let path = shop.path().join("risks/R01.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"Low\"", "\"Lwo\"")).unwrap();
    risk(shop.path(), &["check"])
        .exits(1)
        .writes("unknown-level");
    risk(shop.path(), &["set", "R02", "owner=Web"]).exits(0);
    risk(shop.path(), &["component", "list"])
        .exits(0)
        .says("warning: 1 finding in the register; `risk check` shows them");
    for target in ["x.xlsx", "x.json", "x.csv", "x"] {
        risk(shop.path(), &["export", "--to", target])
            .exits(0)
            .says("warning: 1 finding");
        if target != "x.csv" {
            risk(shop.path(), &["check", "-r", target])
                .exits(1)
                .writes("invalid likelihood `Lwo`");
        }
    }
    for target in ["y", "y.json"] {
        risk(shop.path(), &["export", "-r", "x.xlsx", "--to", target])
            .exits(0)
            .says("Risks!D2: error[unknown-level]");
    }
}

#[test]
fn a_register_is_not_made_over_another() {
    risk(&web_shop(), &["init"]).exits(2).says("exists already");
}

#[test]
fn a_register_is_not_made_where_a_file_is_and_paths_in_hints_can_be_pasted() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    for name in ["plain", "old file.json"] {
        fs::write(room.join(name), "{}").unwrap();
    }
    for target in ["plain", "plain/sub", "old file.json/sub"] {
        risk(room, &["init", target])
            .exits(2)
            .says("is a file, and no folder")
            .says("hint:");
    }
    risk(room, &["init", "old file.json"])
        .exits(2)
        .says("exists already")
        .says("`risk -r 'old file.json' list`");
    risk(room, &["init", "new file.json"])
        .exits(0)
        .says("`risk -r 'new file.json' add`");
    risk(room, &["init", "new folder"])
        .exits(0)
        .says("`risk import WORKBOOK --into 'new folder'`");
}

#[test]
fn a_register_in_text_is_not_made_under_the_name_of_another_kind_of_file() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let shop = web_shop();
    let shop = shop.to_str().unwrap();
    risk(room, &["export", "-r", shop, "--to", "shop.xlsx"]).exits(0);
    for name in ["new.xlsx", "new.XLSX", "new.ods", "new.csv", "new.toml"] {
        risk(room, &["init", name])
            .exits(2)
            .says("would be")
            .says("ends in .json");
        risk(room, &["import", "shop.xlsx", "--into", name])
            .exits(2)
            .says("would be");
        assert!(!room.join(name).exists(), "{name}");
    }
    risk(room, &["init", "shop.xlsx"])
        .exits(2)
        .says("is a workbook already")
        .says("risk import shop.xlsx --into");
    risk(room, &["init", "new.JSON"]).exits(0);
    risk(room, &["import", "shop.xlsx", "--into", "shop.JSON"]).exits(0);
    for name in ["new.JSON", "shop.JSON"] {
        assert!(room.join(name).is_file(), "{name}");
    }
}
