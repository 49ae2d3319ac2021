//! What is a formula in a new workbook, and what only looks like one.

use risk_core::{
    Component, ExtraValue, Key, Levels, Observation, Register, Risk, Scale, Settings, Stated,
};

use crate::create_examples::{everything, register, workbook_of};
use crate::create_folders::example;
use crate::create_package::{Cell, Package};

/// The sheets of a new workbook, by their places.
const SHEETS: [usize; 3] = [1, 2, 3];
const RISKS: usize = 1;

fn package_of(register: &Register) -> Package {
    Package::open(&workbook_of(register, &Settings::default()))
}

#[test]
fn a_rating_is_text_whatever_its_word() {
    for word in ["3", "TRUE", "#N/A"] {
        let levels = |word: &str| Levels::new([word]).expect("it is no blank");
        let scale = Scale::new("own", levels("a"), levels("b"), levels(word), [[word]]);
        let mut risk = Risk::new("R1");
        (risk.likelihood, risk.impact) = (Some("a".into()), Some("b".into()));
        let register = register(scale.expect("the matrix fits"), Vec::new(), vec![risk]);
        let rating = &package_of(&register).cells(RISKS)["J2"];
        assert_eq!((rating.kind.as_str(), rating.value.as_str()), ("str", word));
    }
}

#[test]
fn only_ratings_and_errors_are_formulas() {
    let (register, settings) = everything();
    for (register, settings) in [
        (register, settings),
        (example().register, Settings::default()),
    ] {
        let package = Package::open(&workbook_of(&register, &settings));
        for sheet in SHEETS {
            for (place, cell) in package.cells(sheet) {
                let is_rating = sheet == RISKS && place.starts_with('J') && place != "J1";
                match cell.formula.as_deref() {
                    Some(formula) if is_rating => assert!(formula.contains("rating_matrix")),
                    Some(formula) => assert_eq!(formula, "#N/A", "{place}"),
                    None => assert!(!is_rating, "{place}"),
                }
            }
        }
    }
}

/// The cells of a workbook that have one of some texts.
fn cells_with(package: &Package, texts: &[&str]) -> Vec<(String, Cell)> {
    let sheets = SHEETS.into_iter();
    let cells = sheets.flat_map(|sheet| package.cells(sheet));
    cells
        .filter(|(_, cell)| texts.contains(&cell.value.as_str()))
        .collect()
}

#[test]
fn text_that_begins_like_a_formula_is_text_that_stays_text_when_it_is_edited() {
    for text in [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "=HYPERLINK(\"https://a.example\")",
    ] {
        let mut risk = Risk::new(text);
        risk.component = text.into();
        risk.description = text.into();
        risk.likelihood = Some(text.into());
        risk.impact = Some(text.into());
        risk.observations = vec![Observation::suggested(text)];
        risk.mitigations = vec![text.into()];
        risk.runbook_actions = vec![text.into()];
        risk.notes = text.into();
        risk.status = Some(Stated::Unrecognised(text.into()));
        risk.owner = text.into();
        risk.review_by = Some(Stated::Unrecognised(text.into()));
        risk.acceptance.by = text.into();
        risk.acceptance.until = Some(Stated::Unrecognised(text.into()));
        risk.acceptance.reason = text.into();
        risk.extra
            .insert(Key::first("Team"), ExtraValue::Text(text.into()));
        let mut component = Component::new(text);
        component.kind = text.into();
        component.rto = Some(Stated::Unrecognised(text.into()));
        let package = package_of(&register(Scale::default(), vec![component], vec![risk]));
        let cells = cells_with(&package, &[text]);
        assert_eq!(cells.len(), 16 + 3);
        for (place, cell) in cells {
            assert_eq!((cell.kind.as_str(), cell.formula), ("s", None), "{place}");
            assert!(cell.is_quoted, "{place}");
        }
    }
}

#[test]
fn bold_text_that_begins_like_a_formula_stays_text_when_it_is_edited() {
    let levels = || Levels::new(["=1+1"]).expect("it is no blank");
    let scale = Scale::new("=1+1", levels(), levels(), levels(), [["=1+1"]]);
    let mut risk = Risk::new("R1");
    risk.observations = vec![Observation::implemented("=1+1")];
    risk.extra
        .insert(Key::first("=1+1"), ExtraValue::Boolean(true));
    let register = register(scale.expect("the matrix fits"), Vec::new(), vec![risk]);
    for (place, cell) in cells_with(&package_of(&register), &["=1+1"]) {
        assert!(cell.is_quoted, "{place}");
    }
}
