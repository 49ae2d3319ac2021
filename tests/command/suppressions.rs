//! Suppressions: which findings they are of, and which of them are asked for.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::registers::{copy, shop, web_shop};
use crate::run::{Run, risk};

/// The example with suppressions of its own: a code, a record and a reason each.
fn suppressing(all: &[[&str; 3]]) -> TempDir {
    let shop = shop();
    let file = shop.path().join("register.toml");
    let mut text = fs::read_to_string(&file).unwrap();
    for [code, record, reason] in all {
        text += &format!(
            "\n[[suppress]]\ncode = \"{code}\"\nrecord = \"{record}\"\nreason = \"{reason}\"\n"
        );
    }
    fs::write(file, text).unwrap();
    shop
}

fn check(folder: &Path, args: &[&str]) -> Run {
    risk(folder, &[&["check"], args].concat())
}

#[test]
fn a_suppression_spells_its_component_in_any_way_that_means_it() {
    for record in [
        "component Checkout API",
        "component checkout-api",
        "Component  CHECKOUT_API ",
    ] {
        let shop = suppressing(&[["rto-missed", record, "Agreed"]]);
        let run = check(shop.path(), &["--rule", "invalid-suppression"]).exits(0);
        run.says("no findings");
        check(shop.path(), &["--suppressed"]).says("1 finding suppressed");
    }
    let shop = suppressing(&[["rto-missed", "component Checkout APO", "Agreed"]]);
    check(shop.path(), &["--rule", "invalid-suppression"])
        .exits(1)
        .writes("did you mean `component checkout api`?");
}

#[test]
fn a_word_for_nothing_is_no_reason_for_a_suppression() {
    for reason in ["-", "n/a", "TBD"] {
        let shop = suppressing(&[["rto-missed", "component Checkout API", reason]]);
        let told = format!("has `{reason}` for a reason, which is none");
        check(shop.path(), &["--rule", "invalid-suppression"])
            .exits(1)
            .writes(&told);
        check(shop.path(), &["--suppressed"]).says("0 findings suppressed");
    }
}

#[test]
fn what_is_suppressed_is_counted_of_what_is_asked_for_alone() {
    let shop = suppressing(&[["rto-missed", "component Checkout API", "Agreed"]]);
    let of = |args: &[&str]| check(shop.path(), args).stderr;
    assert!(!of(&["--risk", "R01"]).contains("suppressed"));
    assert!(!of(&["--rule", "no-mitigation"]).contains("suppressed"));
    assert!(of(&["--component", "Checkout API"]).contains("1 suppressed"));
    assert!(of(&[]).contains("1 suppressed"));
    let json = check(shop.path(), &["--risk", "R01", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["suppressed"], serde_json::json!([]));
}

/// Two copies of the example in one folder, of which theirs has a suppression more.
fn two_sides(code: &str, record: &str) -> TempDir {
    let around = tempfile::tempdir().unwrap();
    for side in ["base", "ours", "theirs"] {
        copy(&web_shop(), &around.path().join(side));
    }
    let file = around.path().join("theirs/register.toml");
    let added =
        format!("\n[[suppress]]\ncode = \"{code}\"\nrecord = \"{record}\"\nreason = \"Agreed\"\n");
    let text = fs::read_to_string(&file).unwrap() + &added;
    fs::write(file, text).unwrap();
    around
}

#[test]
fn a_suppression_of_theirs_follows_its_component_that_ours_renamed() {
    let around = two_sides("rto-missed", "component checkout-api");
    let around = around.path();
    let rename = ["component", "rename", "Checkout API", "Basket API"];
    risk(around, &[&rename[..], &["-r", "ours"]].concat()).exits(0);
    risk(
        around,
        &["merge", "base", "ours", "theirs", "--into", "out"],
    )
    .exits(0);
    check(around, &["-r", "out", "--rule", "invalid-suppression"]).exits(0);
    let run = check(around, &["-r", "out", "--suppressed"]);
    run.writes("component Basket API")
        .says("1 finding suppressed");
}

#[test]
fn a_suppression_of_theirs_is_none_of_the_risk_that_ours_gave_the_same_reference() {
    let around = two_sides("no-mitigation", "R23");
    let around = around.path();
    for (side, what) in [
        ("ours", "description=Ours"),
        ("theirs", "description=Theirs"),
    ] {
        let levels = ["likelihood=High", "impact=High", "-r", side];
        risk(
            around,
            &[&["add", "component=DNS", what], &levels[..]].concat(),
        )
        .exits(0);
    }
    risk(
        around,
        &["merge", "base", "ours", "theirs", "--into", "out"],
    )
    .exits(1)
    .says("left out: theirs suppresses `no-mitigation` for its own R23");
    risk(around, &["resolve", "R23", "both", "-r", "out"]).exits(0);
    check(around, &["-r", "out", "--suppressed"]).says("0 findings suppressed");
}
