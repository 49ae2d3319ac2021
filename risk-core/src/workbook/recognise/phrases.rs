//! The headers that a field is known by, word for word.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::fold::header_words;
use super::meaning::{Meaning, Strength};
use crate::record::{ComponentField, RiskField};
use crate::register::word_lists;
use crate::workbook::create::Headed;

/// Headers of a sheet of risks, by field.
const OF_RISKS: &str = include_str!("risk_headers.txt");

/// Headers of a sheet of components, by field.
const OF_COMPONENTS: &str = include_str!("component_headers.txt");

/// What a header of a sheet of risks means by all of its words.
pub(super) fn risk_phrase(words: &[String]) -> Option<Meaning> {
    // No phrase of the lists has more words.
    const LONGEST: usize = 4;
    static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
        // In other sheets that is a word for what can go wrong; `findings` says where it is not.
        let own = own_headers().filter(|(_, field)| *field != RiskField::Finding);
        let own = own.map(|(words, field)| (words, Meaning::Field(field, Strength::Sure)));
        own.chain(by_words(OF_RISKS, Meaning::named)).collect()
    });
    if words.len() > LONGEST {
        return None;
    }
    MEANINGS.get(&words.join(" ")).copied()
}

/// The field of a component that a header names.
pub(in crate::workbook) fn component_field(header: &str) -> Option<ComponentField> {
    static FIELDS: LazyLock<HashMap<String, ComponentField>> = LazyLock::new(|| {
        let listed = by_words(OF_COMPONENTS, |path| {
            let mut fields = ComponentField::ALL.iter().copied();
            fields
                .find(|field| field.path() == path)
                .expect("the list has the names of fields")
        });
        own_headers().chain(listed).collect()
    });
    FIELDS.get(&words(header)).copied()
}

/// What the phrases of a list mean, with the name of which each of its lines begins.
fn by_words<T: Copy>(
    lists: &'static str,
    named: impl Fn(&'static str) -> T,
) -> impl Iterator<Item = (String, T)> {
    word_lists(lists).flat_map(move |(name, phrases)| {
        let meaning = named(name);
        phrases.map(move |phrase| (words(phrase), meaning))
    })
}

/// The words of the headers that this crate gives the fields of a record, so that a new field is read back wherever
/// its column stands.
fn own_headers<F: Headed>() -> impl Iterator<Item = (String, F)> {
    let fields = F::ALL.iter();
    fields.filter_map(|field| Some((words(field.column()?.header), *field)))
}

/// A header by its words alone.
pub(super) fn words(header: &str) -> String {
    header_words(header).join(" ")
}

/// The fields whose columns stand side by side in every sheet of risks that this crate makes, and in
/// the workbooks of the reviews that it is for; the others may stand anywhere beside them.
const OWN: [RiskField; 9] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Description,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
    RiskField::Notes,
];

/// The words of the headers that this crate gives a sheet of risks.
fn own_words() -> &'static HashMap<String, RiskField> {
    static FIELDS: LazyLock<HashMap<String, RiskField>> = LazyLock::new(|| own_headers().collect());
    &FIELDS
}

/// The field that a column has in a sheet of the layout that this crate gives it.
pub(in crate::workbook) fn own_field(header: &str) -> Option<RiskField> {
    own_words().get(&words(header)).copied()
}

/// The headers of that layout, by their fields.
pub(in crate::workbook) fn own_mapping() -> BTreeMap<RiskField, String> {
    let own = own_words().iter().filter(|(_, field)| OWN.contains(field));
    own.map(|(words, field)| (*field, words.clone())).collect()
}

/// The columns of a header in that layout and their fields; `None` where it has another. A column headed `Finding` may
/// be of something else.
pub(super) fn own_columns(
    headers: &[(u32, &str)],
    is_of_findings: impl Fn(u32) -> bool,
) -> Option<Vec<(u32, RiskField)>> {
    let is_own = |window: &[(u32, &str)]| {
        let mut pairs = window.iter().zip(OWN);
        let follows = window.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
        follows && pairs.all(|((_, header), own)| own_field(header) == Some(own))
    };
    let start = headers.windows(OWN.len()).position(is_own)?;
    let within = start..start + OWN.len();
    let mut columns: Vec<(u32, RiskField)> = Vec::new();
    for (at, (column, header)) in headers.iter().enumerate() {
        let field = if within.contains(&at) {
            Some(OWN[at - start])
        } else {
            own_field(header).filter(|field| {
                let is_other = *field == RiskField::Finding && !is_of_findings(*column);
                !OWN.contains(field) && !is_other
            })
        };
        let is_new = |field: &RiskField| columns.iter().all(|(_, known)| known != field);
        columns.extend(field.filter(is_new).map(|field| (*column, field)));
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_by_its_words() {
        let risk_field = |header: &str| match risk_phrase(&header_words(header))? {
            Meaning::Field(field, _) => Some(field),
            Meaning::Other(_) | Meaning::Unknown | Meaning::Blank => None,
        };
        let observation = risk_field("Observation (bold = implemented)");
        assert_eq!(observation, Some(RiskField::Observations));
        assert_eq!(
            risk_field(" RUNBOOK\nactions:"),
            Some(RiskField::RunbookActions)
        );
        assert_eq!(risk_field("Risk\u{200b} ID"), Some(RiskField::Reference));
        assert_eq!(risk_field("No."), Some(RiskField::Reference));
        assert_eq!(risk_field("Status"), Some(RiskField::Status));
        assert_eq!(risk_field("Risk level"), None);
        assert_eq!(risk_field(""), None);
        assert_eq!(component_field("Requires"), Some(ComponentField::Requires));
        assert_eq!(
            component_field("Depends on"),
            Some(ComponentField::Requires)
        );
    }
}
