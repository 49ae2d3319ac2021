//! Likelihoods and impacts that are no level of the scale, or missing.

use std::collections::HashMap;

use crate::check::{Check, Remark};
use crate::record::text::{one_of, quote};
use crate::record::{Place, RiskField};
use crate::register::{Level, Levels, RiskView, Stated};

rule! {
    /// A likelihood, an impact or an accepted rating is not a level of the scale.
    UNKNOWN_LEVEL: Sense, Error, unknown_level,
    "unknown-level" => "a likelihood, an impact or an accepted rating is not a level of the scale",
    /// A risk has no rating because a level is missing.
    UNRATED: Practice, Warning, unrated,
    "unrated" => "a risk has no rating because its likelihood or its impact is missing",
}

/// The two axes of a risk: the field, the level as stated, and the levels that there are.
fn axes<'a>(
    check: &Check<'a>,
    risk: RiskView<'a>,
) -> [(RiskField, Option<Stated<Level>>, &'a Levels); 2] {
    let scale = check.register.scale();
    [
        (RiskField::Likelihood, risk.likelihood(), scale.likelihood()),
        (RiskField::Impact, risk.impact(), scale.impact()),
    ]
}

fn unknown_level(check: &mut Check<'_>) {
    let ratings = check.register.scale().rating();
    for risk in check.register.risks() {
        let accepted = risk.accepted_rating();
        let accepted = (RiskField::AcceptedRating, accepted, ratings);
        for (field, stated, levels) in axes(check, risk).into_iter().chain([accepted]) {
            let Some(Stated::Unrecognised(text)) = stated else {
                continue;
            };
            let message = format!(
                "invalid {field} {}; expected {}",
                quote(&text),
                one_of(&levels.labels())
            );
            let remark = Remark::new(message).suggest(levels.nearest(&text));
            check.report(Place::risk(risk.position(), field), remark.found(text));
        }
    }
    for field in [RiskField::Likelihood, RiskField::Impact] {
        contradicting(check, field);
    }
}

/// A level that is stated with its number, as in `1 - Low`.
struct Numbered<'a> {
    risk: usize,
    level: Level,
    number: u16,
    text: &'a str,
}

/// Reports levels with another number than most risks state with them, such as `3 - Low` among `1 - Low`: either the
/// word or the number is wrong.
fn contradicting(check: &mut Check<'_>, field: RiskField) {
    let scale = check.register.scale();
    let mut counts: HashMap<(usize, u16), usize> = HashMap::new();
    let mut all: Vec<Numbered<'_>> = Vec::new();
    for risk in check.register.risks() {
        let stated = risk.stated();
        let (text, levels) = match field {
            RiskField::Likelihood => (&stated.likelihood, scale.likelihood()),
            _ => (&stated.impact, scale.impact()),
        };
        let Some(text) = text else { continue };
        if let Some((level, number)) = levels.find_numbered(text) {
            *counts.entry((level.position(), number)).or_default() += 1;
            all.push(Numbered {
                risk: risk.position(),
                level,
                number,
                text,
            });
        }
    }
    // The first of those that are as frequent.
    let mut usual: HashMap<usize, &Numbered<'_>> = HashMap::new();
    for one in &all {
        let count = |one: &Numbered<'_>| counts[&(one.level.position(), one.number)];
        let known = usual.entry(one.level.position()).or_insert(one);
        if count(one) > count(known) {
            *known = one;
        }
    }
    for one in &all {
        let usual = usual[&one.level.position()];
        if one.number != usual.number {
            let message = format!(
                "the {field} {} has another number than {}; the rating is that of its word",
                quote(one.text),
                quote(usual.text)
            );
            let remark = Remark::new(message).found(one.text);
            check.report(Place::risk(one.risk, field), remark);
        }
    }
}

fn unrated(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        for (field, stated, levels) in axes(check, risk) {
            if stated.is_none() && !risk.is_unread(field) {
                let message = format!(
                    "the risk is unrated because its {field} is missing; expected {}",
                    one_of(&levels.labels())
                );
                check.report(Place::risk(risk.position(), field), message);
            }
        }
    }
}
