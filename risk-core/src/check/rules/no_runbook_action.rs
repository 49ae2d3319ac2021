//! Failures for which nobody wrote down what to do.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::record::{Place, RiskField};

/// A risk has no runbook action.
pub(super) const NO_RUNBOOK_ACTION: Rule = Rule {
    code: "no-runbook-action",
    summary: "a risk has no runbook action",
    severity: Severity::Warning,
    page: include_str!("../pages/no-runbook-action.md"),
    subject: Subject::Practice,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    for risk in context.live_risks() {
        if risk.runbook_actions.is_empty() {
            let message =
                "the risk has no runbook action; write down what to do when it happens".to_owned();
            let place = Place::risk(risk.position(), RiskField::RunbookActions);
            context.report(&NO_RUNBOOK_ACTION, place, message);
        }
    }
}
