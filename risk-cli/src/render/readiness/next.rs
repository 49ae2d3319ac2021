//! What to do next.

use risk_core::readiness::NextAnswer;

use super::name;
use crate::cli::Format;
use crate::render::table::Table;

/// The suggestions, what matters most first. For people, one column has the risk and its component.
pub fn next(answer: &NextAnswer, format: Format) -> Table {
    let is_for_people = format.is_for_people();
    let header: &[&str] = if is_for_people {
        &["#", "Do", "About", "Because"]
    } else {
        &["#", "Do", "What", "Component", "Owner", "Because"]
    };
    let mut table = Table::new(header);
    for (number, one) in (1..).zip(&answer.suggestions) {
        let component = name(one.component.as_ref(), is_for_people);
        let mut cells = vec![number.to_string(), one.action.to_string()];
        match &one.risk {
            Some(risk) if is_for_people => cells.push(format!("{risk} {component}")),
            None if is_for_people => cells.push(component),
            _ => {
                let subject = one.risk.as_ref().or(one.component.as_ref());
                cells.extend([name(subject, false), component, one.owner.clone()]);
            }
        }
        cells.push(one.because.clone());
        table.row(cells);
    }
    table
}
