//! A blast radius.

use risk_core::Levels;
use risk_core::graph::BlastAnswer;

use super::condition_cell;
use crate::render::table::Table;
use crate::render::text::rating_cell;

/// What a failure does to components, the worst first.
pub fn blast(answer: &BlastAnswer) -> Table {
    let mut table = Table::new(&["State", "Component", "Because"]);
    for (condition, component, because) in answer.hits() {
        table.row([
            condition_cell(condition),
            component.to_string().into(),
            because.into(),
        ]);
    }
    table
}

/// The risks on the components that a failure does something to, the highest rated first.
pub fn risks_hit(answer: &BlastAnswer, ratings: &Levels) -> Table {
    let mut table = Table::new(&["Rating", "Ref", "Component", "State", "Risk"]);
    for risk in answer.risks_by_rating() {
        table.row([
            rating_cell(ratings, risk.rating.as_deref(), "unrated"),
            risk.key.to_string().into(),
            risk.component.to_string().into(),
            condition_cell(risk.condition),
            risk.description.as_str().into(),
        ]);
    }
    table
}
