//! The headers that a field is known by.

use crate::register::Field;
use crate::register::text::fold;

/// Headers of a sheet of risks, in the form that [`words`] gives.
const OF_RISKS: &[(&str, Field)] = &[
    ("reference", Field::Reference),
    ("ref", Field::Reference),
    ("id", Field::Reference),
    ("no", Field::Reference),
    ("nr", Field::Reference),
    ("number", Field::Reference),
    ("risk id", Field::Reference),
    ("risk no", Field::Reference),
    ("risk number", Field::Reference),
    ("risk ref", Field::Reference),
    ("risk reference", Field::Reference),
    ("component", Field::Component),
    ("asset", Field::Component),
    ("system", Field::Component),
    ("service", Field::Component),
    ("device", Field::Component),
    ("affected component", Field::Component),
    ("risk", Field::Description),
    ("risk description", Field::Description),
    ("description", Field::Description),
    ("description of risk", Field::Description),
    ("failure mode", Field::Description),
    ("potential failure mode", Field::Description),
    ("hazard", Field::Description),
    ("likelihood", Field::Likelihood),
    ("probability", Field::Likelihood),
    ("likeliness", Field::Likelihood),
    ("impact", Field::Impact),
    ("consequence", Field::Impact),
    ("observation", Field::Observations),
    ("detection", Field::Observations),
    ("failure detection", Field::Observations),
    ("monitoring", Field::Observations),
    ("mitigation", Field::Mitigations),
    ("mitigation action", Field::Mitigations),
    ("mitigation plan", Field::Mitigations),
    ("mitigation strategy", Field::Mitigations),
    ("control", Field::Mitigations),
    ("control measure", Field::Mitigations),
    ("recommended action", Field::Mitigations),
    ("runbook action", Field::RunbookActions),
    ("runbook", Field::RunbookActions),
    ("contingency", Field::RunbookActions),
    ("contingency plan", Field::RunbookActions),
    ("contingency action", Field::RunbookActions),
    ("note", Field::Notes),
    ("comment", Field::Notes),
    ("remark", Field::Notes),
    ("status", Field::Status),
    ("owner", Field::Owner),
    ("risk owner", Field::Owner),
    ("review by", Field::ReviewBy),
    ("review date", Field::ReviewBy),
    ("accepted by", Field::AcceptedBy),
    ("accepted until", Field::AcceptedUntil),
    ("acceptance reason", Field::AcceptanceReason),
];

/// Headers of a sheet of components, in the form that [`words`] gives.
const OF_COMPONENTS: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("component", Field::Name),
    ("component name", Field::Name),
    ("kind", Field::Kind),
    ("type", Field::Kind),
    ("owner", Field::Owner),
    ("tier", Field::Tier),
    ("description", Field::Description),
    ("restore", Field::Restore),
    ("time to restore", Field::Restore),
    ("rto", Field::Rto),
    ("rpo", Field::Rpo),
    ("within", Field::Within),
    ("require", Field::Requires),
    ("depends on", Field::Requires),
];

/// The field of a risk that a header names.
pub(in crate::workbook) fn risk_field(header: &str) -> Option<Field> {
    field(OF_RISKS, header)
}

/// The field of a component that a header names.
pub(in crate::workbook) fn component_field(header: &str) -> Option<Field> {
    field(OF_COMPONENTS, header)
}

fn field(vocabulary: &[(&str, Field)], header: &str) -> Option<Field> {
    let words = words(header);
    let found = vocabulary.iter().find(|(known, _)| *known == words);
    found.map(|(_, field)| *field)
}

/// Longer texts are no headers.
const LONGEST_HEADER: usize = 100;

/// A header by its words alone: without case, punctuation, what is in parentheses, and the plural
/// of its last word.
pub(super) fn words(header: &str) -> String {
    if header.len() > LONGEST_HEADER {
        return String::new();
    }
    let mut depth = 0_u32;
    let mut plain = String::with_capacity(header.len());
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            // Zero-width characters are found in real headers, where nobody sees them.
            '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            c if depth > 0 => _ = c,
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    let folded = fold(&plain);
    match folded.strip_suffix('s') {
        Some(singular) if !singular.ends_with('s') && folded != "status" => singular.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_by_its_words() {
        assert_eq!(
            risk_field("Observation (bold = implemented)"),
            Some(Field::Observations)
        );
        assert_eq!(
            risk_field(" RUNBOOK\nactions:"),
            Some(Field::RunbookActions)
        );
        assert_eq!(risk_field("Risk\u{200b} ID"), Some(Field::Reference));
        assert_eq!(risk_field("No."), Some(Field::Reference));
        assert_eq!(risk_field("Status"), Some(Field::Status));
        assert_eq!(risk_field("Risk level"), None);
        assert_eq!(risk_field(""), None);
        assert_eq!(component_field("Requires"), Some(Field::Requires));
    }
}
