//! One small register in all the shapes that people give to such a table: whatever the shape, it
//! is read as it is, or a question is asked.

mod columns;
mod headers;
mod plan;
mod render;
mod samples;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use risk_core::{Reading, Risk, RiskField, Scale};

use super::outcome::{Asked, answer, columns as columns_of, plain};
use crate::reading::cases;
use headers::Wording;
use plan::{Habit, Variant, variant};
use samples::COLUMNS;

/// Fields without which a translated table says nothing. Others may have a header that is not
/// known, and then are values beyond the model.
const NEEDED: [RiskField; 3] = [
    RiskField::Description,
    RiskField::Likelihood,
    RiskField::Impact,
];

impl Variant {
    /// The risks as they are to be read.
    fn risks(&self) -> Vec<Risk> {
        self.samples
            .iter()
            .map(|sample| sample.risk.clone())
            .collect()
    }

    /// The risks as they are to be read where only some fields have a column.
    fn risks_with(&self, fields: &[RiskField]) -> Vec<Risk> {
        let mut risks = self.risks();
        for field in COLUMNS.into_iter().filter(|field| !fields.contains(field)) {
            for risk in &mut risks {
                samples::clear(risk, field);
            }
        }
        risks
    }

    /// Whether the sheet says what the levels are, by a list or because each of them is in use.
    fn says_its_scale(&self) -> bool {
        let uses_all = |level: fn(&Risk) -> Option<&String>| {
            let used: BTreeSet<&String> =
                self.samples.iter().filter_map(|s| level(&s.risk)).collect();
            used.len() == 3
        };
        self.has(Habit::Validation)
            || uses_all(|risk| risk.likelihood.as_ref()) && uses_all(|risk| risk.impact.as_ref())
    }

    /// Whether a reading is right: all that the table states, under each header that is known.
    fn is_read_right(&self, reading: &Reading) -> bool {
        if self.says_its_scale() && reading.register.scale() != &Scale::default() {
            return false;
        }
        if self.wording == Wording::English {
            return plain(reading) == self.risks();
        }
        let (fields, others) = columns_of(reading);
        let is_there = |field: &RiskField| {
            let header = self.headers[field].trim().to_owned();
            fields.contains(field) || others.contains(&header) && !NEEDED.contains(field)
        };
        COLUMNS.iter().all(is_there) && plain(reading) == self.risks_with(&fields)
    }
}

/// Half of the tables are in English, which has the most ways to write a header.
const WORDINGS: [Wording; 10] = [
    Wording::English,
    Wording::English,
    Wording::English,
    Wording::English,
    Wording::English,
    Wording::German,
    Wording::French,
    Wording::Spanish,
    Wording::Russian,
    Wording::Ukrainian,
];

/// The first so many variants of a wording, which are the same in every run.
fn first(count: usize, wordings: &'static [Wording]) -> Vec<Variant> {
    let mut runner = TestRunner::deterministic();
    let strategy = variant(wordings);
    let mut variants = Vec::new();
    while variants.len() < count {
        let tree = strategy.new_tree(&mut runner);
        variants.push(tree.expect("nothing is left out").current());
    }
    variants
}

#[test]
fn nine_in_ten_shapes_of_a_table_are_read_without_a_question() {
    const COUNT: usize = 200;
    let mut asked: Vec<(Asked, Variant)> = Vec::new();
    for variant in first(COUNT, &[Wording::English]) {
        match answer(&variant.render()) {
            Ok(reading) => assert!(
                variant.is_read_right(&reading),
                "{variant:#?}\nwas read as {:#?}",
                plain(&reading)
            ),
            Err(question) => asked.push((question, variant)),
        }
    }
    let questions: Vec<String> = asked
        .iter()
        .map(|(asked, variant)| format!("{} {:?}", asked.question, variant.habits))
        .collect();
    assert!(
        asked.len() * 10 <= COUNT,
        "{} of {COUNT} were asked about: {questions:#?}",
        asked.len()
    );
}

#[test]
fn a_table_without_any_habit_is_read_without_a_question() {
    for mut variant in first(50, &[Wording::English]) {
        variant.habits.clear();
        let reading = answer(&variant.render()).unwrap_or_else(|a| panic!("{a:?} {variant:#?}"));
        assert_eq!(plain(&reading), variant.risks(), "{variant:#?}");
    }
}

#[test]
fn each_habit_alone_is_read_without_a_question() {
    for (position, mut variant) in first(76, &[Wording::English]).into_iter().enumerate() {
        variant.habits = vec![plan::HABITS[position % plan::HABITS.len()]];
        let reading = answer(&variant.render()).unwrap_or_else(|a| panic!("{a:?} {variant:#?}"));
        assert_eq!(plain(&reading), variant.risks(), "{variant:#?}");
    }
}

/// Workbooks of any of these shapes.
pub fn any_shape() -> impl Strategy<Value = Vec<u8>> {
    variant(&WORDINGS).prop_map(|variant| variant.render())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_table_is_read_as_it_is_or_asked_about(variant in variant(&WORDINGS)) {
        if let Ok(reading) = answer(&variant.render()) {
            prop_assert!(variant.is_read_right(&reading), "read as {:#?}", plain(&reading));
        }
    }
}
