//! What other programs say of the workbooks, so that what is tested with them is what they are:
//! openpyxl opens them, and a validator of Open XML has nothing to complain about. Only where the
//! environment says that both are installed.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::features::Feature;
use super::fixed;
use crate::reading::path_in;

/// What a program prints about a file, as JSON.
fn said(command: &mut Command) -> Value {
    let output = command.output().expect("the program runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// The texts that openpyxl reads from all cells, line by line.
fn texts(seen: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    let sheets = seen["sheets"].as_object().expect("there are sheets");
    let rows = sheets.values().filter_map(Value::as_array).flatten();
    for cell in rows.filter_map(Value::as_array).flatten() {
        let lines = cell.as_array().into_iter().flatten();
        texts.extend(lines.map(|line| {
            let runs = line.as_array().into_iter().flatten();
            runs.filter_map(|run| run[0].as_str()).collect::<String>()
        }));
    }
    texts
}

#[test]
fn other_programs_have_nothing_to_complain_about() {
    if path_in("RISK_CROSS_CHECKS").is_none() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    for (name, plan) in fixed::all() {
        let made = plan.make();
        let ending = if name == "macros" { "xlsm" } else { "xlsx" };
        let path = folder.path().join(format!("register.{ending}"));
        fs::write(&path, &made.bytes).expect("it is written");
        let mut validator = Command::new("ooxml-validator");
        // It is a program of .NET, which else asks for libraries of languages.
        validator.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        let errors = said(validator.arg(&path))["errors"].clone();
        assert_eq!(errors, Value::Array(Vec::new()), "{name}");
        // openpyxl looks for formats where they usually are, and nowhere else.
        if plan.has(Feature::OwnNames) {
            continue;
        }
        let script = include_str!("../cross_checks/openpyxl.py");
        let seen = said(Command::new("python3").args(["-c", script]).arg(&path));
        let texts = texts(&seen);
        for risk in made.register.risks() {
            let mut lines = risk.description.split('\n');
            assert!(
                lines.all(|line| texts.iter().any(|text| text == line)),
                "{name}: {seen}"
            );
        }
    }
}
