//! Risks that do not say what fails.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::register::{Field, Place};

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
    // Where no risk names one, the register was never about components.
    if context
        .register
        .risks()
        .all(|risk| risk.component.is_empty())
    {
        return;
    }
    for risk in context.live_risks() {
        if risk.component.is_empty() {
            let message = "the risk does not say which component fails".to_owned();
            let place = Place::risk(risk.position(), Field::Component);
            context.report(&MISSING_COMPONENT, place, message);
        }
    }
}
