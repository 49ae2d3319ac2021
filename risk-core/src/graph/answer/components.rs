//! The components of a register.

use serde::Serialize;

use crate::graph::id::Ours;
use crate::graph::{ComponentId, Graph};
use crate::record::Key;
use crate::register::{Extra, Rehearsal, Requirement};

/// The components of a register, with what it makes of them.
///
/// ```
/// use risk_core::graph::{ComponentsAnswer, Graph};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let answer = ComponentsAnswer::new(&Graph::new(&register));
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["components"][1]["name"], "Database");
/// assert_eq!(json["components"][1]["declared"], false);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ComponentsAnswer {
    /// What the register is called.
    pub title: String,
    /// The components: the declared ones first, then those that are only named.
    pub components: Vec<ListedComponent>,
}

/// A component.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ListedComponent {
    /// The identity: the name, and which of those of that name it is (`Cache~2`).
    pub key: Key,
    /// Whether the register declares it; else a risk or a requirement names it.
    pub declared: bool,
    /// What it is called.
    pub name: String,
    /// What sort of thing it is.
    pub kind: String,
    /// Who answers for it.
    pub owner: String,
    /// How much it matters.
    pub tier: String,
    /// What it does.
    pub description: String,
    /// Its own repair time; null where it is not specified.
    pub restore: Option<String>,
    /// Its RTO: how long it may be away; null where it is not specified.
    pub rto: Option<String>,
    /// Its RPO: how much recent data may be lost; null where it is not specified.
    pub rpo: Option<String>,
    /// The component that it lives in.
    pub within: String,
    /// What it needs to work; null where it is not specified.
    pub requires: Option<Vec<Requirement>>,
    /// When its failure was met or practised.
    pub rehearsals: Vec<Rehearsal>,
    /// What the register states beyond the fields above, by header.
    pub extra: Extra,
    /// The risks of the component.
    pub risks: Vec<Key>,
    /// The label of the highest rating among them; null when none is rated.
    pub worst_rating: Option<String>,
}

impl ComponentsAnswer {
    /// The components in order, and after them those that risks and requirements name and nobody
    /// declares.
    pub fn new(graph: &Graph) -> Self {
        let components = graph.structure().components();
        let components = components.map(|component| ListedComponent::new(graph, component));
        Self {
            title: graph.register().title().to_owned(),
            components: components.collect(),
        }
    }
}

impl ListedComponent {
    fn new(graph: &Graph, component: ComponentId) -> Self {
        let declared = graph.stated(component).ours();
        let stated = declared.cloned().unwrap_or_default();
        // Of one whose requirements are not all read, nobody knows what it needs.
        let is_read = !stated.has_unread_needs();
        let text = |value: Option<_>| value.map(|value: crate::Stated<_>| value.to_string());
        let risks: Vec<_> = graph.risks(component).ours().collect();
        let worst = risks.iter().max_by_key(|risk| risk.rating());
        Self {
            key: graph.key(component).ours(),
            declared: declared.is_some(),
            name: graph.name(component).ours().to_owned(),
            kind: stated.kind,
            owner: stated.owner,
            tier: stated.tier,
            description: stated.description,
            restore: text(stated.restore),
            rto: text(stated.rto),
            rpo: text(stated.rpo),
            within: stated.within,
            requires: stated.requires.filter(|_| is_read),
            rehearsals: stated.rehearsals,
            extra: stated.extra,
            risks: risks.iter().map(|risk| risk.key()).collect(),
            worst_rating: worst.and_then(|risk| risk.rating_label().map(str::to_owned)),
        }
    }
}
