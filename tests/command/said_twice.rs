//! What is said twice, in other letters, or in words for nothing: it is taken once, or refused, and never passed over.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::registers::{files, json_register};
use crate::run::risk;

/// A register of a folder with some files of records.
fn folder(records: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("register.toml"), "schema_version = 1\n").unwrap();
    for (path, text) in records {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_field_that_is_set_twice_is_refused_and_a_record_that_is_named_twice_is_taken_once() {
    let room = folder(&[("risks/R1.toml", ""), ("risks/R2.toml", "")]);
    let before = files(room.path());
    let twice = ["set", "R1", "likelihood=Low", "likelihood=Medium"];
    risk(room.path(), &twice)
        .exits(2)
        .says("`likelihood` is set twice");
    let twice = ["set", "R1", "extra.Team=A", "extra.Team=B"];
    risk(room.path(), &twice)
        .exits(2)
        .says("`extra.Team` is set twice");
    assert_eq!(files(room.path()), before);
    risk(
        room.path(),
        &[
            "set",
            "R1",
            "R1",
            "notes+=once",
            "mitigations+=a",
            "mitigations+=b",
        ],
    )
    .exits(0);
    let text = fs::read_to_string(room.path().join("risks/R1.toml")).unwrap();
    assert_eq!(text.matches("once").count(), 1, "{text}");
    risk(room.path(), &["remove", "R1", "R1"]).exits(0);
    assert!(!room.path().join("risks/R1.toml").exists());
}

#[test]
fn a_value_that_cannot_be_read_is_not_overwritten() {
    let refused =
        "not all that stands there can be read, and the rest would be lost; mend it first";
    let text = "notes = [\"Bob knows\", \"call him\"]\nowner = 5\n\n[acceptance]\nby = [\"Ann\"]\n";
    let room = folder(&[
        ("risks/R1.toml", text),
        ("components/Web.toml", "tier = 1\nrto = 30\n"),
    ]);
    let before = files(room.path());
    let accept = [
        "accept",
        "R1",
        "--by",
        "Eve",
        "--until",
        "2027-01-01",
        "--reason",
        "it is cheap",
    ];
    for args in [
        &["set", "R1", "notes+=y"][..],
        &["set", "R1", "owner=Ann"],
        &accept,
        &["component", "set", "Web", "tier=gold"],
        &["component", "set", "Web", "rto=1h"],
    ] {
        risk(room.path(), args).exits(2).says(refused);
        assert_eq!(files(room.path()), before);
    }
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("r.json");
    json_register(
        &path,
        &[json!({ "reference": "R1", "owner": 5, "likelihood": 3 })],
    );
    let before = fs::read(&path).unwrap();
    for set in ["owner=Ann", "likelihood=Low"] {
        risk(room.path(), &["-r", "r.json", "set", "R1", set])
            .exits(2)
            .says(refused);
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn words_for_nothing_accept_nothing() {
    let text = "status = \"accepted\"\n\n[acceptance]\nby = \"n/a\"\nuntil = 2027-06-30\nreason = \"TBD\"\n";
    let room = folder(&[("risks/R1.toml", text)]);
    for [by, reason, said] in [
        ["n/a", "it is cheap", "invalid acceptance.by `n/a`"],
        ["Ann", "TBD", "invalid acceptance.reason `TBD`"],
    ] {
        let accept = [
            "accept",
            "R1",
            "--by",
            by,
            "--until",
            "2027-01-01",
            "--reason",
            reason,
        ];
        risk(room.path(), &accept).exits(2).says(said);
    }
    risk(room.path(), &["check", "--rule", "acceptance-incomplete"])
        .writes("it is not stated by whom and why");
}

#[test]
fn headers_that_differ_in_case_alone_are_told_apart() {
    let room = folder(&[("risks/R1.toml", "[extra]\nDate = \"one\"\ndate = \"two\"\n")]);
    let list = ["list", "--fields", "ref,Date,date", "--format", "csv"];
    risk(room.path(), &list).exits(0).writes("R1,one,two");
    let before = files(room.path());
    let fields = ["list", "--fields", "ref,DATE"];
    risk(room.path(), &fields)
        .exits(2)
        .says("`DATE` may be any of several headers")
        .says("the headers are Date, date");
    risk(room.path(), &["list", "--where", "extra.DATE = two"])
        .exits(2)
        .says("expected `extra.Date` or `extra.date`");
    risk(room.path(), &["set", "R1", "extra.DATE=z"])
        .exits(2)
        .says("`DATE` may be any of several headers");
    assert_eq!(files(room.path()), before);
    risk(room.path(), &["set", "R1", "extra.date=z"]).exits(0);
    risk(room.path(), &list).writes("R1,one,z");
}

#[test]
fn a_component_that_is_renamed_to_the_name_of_another_says_how_many_risks_had_it() {
    let of = |name: &str| format!("component = \"{name}\"\n");
    let (old, new) = (of("Cache"), of("cdn"));
    let room = folder(&[
        ("risks/R1.toml", &old),
        ("risks/R2.toml", &new),
        ("risks/R3.toml", &new),
    ]);
    risk(room.path(), &["component", "rename", "Cache", "CDN"])
        .exits(0)
        .says("2 risks had `CDN` already: these and what was renamed mean one component now");
    let alone = folder(&[("risks/R1.toml", &old)]);
    let renamed = risk(alone.path(), &["component", "rename", "Cache", "CDN"]).exits(0);
    assert!(!renamed.stderr.contains("already"));
}

#[test]
fn an_unrated_risk_keeps_the_level_that_it_states_in_csv() {
    let room = folder(&[
        ("risks/R1.toml", "likelihood = \"High\"\n"),
        ("risks/R2.toml", "impact = \"dunno\"\n"),
    ]);
    risk(room.path(), &["matrix", "--format", "csv"])
        .exits(0)
        .writes("High,,,R1,no,")
        .writes(",dunno,,R2,no,");
}

#[test]
fn a_suppression_of_a_component_may_spell_it_in_any_way() {
    let room = folder(&[(
        "components/Checkout API.toml",
        "within = \"Checkout API\"\n",
    )]);
    let toml = room.path().join("register.toml");
    let check = ["check", "--format", "json"];
    let found = risk(room.path(), &check).stdout;
    assert!(found.contains("containment-cycle"), "{found}");
    let suppress = "schema_version = 1\n\n[[suppress]]\ncode = \"containment-cycle\"\n\
        record = \"Component checkout_api\"\nreason = \"It is going\"\n";
    fs::write(toml, suppress).unwrap();
    let left = risk(room.path(), &["check", "--rule", "containment-cycle"]);
    assert!(!left.stdout.contains("Checkout API"));
}

#[test]
fn an_export_neither_passes_over_an_option_nor_goes_into_the_records_of_a_register() {
    let room = folder(&[("risks/R1.toml", "")]);
    let before = files(room.path());
    for to in ["new.xlsx", "new.json", "new.csv", "new"] {
        risk(room.path(), &["export", "--to", to, "--assign-references"])
            .exits(2)
            .says("--assign-references is for a workbook that is there");
    }
    let other: &Path = room.path();
    let json = tempfile::tempdir().unwrap();
    let path = json.path().join("r.json");
    json_register(&path, &[json!({ "reference": "R2" })]);
    for (register, to) in [(other.to_owned(), "risks"), (path, "risks/")] {
        let register = register.display().to_string();
        risk(other, &["-r", &register, "export", "--to", to])
            .exits(2)
            .says("has the records of a register");
    }
    assert_eq!(files(room.path()), before);
}
