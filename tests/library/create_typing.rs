//! What people type into a new workbook, and what is read then.

use regex::Regex;
use risk_core::{Level, Register, Risk, Scale, Settings};

use crate::create_examples::workbook_of;
use crate::create_folders::example;
use crate::create_package::Package;
use crate::create_soundness::position;
use crate::create_trips::read_back;
use crate::xlsx::Package as NewPackage;

const RISKS: &str = "xl/worksheets/sheet1.xml";

/// The workbook with another text of a part.
pub fn changed(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let package = Package::open(workbook);
    let parts = package.names().fold(NewPackage::empty(), |new, name| {
        let text = package.text(name);
        let text = if name == part {
            change(text)
        } else {
            text.to_owned()
        };
        new.new_part(name, text)
    });
    parts.build()
}

/// The XML of a cell into which somebody typed a text.
pub fn text_cell(place: &str, text: &str) -> String {
    let text = quick_xml::escape::escape(text);
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// The scale in which each rating of the matrix is the next one, and the last one the first.
pub fn next_ratings(scale: &Scale) -> Scale {
    let labels: Vec<&str> = scale
        .rating()
        .iter()
        .map(|(_, l)| l.label.as_str())
        .collect();
    let next = |likelihood: Level, impact: Level| {
        labels[(scale.rate(likelihood, impact).position() + 1) % labels.len()]
    };
    let impacts: Vec<Level> = scale.impact().iter().map(|(impact, _)| impact).collect();
    let rows = scale.likelihood().iter().map(|(likelihood, _)| {
        impacts
            .iter()
            .map(|impact| next(likelihood, *impact))
            .collect()
    });
    let matrix: Vec<Vec<&str>> = rows.collect();
    let (likelihood, impact) = (scale.likelihood().clone(), scale.impact().clone());
    let changed = Scale::new(
        scale.name(),
        likelihood,
        impact,
        scale.rating().clone(),
        &matrix,
    );
    changed.expect("the matrix fits")
}

/// The workbook in which somebody wrote the matrix of another scale over the one there is.
pub fn with_matrix(workbook: &[u8], scale: &Scale) -> Vec<u8> {
    let book = Package::open(workbook).part("xl/workbook.xml");
    let mut names = book.all("definedName").into_iter();
    let matrix = names
        .find(|name| name.get("name") == "rating_matrix")
        .expect("it has a name");
    let corner = matrix.text.replace(['$', ':'], " ").replace("Scale!", "");
    let corner: Vec<&str> = corner.split_whitespace().collect();
    let (left, top) = position(&format!("{}{}", corner[0], corner[1]));
    // It is the last one.
    let part = format!("xl/worksheets/sheet{}.xml", book.all("sheet").len());
    changed(workbook, &part, |sheet| {
        let mut sheet = sheet.to_owned();
        for (likelihood, _) in scale.likelihood().iter() {
            for (impact, _) in scale.impact().iter() {
                let column = b'A' + u8::try_from(left + impact.position()).expect("a letter");
                let row = top + 1 + likelihood.position();
                let place = format!("{}{row}", char::from(column));
                let cell = Regex::new(&format!("<c r=\"{place}\"[^>]*>.*?</c>"));
                let label = scale.rating().label(scale.rate(likelihood, impact));
                let cell = cell.expect("the pattern is valid");
                assert!(cell.is_match(&sheet), "there is a rating at {place}");
                let text = text_cell(&place, label);
                sheet = cell.replace(&sheet, regex::NoExpand(&text)).into_owned();
            }
        }
        sheet
    })
}

/// The example, as it is read after somebody changed the XML of the sheet of risks.
fn read_after(change: impl Fn(&str) -> String) -> (Register, Register) {
    let example = example();
    let workbook = workbook_of(&example.register, &example.settings);
    let back = read_back(&changed(&workbook, RISKS, change), &example.settings);
    assert_eq!(back.findings, []);
    (example.register, back.register)
}

/// The register with one more risk.
fn with_risk(register: Register, risk: Risk) -> Register {
    let (title, scale, components, mut risks) = register.into_parts();
    risks.push(risk);
    Register::new(title, scale, components, risks).expect("no entry is blank")
}

/// A row below the last one of the example, with some cells.
fn with_row(sheet: &str, cells: &[(&str, &str)]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|(place, text)| text_cell(place, text))
        .collect();
    let row = format!("<row r=\"24\">{}</row></sheetData>", cells.concat());
    sheet.replace("</sheetData>", &row)
}

#[test]
fn a_row_below_the_last_one_is_a_risk_more() {
    let cells = [
        ("A24", "R23"),
        ("C24", "It stops"),
        ("D24", "M"),
        ("K24", "open"),
    ];
    let (before, after) = read_after(|sheet| with_row(sheet, &cells));
    let mut risk = Risk::new("R23");
    risk.description = "It stops".into();
    risk.likelihood = Some("M".into());
    risk.status = Some(risk_core::Status::Open.into());
    assert_eq!(after, with_risk(before, risk));
}

#[test]
fn a_rating_that_somebody_types_changes_nothing_about_other_risks() {
    let cells = [("A24", "R23"), ("C24", "It stops"), ("J24", "High")];
    let (before, after) = read_after(|sheet| with_row(sheet, &cells));
    for (before, after) in before.risks().zip(after.risks()) {
        assert_eq!(before.stated(), after.stated());
    }
}

#[test]
fn a_matrix_that_somebody_changes_is_that_of_the_scale() {
    let example = example();
    let workbook = workbook_of(&example.register, &example.settings);
    let scale = next_ratings(example.register.scale());
    let back = read_back(&with_matrix(&workbook, &scale), &Settings::default());
    assert_eq!(*back.register.scale(), scale);
}
