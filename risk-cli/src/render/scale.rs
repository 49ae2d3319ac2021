//! A scale: how it rates.

use anstyle::Style;
use risk_core::{LevelDefinition, Levels, Scale};
use schemars::JsonSchema;
use serde::Serialize;

use super::table::{Cell, Table};
use super::text::rating_cell;

/// What `risk scale show --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct WholeScale<'a> {
    /// What the scale is called.
    name: &'a str,
    /// The levels of likelihood, lowest first.
    likelihood: Vec<&'a LevelDefinition>,
    /// The levels of impact, lowest first.
    impact: Vec<&'a LevelDefinition>,
    /// The levels of rating, lowest first.
    rating: Vec<&'a LevelDefinition>,
    /// One row per likelihood, from the lowest, of one rating per impact, from the lowest.
    matrix: Vec<Vec<&'a str>>,
}

impl<'a> WholeScale<'a> {
    /// The scale, whole, whether it is built in or not.
    pub fn new(scale: &'a Scale) -> Self {
        let rate = |(likelihood, _)| {
            let impacts = scale.impact().iter();
            let ratings = impacts.map(|(impact, _)| scale.rate(likelihood, impact));
            ratings.map(|rating| scale.rating().label(rating)).collect()
        };
        Self {
            name: scale.name(),
            likelihood: levels(scale.likelihood()),
            impact: levels(scale.impact()),
            rating: levels(scale.rating()),
            matrix: scale.likelihood().iter().map(rate).collect(),
        }
    }

    /// The matrix, the highest likelihood first; words that a level may also be written with stand
    /// behind its label.
    pub fn table(&self, ratings: &Levels) -> Table {
        let corner = "Likelihood ↓ Impact →".to_owned();
        let impacts = self.impact.iter().map(|level| words(level));
        let header: Vec<String> = std::iter::once(corner).chain(impacts).collect();
        let mut table = Table::new(&header);
        for (likelihood, row) in self.likelihood.iter().zip(&self.matrix).rev() {
            let label = Cell::styled(words(likelihood), Style::new().bold());
            let row = row
                .iter()
                .map(|label| rating_cell(ratings, Some(label), ""));
            table.row(std::iter::once(label).chain(row));
        }
        table
    }
}

fn levels(levels: &Levels) -> Vec<&LevelDefinition> {
    levels.iter().map(|(_, definition)| definition).collect()
}

fn words(level: &LevelDefinition) -> String {
    if level.aliases.is_empty() {
        level.label.clone()
    } else {
        format!("{} ({})", level.label, level.aliases.join(", "))
    }
}
