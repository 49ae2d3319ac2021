//! Single points of failure.

use serde::Serialize;

use crate::graph::{
    ComponentId, Defeated, Graph, Hit, KnownNeeds, PointOfFailure, PointsOfFailure, Result,
};
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
    /// How much is known of what the components of the register need.
    pub needs: KnownNeeds,
    /// The component that was asked about; null for the whole register.
    pub component: Option<Key>,
    /// The single points of failure: of a register, those first that bring most down.
    pub spof: Vec<SinglePoint>,
    /// The requirements with redundancy that one failure defeats, where the owner would stay up with them; of a
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
    /// The components that it brings down, where that was asked for; of a register alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down_components: Option<Vec<Key>>,
    /// The components that cannot restart, where that was asked for; of a register alone.
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
        let points = points.map(|point| SinglePoint::new(graph, point));
        let defeated = found.defeated.iter();
        let defeated = defeated.map(|Defeated { need, by }| {
            Ok(DefeatedNeed {
                component: graph.key(need.owner)?,
                requirement: graph.need(need)?,
                by: graph.key(*by)?,
            })
        });
        Ok(Self {
            needs: KnownNeeds::new(graph),
            component: None,
            spof: points.collect::<Result<_>>()?,
            defeated: defeated.collect::<Result<_>>()?,
        })
    }

    /// The same with the names of what each point brings down. To find them takes a failure of each, and they
    /// may be most of the register.
    ///
    /// # Errors
    ///
    /// When the points are of another graph.
    pub fn with_affected(graph: &Graph, found: &PointsOfFailure) -> Result<Self> {
        let mut answer = Self::new(graph, found)?;
        let structure = graph.structure();
        let mut failures = structure.failures();
        for (point, PointOfFailure { component, .. }) in answer.spof.iter_mut().zip(&found.points) {
            let (down, cannot_restart) = structure.affected(&mut failures, *component)?;
            point.down_components = Some(graph.keys_of(down)?);
            point.cannot_restart_components = Some(graph.keys_of(cannot_restart)?);
        }
        Ok(answer)
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
        let points = points.map(|(point, hit)| SinglePoint::of(graph, component, *point, *hit));
        Ok(Self {
            needs: KnownNeeds::new(graph),
            component: Some(graph.key(component)?),
            spof: points.collect::<Result<_>>()?,
            defeated: Vec::new(),
        })
    }
}

impl SinglePoint {
    fn new(graph: &Graph, point: &PointOfFailure) -> Result<Self> {
        Ok(Self {
            component: graph.key(point.component)?,
            worst_rating: graph.worst_label(point.component)?,
            down: point.down,
            cannot_restart: point.cannot_restart,
            down_components: None,
            cannot_restart_components: None,
            because: None,
        })
    }

    /// What the failure of a point does to the component that was asked about.
    fn of(graph: &Graph, asked: ComponentId, point: ComponentId, hit: Hit) -> Result<Self> {
        let blast = graph.fail([point])?;
        // One that is degraded, too, may be unable to start for another reason.
        let (down, because) = match hit {
            Hit::Down => (1, graph.because(&blast, asked)?),
            Hit::CannotRestart => (0, graph.stuck_because(&blast, asked)?),
        };
        let found = PointOfFailure {
            component: point,
            down,
            cannot_restart: 1 - down,
        };
        let because = Some(because);
        Ok(Self {
            because,
            ..Self::new(graph, &found)?
        })
    }
}
