//! Failures that would go unnoticed although they matter.

use crate::check::{Check, Definition, Severity, Subject};
use crate::record::{Place, RiskField};

/// A highly rated risk has no implemented observation.
pub(super) const NO_IMPLEMENTED_OBSERVATION: Definition = Definition {
    code: "no-implemented-observation",
    summary: "nothing implemented would notice a highly rated risk",
    severity: Severity::Warning,
    page: include_str!("../pages/no-implemented-observation.md"),
    subject: Subject::Practice,
    check: Some(&check),
};

fn check(check: &mut Check<'_>) {
    let levels = check.register.scale().rating();
    for risk in check.live_risks() {
        let Some(rating) = risk.rating().filter(|rating| levels.is_high(*rating)) else {
            continue;
        };
        if risk.is_observed() {
            continue;
        }
        let rating = levels.label(rating);
        let message = match risk.observations.len() {
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
