//! One card under two addresses.

use std::collections::HashMap;

use crate::check::{Check, Remark};
use crate::record::text::quote;
use crate::record::{Key, Place, RiskField};

rule! {
    /// A card is linked in two spellings.
    CARD_IN_TWO_SPELLINGS: Practice, Note, check,
    "card-in-two-spellings" => "one card is linked in two spellings",
}

fn check(check: &mut Check<'_>) {
    let mut first_spellings: HashMap<String, (&str, Key)> = HashMap::new();
    for risk in check.live_risks() {
        for (entry, link) in risk.stated().tracker_links.iter().enumerate() {
            let recognised = check.settings.trackers.recognise(link);
            let card = recognised.canonical().to_owned();
            let first = first_spellings.entry(card.clone());
            let (spelling, key) = first.or_insert_with(|| (link.url(), risk.key()));
            if *spelling != link.url() {
                let place = Place::risk(risk.position(), RiskField::TrackerLinks).at(entry);
                let message = format!("{key} links the same card as {}", quote(spelling));
                let remark = Remark::new(message).found(link.url());
                let remark = remark.suggest(Some(*spelling)).subject(card);
                // Which spelling comes first is a matter of the order of the risks.
                check.report(place, remark.of_register());
            }
        }
    }
}
