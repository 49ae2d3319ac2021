//! Components that are listed, added, changed and removed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::registers::{files, json_register, risk as stated, shop, web_shop};
use crate::run::{Run, risk};

/// The components as `component list --format json` has them.
fn listed(folder: &Path, more: &[&str]) -> Vec<Value> {
    let args = [&["component", "list", "--format", "json"], more].concat();
    let run = risk(folder, &args).exits(0);
    let listed: Value = serde_json::from_str(&run.stdout).unwrap();
    listed["components"].as_array().unwrap().clone()
}

fn named(components: &[Value], name: &str) -> Value {
    let found = components.iter().find(|c| c["name"] == name);
    found.expect("the component is listed").clone()
}

fn set(folder: &Path, assignment: &str) -> Run {
    risk(folder, &["component", "set", "Login", assignment])
}

#[test]
fn components_are_listed_with_their_risks_and_the_worst_rating() {
    let components = listed(&web_shop(), &[]);
    assert_eq!(components.len(), 21);
    let checkout = named(&components, "Checkout API");
    assert_eq!(checkout["declared"], true);
    assert_eq!(checkout["risks"], json!(["R07", "R08"]));
    assert_eq!(checkout["worst_rating"], "Critical");
    assert_eq!(checkout["rto"], "30m");
    assert_eq!(
        checkout["requires"][5],
        json!({"of": ["Redis A", "Redis B"], "need": 1})
    );
    let unrated = named(&components, "Order worker");
    assert_eq!(unrated["worst_rating"], Value::Null);
    let unknown = named(&components, "Warehouse integration");
    assert_eq!(unknown["requires"], Value::Null);
    risk(&web_shop(), &["component", "list"])
        .exits(0)
        .says_nothing()
        .writes("Redis B                0      -         cache")
        .writes("1d   eu-west-1b  ?\n");
}

#[test]
fn components_that_are_named_and_not_declared_are_listed_last() {
    let folder = tempfile::tempdir().unwrap();
    let register = json!({
        "schema_version": 1,
        "title": "Test",
        "components": [
            {"name": "Queue", "requires": ["Disk", {"of": ["queue-2"], "effect": "soft"}]},
            {"name": "Login", "within": "Zone"},
        ],
        "risks": [
            stated("R1", "queue", "High", "High"),
            stated("R2", "Mail", "Low", "Low"),
        ],
    });
    fs::write(folder.path().join("x.json"), register.to_string()).unwrap();
    let components = listed(folder.path(), &["-r", "x.json"]);
    let names: Vec<&Value> = components.iter().map(|c| &c["name"]).collect();
    assert_eq!(names[..3], ["Queue", "Login", "Mail"]);
    for implied in ["Mail", "Disk", "queue-2", "Zone"] {
        assert_eq!(named(&components, implied)["declared"], false);
    }
    assert_eq!(named(&components, "Queue")["risks"], json!(["R1"]));
    risk(folder.path(), &["component", "list", "-r", "x.json"])
        .exits(0)
        .writes("Mail (not declared)");
}

#[test]
fn a_register_without_components_says_so() {
    let folder = tempfile::tempdir().unwrap();
    json_register(&folder.path().join("x.json"), &[]);
    risk(folder.path(), &["component", "list", "-r", "x.json"])
        .exits(0)
        .says("the register has no components");
}

#[test]
fn a_component_is_added_with_its_fields() {
    let shop = shop();
    let args = [
        "component",
        "add",
        "Kafka",
        "kind=queue",
        "owner=Platform",
        "tier=1",
        "description=Events",
        "restore=90m",
        "rto=1d12h",
        "rpo=0m",
        "within=EU-WEST-1b",
        "requires=dns; 1 of (eu-west-1a, eu-west-1b)\nsoft: Login (assumed from compose.yaml)",
        "extra.Team=Web",
    ];
    risk(shop.path(), &args)
        .exits(0)
        .writes("component Kafka  added")
        .says("1 file created");
    let added = named(&listed(shop.path(), &[]), "Kafka");
    let expected = json!({
        "key": "Kafka",
        "declared": true,
        "name": "Kafka",
        "kind": "queue",
        "owner": "Platform",
        "tier": "1",
        "description": "Events",
        "restore": "1h30m",
        "rto": "1d12h",
        "rpo": "0m",
        "within": "eu-west-1b",
        "requires": [
            "DNS",
            {"of": ["eu-west-1a", "eu-west-1b"], "need": 1},
            {"of": ["Login"], "effect": "soft", "assumed_from": "compose.yaml"},
        ],
        "rehearsals": [],
        "extra": {"Team": "Web"},
        "risks": [],
        "worst_rating": null,
    });
    assert_eq!(added, expected);
}

