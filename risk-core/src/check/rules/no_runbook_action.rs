//! Failures for which nobody wrote down what to do.

use crate::check::Check;
use crate::record::{Place, RiskField};

rule! {
    /// A risk has no runbook action.
    NO_RUNBOOK_ACTION: Practice, Warning, check,
    "no-runbook-action" => "a risk has no runbook action",
}

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        if !risk.has_runbook_action() && !risk.is_unread(RiskField::RunbookActions) {
            let message = "the risk has no runbook action; write down what to do when it happens";
            let place = Place::risk(risk.position(), RiskField::RunbookActions);
            check.report(place, message);
        }
    }
}
