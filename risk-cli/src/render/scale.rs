//! A scale for people: how it rates.

use anstyle::Style;
use risk_core::{LevelDefinition, Levels, Scale};

use super::table::{Cell, Table};
use super::text::level_style;

/// The matrix, the highest likelihood first; words that a level may also be written with stand
/// behind its label.
pub fn scale(scale: &Scale) -> Table {
    let corner = "Likelihood ↓ Impact →".to_owned();
    let impacts = scale.impact().iter().map(|(_, level)| words(level));
    let header: Vec<String> = std::iter::once(corner).chain(impacts).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header);
    let likelihoods: Vec<_> = scale.likelihood().iter().collect();
    for (likelihood, definition) in likelihoods.into_iter().rev() {
        let ratings = scale.impact().iter().map(|(impact, _)| {
            let rating = scale.rate(likelihood, impact);
            let levels: &Levels = scale.rating();
            Cell::styled(levels.label(rating), level_style(levels, rating))
        });
        let label = Cell::styled(words(definition), Style::new().bold());
        table.row(std::iter::once(label).chain(ratings));
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
