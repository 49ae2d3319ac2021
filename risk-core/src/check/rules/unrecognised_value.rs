//! Statuses, dates and durations that are none.

use std::str::FromStr;

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::register::text::nearest;
use crate::register::text::quote;
use crate::register::{Duration, Field, Place, Stated, Status};

/// A status, a date or a duration is none.
pub(super) const UNRECOGNISED_VALUE: Rule = Rule {
    code: "unrecognised-value",
    summary: "a status, a date or a duration cannot be recognised",
    severity: Severity::Error,
    page: include_str!("../pages/unrecognised-value.md"),
    subject: Subject::Sense,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    let mut remarks = Vec::new();
    for risk in context.register.risks() {
        let place = |field| Place::risk(risk.position(), field);
        if let Some(Stated::Unrecognised(text)) = &risk.status {
            let suggestion = nearest(text, Status::ALL.map(Status::as_str));
            remarks.push((place(Field::Status), remark::<Status>(text, suggestion)));
        }
        let dates = [
            (Field::ReviewBy, &risk.review_by),
            (Field::AcceptedUntil, &risk.acceptance.until),
        ];
        for (field, date) in dates {
            if let Some(Stated::Unrecognised(text)) = date {
                remarks.push((place(field), remark::<crate::register::Date>(text, None)));
            }
        }
    }
    for component in context.register.components() {
        let durations = [
            (Field::Restore, &component.restore),
            (Field::Rto, &component.rto),
            (Field::Rpo, &component.rpo),
        ];
        for (field, duration) in durations {
            if let Some(Stated::Unrecognised(text)) = duration {
                let place = Place::component(component.position(), field);
                let meant = Duration::in_other_words(text).map(|duration| duration.to_string());
                remarks.push((place, remark::<Duration>(text, meant.as_deref())));
            }
        }
    }
    for (place, remark) in remarks {
        context.report(&UNRECOGNISED_VALUE, place, remark);
    }
}

/// The message is the one that parsing gives, which says what would be right.
fn remark<T: FromStr<Err: std::fmt::Display>>(text: &str, suggestion: Option<&str>) -> Remark {
    let reason = text
        .parse::<T>()
        .err()
        .map_or_else(String::new, |error| error.to_string());
    Remark {
        message: format!("{} is {reason}", quote(text)),
        found: Some(text.to_owned()),
        suggestion: suggestion.map(str::to_owned),
    }
}
