//! Answers of the graph as tables.

mod blast;
mod recovery;
mod spof;

use anstyle::{AnsiColor, Style};
use risk_core::Levels;
use risk_core::graph::{Condition, CutsAnswer, ExposureAnswer, WhyAnswer};

use super::table::{Cell, Table};
use super::text::{joined, rating_cell};

pub use blast::{blast, risks_hit};
pub use recovery::{critical_chain, recovery, time};
pub use spof::{defeated, spof};

/// How a component is, in its colour.
fn condition_cell(condition: Condition) -> Cell {
    let (word, style) = match condition {
        Condition::Failed => ("failed", AnsiColor::Red.on_default().bold()),
        Condition::Down => ("down", AnsiColor::Red.on_default()),
        Condition::Degraded => ("degraded", AnsiColor::Yellow.on_default()),
        Condition::CannotRestart => ("cannot restart", AnsiColor::Magenta.on_default()),
        Condition::NoRedundancy => ("no redundancy", AnsiColor::Cyan.on_default()),
        Condition::LessRedundancy => ("less redundancy", AnsiColor::Cyan.on_default()),
        Condition::Up => ("up", Style::new()),
    };
    Cell::styled(word, style)
}

/// How a failure reaches a component, from what failed on.
pub fn why(answer: &WhyAnswer) -> Table {
    let mut table = Table::new(&["State", "Component", "Because"]);
    for step in &answer.steps {
        table.row([
            condition_cell(step.condition),
            step.component.to_string().into(),
            step.because.as_str().into(),
        ]);
    }
    table
}

/// The minimal cut sets that bring a component down.
pub fn cuts(answer: &CutsAnswer) -> Table {
    let mut table = Table::new(&["Order", "Failures"]);
    for set in &answer.cut_sets {
        table.row([set.len().to_string(), joined(set, " + ")]);
    }
    table
}

/// Components by what their failure takes down and by their risks.
pub fn exposure(answer: &ExposureAnswer, ratings: &Levels) -> Table {
    let mut table = Table::new(&[
        "Component",
        "Down",
        "Cannot restart",
        "Degraded",
        "Worst",
        "Risks",
        "Owner",
    ]);
    for one in &answer.components {
        table.row([
            Cell::from(one.component.to_string()),
            one.down.to_string().into(),
            one.cannot_restart.to_string().into(),
            one.degraded.to_string().into(),
            rating_cell(ratings, one.worst_rating.as_deref(), "-"),
            one.risks.to_string().into(),
            one.owner.as_str().into(),
        ]);
    }
    table.without_unused(&["Cannot restart"], &["0"])
}
