//! Risks that no card, ticket or issue is about.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::register::{Field, Place};

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
        if risk.tracker_links.is_empty() && !risk.is_accepted() {
            let message =
                "no card, ticket or issue is linked: the risk has no tracker link".to_owned();
            let place = Place::risk(risk.position(), Field::TrackerLinks);
            context.report(&NO_TRACKER_LINK, place, message);
        }
    }
}
