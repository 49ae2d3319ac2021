//! What is written is what the schemas describe.

use jsonschema::{Draft, Validator};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::generate::{recognised_only, register, settings};
use super::*;
use crate::tests::cases;

fn validator(of: SchemaOf) -> Validator {
    let schema: Json = serde_json::from_str(&schema(of)).unwrap();
    jsonschema::options()
        .with_draft(Draft::Draft7)
        .build(&schema)
        .unwrap()
}

fn errors(validator: &Validator, instance: &Json) -> Vec<String> {
    let errors = validator.iter_errors(instance);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The file as an editor's schema support has it.
fn json(toml: &str) -> Json {
    toml::parse(toml).unwrap().to_json()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn every_file_of_a_folder_is_valid(register in register(), settings in settings()) {
        let folder = Folder::of(&recognised_only(register), &settings);
        let of_register = validator(SchemaOf::Register);
        let (of_component, of_risk) = (validator(SchemaOf::Component), validator(SchemaOf::Risk));
        for (path, text) in folder.files() {
            let validator = match path.components().next().unwrap().as_os_str().to_str() {
                Some("components") => &of_component,
                Some("risks") => &of_risk,
                _ => &of_register,
            };
            prop_assert_eq!(errors(validator, &json(&text)), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn json_is_valid(register in register(), settings in settings()) {
        let text = to_json(&recognised_only(register), &settings);
        let json: Json = serde_json::from_str(&text).unwrap();
        let errors = errors(&validator(SchemaOf::Json), &json);
        prop_assert_eq!(errors, Vec::<String>::new(), "{}", text);
    }
}

#[test]
fn what_is_a_finding_is_not_valid() {
    let risk = validator(SchemaOf::Risk);
    for text in [
        "likelyhood = \"Low\"",
        "status = \"opne\"",
        "review_by = 5",
        "observations = [\"text\"]",
        "observations = [{ text = \"a\", status = \"done\" }]",
        "mitigations = \"one\"",
        "acceptance = { untill = \"2027-01-01\" }",
        "extra = { a = [1] }",
    ] {
        assert_ne!(errors(&risk, &json(text)), Vec::<String>::new(), "{text}");
        let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
        assert_ne!(
            lines(&folder.read().sense_findings(today())),
            Vec::<String>::new(),
            "{text}"
        );
    }
    let register = validator(SchemaOf::Register);
    for text in [
        "title = \"no version\"",
        "schema_version = 2",
        "schema_version = 1\nseverities = { unrated = \"fatal\" }",
        "schema_version = 1\nscale = \"six-by-six\"",
    ] {
        let errors = errors(&register, &json(text));
        assert_ne!(errors, Vec::<String>::new(), "{text}");
    }
}
