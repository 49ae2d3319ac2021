//! Likelihoods and impacts that are no level of the scale, or missing.

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
}

fn unrated(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        for (field, stated, levels) in axes(check, risk) {
            if stated.is_none() {
                let message = format!(
                    "the risk is unrated because its {field} is missing; expected {}",
                    one_of(&levels.labels())
                );
                check.report(Place::risk(risk.position(), field), message);
            }
        }
    }
}
