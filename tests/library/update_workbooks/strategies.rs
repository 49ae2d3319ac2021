//! Plans of workbooks, as strategies.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use risk_core::RiskField;

use super::columns::{BEYOND, Column, FIELDS, What};
use super::features::Feature;
use super::plan::{Marks, Plan, Texts};
use super::risks::{component, risk};

const SHEETS: [&str; 4] = ["Risks", "Risk register", "R&D's <risks>", "2026"];

const TEXTS: [Texts; 4] = [Texts::Shared, Texts::Inline, Texts::Values, Texts::Mixed];
const MARKS: [Marks; 4] = [Marks::None, Marks::Dashes, Marks::Bullets, Marks::Numbers];

/// Columns in any order, of which some are missing. What tells a table of risks is among them.
fn columns() -> impl Strategy<Value = Vec<Column>> {
    let all = Just(FIELDS.to_vec());
    let fields = prop_oneof![1 => all, 3 => subsequence(FIELDS.to_vec(), 0..=FIELDS.len())];
    let beyond = vec(select(&BEYOND[..]), 0..4);
    let columns = (fields, beyond).prop_map(|(fields, beyond)| {
        let mut columns = vec![What::Field(RiskField::Description)];
        columns.extend(fields.into_iter().map(What::Field));
        let tells = |what: &What| !matches!(what, What::Field(field) if is_telling(*field));
        if columns.iter().all(tells) {
            columns.push(What::Field(RiskField::Reference));
        }
        let has = |field| columns.contains(&What::Field(field));
        let is_rated = has(RiskField::Likelihood) && has(RiskField::Impact);
        let beyond = beyond.into_iter();
        columns.extend(beyond.filter(|what| *what != What::Scores || is_rated));
        columns
    });
    let columns = columns.prop_shuffle();
    (columns, vec(0..4_usize, 20)).prop_map(|(columns, headers)| {
        let columns = columns.into_iter().zip(headers);
        columns
            .map(|(what, header)| Column::new(what, header))
            .collect()
    })
}

/// Whether a column of a field, beside one of descriptions, makes a table one of risks.
fn is_telling(field: RiskField) -> bool {
    FIELDS[..7].contains(&field)
}

/// Plans of workbooks of every sort.
pub fn plan() -> impl Strategy<Value = Plan> {
    let features = subsequence(Feature::ALL, 0..=Feature::ALL.len());
    let records = (vec(risk(), 0..5), vec(component(), 0..3), columns());
    let place = (select(&SHEETS[..]), 0..3_u32, 0..3_u32);
    let forms = (select(&TEXTS[..]), select(&MARKS[..]));
    (records, place, forms, features).prop_map(|(records, place, forms, features)| {
        let (risks, components, columns) = records;
        let (sheet, above, left) = place;
        let (texts, marks) = forms;
        Plan {
            risks,
            components,
            columns,
            sheet,
            above,
            left,
            texts,
            marks,
            features,
        }
    })
}
