//! What distinguishes one state of a register from another.

use serde::Serialize;

use crate::record::text::digest;
use crate::register::{Levels, Register, Scale};

/// The hexadecimal digits that are shown: few enough for people to compare, and too many for two revisions of one
/// register to have the same by accident.
const LENGTH: usize = 12;

/// The beginning of a SHA-256 of all that a register states. The order of its records does not matter, and neither
/// does the form it is kept in.
pub(super) fn revision(register: &Register) -> String {
    let components = register.components().map(|one| record(one.stated()));
    let risks = register.risks().map(|one| record(one.stated()));
    let mut records: Vec<String> = components.chain(risks).collect();
    records.sort_unstable();
    let head = format!("{:?} {}", register.title(), scale(register.scale()));
    digest(format!("{head}\n{}", records.join("\n")).as_bytes(), LENGTH)
}

fn record<T: Serialize>(stated: &T) -> String {
    let json = serde_json::to_vec(stated).expect("records are values that JSON has forms for");
    digest(&json, usize::MAX)
}

fn scale(scale: &Scale) -> String {
    let mut text = String::new();
    for levels in [scale.likelihood(), scale.impact(), scale.rating()] {
        push_levels(&mut text, levels);
    }
    for (likelihood, _) in scale.likelihood().iter() {
        for (impact, _) in scale.impact().iter() {
            let rating = scale.rate(likelihood, impact).position();
            text.push_str(&format!("{rating} "));
        }
    }
    text
}

fn push_levels(text: &mut String, levels: &Levels) {
    for (_, level) in levels.iter() {
        text.push_str(&format!("{:?} {:?} ", level.label, level.aliases));
    }
    text.push_str("; ");
}
