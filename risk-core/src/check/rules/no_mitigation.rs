//! Risks that nobody does anything about.

use crate::check::{Check, Definition, Severity, Subject};
use crate::record::{Place, RiskField};

/// A risk has no mitigation.
pub(super) const NO_MITIGATION: Definition = Definition {
    code: "no-mitigation",
    summary: "a risk has no mitigation",
    severity: Severity::Warning,
    page: include_str!("../pages/no-mitigation.md"),
    subject: Subject::Practice,
    check: Some(&check),
};

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        if risk.mitigations.is_empty() && !risk.is_accepted() {
            let message = "the risk has no mitigation; write down what makes it rarer or milder, \
                           or accept it"
                .to_owned();
            let place = Place::risk(risk.position(), RiskField::Mitigations);
            check.report(place, message);
        }
    }
}
