//! A blast radius.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Serialize;

use crate::graph::id::Ours;
use crate::graph::{BlastRadius, ComponentId, Condition, Graph, LostRedundancy, Result, Through};
use crate::record::Key;
use crate::register::{Level, RiskView, natural_order};

/// What is affected when components fail.
///
/// ```
/// use risk_core::graph::{BlastAnswer, Graph};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let graph = Graph::new(&register);
/// let blast = graph.fail([graph.find("Database")?])?;
/// let json = serde_json::to_value(BlastAnswer::new(&graph, &blast)?)?;
/// assert_eq!(json["down"][0]["component"], "Shop");
/// assert_eq!(json["down"][0]["because"], "it needs Database, which has failed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BlastAnswer {
    /// The components that fail.
    pub failed: Vec<Key>,
    /// The components that do not work, those that fail among them.
    pub down: Vec<HitComponent>,
    /// The components that work in part.
    pub degraded: Vec<HitComponent>,
    /// The requirements that are met and have lost redundancy, of components that are not down.
    pub redundancy_lost: Vec<LostRedundancyNeed>,
    /// The components that run on, could have started from nothing before and could not now.
    pub cannot_restart: Vec<HitComponent>,
    /// All that hard requirements reach, however many spares there are: the most that could be down.
    pub potential: Vec<HitComponent>,
    /// The components of which their dependencies are unknown.
    pub unknown: Vec<HitComponent>,
    /// The risks that are not closed of all components that are down, degraded, cannot restart, or have lost redundancy.
    pub risks: Vec<HitRisk>,
}

/// A component, and why it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct HitComponent {
    /// The component.
    pub component: Key,
    /// Why, in words.
    pub because: String,
    /// What it requires on a shortest way back to a failure; null for what fails, and where there is no way.
    pub via: Option<Key>,
}

/// A requirement that has lost redundancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LostRedundancyNeed {
    /// Who requires it.
    pub component: Key,
    /// What is left, in words.
    pub because: String,
    /// The requirement, as a cell has it.
    pub requirement: String,
    /// The members that are down.
    pub down: Vec<Key>,
    /// How many more may go down until it is not met.
    pub margin: u32,
}

/// A risk on a component that is hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct HitRisk {
    /// The identity of the risk.
    pub key: Key,
    /// The component.
    pub component: Key,
    /// How the component is: `down`, `degraded`, `cannot-restart` or `redundancy-lost`.
    pub state: &'static str,
    /// The label of the rating; null when the risk is unrated.
    pub rating: Option<String>,
    /// How the component fails.
    pub description: String,
    /// How the component is, with all that people tell apart. It is not in the JSON form.
    #[serde(skip)]
    pub condition: Condition,
    /// The rating as a level of the scale. It is not in the JSON form.
    #[serde(skip)]
    pub level: Option<Level>,
}

impl BlastAnswer {
    /// What a failure does.
    ///
    /// # Errors
    ///
    /// When the failure is one in another graph.
    pub fn new(graph: &Graph, blast: &BlastRadius<'_>) -> Result<Self> {
        let hit = |component, because: Result<String>, via: Option<ComponentId>| HitComponent {
            component: graph.key(component).ours(),
            because: because.ours(),
            via: via.map(|via| graph.key(via).ours()),
        };
        let via = |component| blast.via(component).ours();
        let down = |one| hit(one, graph.because(blast, one), via(one));
        let stuck = |one| hit(one, graph.stuck_because(blast, one), via(one));
        let unknown = |one| hit(one, Ok("its dependencies are unknown".to_owned()), None);
        let steps = blast.steps(Through::Hard);
        let potential = |one| {
            let via = steps.get(&one).copied();
            hit(one, graph.potential_because(via), via)
        };
        let redundancy_lost = blast.redundancy_lost().iter();
        Ok(Self {
            // This is refused where the failure is one in another graph, and then nothing else is asked.
            failed: graph.keys(blast.failed())?.collect(),
            down: blast.down().iter().map(down).collect(),
            degraded: blast.degraded().iter().map(down).collect(),
            redundancy_lost: redundancy_lost
                .map(|one| LostRedundancyNeed::new(graph, blast, one))
                .collect::<Result<_>>()?,
            cannot_restart: blast.cannot_restart().iter().map(stuck).collect(),
            potential: blast.potential().iter().map(potential).collect(),
            unknown: graph.structure().unknown().iter().map(unknown).collect(),
            risks: risks(graph, blast)?,
        })
    }

