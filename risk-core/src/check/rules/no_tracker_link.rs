//! Risks that no card, ticket or issue is about.

use crate::check::Check;
use crate::record::{Place, RiskField};
use crate::register::Risk;

rule! {
    /// A risk has no tracker link.
    NO_TRACKER_LINK: Practice, Note, check,
    "no-tracker-link" => "a risk has no tracker link",
}

fn check(check: &mut Check<'_>) {
    for risk in check.live_risks() {
        let linked = !risk.tracker_links.is_empty() || mentions_card(check, risk.stated());
        if !linked && !risk.is_accepted() && !may_link(risk.stated()) {
            let message = "the risk has no tracker link; link the card, ticket or issue that \
                           follows it up";
            let place = Place::risk(risk.position(), RiskField::TrackerLinks);
            check.report(place, message);
        }
    }
}

/// Whether a link may stand where not all could be read.
fn may_link(risk: &Risk) -> bool {
    let places = [
        RiskField::TrackerLinks,
        RiskField::Notes,
        RiskField::Mitigations,
    ];
    places.into_iter().any(|field| risk.is_unread(field))
}

/// Whether the notes or a mitigation link a card: a link in prose stays there, and is a link.
fn mentions_card(check: &Check<'_>, risk: &Risk) -> bool {
    let trackers = &check.settings.trackers;
    let mitigations = risk.mitigations.iter().map(|m| m.text.as_str());
    std::iter::once(risk.notes.as_str())
        .chain(mitigations)
        .flat_map(|prose| trackers.links_in(prose))
        .any(|link| trackers.recognise(&link).tracker.is_some())
}
