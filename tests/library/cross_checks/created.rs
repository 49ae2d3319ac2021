//! What LibreOffice and openpyxl read of a new workbook.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::shown::Seen;
use super::{are_installed, convert, python};
use crate::create_examples::{everything, workbook_of};
use crate::create_folders::example;

/// A file of comma-separated values for each sheet, in UTF-8, of values as they are shown.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

#[test]
fn openpyxl_reads_the_same_values_the_same_bold_and_the_same_ratings() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let example = example();
    for (register, settings) in [everything(), (example.register, example.settings)] {
        let path = folder.path().join("register.xlsx");
        fs::write(&path, workbook_of(&register, &settings)).expect("it is written");
        let seen = Seen {
            program: "openpyxl",
            sheets: &python(include_str!("openpyxl.py"), &path),
            has_bold: true,
        };
        seen.assert_of(&register);
    }
}

#[test]
fn openpyxl_finds_what_helps_to_read_and_to_type() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    let (register, settings) = everything();
    fs::write(&path, workbook_of(&register, &settings)).expect("it is written");
    let found = python(include_str!("openpyxl.py"), &path);
    assert_eq!(found["title"], register.title());
    let names = [
        "component_names",
        "impact_levels",
        "impact_numbers",
        "impact_words",
        "likelihood_levels",
        "likelihood_numbers",
        "likelihood_words",
        "rating_levels",
        "rating_matrix",
        "rating_numbers",
        "rating_words",
    ];
    assert_eq!(found["names"], json!(names));
    let risks = &found["beside"]["Risks"];
    assert_eq!(
        (&risks["freeze"], &risks["filter"]),
        (&json!("B2"), &json!("A1:V5"))
    );
    assert_eq!(risks["links"], json!({"I3": "https://trello.com/c/a"}));
    assert_eq!(
        risks["lists"][1],
        json!(["D2:D1048576", "likelihood_levels"])
    );
    let rehearsals = &found["beside"]["Rehearsals"];
    assert_eq!(
        (&rehearsals["freeze"], &rehearsals["filter"]),
        (&json!("B2"), &json!("A1:I5"))
    );
    let address = "https://trello.com/c/r?x=1&y=2";
    assert_eq!(rehearsals["links"], json!({"I2": address}));
    let formulas = json!({
        "Risks": ["J2", "V2", "J3", "J4", "J5"], "Components": [], "Rehearsals": [], "Scale": []
    });
    assert_eq!(found["formulas"], formulas);
}

#[test]
fn libreoffice_shows_the_same_values_the_same_bold_and_the_same_ratings() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let example = example();
    let registers = [
        ("everything", everything()),
        ("example", (example.register, example.settings)),
    ];
    for (name, (register, settings)) in &registers {
        let path = folder.path().join(format!("{name}.xlsx"));
        fs::write(path, workbook_of(register, settings)).expect("it is written");
    }
    let files = ["everything.xlsx", "example.xlsx"];
    let outputs = [CSV, "fods"].map(|format| convert(folder.path(), &files, format));
    for (name, (register, _)) in &registers {
        let out = folder.path().join("out");
        let shown = Seen {
            program: "LibreOffice's CSV",
            sheets: &python(include_str!("csvs.py"), &out.join(name)),
            has_bold: false,
        };
        shown.assert_of(register);
        let fods = out.join(format!("{name}.fods"));
        assert!(fods.exists(), "{outputs:?}");
        let held = Seen {
            program: "LibreOffice",
            sheets: &python(include_str!("fods.py"), &fods),
            has_bold: true,
        };
        held.assert_of(register);
    }
}
