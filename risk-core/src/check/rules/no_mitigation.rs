//! Risks that nobody does anything about.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::record::{Place, RiskField};

/// A risk has no mitigation.
pub(super) const NO_MITIGATION: Rule = Rule {
    code: "no-mitigation",
    summary: "a risk has no mitigation",
    severity: Severity::Warning,
    page: include_str!("../pages/no-mitigation.md"),
    subject: Subject::Practice,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    for risk in context.live_risks() {
        if risk.mitigations.is_empty() && !risk.is_accepted() {
            let message = "the risk has no mitigation; write down what makes it rarer or milder, \
                           or accept it"
                .to_owned();
            let place = Place::risk(risk.position(), RiskField::Mitigations);
            context.report(&NO_MITIGATION, place, message);
        }
    }
}
