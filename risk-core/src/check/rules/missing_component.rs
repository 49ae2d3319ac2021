//! Risks that do not state what fails.

use crate::check::Check;
use crate::record::{Place, RiskField};
use crate::register::RiskView;

rule! {
    /// A risk names no component.
    MISSING_COMPONENT: Practice, Warning, check,
    "missing-component" => "a risk names no component",
}

fn check(check: &mut Check<'_>) {
    // Where none is declared or named, the register was never about components.
    let named = |risk: RiskView<'_>| !risk.component.trim().is_empty();
    let register = check.register;
    if register.components().len() == 0 && !register.risks().any(named) {
        return;
    }
    for risk in check.live_risks() {
        if !named(risk) && !risk.is_unread(RiskField::Component) {
            let message = "the risk names no component; name the one that fails";
            let place = Place::risk(risk.position(), RiskField::Component);
            check.report(place, message);
        }
    }
}
