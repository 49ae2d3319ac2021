//! References that repeat or are blank.

use crate::check::{Check, Definition, Remark, Severity, Subject};
use crate::record::text::quote;
use crate::record::{Key, Place, RiskField};
use crate::register::RiskView;

/// A reference that an earlier risk has.
pub(super) const DUPLICATE_REFERENCE: Definition = Definition {
    code: "duplicate-reference",
    summary: "two risks have the same reference",
    severity: Severity::Error,
    page: include_str!("../pages/duplicate-reference.md"),
    subject: Subject::Sense,
    check: Some(&duplicate_reference),
};

/// A risk without a reference.
pub(super) const MISSING_REFERENCE: Definition = Definition {
    code: "missing-reference",
    summary: "a risk has no reference",
    severity: Severity::Warning,
    page: include_str!("../pages/missing-reference.md"),
    subject: Subject::Sense,
    check: Some(&missing_reference),
};

fn duplicate_reference(check: &mut Check<'_>) {
    for risk in check.register.risks() {
        let key = risk.key();
        if key.occurrence() == 1 || is_blank(key.name()) {
            continue;
        }
        let first = check.register.risk(&Key::first(key.name()));
        let place = |risk: RiskView<'_>| Place::risk(risk.position(), RiskField::Reference);
        let at = first.map_or_else(String::new, |first| check.at(place(first)));
        let reference = quote(key.name());
        let message = format!("the reference {reference} is taken by an earlier risk{at}");
        // Which of them comes first is a matter of their order alone.
        let remark = Remark::new(message).found(key.name()).of_register();
        check.report(place(risk), remark);
    }
}

fn missing_reference(check: &mut Check<'_>) {
    let risks = check.register.risks();
    let blank: Vec<_> = risks.clone().filter(|r| is_blank(&r.reference)).collect();
    // Where none has one there is a single cause, and it is told once.
    let (told, remark) = if blank.len() > 1 && blank.len() == risks.len() {
        let message = "no risk has a reference; give each one its own";
        (&blank[..1], Remark::new(message).of_register())
    } else {
        let message = "the risk has no reference; give it one of its own";
        (&blank[..], Remark::new(message))
    };
    for risk in told {
        let place = Place::risk(risk.position(), RiskField::Reference);
        check.report(place, remark.clone());
    }
}

fn is_blank(reference: &str) -> bool {
    reference.trim().is_empty()
}
