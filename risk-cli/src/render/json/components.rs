//! The components of a register, as JSON.

use risk_core::{Extra, Key, Register, Rehearsal, Requirement};
use schemars::JsonSchema;
use serde::Serialize;

use super::{SCHEMA_VERSION, pretty, schema_of};
use crate::render::ComponentEntry;

/// What `risk component list --format json` writes.
#[derive(Serialize, JsonSchema)]
struct ComponentList<'a> {
    /// The version of this form.
    schema_version: u32,
    /// What the register is called.
    title: &'a str,
    /// The components: the declared ones first, then those that are only named.
    components: Vec<Component<'a>>,
}

/// A component.
#[derive(Serialize, JsonSchema)]
struct Component<'a> {
    /// The identity: the name, and which of those of that name it is (`Cache~2`).
    key: String,
    /// Whether the register declares it; else a risk or a requirement names it.
    declared: bool,
    /// What it is called.
    name: &'a str,
    /// What sort of thing it is.
    kind: &'a str,
    /// Who answers for it.
    owner: &'a str,
    /// How much it matters.
    tier: &'a str,
    /// What it does.
    description: &'a str,
    /// Its own time to repair; null when nobody has said.
    restore: Option<String>,
    /// How long it may be away; null when nobody has said.
    rto: Option<String>,
    /// How much recent data may be lost; null when nobody has said.
    rpo: Option<String>,
    /// The component that it lives in.
    within: &'a str,
    /// What it needs to work; null when nobody has said.
    requires: Option<&'a [Requirement]>,
    /// When its failure was met or practised.
    rehearsals: &'a [Rehearsal],
    /// What the register says beyond the fields above, by header.
    extra: &'a Extra,
    /// The risks of the component.
    risks: Vec<String>,
    /// The label of the highest rating among them; null when none is rated.
    worst_rating: Option<&'a str>,
}

/// The components.
pub fn components(register: &Register, entries: &[ComponentEntry<'_>]) -> String {
    let nothing = risk_core::Component::default();
    let ratings = register.scale().rating();
    let describe = |entry: &ComponentEntry<'_>| -> String { entry.key.name().to_owned() };
    let names: Vec<String> = entries.iter().map(describe).collect();
    let components = entries.iter().zip(&names).map(|(entry, name)| {
        let stated = entry.declared.unwrap_or(&nothing);
        let text = |value: &Option<_>| value.as_ref().map(ToString::to_string);
        Component {
            key: entry.key.to_string(),
            declared: entry.declared.is_some(),
            name,
            kind: &stated.kind,
            owner: &stated.owner,
            tier: &stated.tier,
            description: &stated.description,
            restore: text(&stated.restore),
            rto: text(&stated.rto),
            rpo: text(&stated.rpo),
            within: &stated.within,
            requires: stated.requires.as_deref(),
            rehearsals: &stated.rehearsals,
            extra: &stated.extra,
            risks: entry.risks.iter().map(Key::to_string).collect(),
            worst_rating: entry.worst.map(|level| ratings.label(level)),
        }
    });
    pretty(&ComponentList {
        schema_version: SCHEMA_VERSION,
        title: register.title(),
        components: components.collect(),
    })
}

/// The schema of [`components`].
pub fn components_schema() -> String {
    pretty(&schema_of::<ComponentList<'_>>())
}
