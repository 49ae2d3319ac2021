//! The ratings of a new workbook are formulas: LibreOffice, asked to calculate everything anew,
//! rates what was changed as the scale does.

use std::fs;
use std::path::Path;

use regex::Regex;
use risk_core::{Level, Levels, Register, Risk, Scale, Settings};
use tempfile::TempDir;

use super::{are_installed, convert};
use crate::create_examples::{odd_scale, register, workbook_of};
use crate::create_package::Package;
use crate::create_typing::{changed, next_ratings, text_cell, with_matrix};

/// Settings of a profile in which LibreOffice takes no result from a file.
const ALWAYS_CALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item></oor:items>"#;

/// A likelihood and an impact as somebody states them.
type Pair = (Option<String>, Option<String>);

/// What people write on an axis: its words in several spellings, nothing, and what means nothing.
fn statements(levels: &Levels) -> Vec<Option<String>> {
    let words = levels.iter().flat_map(|(_, level)| {
        let words = std::iter::once(&level.label).chain(&level.aliases);
        words.map(|word| word.trim().to_owned())
    });
    let words: Vec<String> = words.collect();
    let spellings = words.iter().flat_map(|word| {
        [
            word.clone(),
            word.to_uppercase(),
            word.to_lowercase(),
            word.replace(' ', "-"),
        ]
    });
    let others = [
        "nothing", "??", "*w", "~?", "l*", "?ow", ".*", "3", "0", "1.0", "#REF!", "=D2", "#C6E7C8",
    ];
    let mut all: Vec<Option<String>> = vec![None];
    for text in spellings.chain(others.map(str::to_owned)) {
        if !all.contains(&Some(text.clone())) {
            all.push(Some(text));
        }
    }
    all
}

fn pairs(scale: &Scale) -> Vec<Pair> {
    let impacts = statements(scale.impact());
    let likelihoods = statements(scale.likelihood()).into_iter();
    let pairs = likelihoods.flat_map(|likelihood| {
        impacts
            .iter()
            .map(move |impact| (likelihood.clone(), impact.clone()))
    });
    pairs.collect()
}

/// The register whose risks state the pairs, each that of another row.
fn turned(scale: &Scale, pairs: &[Pair]) -> Register {
    let by = pairs.len() / 2 + 1;
    let risks = (0..pairs.len()).map(|row| {
        let mut risk = Risk::new(format!("R{row}"));
        (risk.likelihood, risk.impact) = pairs[(row + by) % pairs.len()].clone();
        risk
    });
    register(scale.clone(), Vec::new(), risks.collect())
}

fn rating<'s>(scale: &'s Scale, pair: &Pair) -> &'s str {
    let level = |levels: &Levels, text: &Option<String>| -> Option<Level> {
        text.as_ref().and_then(|text| levels.find(text))
    };
    let likelihood = level(scale.likelihood(), &pair.0);
    let impact = level(scale.impact(), &pair.1);
    match likelihood.zip(impact) {
        Some((likelihood, impact)) => scale.rating().label(scale.rate(likelihood, impact)),
        None => "",
    }
}

/// The ratings of a workbook that it has as results, row by row.
fn ratings(workbook: &[u8], count: usize) -> Vec<String> {
    let cells = Package::open(workbook).cells(1);
    let places = (2..count + 2).map(|row| format!("J{row}"));
    places.map(|place| cells[&place].value.clone()).collect()
}

/// The workbook in which somebody changed the levels of all rows to the pairs.
fn with_levels(workbook: &[u8], pairs: &[Pair]) -> Vec<u8> {
    let levels = Regex::new("<c r=\"[DE][0-9]+\"[^>]*>.*?</c>").expect("the pattern is valid");
    let header = Regex::new("(?s)^.*?</row>").expect("the pattern is valid");
    let rating = Regex::new("<c r=\"J([0-9]+)\"").expect("the pattern is valid");
    changed(workbook, "xl/worksheets/sheet1.xml", |sheet| {
        let header = header.find(sheet).expect("there is a header").as_str();
        let rows = levels.replace_all(&sheet[header.len()..], "");
        let rows = rating.replace_all(&rows, |found: &regex::Captures<'_>| {
            let row: usize = found[1].parse().expect("a row");
            let (likelihood, impact) = &pairs[row - 2];
            let cell = |column: char, text: &Option<String>| {
                let text = text.as_ref();
                text.map_or(String::new(), |text| {
                    text_cell(&format!("{column}{row}"), text)
                })
            };
            format!(
                "{}{}{}",
                cell('D', likelihood),
                cell('E', impact),
                &found[0]
            )
        });
        format!("{header}{rows}")
    })
}

fn always_calculate(folder: &Path) {
    let profile = folder.join("profile/user");
    fs::create_dir_all(&profile).expect("a folder");
    let settings = profile.join("registrymodifications.xcu");
    fs::write(settings, ALWAYS_CALCULATE).expect("it is written");
}

/// Asserts the rating of each row.
fn assert_rated(name: &str, found: &[String], scale: &Scale, pairs: &[Pair]) {
    for (found, pair) in found.iter().zip(pairs) {
        assert_eq!(found, rating(scale, pair), "{name}: {pair:?}");
    }
}

#[test]
fn libreoffice_rates_what_was_changed_as_the_scale_does() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    always_calculate(folder.path());
    let built_in = Scale::BUILT_IN.map(|name| Scale::built_in(name).expect("it is built in"));
    let scales: Vec<Scale> = built_in.into_iter().chain([odd_scale()]).collect();
    let mut files = Vec::new();
    for (number, scale) in scales.iter().enumerate() {
        let pairs = pairs(scale);
        let workbook = workbook_of(&turned(scale, &pairs), &Settings::default());
        // What is found is calculated: what the file has as results is something else.
        let results = ratings(&workbook, pairs.len()).into_iter().zip(&pairs);
        let wrong = results
            .filter(|(result, pair)| result != rating(scale, pair))
            .count();
        assert!(wrong > pairs.len() / 4, "{wrong} of {}", pairs.len());
        let levels = with_levels(&workbook, &pairs);
        let other = next_ratings(scale);
        for (name, workbook, scale) in [
            (
                format!("levels{number}.xlsx"),
                levels.clone(),
                scale.clone(),
            ),
            (
                format!("matrix{number}.xlsx"),
                with_matrix(&levels, &other),
                other,
            ),
        ] {
            fs::write(folder.path().join(&name), workbook).expect("it is written");
            files.push((name, scale, pairs.clone()));
        }
    }
    let names: Vec<&str> = files.iter().map(|(name, ..)| name.as_str()).collect();
    let output = convert(folder.path(), &names, "xlsx");
    for (name, scale, pairs) in &files {
        let workbook = fs::read(folder.path().join("out").join(name));
        let workbook = workbook.unwrap_or_else(|error| panic!("{error}: {output:?}"));
        assert_rated(name, &ratings(&workbook, pairs.len()), scale, pairs);
    }
}
