//! Likelihoods and impacts that are no level of the scale, or missing.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::record::text::quote;
use crate::record::{Place, RiskField};
use crate::register::{Level, Levels, RiskView, Stated};

/// A likelihood or an impact is no level of the scale.
pub(super) const UNKNOWN_LEVEL: Rule = Rule {
    code: "unknown-level",
    summary: "a likelihood or an impact is no level of the scale",
    severity: Severity::Error,
    page: include_str!("../pages/unknown-level.md"),
    subject: Subject::Sense,
    look: Some(unknown_level),
};

/// A risk has no rating because a level is missing.
pub(super) const UNRATED: Rule = Rule {
    code: "unrated",
    summary: "a risk has no rating because its likelihood or its impact is missing",
    severity: Severity::Warning,
    page: include_str!("../pages/unrated.md"),
    subject: Subject::Practice,
    look: Some(unrated),
};

/// The two axes of a risk: the field, the level as stated, and the levels that there are.
fn axes<'a>(
    context: &Context<'a>,
    risk: RiskView<'a>,
) -> [(RiskField, Option<Stated<Level>>, &'a Levels); 2] {
    let scale = context.register.scale();
    [
        (RiskField::Likelihood, risk.likelihood(), scale.likelihood()),
        (RiskField::Impact, risk.impact(), scale.impact()),
    ]
}

fn unknown_level(context: &mut Context<'_>) {
    for risk in context.register.risks() {
        for (field, stated, levels) in axes(context, risk) {
            let Some(Stated::Unrecognised(text)) = stated else {
                continue;
            };
            let remark = Remark {
                message: format!(
                    "{} is no level of {field}; the levels are {}",
                    quote(&text),
                    levels.labels()
                ),
                suggestion: levels.nearest(&text).map(str::to_owned),
                found: Some(text),
            };
            context.report(&UNKNOWN_LEVEL, Place::risk(risk.position(), field), remark);
        }
    }
}

fn unrated(context: &mut Context<'_>) {
    for risk in context.live_risks() {
        for (field, stated, levels) in axes(context, risk) {
            if stated.is_none() {
                let message = format!(
                    "the risk is unrated because its {field} is missing; the levels are {}",
                    levels.labels()
                );
                context.report(&UNRATED, Place::risk(risk.position(), field), message);
            }
        }
    }
}
