//! References that repeat or are blank.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::record::text::quote;
use crate::record::{Key, Place, RiskField};
use crate::register::RiskView;

/// A reference that an earlier risk has.
pub(super) const DUPLICATE_REFERENCE: Rule = Rule {
    code: "duplicate-reference",
    summary: "two risks have the same reference",
    severity: Severity::Error,
    page: include_str!("../pages/duplicate-reference.md"),
    subject: Subject::Sense,
    look: Some(duplicate_reference),
};

/// A risk without a reference.
pub(super) const MISSING_REFERENCE: Rule = Rule {
    code: "missing-reference",
    summary: "a risk has no reference",
    severity: Severity::Warning,
    page: include_str!("../pages/missing-reference.md"),
    subject: Subject::Sense,
    look: Some(missing_reference),
};

fn duplicate_reference(context: &mut Context<'_>) {
    for risk in context.register.risks() {
        let key = risk.key();
        if key.occurrence() == 1 || is_blank(key.name()) {
            continue;
        }
        let first = context.register.risk(&Key::first(key.name()));
        let place = |risk: RiskView<'_>| Place::risk(risk.position(), RiskField::Reference);
        let at = first.map_or_else(String::new, |first| context.at(place(first)));
        let reference = quote(key.name());
        let remark = Remark {
            message: format!("the reference {reference} is taken by an earlier risk{at}"),
            found: Some(key.name().to_owned()),
            suggestion: None,
        };
        context.report(&DUPLICATE_REFERENCE, place(risk), remark);
    }
}

fn missing_reference(context: &mut Context<'_>) {
    let risks = context.register.risks();
    let blank: Vec<_> = risks.clone().filter(|r| is_blank(&r.reference)).collect();
    // Where none has one there is a single cause, and it is told once.
    let (told, message) = if blank.len() > 1 && blank.len() == risks.len() {
        (
            &blank[..1],
            "no risk has a reference; give each one its own",
        )
    } else {
        (
            &blank[..],
            "the risk has no reference; give it one of its own",
        )
    };
    for risk in told {
        let place = Place::risk(risk.position(), RiskField::Reference);
        context.report(&MISSING_REFERENCE, place, message.to_owned());
    }
}

fn is_blank(reference: &str) -> bool {
    reference.trim().is_empty()
}
