//! Single points of failure.

use serde::Serialize;

use crate::graph::{ComponentId, ComponentSet, Defeated, Graph, Hit, PointsOfFailure, Result};
use crate::record::Key;

/// The single points of failure of a register, or of one component.
///
/// ```
/// use risk_core::graph::{Graph, SpofAnswer};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let graph = Graph::new(&register);
/// let found = graph.structure().points_of_failure();
/// let json = serde_json::to_value(SpofAnswer::new(&graph, &found)?)?;
/// assert_eq!(json["spof"][0]["component"], "Database");
/// assert_eq!(json["spof"][0]["down"], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpofAnswer {
    /// The component that was asked about; null for the whole register.
    pub component: Option<Key>,
    /// The single points of failure: of a register, those first that bring most down.
    pub spof: Vec<SinglePoint>,
    /// The requirements with spares that one failure defeats, where the owner would stay up with them; of a
    /// register alone.
    pub defeated: Vec<DefeatedNeed>,
}

/// A single point of failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SinglePoint {
    /// The component of which the failure alone does it.
    pub component: Key,
    /// The label of the worst rating of its risks that are not closed; null when none is rated.
    pub worst_rating: Option<String>,
    /// How many other components it brings down; of one component, whether it does that one.
    pub down: usize,
    /// How many other components run on and cannot restart; of one component, whether that one is.
    pub cannot_restart: usize,
    /// The components that it brings down, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down_components: Option<Vec<Key>>,
    /// The components that cannot restart, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_restart_components: Option<Vec<Key>>,
    /// Why, in words; of one component alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A requirement that one failure defeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DefeatedNeed {
    /// Who requires it.
    pub component: Key,
    /// The requirement, as a cell has it.
    pub requirement: String,
    /// The component of which the failure defeats it.
    pub by: Key,
}

impl SpofAnswer {
    /// Single points of failure of a register, and what one failure defeats.
    ///
    /// # Errors
    ///
    /// When they are of another graph.
    pub fn new(graph: &Graph, found: &PointsOfFailure) -> Result<Self> {
        let points = found.points.iter();
        let points = points.map(|point| SinglePoint::new(graph, point.component, None));
        let defeated = found.defeated.iter();
        let defeated = defeated.map(|Defeated { need, by }| {
            Ok(DefeatedNeed {
                component: graph.key(need.owner)?,
                requirement: graph.need(need)?,
                by: graph.key(*by)?,
            })
        });
        Ok(Self {
            component: None,
            spof: points.collect::<Result<_>>()?,
            defeated: defeated.collect::<Result<_>>()?,
        })
    }

    /// Single points of failure of a component.
    ///
    /// # Errors
    ///
    /// When one of them, or the component, is of another graph.
    pub fn of(
        graph: &Graph,
        component: ComponentId,
        points: &[(ComponentId, Hit)],
    ) -> Result<Self> {
        let points = points.iter();
        let points = points.map(|(point, _)| SinglePoint::new(graph, *point, Some(component)));
        Ok(Self {
            component: Some(graph.key(component)?),
            spof: points.collect::<Result<_>>()?,
            defeated: Vec::new(),
        })
    }
}

impl SpofAnswer {
    /// The same without the names of what the points bring down, which may be most of a register for each of
    /// them.
    #[must_use]
    pub fn without_affected(mut self) -> Self {
        for point in &mut self.spof {
            (point.down_components, point.cannot_restart_components) = (None, None);
        }
        self
    }
}

impl SinglePoint {
    /// What a failure does to the others, or to the one that was asked about alone.
    fn new(graph: &Graph, component: ComponentId, asked: Option<ComponentId>) -> Result<Self> {
        let blast = graph.fail([component])?;
        let down = blast.down().difference(blast.failed())?;
        let keys = |hit: &ComponentSet| {
            let hit = hit
                .iter()
                .filter(|one| asked.is_none_or(|asked| asked == *one));
            graph.keys_of(hit)
        };
        // One that is degraded, too, may be unable to start for another reason.
        let because = |asked| {
            if down.contains(asked) {
                return graph.because(&blast, asked);
            }
            graph.stuck_because(&blast, asked)
        };
        let (down_keys, stuck_keys) = (keys(&down)?, keys(blast.cannot_restart())?);
        Ok(Self {
            component: graph.key(component)?,
            worst_rating: graph.worst_label(component)?,
            down: down_keys.len(),
            cannot_restart: stuck_keys.len(),
            down_components: Some(down_keys),
            cannot_restart_components: Some(stuck_keys),
            because: asked.map(because).transpose()?,
        })
    }
}
