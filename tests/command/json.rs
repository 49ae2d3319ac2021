//! JSON on standard output, and its schemas.

use serde_json::Value;

use crate::registers::{REVIEW, review_workbook, web_shop};
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
fn every_schema_is_draft_7() {
    for of in ["register", "component", "risk", "json", "list", "check"] {
        let run = risk(&web_shop(), &["schema", of]).exits(0);
        let value = parsed(&run.stdout);
        assert_eq!(
            value["$schema"], "http://json-schema.org/draft-07/schema#",
            "{of}"
        );
        assert!(jsonschema::draft7::meta::is_valid(&value), "{of}");
    }
}
