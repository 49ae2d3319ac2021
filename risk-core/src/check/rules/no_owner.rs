//! Risks that matter and that nobody answers for.

use crate::check::Check;
use crate::record::{Place, RiskField};
use crate::register::Level;

rule! {
    /// Nobody answers for a risk that is rated highly, or as high as the register sets it.
    NO_OWNER: Practice, Note, check,
    "no-owner" => "nobody answers for a highly rated risk",
}

fn check(check: &mut Check<'_>) {
    let ratings = check.register().scale().rating();
    let from = check.settings().thresholds.owner_from.as_deref();
    let from = from.and_then(|label| ratings.find(label));
    for risk in check.live_risks() {
        let matters = |level: &Level| match from {
            Some(from) => *level >= from,
            None => ratings.is_high(*level),
        };
        let Some(rating) = risk.rating().filter(matters) else {
            continue;
        };
        let rating = ratings.label(rating);
        if risk.responsible().is_empty() && !risk.is_responsible_unread() {
            let message = format!(
                "the risk is rated {rating} and nobody answers for it; name an owner of the risk or of its component"
            );
            check.report(Place::risk(risk.position(), RiskField::Owner), message);
        }
    }
}
