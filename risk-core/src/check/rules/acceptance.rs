//! Risks that somebody accepted: until when, and by whose decision.

use crate::check::{Check, Remark};
use crate::record::text::in_a_row;
use crate::record::{Place, RiskField};
use crate::register::{Date, Risk, RiskView};

rule! {
    /// A risk is accepted until a day that has passed.
    ACCEPTANCE_EXPIRED: Practice, Error, expired,
    "acceptance-expired" => "a risk is accepted until a day that has passed",
    /// The acceptance of a risk ends within 30 days.
    ACCEPTANCE_EXPIRES_SOON: Practice, Note, expires_soon,
    "acceptance-expires-soon" => "the acceptance of a risk ends within 30 days",
    /// A risk is accepted, and it is not stated by whom, until when or why.
    ACCEPTANCE_INCOMPLETE: Practice, Note, incomplete,
    "acceptance-incomplete" => "a risk is accepted without who, until when or why",
}

/// So many days are enough to decide again in a meeting that is there already.
const SOON: i64 = 30;

fn expired(check: &mut Check<'_>) {
    for (risk, until) in accepted(check) {
        if until < check.today() {
            let message = format!(
                "the acceptance ended on {until}; decide again: accept the risk anew, or treat it"
            );
            report(check, risk, until, message);
        }
    }
}

fn expires_soon(check: &mut Check<'_>) {
    for (risk, until) in accepted(check) {
        if (0..=SOON).contains(&check.today().days_until(until)) {
            let message = format!("the acceptance ends on {until}; decide before then");
            report(check, risk, until, message);
        }
    }
}

fn report(check: &mut Check<'_>, risk: RiskView<'_>, until: Date, message: String) {
    let place = Place::risk(risk.position(), RiskField::AcceptedUntil);
    // Whoever knows that one decision has ended does not know that the next one has.
    let remark = Remark::new(message).subject(until.to_string());
    check.report(place, remark);
}

/// The accepted risks of which it is known until when they are.
fn accepted<'a>(check: &Check<'a>) -> Vec<(RiskView<'a>, Date)> {
    let risks = check.register.risks();
    let accepted = risks.filter_map(|risk| Some((risk, risk.accepted_until()?)));
    accepted.collect()
}

fn incomplete(check: &mut Check<'_>) {
    for risk in check.register.risks().filter(|risk| risk.is_accepted()) {
        let missing = missing(risk.stated());
        let Some((field, _)) = missing.first() else {
            continue;
        };
        let words: Vec<&str> = missing.iter().map(|(_, word)| *word).collect();
        let message = format!(
            "the risk is accepted, and it is not stated {}; state it, or treat the risk",
            in_a_row(&words, "and")
        );
        let place = Place::risk(risk.position(), *field);
        check.report(place, Remark::new(message).subject(words.join(",")));
    }
}

/// What an acceptance does not state. A day that cannot be read is stated, and another finding.
fn missing(risk: &Risk) -> Vec<(RiskField, &'static str)> {
    let acceptance = &risk.acceptance;
    let parts = [
        (
            !acceptance.by.trim().is_empty(),
            RiskField::AcceptedBy,
            "by whom",
        ),
        (
            acceptance.until.is_some(),
            RiskField::AcceptedUntil,
            "until when",
        ),
        (
            !acceptance.reason.trim().is_empty(),
            RiskField::AcceptanceReason,
            "why",
        ),
    ];
    let missing = parts.into_iter().filter(|(is_stated, ..)| !is_stated);
    missing.map(|(_, field, word)| (field, word)).collect()
}
