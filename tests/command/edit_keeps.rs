//! What an edit does not touch: comments, and keys that nobody knows.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::shop;
use crate::run::risk;

/// What somebody wrote into the files of R07 and of Redis A.
const KEPT: [&str; 5] = [
    "# Ask Payments before anything else.",
    "# since May",
    "# Measured by Ann.",
    "colour = \"blue\"",
    "[nobody.knows]",
];

fn written_into(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let (schema, rest) = text.split_once("\n\n").unwrap();
    let rest = rest
        .replace("impact = \"High\"", "impact = \"High\" # since May")
        .replace("rto = \"30m\"", "rto = \"30m\" # since May")
        .replace(
            "observations = [\n",
            "observations = [\n    # Measured by Ann.\n",
        )
        .replace("requires = []", "# Measured by Ann.\nrequires = []");
    let text = format!(
        "{schema}\n\n{}\n{rest}\n{}\n\n{}\n\nanything = 1\n",
        KEPT[0], KEPT[3], KEPT[4]
    );
    fs::write(path, text).unwrap();
}

/// A register with comments and unknown keys in a risk and a component.
fn annotated() -> TempDir {
    let shop = shop();
    written_into(&shop.path().join("risks/R07.toml"));
    written_into(&shop.path().join("components/Redis A.toml"));
    shop
}

#[track_caller]
fn keeps(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    for kept in KEPT.into_iter().chain(["anything = 1"]) {
        assert_eq!(text.matches(kept).count(), 1, "{kept}: {text}");
    }
}

#[test]
fn comments_and_unknown_keys_survive_every_edit_of_a_risk() {
    let shop = annotated();
    let args = [
        "set",
        "R07",
        "impact=Low",
        "observations[2].status=suggested",
        "observations+=Another alarm",
        "mitigations[1]=",
        "notes=",
        "review_by=2027-06-30",
        "extra.Cost=5",
        "acceptance.by=Ann",
    ];
    risk(shop.path(), &args).exits(0);
    keeps(&shop.path().join("risks/R07.toml"));
    risk(shop.path(), &["rename", "R07", "R70"]).exits(0);
    keeps(&shop.path().join("risks/R70.toml"));
    risk(
        shop.path(),
        &["component", "rename", "Checkout API", "Till"],
    )
    .exits(0);
    keeps(&shop.path().join("risks/R70.toml"));
    let five = [
        "scale",
        "use",
        "five-by-five",
        "likelihood.Low=Unlikely",
        "likelihood.Medium=Possible",
        "likelihood.High=Likely",
        "impact.Low=Minor",
        "impact.Medium=Major",
        "impact.High=Severe",
    ];
    risk(shop.path(), &five).exits(0);
    keeps(&shop.path().join("risks/R70.toml"));
}

#[test]
fn comments_and_unknown_keys_survive_every_edit_of_a_component() {
    let shop = annotated();
    let args = [
        "component",
        "set",
        "redis a",
        "tier=1",
        "rto=2h",
        "requires=DNS",
        "description=",
        "extra.Team=Platform",
    ];
    risk(shop.path(), &args).exits(0);
    keeps(&shop.path().join("components/Redis A.toml"));
    let rename = ["component", "rename", "Redis A", "Sessions / baskets"];
    risk(shop.path(), &rename).exits(0);
    let path = shop.path().join("components/Sessions %2F baskets.toml");
    keeps(&path);
}

#[test]
fn comments_and_unknown_keys_of_the_register_survive_another_scale() {
    let shop = shop();
    let path = shop.path().join("register.toml");
    let text = fs::read_to_string(&path).unwrap();
    let written = text.replace("scale = ", "# By the book.\nscale = ") + "\nteam = \"Web\"\n";
    fs::write(&path, written).unwrap();
    risk(shop.path(), &["scale", "use", "nist-800-30"]).exits(0);
    let text = fs::read_to_string(&path).unwrap();
    for kept in [
        "# By the book.",
        "scale = \"nist-800-30\"",
        "team = \"Web\"",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
}

#[test]
fn unknown_keys_of_json_survive_set_and_rename() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let register = json!({
        "schema_version": 1,
        "title": "Test",
        "team": {"name": "Web"},
        "components": [{"name": "Queue", "colour": "blue", "restore": "10m"}],
        "risks": [
            {"reference": "R1", "component": "Queue", "likelihood": "Low", "since": [1, 2.5]},
            {"reference": "R2", "component": "Queue", "likelihood": "Low"},
        ],
    });
    fs::write(&path, register.to_string()).unwrap();
    for args in [
        ["set", "R1", "likelihood=High", "notes+=x"].as_slice(),
        &["rename", "R1", "R10"],
        &["component", "set", "Queue", "tier=1"],
        &["component", "rename", "Queue", "Broker"],
        &["remove", "R2"],
    ] {
        risk(folder.path(), &[args, &["-r", "x.json"]].concat()).exits(0);
    }
    let after: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(after["team"], json!({"name": "Web"}));
    assert_eq!(after["components"][0]["colour"], "blue");
    assert_eq!(after["components"][0]["name"], "Broker");
    assert_eq!(after["risks"][0]["since"], json!([1, 2.5]));
    assert_eq!(after["risks"][0]["reference"], "R10");
    assert_eq!(after["risks"].as_array().unwrap().len(), 1);
}
