//! Plans of such tables, as strategies.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use risk_core::RiskField;

use super::headers::{Wording, headers};
use super::samples::{COLUMNS, Sample, samples};

/// Something that people do with tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Numbers from 1 in a column before the others.
    Helper,
    /// A rating that is computed from likelihood and impact.
    Rating,
    /// A column that no model knows.
    Team,
    /// A column of keys that is hidden.
    HiddenKey,
    /// A hidden column with the header of the likelihoods, and other levels.
    HiddenDuplicate,
    /// Lists of the levels that may be entered.
    Validation,
    /// A header of two rows, with a group over likelihood and impact.
    Grouped,
    /// A row over the header that is merged over all columns.
    Banner,
    /// Two groups over all columns.
    Halves,
    Sections,
    Gaps,
    RepeatedHeader,
    Total,
    /// Cells of components that are merged down.
    MergedComponents,
    LegendRight,
    LegendBelow,
    /// A sheet of prose before the register.
    Guide,
    /// A sheet that says what the levels mean, before the register.
    LegendSheet,
    /// An older register that is hidden.
    HiddenSheet,
}

pub const HABITS: [Habit; 19] = [
    Habit::Helper,
    Habit::Rating,
    Habit::Team,
    Habit::HiddenKey,
    Habit::HiddenDuplicate,
    Habit::Validation,
    Habit::Grouped,
    Habit::Banner,
    Habit::Halves,
    Habit::Sections,
    Habit::Gaps,
    Habit::RepeatedHeader,
    Habit::Total,
    Habit::MergedComponents,
    Habit::LegendRight,
    Habit::LegendBelow,
    Habit::Guide,
    Habit::LegendSheet,
    Habit::HiddenSheet,
];

/// Rows above a table.
const ABOVE: [&[&str]; 6] = [
    &["Risk register of the booking site"],
    &["Version 3", "reviewed by the platform team"],
    &["Likelihood: Low is less than once a year, High more than once a month"],
    &["Low", "Less than once a year"],
    &["Impact", "How bad it would be for a guest"],
    &[],
];

/// A table, and what is around it.
#[derive(Debug, Clone)]
pub struct Variant {
    pub samples: Vec<Sample>,
    /// The fields from left to right.
    pub order: Vec<RiskField>,
    pub wording: Wording,
    pub headers: BTreeMap<RiskField, String>,
    /// How many rows and columns are empty before all else.
    pub offset: (u32, u32),
    pub above: Vec<&'static [&'static str]>,
    pub habits: Vec<Habit>,
    /// Chooses among the ways in which one has a habit.
    pub manner: usize,
}

impl Variant {
    pub fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    /// Whether the header has two rows.
    pub fn is_two_rowed(&self) -> bool {
        self.has(Habit::Grouped)
    }
}

/// Variants whose headers are of one of the given languages.
pub fn variant(wordings: &'static [Wording]) -> impl Strategy<Value = Variant> {
    let worded = select(wordings)
        .prop_flat_map(|wording| headers(wording).prop_map(move |headers| (wording, headers)));
    let order = prop_oneof![
        Just(COLUMNS.to_vec()),
        Just(COLUMNS.to_vec()).prop_shuffle(),
    ];
    let around = (
        (0..4_u32, 0..4_u32),
        subsequence(ABOVE.to_vec(), 0..=ABOVE.len()),
    );
    let habits = subsequence(HABITS.to_vec(), 0..=5);
    (samples(), order, worded, around, habits, 0..60_usize).prop_map(
        |(samples, order, (wording, headers), (offset, above), habits, manner)| Variant {
            samples,
            order,
            wording,
            headers,
            offset,
            above,
            habits,
            manner,
        },
    )
}
