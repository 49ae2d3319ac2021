//! References that repeat or are blank.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::register::{Field, Key, Place};

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
    severity: Severity::Error,
    page: include_str!("../pages/missing-reference.md"),
    subject: Subject::Sense,
    look: Some(missing_reference),
};

fn duplicate_reference(context: &mut Context<'_>) {
    for risk in context.register.risks() {
        let key = risk.key();
        if key.occurrence() == 1 || key.name().is_empty() {
            continue;
        }
        let first = context.register.risk(&Key::first(key.name()));
        let description = first.map_or("", |first| &first.stated().description);
        let remark = Remark {
            message: format!(
                "the reference `{}` is taken by an earlier risk: {description}",
                key.name()
            ),
            found: Some(key.name().to_owned()),
            suggestion: None,
        };
        let place = Place::risk(risk.position(), Field::Reference);
        context.report(&DUPLICATE_REFERENCE, place, remark);
    }
}

fn missing_reference(context: &mut Context<'_>) {
    for risk in context.register.risks() {
        if risk.reference.is_empty() {
            let message = format!("the risk has no reference: {}", risk.description);
            let place = Place::risk(risk.position(), Field::Reference);
            context.report(&MISSING_REFERENCE, place, message);
        }
    }
}
