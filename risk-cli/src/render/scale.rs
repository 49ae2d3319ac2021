//! A scale: how it rates.

use anstyle::Style;
use risk_core::{LevelDefinition, Levels, ScaleAnswer};

use super::table::{Cell, Table};
use super::text::rating_cell;

/// The matrix, the highest likelihood first; words that a level may also be written with stand
/// behind its label.
pub fn scale(answer: &ScaleAnswer, ratings: &Levels) -> Table {
    let corner = "Likelihood ↓ Impact →".to_owned();
    let impacts = answer.impact.iter().map(words);
    let header: Vec<String> = std::iter::once(corner).chain(impacts).collect();
    let mut table = Table::new(&header);
    for (likelihood, row) in answer.likelihood.iter().zip(&answer.matrix).rev() {
        let label = Cell::styled(words(likelihood), Style::new().bold());
        let row = row
            .iter()
            .map(|label| rating_cell(ratings, Some(label), ""));
        table.row(std::iter::once(label).chain(row));
    }
    table
}

fn words(level: &LevelDefinition) -> String {
    if level.aliases.is_empty() {
        level.label.clone()
    } else {
        format!("{} ({})", level.label, level.aliases.join(", "))
    }
}
