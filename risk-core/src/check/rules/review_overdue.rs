//! Risks that were to be looked at again.

use crate::check::{Check, Remark};
use crate::record::{Place, RiskField};

rule! {
    /// The day by which a risk was to be reviewed has passed.
    REVIEW_OVERDUE: Practice, Note, check,
    "review-overdue" => "the day by which a risk was to be reviewed has passed",
}

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        if let Some(day) = risk.review_day().filter(|day| *day < check.today()) {
            let message = format!(
                "the risk was to be reviewed by {day}; look at it, and set the day of the next review"
            );
            let place = Place::risk(risk.position(), RiskField::ReviewBy);
            check.report(place, Remark::new(message).subject(day.to_string()));
        }
    }
}
