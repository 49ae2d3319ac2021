//! What to do next.

use risk_core::readiness::NextAnswer;

use super::name;
use crate::cli::Format;
use crate::render::table::Table;

/// The suggestions, what matters most first.
pub fn next(answer: &NextAnswer, format: Format) -> Table {
    let mut table = Table::new(&["#", "Do", "What", "Component", "Because"]);
    for (number, one) in (1..).zip(&answer.suggestions) {
        let subject = one.risk.as_ref().or(one.component.as_ref());
        table.row([
            format!("{number}"),
            one.action.to_string(),
            name(subject, false),
            name(one.component.as_ref(), format.is_for_people()),
            one.because.clone(),
        ]);
    }
    table
}
