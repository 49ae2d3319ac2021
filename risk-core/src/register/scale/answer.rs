//! A scale as data: how it rates.

use serde::Serialize;

use super::{LevelDefinition, Levels, Scale};

/// A scale, whole.
///
/// ```
/// use risk_core::{Scale, ScaleAnswer};
///
/// let json = serde_json::to_value(ScaleAnswer::new(&Scale::default()))?;
/// assert_eq!(json["likelihood"][0]["label"], "Low");
/// assert_eq!(json["matrix"][2][2], "Critical");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScaleAnswer {
    /// What the scale is called.
    pub name: String,
    /// The levels of likelihood, lowest first.
    pub likelihood: Vec<LevelDefinition>,
    /// The levels of impact, lowest first.
    pub impact: Vec<LevelDefinition>,
    /// The levels of rating, lowest first.
    pub rating: Vec<LevelDefinition>,
    /// One row per likelihood, from the lowest, of one rating per impact, from the lowest.
    pub matrix: Vec<Vec<String>>,
}

impl ScaleAnswer {
    /// The scale, whole, whether it is built in or not.
    pub fn new(scale: &Scale) -> Self {
        let levels = |levels: &Levels| levels.iter().map(|(_, level)| level.clone()).collect();
        let rate = |(likelihood, _)| {
            let impacts = scale.impact().iter();
            let ratings = impacts.map(|(impact, _)| scale.rate(likelihood, impact));
            let labels = ratings.map(|rating| scale.rating().label(rating).to_owned());
            labels.collect()
        };
        Self {
            name: scale.name().to_owned(),
            likelihood: levels(scale.likelihood()),
            impact: levels(scale.impact()),
            rating: levels(scale.rating()),
            matrix: scale.likelihood().iter().map(rate).collect(),
        }
    }

    /// Its parts in words, by what a change of each is called.
    pub(crate) fn in_words(self) -> [(&'static str, String); 5] {
        [
            ("scale", self.name),
            ("scale.likelihood", levels(&self.likelihood)),
            ("scale.impact", levels(&self.impact)),
            ("scale.rating", levels(&self.rating)),
            ("scale.matrix", matrix(&self.matrix)),
        ]
    }
}

/// The levels of an axis in words: `Low (L) < High`.
fn levels(levels: &[LevelDefinition]) -> String {
    let level = |level: &LevelDefinition| {
        let words = level.aliases.iter().cloned();
        let words: Vec<String> = words
            .chain(level.colour.map(|colour| colour.to_string()))
            .collect();
        match words.as_slice() {
            [] => level.label.clone(),
            words => format!("{} ({})", level.label, words.join(", ")),
        }
    };
    levels.iter().map(level).collect::<Vec<_>>().join(" < ")
}

/// A matrix in words, row by row.
fn matrix(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.join(", "));
    rows.collect::<Vec<_>>().join("; ")
}
