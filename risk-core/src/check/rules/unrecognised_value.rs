//! Statuses, dates, durations and words of rehearsals that are none.

use std::str::FromStr;

use crate::check::{Check, Definition, Remark, Severity, Subject};
use crate::record::text::nearest;
use crate::record::text::quote;
use crate::record::{ComponentField, Place, RiskField};
use crate::register::{Date, Duration, Outcome, Rehearsal, RehearsalKind, Stated, Status};

/// A status, a date, a duration or a word of a rehearsal is none.
pub(super) const UNRECOGNISED_VALUE: Definition = Definition {
    code: "unrecognised-value",
    summary: "a status, a date, a duration or a word of a rehearsal cannot be recognised",
    severity: Severity::Error,
    page: include_str!("../pages/unrecognised-value.md"),
    subject: Subject::Sense,
    check: Some(&check),
};

fn check(check: &mut Check<'_>) {
    let mut remarks = Vec::new();
    for risk in check.register.risks() {
        let place = |field| Place::risk(risk.position(), field);
        if let Some(Stated::Unrecognised(text)) = &risk.status {
            let suggestion = nearest(text, Status::ALL.map(Status::as_str));
            remarks.push((place(RiskField::Status), remark::<Status>(text, suggestion)));
        }
        let dates = [
            (RiskField::ReviewBy, &risk.review_by),
            (RiskField::AcceptedUntil, &risk.acceptance.until),
        ];
        for (field, date) in dates {
            if let Some(Stated::Unrecognised(text)) = date {
                remarks.push((place(field), remark::<Date>(text, None)));
            }
        }
        remarks.extend(of_rehearsals(
            &risk.rehearsals,
            place(RiskField::Rehearsals),
        ));
    }
    for component in check.register.components() {
        let durations = [
            (ComponentField::Restore, &component.restore),
            (ComponentField::Rto, &component.rto),
            (ComponentField::Rpo, &component.rpo),
        ];
        for (field, duration) in durations {
            if let Some(Stated::Unrecognised(text)) = duration {
                let place = Place::component(component.position(), field);
                remarks.push((place, of_duration(text)));
            }
        }
        let place = Place::component(component.position(), ComponentField::Rehearsals);
        remarks.extend(of_rehearsals(&component.stated().rehearsals, place));
    }
    for (place, remark) in remarks {
        check.report(place, remark);
    }
}

/// What there is to say of the rehearsals of a record, each entry at its place.
fn of_rehearsals(rehearsals: &[Rehearsal], place: Place) -> impl Iterator<Item = (Place, Remark)> {
    let entries = rehearsals.iter().enumerate();
    entries.flat_map(move |(entry, rehearsal)| {
        let remarks = of_rehearsal(rehearsal);
        remarks.map(move |remark| (place.at(entry), remark))
    })
}

fn of_rehearsal(rehearsal: &Rehearsal) -> impl Iterator<Item = Remark> {
    let date = rehearsal.date.unrecognised();
    let date = date.map(|text| remark::<Date>(text, None));
    let kind = rehearsal.kind.unrecognised().map(|text| {
        let suggestion = nearest(text, RehearsalKind::ALL.map(RehearsalKind::as_str));
        remark::<RehearsalKind>(text, suggestion)
    });
    let outcome = rehearsal.outcome.as_ref().and_then(Stated::unrecognised);
    let outcome = outcome.map(|text| {
        let suggestion = nearest(text, Outcome::ALL.map(Outcome::as_str));
        remark::<Outcome>(text, suggestion)
    });
    let times = [&rehearsal.time_to_detect, &rehearsal.time_to_recover];
    let times = times.into_iter().flatten().filter_map(Stated::unrecognised);
    let words = [date, kind, outcome].into_iter().flatten();
    words.chain(times.map(of_duration))
}

fn of_duration(text: &str) -> Remark {
    let meant = Duration::in_other_words(text).map(|duration| duration.to_string());
    remark::<Duration>(text, meant.as_deref())
}

/// The message is the one that parsing gives, which says what would be right.
fn remark<T: FromStr<Err: std::fmt::Display>>(text: &str, suggestion: Option<&str>) -> Remark {
    let reason = text
        .parse::<T>()
        .err()
        .map_or_else(String::new, |error| error.to_string());
    let remark = Remark::new(format!("{} is {reason}", quote(text)));
    remark.found(text).suggest(suggestion)
}
