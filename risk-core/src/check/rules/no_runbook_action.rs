//! Failures for which nobody wrote down what to do.

use crate::check::{Check, Definition, Severity, Subject};
use crate::record::{Place, RiskField};

/// A risk has no runbook action.
pub(super) const NO_RUNBOOK_ACTION: Definition = Definition {
    code: "no-runbook-action",
    summary: "a risk has no runbook action",
    severity: Severity::Warning,
    page: include_str!("../pages/no-runbook-action.md"),
    subject: Subject::Practice,
    check: Some(&check),
};

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        if risk.runbook_actions.is_empty() {
            let message =
                "the risk has no runbook action; write down what to do when it happens".to_owned();
            let place = Place::risk(risk.position(), RiskField::RunbookActions);
            check.report(place, message);
        }
    }
}
