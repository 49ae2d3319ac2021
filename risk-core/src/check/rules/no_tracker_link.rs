//! Risks that no card, ticket or issue is about.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::record::{Place, RiskField};
use crate::register::Risk;

/// A risk has no tracker link.
pub(super) const NO_TRACKER_LINK: Rule = Rule {
    code: "no-tracker-link",
    summary: "a risk has no tracker link",
    severity: Severity::Note,
    page: include_str!("../pages/no-tracker-link.md"),
    subject: Subject::Practice,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    for risk in context.live_risks() {
        let linked = !risk.tracker_links.is_empty() || mentions_card(context, risk.stated());
        if !linked && !risk.is_accepted() {
            let message = "the risk has no tracker link; link the card, ticket or issue that \
                           follows it up"
                .to_owned();
            let place = Place::risk(risk.position(), RiskField::TrackerLinks);
            context.report(&NO_TRACKER_LINK, place, message);
        }
    }
}

/// Whether the notes or a mitigation link a card: a link in prose stays there, and is a link.
fn mentions_card(context: &Context<'_>, risk: &Risk) -> bool {
    let trackers = &context.settings.trackers;
    let mitigations = risk.mitigations.iter().map(|m| m.text.as_str());
    std::iter::once(risk.notes.as_str())
        .chain(mitigations)
        .flat_map(|prose| trackers.links_in(prose))
        .any(|link| trackers.recognise(&link).tracker.is_some())
}
