//! What a validator of Open XML, which knows the schemas of Office, says of new workbooks.

use std::fs;
use std::process::Command;

use risk_core::{Component, Scale};
use serde_json::Value;
use tempfile::TempDir;

use super::are_installed;
use crate::create_examples::{empty, everything, register, workbook_of};
use crate::create_folders::{example, review};
use crate::create_soundness::assert_sound;

/// The errors that the validator finds in a workbook.
pub fn errors(workbook: &[u8]) -> Value {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    fs::write(&path, workbook).expect("it is written");
    let validator = Command::new("ooxml-validator")
        .arg(&path)
        // It is a program of .NET, which else asks for libraries of languages.
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output();
    let output = validator.expect("the validator runs");
    let result: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    result["errors"].clone()
}

#[test]
fn excel_has_nothing_to_complain_about() {
    let (everything, settings) = everything();
    let components = vec![Component::new("API")];
    let example = example();
    let mut workbooks = vec![
        ("everything", workbook_of(&everything, &settings)),
        ("empty", workbook_of(&empty(), &settings)),
        (
            "components alone",
            workbook_of(
                &register(Scale::default(), components, Vec::new()),
                &settings,
            ),
        ),
        (
            "the example",
            workbook_of(&example.register, &example.settings),
        ),
    ];
    if let Some(review) = review() {
        workbooks.push((
            "the review",
            workbook_of(&review.register, &review.settings),
        ));
    }
    for (name, workbook) in workbooks {
        assert_sound(&workbook);
        if are_installed() {
            assert_eq!(errors(&workbook), Value::Array(Vec::new()), "{name}");
        }
    }
}