#[test]
fn requirements_are_replaced_added_changed_and_taken_out() {
    let shop = shop();
    let requires = |assignment: &str| {
        set(shop.path(), assignment).exits(0);
        named(&listed(shop.path(), &[]), "Login")["requires"].clone()
    };
    assert_eq!(requires("requires=DNS"), json!(["DNS"]));
    assert_eq!(requires("requires+=CDN; soft: Redis A")[1], "CDN");
    let changed = requires("requires[2]=2 of (Redis A, Redis B)");
    assert_eq!(changed[1], json!({"of": ["Redis A", "Redis B"]}));
    assert_eq!(requires("requires[1]=").as_array().unwrap().len(), 2);
    assert_eq!(requires("requires=none"), json!([]));
    assert_eq!(requires("requires="), Value::Null);
}

#[test]
fn what_a_component_cannot_be_is_refused_and_nothing_is_written() {
    let shop = shop();
    let before = files(shop.path());
    for (assignment, error, hint) in [
        (
            "requires+=Emial",
            "no component is named `Emial`",
            "`Email provider`",
        ),
        ("requires+=login", "`Login` cannot require itself", ""),
        (
            "requires+=3 of (Redis A, Redis B)",
            "must be from 1 to 2",
            "",
        ),
        ("requires+=2 of (DNS, dns)", "names `DNS` twice", ""),
        ("requires=DNS, CDN", "expected `;`", "in double quotes"),
        (
            "requires[1]=DNS; CDN",
            "one requirement, not 2",
            "`requires+=…`",
        ),
        ("requires[9]=DNS", "requires has 3 entries, not 9", ""),
        ("requires+=none", "nothing to add", "`requires=none`"),
        ("within=login", "`Login` cannot be within itself", ""),
        ("within=eu-west-2", "no component is named", "`eu-west-1`"),
        ("rto=4", "`4` is not a duration such as 30m, 4h or 2d", ""),
        (
            "name=Sign-in",
            "the name of a component cannot be set",
            "rename",
        ),
        ("tire=1", "a component has no field `tire`", "`tier`"),
    ] {
        let run = set(shop.path(), assignment).exits(2).says(error);
        assert!(
            hint.is_empty() || run.stderr.contains("hint: "),
            "{assignment}"
        );
        run.says(hint);
    }
    for name in ["Login", "login", " ", "Login~2"] {
        risk(shop.path(), &["component", "add", name]).exits(2);
    }
    assert_eq!(files(shop.path()), before);
}

#[test]
fn a_component_that_is_named_is_not_removed() {
    let shop = shop();
    risk(shop.path(), &["component", "add", "Kafka"]).exits(0);
    risk(shop.path(), &["component", "add", "Nats"]).exits(0);
    let before = files(shop.path());
    risk(shop.path(), &["component", "remove", "Kafka", "CDN"])
        .exits(2)
        .says("the component `CDN` is named by the component `Checkout API`")
        .says("`R02`")
        .says("hint: make these name another component first");
    risk(shop.path(), &["component", "remove", "eu-west-1"])
        .exits(2)
        .says("the component `eu-west-1a`");
    assert_eq!(files(shop.path()), before);
    risk(shop.path(), &["component", "remove", "kafka", "Nats"])
        .exits(0)
        .says("2 files removed");
}

#[test]
fn a_component_that_is_only_named_is_declared_where_a_field_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let risks = [stated("R1", "Queue", "Low", "Low")];
    json_register(&folder.path().join("x.json"), &risks);
    let component = |args: &[&str]| {
        let args = [&["component"], args, &["-r", "x.json"]].concat();
        risk(folder.path(), &args)
    };
    component(&["remove", "Queue"])
        .exits(2)
        .says("the component `Queue` is named but not declared");
    component(&["set", "queue", "tier=9", "tire=1"]).exits(2);
    component(&["set", "queue", "tier=1"])
        .exits(0)
        .writes("component Queue  added  -       Queue");
    component(&["set", "Queue", "tier=2"]).exits(0);
}

#[test]
fn the_first_component_makes_the_others_that_are_named_findings_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["Queue", "Login"].map(|name| stated(name, name, "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    risk(
        folder.path(),
        &["component", "add", "Queue", "-r", "x.json"],
    )
    .exits(0)
    .says("warning[unknown-component]: no component is named `Login`");
}
