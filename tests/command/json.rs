//! JSON on standard output, and its schemas.

use serde_json::Value;

use crate::edit_refused::EDITS;
use crate::help::choices;
use crate::registers::{REVIEW, review_workbook, shop, web_shop};
use crate::run::risk;

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("standard output is JSON and nothing else")
}

fn schema(of: &str) -> jsonschema::Validator {
    let run = risk(&web_shop(), &["schema", of]).exits(0).says_nothing();
    jsonschema::draft7::new(&parsed(&run.stdout)).expect("the schema is one")
}

#[track_caller]
fn fits(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn lists_and_single_risks_are_as_their_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    let schema = schema("list");
    let web_shop = web_shop();
    let web_shop = web_shop.to_str().unwrap();
    for args in [
        ["list", "-r", web_shop].as_slice(),
        &["list", "-r", "review.xlsx"],
        &["list", "-r", web_shop, "--component", "Redis B"],
        &["show", "R03", "-r", web_shop],
        &["show", "R06", "-r", "review.xlsx"],
    ] {
        let run = risk(folder.path(), &[args, &["--format", "json"]].concat()).exits(0);
        fits(&schema, &parsed(&run.stdout));
    }
}

#[test]
fn findings_are_as_their_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    let schema = schema("check");
    let web_shop = web_shop();
    for register in [web_shop.to_str().unwrap(), "review.xlsx"] {
        let args = ["check", "-r", register, "--format", "json"];
        let run = risk(folder.path(), &args).exits(1).says_nothing();
        let findings = parsed(&run.stdout);
        fits(&schema, &findings);
        assert!(!findings["findings"].as_array().unwrap().is_empty());
    }
}

#[test]
fn an_imported_register_in_json_is_as_its_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    let args = ["import", "review.xlsx", "--into", "register.json"];
    risk(folder.path(), &args).exits(1);
    let text = std::fs::read_to_string(folder.path().join("register.json")).unwrap();
    fits(&schema("json"), &parsed(&text));
}

#[test]
fn what_every_edit_changed_is_as_its_schema_says_and_the_same_each_time() {
    let schema = schema("edit");
    let mapping = ["likelihood.Low=Rare", "impact.High=Severe"];
    let rerate = [["scale", "use", "five-by-five"].as_slice(), &mapping].concat();
    for args in EDITS.into_iter().chain([rerate.as_slice()]) {
        let args = [args, &["--dry-run", "--format", "json"]].concat();
        let run = || {
            let shop = shop();
            risk(shop.path(), &["component", "add", "Kafka"]).exits(0);
            let mut args = args.clone();
            if args[..2] == ["component", "add"] {
                args[2] = "Nats";
            }
            risk(shop.path(), &args).exits(0)
        };
        let (first, second) = (run(), run());
        assert_eq!(first.stdout, second.stdout, "{args:?}");
        let told = parsed(&first.stdout);
        fits(&schema, &told);
        assert_eq!(told["dry_run"], true);
        assert!(!told["changes"].as_array().unwrap().is_empty(), "{args:?}");
        let is_empty = |list: &str| told[list].as_array().unwrap().is_empty();
        // What has to be mapped first would write nothing.
        assert_eq!(is_empty("files"), !is_empty("unmapped"), "{args:?}");
    }
}

#[test]
fn an_edit_that_changes_nothing_has_its_json_too() {
    let args = ["set", "R07", "likelihood=High", "--format", "json"];
    let run = risk(&web_shop(), &args).exits(0);
    let told = parsed(&run.stdout);
    fits(&schema("edit"), &told);
    for list in ["changes", "ratings", "unmapped", "files"] {
        assert_eq!(told[list], serde_json::json!([]), "{list}");
    }
}

#[test]
fn a_new_risk_has_its_reference_in_the_json() {
    let shop = shop();
    let args = ["add", "description=x", "--format", "json"];
    let run = risk(shop.path(), &args).exits(0);
    let change = &parsed(&run.stdout)["changes"][0];
    assert_eq!(change["record"]["key"], "R23");
    assert_eq!(change["path"], Value::Null);
    assert_eq!(change["after"], "x");
}

#[test]
fn the_files_of_an_edit_are_relative_to_the_register_wherever_it_was_made() {
    let shop = shop();
    let args = ["set", "R07", "owner=A", "--dry-run", "--format", "json"];
    for folder in [shop.path(), &shop.path().join("risks")] {
        let run = risk(folder, &args).exits(0);
        let told = parsed(&run.stdout);
        assert_eq!(told["files"][0]["path"], "risks/R07.toml");
    }
}

#[test]
fn components_and_scales_are_as_their_schemas_say() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    let web_shop = web_shop();
    for register in [web_shop.to_str().unwrap(), "review.xlsx"] {
        let json = ["-r", register, "--format", "json"];
        for (query, of) in [("component list", "components"), ("scale show", "scale")] {
            let query: Vec<&str> = query.split(' ').collect();
            let run = risk(folder.path(), &[&query, json.as_slice()].concat()).exits(0);
            fits(&schema(of), &parsed(&run.stdout));
        }
    }
    let args = ["scale", "show", "nist-800-30", "--format", "json"];
    let run = risk(folder.path(), &args).exits(0);
    fits(&schema("scale"), &parsed(&run.stdout));
}

/// Every schema that `risk schema` has, by name.
fn schemas() -> impl Iterator<Item = (String, Value)> {
    choices(&["schema"], "- register:").into_iter().map(|of| {
        let run = risk(&web_shop(), &["schema", &of]).exits(0);
        let value = parsed(&run.stdout);
        (of, value)
    })
}

#[test]
fn every_schema_is_draft_7() {
    for (of, schema) in schemas() {
        assert_eq!(
            schema["$schema"], "http://json-schema.org/draft-07/schema#",
            "{of}"
        );
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{of}");
    }
}

/// The texts that describe a part of a schema, however deep.
fn descriptions(schema: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = vec![schema];
    while let Some(part) = rest.pop() {
        found.extend(part.get("description").and_then(Value::as_str));
        match part {
            Value::Array(parts) => rest.extend(parts),
            Value::Object(parts) => rest.extend(parts.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// They are made of the documentation of types, and their readers have an editor and no Rust.
#[test]
fn no_schema_describes_anything_by_a_name_in_rust() {
    for (of, schema) in schemas() {
        let descriptions = descriptions(&schema);
        assert!(!descriptions.is_empty(), "{of}");
        for text in descriptions {
            let is_rust = text.contains("[`") || text.contains("`]") || text.contains("::");
            assert!(!is_rust, "{of}: {text}");
        }
    }
}
