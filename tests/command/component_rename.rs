//! A component that gets another name everywhere.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{files, risk as stated, shop};
use crate::run::risk;

/// A name that no file name can have, and no other text has.
const OLD: &str = "Zwischen/Speicher";
const NEW: &str = "Session cache: A";

/// Three risks, two requirements and two components name one component, in two spellings.
fn register() -> Value {
    json!({
        "schema_version": 1,
        "title": "Test",
        "scale": "low-medium-high",
        "components": [
            {"name": OLD, "kind": "cache", "requires": ["Disk"]},
            {"name": "Disk", "within": OLD},
            {"name": "Shop", "requires": [OLD, "Disk"]},
            {"name": "Till", "requires": [
                {"of": ["Disk", OLD.to_uppercase()], "need": 1, "effect": "soft"},
            ]},
        ],
        "risks": [
            stated("R1", OLD, "High", "High"),
            stated("R2", &OLD.to_lowercase(), "Low", "Low"),
            stated("R3", OLD, "Low", "High"),
            stated("R4", "Disk", "Low", "Low"),
        ],
    })
}

/// The same in a file and in a folder, without what the risks say in prose.
fn registers() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut register = register();
    for risk in register["risks"].as_array_mut().unwrap() {
        risk["description"] = "It is full".into();
    }
    fs::write(folder.path().join("x.json"), register.to_string()).unwrap();
    let args = ["export", "-r", "x.json", "--to", "x"];
    risk(folder.path(), &args).exits(0);
    folder
}

/// Every file, its path included, that still has a trace of the old name.
fn traces(folder: &Path) -> Vec<String> {
    let lower = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
    let has = |text: &str| text.contains("zwischen") || text.contains("speicher");
    files(folder)
        .into_iter()
        .filter(|(path, content)| {
            let path = path.strip_prefix(folder).unwrap();
            has(&lower(path.to_string_lossy().as_bytes())) || has(&lower(content))
        })
        .map(|(path, _)| path.display().to_string())
        .collect()
}

#[test]
fn a_component_that_is_renamed_leaves_no_trace_of_its_old_name() {
    let folder = registers();
    assert_eq!(traces(folder.path()).len(), 8);
    for register in ["x", "x.json"] {
        let args = [
            "component",
            "rename",
            "zwischen/speicher",
            NEW,
            "-r",
            register,
        ];
        let run = risk(folder.path(), &args).exits(0);
        for row in [
            "R1",
            "R2",
            "R3",
            "component Disk",
            "component Shop",
            "component Till",
        ] {
            assert!(run.stdout.contains(row), "{row}: {}", run.stdout);
        }
        assert!(!run.stdout.contains("R4"), "{}", run.stdout);
    }
    assert_eq!(traces(folder.path()), Vec::<String>::new());
}

#[test]
fn all_who_named_a_component_name_it_by_its_new_name() {
    let folder = registers();
    for register in ["x", "x.json"] {
        let args = ["component", "rename", OLD, NEW, "-r", register];
        risk(folder.path(), &args).exits(0);
        let args = ["component", "list", "-r", register, "--format", "json"];
        let run = risk(folder.path(), &args).exits(0).says_nothing();
        let listed: Value = serde_json::from_str(&run.stdout).unwrap();
        let named = |name: &str| {
            let mut components = listed["components"].as_array().unwrap().iter();
            components.find(|c| c["name"] == name).unwrap().clone()
        };
        assert_eq!(listed["components"].as_array().unwrap().len(), 4);
        assert_eq!(named(NEW)["risks"], json!(["R1", "R2", "R3"]));
        assert_eq!(named(NEW)["kind"], "cache");
        assert_eq!(named("Disk")["within"], NEW);
        assert_eq!(named("Shop")["requires"], json!([NEW, "Disk"]));
        assert_eq!(
            named("Till")["requires"],
            json!([{"of": ["Disk", NEW], "need": 1, "effect": "soft"}])
        );
    }
}

#[test]
fn a_rename_there_and_back_gives_every_byte_back() {
    let shop = shop();
    let before = files(shop.path());
    risk(
        shop.path(),
        &["component", "rename", "redis a", "Session/cache"],
    )
    .exits(0);
    assert_ne!(files(shop.path()), before);
    risk(
        shop.path(),
        &["component", "rename", "Session/cache", "Redis A"],
    )
    .exits(0);
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_name_that_is_taken_or_makes_no_sense_is_refused() {
    let shop = shop();
    let before = files(shop.path());
    for (old, new, error) in [
        (
            "Redis A",
            "redis b",
            "`Redis B` is the name of another component already",
        ),
        ("Redis A", "", "cannot be blank"),
        ("Redis A", "Cache~2", "would stand for one of several"),
        ("Redis C", "Cache", "no component is named `Redis C`"),
    ] {
        risk(shop.path(), &["component", "rename", old, new])
            .exits(2)
            .says(error);
    }
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_component_that_is_only_named_is_renamed_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["Queue", "queue", "Queues"].map(|name| stated(name, name, "Low", "Low"));
    crate::registers::json_register(&folder.path().join("x.json"), &risks);
    risk(
        folder.path(),
        &["component", "rename", "Queue", "Broker", "-r", "x.json"],
    )
    .exits(0)
    .writes("Queue   component  Queue   Broker");
    let text = fs::read_to_string(folder.path().join("x.json")).unwrap();
    let register: Value = serde_json::from_str(&text).unwrap();
    let components = [0, 1, 2].map(|n| &register["risks"][n]["component"]);
    assert_eq!(components, ["Broker", "Broker", "Queues"]);
}

#[test]
fn prose_that_has_the_old_name_is_told_and_left_as_it_is() {
    let shop = shop();
    risk(
        shop.path(),
        &["component", "rename", "Redis A", "Session cache"],
    )
    .exits(0)
    .says("hint: the prose of R13, R21, component eu-west-1a still has `Redis A`");
    let text = fs::read_to_string(shop.path().join("risks/R21.toml")).unwrap();
    assert!(text.contains("Redis A"), "{text}");
}

#[test]
fn prose_is_told_however_the_old_name_was_typed() {
    let shop = shop();
    risk(
        shop.path(),
        &["component", "rename", "redis a", "Session cache"],
    )
    .exits(0)
    .says("hint: the prose of R13, R21, component eu-west-1a still has `Redis A`");
}

#[test]
fn prose_of_components_that_has_the_old_name_is_told_too() {
    let shop = shop();
    risk(
        shop.path(),
        &["component", "rename", "Redis A", "Session cache"],
    )
    .exits(0)
    .says("eu-west-1a");
}

#[test]
fn a_rename_that_changes_nothing_tells_of_no_prose() {
    let shop = shop();
    let run = risk(shop.path(), &["component", "rename", "Redis A", "Redis A"]).exits(0);
    assert_eq!(run.stderr, "nothing changed\n");
}
