//! Where to look next.

use std::cmp::Reverse;

use serde::Serialize;

use super::id::Ours;
use super::{EachAlone, Graph, KnownNeeds};
use crate::record::Key;

/// Components by what depends on them and by their risks.
///
/// ```
/// use risk_core::graph::{ExposureAnswer, Graph};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let answer = ExposureAnswer::new(&Graph::new(&register));
/// assert_eq!(answer.components[0].down, 1);
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["components"][0]["component"], "Database");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ExposureAnswer {
    /// How much is known of what the components of the register need.
    pub needs: KnownNeeds,
    /// The components: those first of which the failure brings most down, then those with the worst rating.
    pub components: Vec<Exposure>,
}

/// What depends on a component, and how bad its risks are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Exposure {
    /// The component.
    pub component: Key,
    /// How many others are down when it fails.
    pub down: usize,
    /// How many others are degraded when it fails.
    pub degraded: usize,
    /// How many others run on when it fails and cannot restart.
    pub cannot_restart: usize,
    /// The label of the worst rating of its risks that are not closed; null when none is rated.
    pub worst_rating: Option<String>,
    /// How many risks it has that are not closed.
    pub risks: usize,
    /// Who answers for it.
    pub owner: String,
}

impl ExposureAnswer {
    /// All components: those first of which the failure brings most down, then those that leave most unable to start
    /// again, then those with the worst rating, then those that degrade most, then in the order of the graph.
    pub fn new(graph: &Graph) -> Self {
        Self::with(graph, &mut graph.structure().each_alone())
    }

    /// The same with failures of the graph of which some may have been looked at, and what cannot restart then.
    pub(crate) fn with(graph: &Graph, each: &mut EachAlone<'_>) -> Self {
        let structure = graph.structure();
        let exposed = structure.components().map(|component| {
            let counts = each.of(component).ours();
            let stated = graph.stated(component).ours();
            let risks = graph.risks(component).ours();
            let exposure = Exposure {
                component: graph.key(component).ours(),
                down: counts.down,
                degraded: counts.degraded,
                cannot_restart: counts.cannot_restart,
                worst_rating: graph.worst_label(component).ours(),
                risks: risks.filter(|risk| !risk.is_closed()).count(),
                owner: stated.map_or_else(String::new, |stated| stated.owner.clone()),
            };
            (graph.worst_rating(component).ours(), exposure)
        });
        let mut exposed: Vec<_> = exposed.collect();
        // The sort is stable, so equals stay in the order of the graph.
        exposed.sort_by_key(|(worst, one)| {
            Reverse((one.down, one.cannot_restart, *worst, one.degraded))
        });
        Self {
            needs: KnownNeeds::new(graph),
            components: exposed.into_iter().map(|(_, one)| one).collect(),
        }
    }
}
