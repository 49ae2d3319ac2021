//! One card under two addresses.

use std::collections::HashMap;

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::record::text::quote;
use crate::record::{Place, RiskField};

/// A card is linked in two spellings.
pub(super) const CARD_IN_TWO_SPELLINGS: Rule = Rule {
    code: "card-in-two-spellings",
    summary: "one card is linked in two spellings",
    severity: Severity::Note,
    page: include_str!("../pages/card-in-two-spellings.md"),
    subject: Subject::Practice,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    let mut first_spellings: HashMap<String, (&str, usize)> = HashMap::new();
    let mut remarks = Vec::new();
    for risk in context.live_risks() {
        for (entry, link) in risk.stated().tracker_links.iter().enumerate() {
            let canonical = context
                .settings
                .trackers
                .recognise(link)
                .canonical()
                .to_owned();
            let first = first_spellings.entry(canonical);
            let (spelling, position) = *first.or_insert((link.url(), risk.position()));
            if spelling != link.url() {
                let place = Place::risk(risk.position(), RiskField::TrackerLinks).at(entry);
                remarks.push((place, link.url(), spelling, position));
            }
        }
    }
    for (place, found, spelling, position) in remarks {
        let first = context.register.risk_at(position);
        let first = first.map_or_else(String::new, |risk| risk.key().to_string());
        let remark = Remark {
            message: format!("{first} links the same card as {}", quote(spelling)),
            found: Some(found.to_owned()),
            suggestion: Some(spelling.to_owned()),
        };
        context.report(&CARD_IN_TWO_SPELLINGS, place, remark);
    }
}
