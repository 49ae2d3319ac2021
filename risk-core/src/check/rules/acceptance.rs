//! Risks that somebody accepted: until when, and by whose decision.

use crate::check::{Check, Remark};
use crate::record::text::{in_a_row, says_something};
use crate::record::{Place, RiskField};
use crate::register::{Date, Risk, RiskView, Stated};

rule! {
    /// A risk is accepted until a day that has passed.
    ACCEPTANCE_EXPIRED: Practice, Error, expired,
    "acceptance-expired" => "a risk is accepted until a day that has passed",
    /// The acceptance of a risk ends soon: within 30 days unless the register sets it otherwise.
    ACCEPTANCE_EXPIRES_SOON: Practice, Note, expires_soon,
    "acceptance-expires-soon" => "the acceptance of a risk ends soon: within 30 days, unless that is set",
    /// A risk is accepted, and it is not stated by whom, until when or why.
    ACCEPTANCE_INCOMPLETE: Practice, Note, incomplete,
    "acceptance-incomplete" => "a risk is accepted without who, until when or why",
    /// A risk is rated higher than when it was accepted.
    ACCEPTANCE_BELOW_RATING: Practice, Note, below_rating,
    "acceptance-below-rating" => "a risk is rated higher than when it was accepted",
}

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
    let notice = check.settings().thresholds.notice_days();
    for (risk, until) in accepted(check) {
        let left = u64::try_from(check.today().days_until(until));
        if left.is_ok_and(|left| left <= notice) {
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

fn below_rating(check: &mut Check<'_>) {
    let ratings = check.register.scale().rating();
    for risk in check.register.risks().filter(|risk| risk.is_accepted()) {
        let accepted = risk.accepted_rating();
        let accepted = accepted.as_ref().and_then(Stated::known).copied();
        let (Some(accepted), Some(now)) = (accepted, risk.rating()) else {
            continue;
        };
        if now > accepted {
            let [accepted, now] = [accepted, now].map(|level| ratings.label(level));
            let message = format!(
                "the risk was accepted as {accepted} and is {now} now; decide again: accept the risk anew, or treat it"
            );
            let place = Place::risk(risk.position(), RiskField::AcceptedRating);
            let remark = Remark::new(message).subject(format!("{accepted}<{now}"));
            check.report(place, remark.found(accepted));
        }
    }
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

/// What an acceptance does not state, or only with a placeholder such as `TBD`. What cannot be read is
/// another finding.
fn missing(risk: &Risk) -> Vec<(RiskField, &'static str)> {
    let acceptance = &risk.acceptance;
    let parts = [
        (
            says_something(&acceptance.by),
            RiskField::AcceptedBy,
            "by whom",
        ),
        (
            acceptance.until.is_some(),
            RiskField::AcceptedUntil,
            "until when",
        ),
        (
            says_something(&acceptance.reason),
            RiskField::AcceptanceReason,
            "why",
        ),
    ];
    let parts = parts.into_iter();
    let missing = parts.filter(|(is_stated, field, _)| !is_stated && !risk.is_unread(*field));
    missing.map(|(_, field, word)| (field, word)).collect()
}
