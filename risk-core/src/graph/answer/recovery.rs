//! A recovery.

use std::collections::HashMap;

use serde::Serialize;

use crate::graph::{BlastRadius, Graph, KnownNeeds, Recovered, Result, RtoStatus};
use crate::record::Key;
use crate::register::Duration;

/// How long it takes until everything is back, and in which order.
///
/// ```
/// use risk_core::graph::{Graph, RtoStatus, RecoveryAnswer};
/// use risk_core::{Component, Register, Scale};
///
/// let mut database = Component::new("Database");
/// database.restore = Some("2h".parse::<risk_core::Duration>()?.into());
/// database.rto = Some("1h".parse::<risk_core::Duration>()?.into());
/// let register = Register::new("Trips", Scale::default(), vec![database], Vec::new())?;
/// let graph = Graph::new(&register);
/// let blast = graph.fail([graph.find("Database")?])?;
/// let answer = RecoveryAnswer::new(&graph, &blast)?;
/// assert_eq!(answer.recovered[0].rto_status, Some(RtoStatus::Missed));
/// assert_eq!(serde_json::to_value(&answer)?["recovered"][0]["after"], "2h");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RecoveryAnswer {
    /// How much is known of what the components of the register need.
    pub needs: KnownNeeds,
    /// The components that fail.
    pub failed: Vec<Key>,
    /// The components that are down, in the order in which they are back.
    pub recovered: Vec<RecoveredComponent>,
    /// What decides when the last one is back, first things first, with all that can start only together.
    pub critical_chain: Vec<Key>,
    /// What can be repaired at once: the first wave needs nothing that is down, the second needs the first.
    pub waves: Vec<Vec<Key>>,
    /// Components that need each other and can start only together.
    pub bundles: Vec<Vec<Key>>,
}

/// When a component is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RecoveredComponent {
    /// The component.
    pub component: Key,
    /// How long after the beginning of the repair it is back, such as `1h15m`.
    pub after: String,
    /// The same in minutes.
    pub minutes: u64,
    /// Whether it may take longer, because a repair time is not known.
    pub at_least: bool,
    /// Its own repair time; null where it is not specified.
    pub restore: Option<String>,
    /// In which wave it is repaired, from 1.
    pub wave: usize,
    /// What it waits for longest; null where it waits for nothing.
    pub waits_for: Option<Key>,
    /// The position, from 0, of the bundle that it can start only with; null where it is in none.
    pub bundle: Option<usize>,
    /// Its RTO: how long it may be away; null where it is not specified.
    pub rto: Option<String>,
    /// Whether the RTO is `met`, `missed`, or `unknown` because a repair time is; null where it has none.
    pub rto_status: Option<RtoStatus>,
}

impl RecoveryAnswer {
    /// When everything is back, by the times to repair that the register states.
    ///
    /// # Errors
    ///
    /// When the failure is one in another graph.
    pub fn new(graph: &Graph, blast: &BlastRadius<'_>) -> Result<Self> {
        let recovery = graph.recovery(blast)?;
        let recovered = recovery.recovered.iter();
        let chain = recovery.last();
        let chain = chain.map(|last| recovery.critical_chain(last.component));
        let keys = |sets: Vec<Vec<_>>| {
            let sets = sets.into_iter();
            sets.map(|set| graph.keys_of(set)).collect::<Result<_>>()
        };
        Ok(Self {
            needs: KnownNeeds::new(graph),
            failed: graph.keys(blast.failed())?.collect(),
            recovered: recovered
                .map(|one| RecoveredComponent::new(graph, one))
                .collect::<Result<_>>()?,
            critical_chain: graph.keys_of(chain.into_iter().flatten().flatten())?,
            waves: keys(recovery.waves())?,
            bundles: keys(recovery.bundles)?,
        })
    }

    /// What decides when the last one is back, first things first: what can start only together is one step.
    pub fn critical_steps(&self) -> Vec<Vec<&RecoveredComponent>> {
        let recovered = self.recovered.iter();
        let places: HashMap<_, _> = recovered.map(|one| (&one.component, one)).collect();
        let chain = self.critical_chain.iter();
        let chain: Vec<_> = chain.filter_map(|key| places.get(key).copied()).collect();
        let steps = chain.chunk_by(|a, b| a.bundle.is_some() && a.bundle == b.bundle);
        steps.map(<[_]>::to_vec).collect()
    }

    /// Whether it may take longer until everything is back, because a repair time is not known.
    pub fn is_at_least(&self) -> bool {
        self.recovered.iter().any(|one| one.at_least)
    }
}

impl RecoveredComponent {
    fn new(graph: &Graph, one: &Recovered) -> Result<Self> {
        let rto = graph.rto(one.component)?;
        let text = |time: Option<Duration>| time.map(|time| time.to_string());
        Ok(Self {
            component: graph.key(one.component)?,
            after: one.time.to_string(),
            minutes: one.time.minutes(),
            at_least: one.is_at_least,
            restore: text(graph.restore(one.component)?),
            wave: one.wave,
            waits_for: one.waits_for.map(|other| graph.key(other)).transpose()?,
            bundle: one.bundle,
            rto: text(rto),
            rto_status: rto.map(|rto| one.rto_status(rto)),
        })
    }
}
