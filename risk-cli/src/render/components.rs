//! The components of a register.

use risk_core::graph::{ComponentId, Graph};
use risk_core::{Component as Declared, Extra, Rehearsal, Requirement, format_requirements};
use schemars::JsonSchema;
use serde::Serialize;

use super::graph::{name, ours};
use super::table::{Cell, Table};
use super::text::rating_cell;

/// What `risk component list --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct ComponentList<'a> {
    /// What the register is called.
    title: &'a str,
    /// The components: the declared ones first, then those that are only named.
    pub components: Vec<Component<'a>>,
}

/// A component.
#[derive(Serialize, JsonSchema)]
pub struct Component<'a> {
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

impl<'a> Component<'a> {
    fn new(graph: &'a Graph, component: ComponentId, nothing: &'a Declared) -> Self {
        let declared = ours(graph.stated(component));
        let stated = declared.unwrap_or(nothing);
        let text = |value: &Option<_>| value.as_ref().map(ToString::to_string);
        let risks = ours(graph.risks(component));
        let worst = risks.filter_map(|risk| risk.rating()).max();
        Self {
            key: name(graph, component),
            declared: declared.is_some(),
            name: ours(graph.name(component)),
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
            risks: ours(graph.risks(component))
                .map(|risk| risk.key().to_string())
                .collect(),
            worst_rating: worst.map(|level| graph.register().scale().rating().label(level)),
        }
    }

    /// What it needs to work, as a cell has it.
    fn requirements(&self) -> String {
        match self.requires {
            Some(requires) => format_requirements(requires),
            None if self.declared => "?".to_owned(),
            None => String::new(),
        }
    }
}

impl<'a> ComponentList<'a> {
    /// The components in order, and after them those that risks and requirements name and nobody
    /// declares.
    pub fn new(graph: &'a Graph, nothing: &'a Declared) -> Self {
        let components = graph.structure().components();
        let components = components.map(|component| Component::new(graph, component, nothing));
        Self {
            title: graph.register().title(),
            components: components.collect(),
        }
    }

    /// The components as a table. A column that says nothing is left out.
    pub fn table(&self, graph: &Graph) -> Table {
        const STATED: [&str; 6] = ["Kind", "Tier", "Owner", "RTO", "Within", "Requires"];
        let ratings = graph.register().scale().rating();
        let mut table = Table::new(&[&["Name", "Risks", "Worst"], &STATED[..]].concat());
        for one in &self.components {
            let undeclared = if one.declared { "" } else { " (not declared)" };
            table.row([
                Cell::from(format!("{}{undeclared}", one.key)),
                one.risks.len().to_string().into(),
                rating_cell(ratings, one.worst_rating, "-"),
                one.kind.into(),
                one.tier.into(),
                one.owner.into(),
                one.rto.as_deref().unwrap_or_default().into(),
                one.within.into(),
                one.requirements().into(),
            ]);
        }
        table.without_unused(&STATED, &["", "?"])
    }
}
