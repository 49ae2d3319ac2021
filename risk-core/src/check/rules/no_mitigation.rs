//! Risks that nobody does anything about.

use crate::check::Check;
use crate::record::{Place, RiskField};

rule! {
    /// A risk has no mitigation.
    NO_MITIGATION: Practice, Warning, check,
    "no-mitigation" => "a risk has no mitigation",
}

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        if !risk.is_mitigated() && !risk.is_accepted() && !risk.is_unread(RiskField::Mitigations) {
            let message = "the risk has no mitigation; write down what makes it rarer or milder, \
                           or accept it";
            let place = Place::risk(risk.position(), RiskField::Mitigations);
            check.report(place, message);
        }
    }
}
