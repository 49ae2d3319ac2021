//! What is chosen for a conflict, and not in the register yet.

use super::path::Path;
use super::resolve::{resolve_field, states};
use crate::record::RecordId;
use crate::register::{Record, Register};
use crate::versions::{Conflict, Take};

/// Whether a register still states what ours does of a conflict that is to be something else.
pub(crate) fn is_still_ours(register: &Register, conflict: &Conflict, take: Take) -> bool {
    match (&conflict.record, conflict.field.as_deref()) {
        (RecordId::Register, Some("title")) => conflict.ours == register.title(),
        (RecordId::Register, _) => true,
        (RecordId::Component(key), _) => {
            let component = register.component(key);
            is_ours_in(component.map(|found| found.stated()), conflict, take)
        }
        (RecordId::Risk(key), _) => {
            let risk = register.risk(key);
            is_ours_in(risk.map(|found| found.stated()), conflict, take)
        }
    }
}

fn is_ours_in<T: Record>(record: Option<&T>, conflict: &Conflict, take: Take) -> bool {
    match (record, conflict.field.as_deref().map(str::parse::<Path>)) {
        // A record that is gone is a conflict of another kind.
        (None, Some(_)) => false,
        (None, None) => conflict.ours.is_null(),
        (Some(record), None) => {
            let current = serde_json::to_value(record).unwrap_or_default();
            states(&conflict.ours, &current)
        }
        (Some(_), Some(Err(_))) => true,
        (Some(record), Some(Ok(path))) => {
            let becomes = |take: Take| {
                let mut then = record.clone();
                resolve_field(&mut then, &path, conflict, take).map(|()| then != *record)
            };
            // Where not both can be, ours is there as long as theirs could take its place.
            becomes(take)
                .or_else(|_| becomes(Take::Theirs))
                .unwrap_or(false)
        }
    }
}
