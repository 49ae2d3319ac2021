//! What is the same in a finding, whatever becomes of the register around it.

use super::Remark;
use crate::record::text::digest;
use crate::record::{Key, Place, RecordPosition};
use crate::register::Register;

/// The first part of every text that is digested: another way to make it has another number, so that no old
/// fingerprint is taken for a new one.
const SCHEMA: &str = "1";

/// The hexadecimal digits of a fingerprint. That two of a million findings have the same one by accident has a chance
/// of one in 37 million.
const LENGTH: usize = 16;

/// The fingerprint of a finding: the beginning of the SHA-256 of its parts, each after its length in bytes and a
/// colon, so that no two lists of parts are one text.
pub(super) fn fingerprint(
    register: &Register,
    code: &str,
    place: Place,
    remark: &Remark,
) -> String {
    let record = if remark.is_of_register {
        RecordPosition::Register
    } else {
        place.record
    };
    let field = place.field.map_or("", |field| field.path());
    let found = remark.data.found.as_deref().unwrap_or_default();
    let subject = remark.subject.as_deref().unwrap_or(found);
    let parts = [SCHEMA, code].into_iter();
    let parts = parts.chain(identity(register, record));
    // With its length before it, no part can pass for two.
    let text = parts
        .chain([field, subject])
        .fold(String::new(), |text, part| {
            text + &part.len().to_string() + ":" + part
        });
    digest(text.as_bytes(), LENGTH)
}

/// What a record counts by: what it is called, where nothing else is called so; else, what it is about, as its
/// position would change with every record before it.
fn identity(register: &Register, position: RecordPosition) -> Vec<&str> {
    let parts = match position {
        RecordPosition::Register => None,
        RecordPosition::Component(position) => register.component_at(position).map(|component| {
            let component = component.stated();
            let name = component.name.as_str();
            if is_unique(name, |second| register.component(second).is_some()) {
                vec!["component", name]
            } else {
                vec![
                    "component",
                    "",
                    name,
                    &component.kind,
                    &component.description,
                ]
            }
        }),
        RecordPosition::Risk(position) => register.risk_at(position).map(|risk| {
            let risk = risk.stated();
            let reference = risk.reference.as_str();
            if is_unique(reference, |second| register.risk(second).is_some()) {
                vec!["risk", reference]
            } else {
                vec!["risk", "", &risk.component, &risk.description]
            }
        }),
    };
    parts.unwrap_or_else(|| vec!["register"])
}

fn is_unique(name: &str, is_there: impl Fn(&Key) -> bool) -> bool {
    !name.trim().is_empty() && !is_there(&Key::new(name, 2))
}
