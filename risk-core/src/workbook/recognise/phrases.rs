//! The headers that a field is known by, word for word.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::fold::header_words;
use crate::register::Field;

/// Headers of a sheet of risks.
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

/// Headers of a sheet of components.
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

/// The field of a risk that the words of a header name.
pub(super) fn risk_phrase(words: &[String]) -> Option<Field> {
    const LONGEST: usize = 4;
    static FIELDS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| by_words(OF_RISKS));
    if words.len() > LONGEST {
        return None;
    }
    FIELDS.get(&words.join(" ")).copied()
}

/// The field of a component that a header names.
pub(in crate::workbook) fn component_field(header: &str) -> Option<Field> {
    static FIELDS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| by_words(OF_COMPONENTS));
    FIELDS.get(&words(header)).copied()
}

fn by_words(phrases: &[(&str, Field)]) -> HashMap<String, Field> {
    let folded = phrases
        .iter()
        .map(|(phrase, field)| (words(phrase), *field));
    folded.collect()
}

/// A header by its words alone.
pub(super) fn words(header: &str) -> String {
    header_words(header).join(" ")
}

/// The columns that stand side by side in every sheet of risks that this crate makes, and in the
/// workbooks of the reviews that it is for.
const OWN: [(&str, Field); 9] = [
    ("reference", Field::Reference),
    ("component", Field::Component),
    ("risk", Field::Description),
    ("likelihood", Field::Likelihood),
    ("impact", Field::Impact),
    ("observation", Field::Observations),
    ("mitigation", Field::Mitigations),
    ("runbook action", Field::RunbookActions),
    ("note", Field::Notes),
];

/// Those that may stand anywhere beside them.
const OWN_TOO: [(&str, Field); 6] = [
    ("status", Field::Status),
    ("owner", Field::Owner),
    ("review by", Field::ReviewBy),
    ("accepted by", Field::AcceptedBy),
    ("accepted until", Field::AcceptedUntil),
    ("acceptance reason", Field::AcceptanceReason),
];

/// The field that a column has in a sheet of the layout that this crate gives it.
pub(in crate::workbook) fn own_field(header: &str) -> Option<Field> {
    let words = words(header);
    let mut own = OWN.iter().chain(&OWN_TOO);
    let found = own.find(|(known, _)| *known == words);
    found.map(|(_, field)| *field)
}

/// The headers of that layout, by their fields.
pub(in crate::workbook) fn own_mapping() -> BTreeMap<Field, String> {
    OWN.iter()
        .map(|(words, field)| (*field, (*words).to_owned()))
        .collect()
}

/// The columns of a header in that layout and their fields; `None` where it has another.
pub(super) fn own_columns(headers: &[(u32, &str)]) -> Option<Vec<(u32, Field)>> {
    let is_own = |window: &[(u32, &str)]| {
        let mut pairs = window.iter().zip(&OWN);
        let follows = window.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
        follows && pairs.all(|((_, header), (own, _))| words(header) == *own)
    };
    let start = headers.windows(OWN.len()).position(is_own)?;
    let within = start..start + OWN.len();
    let mut columns: Vec<(u32, Field)> = Vec::new();
    for (at, (column, header)) in headers.iter().enumerate() {
        let field = if within.contains(&at) {
            Some(OWN[at - start].1)
        } else {
            let field = own_field(header);
            field.filter(|field| OWN_TOO.iter().any(|(_, own)| own == field))
        };
        let is_new = |field: &Field| columns.iter().all(|(_, known)| known != field);
        columns.extend(field.filter(is_new).map(|field| (*column, field)));
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_by_its_words() {
        let risk_field = |header: &str| risk_phrase(&header_words(header));
        let observation = risk_field("Observation (bold = implemented)");
        assert_eq!(observation, Some(Field::Observations));
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
        assert_eq!(component_field("Depends on"), Some(Field::Requires));
    }
}
