//! Whom to inform.

use indexmap::IndexMap;

use super::plan::{Contact, State};
use super::planner::{Planner, down_with};
use super::step_id::StepIds;
use crate::graph::{BlastRadius, ComponentId, Ours};
use crate::record::text::said;
use crate::record::{ComponentField, RiskField};
use crate::register::RiskView;

impl Planner<'_> {
    /// The owners of all that is hit and of the risks, in the order in which they are met; at the end, what
    /// nobody is named for.
    pub(super) fn contacts(
        &self,
        blast: &BlastRadius<'_>,
        modes: &[RiskView<'_>],
        ids: &mut StepIds,
    ) -> Vec<Contact> {
        let mut contacts: IndexMap<(&str, bool), Contact> = IndexMap::new();
        for (component, state) in hit_in_order(blast) {
            let stated = self.graph.stated(component).ours();
            let owner = stated.map(|one| said(&one.owner)).unwrap_or_default();
            let is_unread = stated.is_some_and(|one| one.is_unread(ComponentField::Owner));
            let who = (owner, owner.is_empty() && is_unread);
            let of_owner = contacts.entry(who).or_insert_with(|| contact(who));
            of_owner.components.push((self.name(component), state));
        }
        for risk in modes {
            let owner = said(&risk.stated().owner);
            let who = (owner, owner.is_empty() && risk.is_unread(RiskField::Owner));
            if who != ("", false) {
                let of_owner = contacts.entry(who).or_insert_with(|| contact(who));
                of_owner.risks.push(risk.key().to_string());
            }
        }
        let mut contacts: Vec<Contact> = contacts.into_values().collect();
        // What nobody is named for stands last. The sort is stable, so the others stay in their order.
        contacts.sort_by_key(|contact| contact.owner.is_none());
        for contact in &mut contacts {
            let owner = contact.owner.as_deref();
            contact.id = ids.next("tell", owner.unwrap_or_default(), "");
        }
        contacts
    }
}

fn hit_in_order<'a>(blast: &'a BlastRadius<'_>) -> impl Iterator<Item = (ComponentId, State)> + 'a {
    let failed = blast.failed().iter().map(|one| (one, State::Failed));
    let down = down_with(blast).map(|one| (one, State::Down));
    let degraded = blast.degraded().iter().map(|one| (one, State::Degraded));
    failed.chain(down).chain(degraded)
}

/// The contact of an owner, or of what nobody is named for or of which who it is could not be read.
fn contact((owner, is_unread): (&str, bool)) -> Contact {
    Contact {
        id: String::new(),
        owner: Some(owner.to_owned()).filter(|owner| !owner.is_empty()),
        is_unread,
        components: Vec::new(),
        risks: Vec::new(),
    }
}
