//! Risks that do not say what fails.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::record::{Place, RiskField};
use crate::register::RiskView;

/// A risk names no component.
pub(super) const MISSING_COMPONENT: Rule = Rule {
    code: "missing-component",
    summary: "a risk does not say which component fails",
    severity: Severity::Warning,
    page: include_str!("../pages/missing-component.md"),
    subject: Subject::Practice,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    // Where none is declared or named, the register was never about components.
    let named = |risk: RiskView<'_>| !risk.component.trim().is_empty();
    let register = context.register;
    if register.components().len() == 0 && !register.risks().any(named) {
        return;
    }
    for risk in context.live_risks() {
        if !named(risk) {
            let message = "the risk names no component; say which one fails".to_owned();
            let place = Place::risk(risk.position(), RiskField::Component);
            context.report(&MISSING_COMPONENT, place, message);
        }
    }
}