    /// What happens to components, the worst first: how each is, and why.
    pub fn hits(&self) -> impl Iterator<Item = (Condition, &Key, &str)> {
        // Of what is down, what fails is so for nothing else.
        let (down, failed): (Vec<_>, _) = self.down.iter().partition(|hit| hit.via.is_some());
        let hits = [
            (Condition::Failed, failed),
            (Condition::Down, down),
            (Condition::Degraded, self.degraded.iter().collect()),
            (
                Condition::CannotRestart,
                self.cannot_restart.iter().collect(),
            ),
        ];
        let hits = hits.into_iter().flat_map(|(condition, hits)| {
            let hits = hits.into_iter();
            hits.map(move |hit| (condition, &hit.component, hit.because.as_str()))
        });
        let redundancy_lost = self.redundancy_lost.iter();
        hits.chain(
            redundancy_lost.map(|lost| (lost.condition(), &lost.component, lost.because.as_str())),
        )
    }

    /// The risks, the highest rated first, and those of one rating by their references.
    pub fn risks_by_rating(&self) -> Vec<&HitRisk> {
        let mut risks: Vec<&HitRisk> = self.risks.iter().collect();
        risks.sort_by(|a, b| {
            let by_rating = Reverse(a.level).cmp(&Reverse(b.level));
            by_rating.then_with(|| natural_order(a.key.name(), b.key.name()))
        });
        risks
    }

    /// The components that have a requirement without any spare left.
    pub fn no_redundancy(&self) -> Vec<&Key> {
        let bare = self.redundancy_lost.iter().filter(|lost| lost.margin == 0);
        let mut owners: Vec<&Key> = bare.map(|lost| &lost.component).collect();
        owners.dedup();
        owners
    }

    /// The components of which their dependencies are unknown, and that are not known to be down.
    pub fn unknown_up(&self) -> impl Iterator<Item = &Key> {
        let down: HashSet<&Key> = self.down.iter().map(|hit| &hit.component).collect();
        let unknown = self.unknown.iter().map(|hit| &hit.component);
        unknown.filter(move |key| !down.contains(key))
    }
}

impl LostRedundancyNeed {
    /// How a component is that has lost no more than this.
    fn condition(&self) -> Condition {
        match self.margin {
            0 => Condition::NoRedundancy,
            _ => Condition::LessRedundancy,
        }
    }

    fn new(
        graph: &Graph,
        blast: &BlastRadius<'_>,
        redundancy_lost: &LostRedundancy,
    ) -> Result<Self> {
        Ok(Self {
            component: graph.key(redundancy_lost.component)?,
            because: graph.redundancy_lost_because(blast, redundancy_lost)?,
            requirement: graph.need(&redundancy_lost.need)?,
            down: graph.keys_of(redundancy_lost.down.iter().copied())?,
            margin: redundancy_lost.margin,
        })
    }
}

impl HitRisk {
    fn new(component: Key, condition: Condition, risk: RiskView<'_>) -> Self {
        Self {
            key: risk.key(),
            component,
            state: match condition {
                Condition::Failed | Condition::Down => "down",
                Condition::Degraded => "degraded",
                Condition::CannotRestart => "cannot-restart",
                Condition::NoRedundancy | Condition::LessRedundancy | Condition::Up => {
                    "redundancy-lost"
                }
            },
            rating: risk.rating_label().map(str::to_owned),
            description: risk.description.clone(),
            condition,
            level: risk.rating(),
        }
    }
}

/// The risks that are not closed on whatever a failure does something to.
fn risks(graph: &Graph, blast: &BlastRadius<'_>) -> Result<Vec<HitRisk>> {
    let mut risks = Vec::new();
    for component in graph.structure().components() {
        let condition = blast.condition(component)?;
        if condition != Condition::Up {
            let live = graph.risks(component)?.filter(|risk| !risk.is_closed());
            let key = graph.key(component)?;
            risks.extend(live.map(|risk| HitRisk::new(key.clone(), condition, risk)));
        }
    }
    Ok(risks)
}
