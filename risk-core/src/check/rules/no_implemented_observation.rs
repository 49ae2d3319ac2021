//! Failures that would go unnoticed although they matter.

use crate::check::Check;
use crate::record::{Place, RiskField};

rule! {
    /// A highly rated risk has no implemented observation.
    NO_IMPLEMENTED_OBSERVATION: Practice, Warning, check,
    "no-implemented-observation" => "nothing implemented would notice a highly rated risk",
}

fn check(check: &mut Check<'_>) {
    for (risk, rating) in check.high_risks() {
        if risk.is_observed() || risk.is_unread(RiskField::Observations) {
            continue;
        }
        let message = match risk.stated().stated_observations().count() {
            0 => format!("the risk is rated {rating} and has no observation"),
            1 => format!("the risk is rated {rating} and its observation is not implemented"),
            n => format!(
                "the risk is rated {rating} and none of its {n} observations is implemented"
            ),
        };
        let place = Place::risk(risk.position(), RiskField::Observations);
        check.report(place, message);
    }
}
