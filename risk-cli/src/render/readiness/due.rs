//! The decisions that come up.

use anstyle::Style;
use risk_core::Levels;
use risk_core::readiness::DueAnswer;

use crate::cli::Format;
use crate::render::table::{Cell, Table};
use crate::render::text::{counted, rating_cell};

/// The decisions, the earliest day first.
pub fn due(answer: &DueAnswer, ratings: &Levels, format: Format) -> Table {
    let is_for_people = format.is_for_people();
    let mut table = Table::new(&[
        "Day",
        "Left",
        "Decision",
        "Ref",
        "Rating",
        "Owner",
        "Accepted by",
        "Component",
    ]);
    for one in &answer.due {
        let left = if is_for_people {
            left(one.days)
        } else {
            one.days.to_string()
        };
        let unrated = Cell::styled("unrated", Style::new().italic());
        table.row([
            Cell::from(one.day.to_string()),
            left.into(),
            one.decision.as_str().into(),
            one.risk.to_string().into(),
            rating_cell(ratings, one.rating.as_deref(), unrated),
            one.owner.as_str().into(),
            one.accepted_by.as_str().into(),
            one.component.as_str().into(),
        ]);
    }
    if is_for_people {
        table = table.without_unused(&["Owner", "Accepted by", "Component"], &[""]);
    }
    table.giving_way(&[&["Component"], &["Accepted by"]])
}

/// How many days are left, in words.
fn left(days: i64) -> String {
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    match days {
        0 => "today".to_owned(),
        1.. => counted(count, "day"),
        _ => format!("{} ago", counted(count, "day")),
    }
}
