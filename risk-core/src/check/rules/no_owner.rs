//! Risks that matter and that nobody answers for.

use crate::check::Check;
use crate::record::{Place, RiskField};

rule! {
    /// Nobody answers for a highly rated risk.
    NO_OWNER: Practice, Note, check,
    "no-owner" => "nobody answers for a highly rated risk",
}

fn check(check: &mut Check<'_>) {
    for (risk, rating) in check.high_risks() {
        if risk.responsible().is_empty() {
            let message = format!(
                "the risk is rated {rating} and nobody answers for it; name an owner of the risk or of its component"
            );
            check.report(Place::risk(risk.position(), RiskField::Owner), message);
        }
    }
}
