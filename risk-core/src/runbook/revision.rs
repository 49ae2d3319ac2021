//! What tells one state of a register from another.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::register::{Levels, Register, Scale};

/// The hexadecimal digits that are shown.
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

/// The beginning of a SHA-256, as hexadecimal digits.
pub(super) fn digest(bytes: &[u8], length: usize) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let halves = Sha256::digest(bytes).into_iter();
    let halves = halves.flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(length).map(digit).collect()
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
