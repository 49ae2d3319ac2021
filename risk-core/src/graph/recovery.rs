//! How long it takes until everything is back.

mod clock;
mod together;

use std::collections::HashMap;

use super::id::Ours;
use super::{BlastRadius, ComponentId, ComponentSet, Graph, Result, Structure};
use crate::enum_words::enum_words;
use crate::record::as_text_in_json;
use crate::register::Duration;

/// When everything that is down is back, if everything is repaired as soon as what it needs is.
///
/// A component is back its own time to repair after enough of the members of each of its hard requirements are.
/// Components that need each other are repaired together, in the sum of their times, unless some of them can
/// start without the others.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recovery {
    /// The components that were down, in the order in which they are back.
    pub recovered: Vec<Recovered>,
    /// Those that can be repaired only together, each in the order of the graph.
    pub bundles: Vec<Vec<ComponentId>>,
    places: HashMap<ComponentId, usize>,
}

/// When a component is back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recovered {
    /// The component.
    pub component: ComponentId,
    /// How long after the beginning of the repair it is back.
    pub time: Duration,
    /// Whether it may take longer, because somebody's own time to repair is not known.
    pub is_at_least: bool,
    /// In which wave it is repaired, from 1: the first needs nothing that is down, the second needs the first.
    pub wave: usize,
    /// What it waits for longest; `None` where it waits for nothing.
    pub waits_for: Option<ComponentId>,
    /// The position, from 0, of the bundle that it is repaired with.
    pub bundle: Option<usize>,
}

/// Whether a component is back within its RTO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RtoStatus {
    /// It is.
    Met,
    /// It is not.
    Missed,
    /// It may be, as it takes at least so long.
    Unknown,
}

enum_words!(RtoStatus {
    /// All of them.
    ALL,
    /// The word for it.
    as_str,
    Met => "met",
    Missed => "missed",
    Unknown => "unknown",
});
as_text_in_json!(RtoStatus);

impl Recovered {
    /// Whether it is back within an RTO.
    pub fn rto_status(&self, rto: Duration) -> RtoStatus {
        if self.time > rto {
            RtoStatus::Missed
        } else if self.is_at_least {
            // What takes at least so long may take longer.
            RtoStatus::Unknown
        } else {
            RtoStatus::Met
        }
    }
}

/// An RTO that a recovery misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissedRto {
    /// The component.
    pub component: ComponentId,
    /// How long it may be away.
    pub rto: Duration,
    /// When it is back.
    pub time: Duration,
    /// Whether it may take longer still.
    pub is_at_least: bool,
}

impl Recovery {
    /// The recovery of what is down.
    fn new(
        structure: &Structure,
        down: &ComponentSet,
        restore: impl Fn(ComponentId) -> Option<Duration>,
    ) -> Self {
        let bundles = together::bundles(structure, down);
        let recovered = clock::run(structure, down, &bundles, restore);
        let places = recovered.iter().enumerate();
        Self {
            places: places.map(|(place, one)| (one.component, place)).collect(),
            recovered,
            bundles,
        }
    }

    /// When a component is back; `None` for one that was not down, as none of another graph was.
    pub fn of(&self, component: ComponentId) -> Option<&Recovered> {
        self.recovered.get(*self.places.get(&component)?)
    }

    /// What decides when a component is back, first things first and the component at the end: what is repaired at
    /// each step, which is a component or a bundle. The times to repair of all add up to the time of the component.
    pub fn critical_chain(&self, component: ComponentId) -> Vec<Vec<ComponentId>> {
        let mut chain = Vec::new();
        let mut next = self.of(component);
        while let Some(recovered) = next {
            chain.push(match recovered.bundle {
                Some(bundle) => self.bundles[bundle].clone(),
                None => vec![recovered.component],
            });
            next = recovered.waits_for.and_then(|before| self.of(before));
        }
        chain.reverse();
        chain
    }

    /// Whether it may take longer until everything is back, because somebody's own time to repair is not known.
    pub fn is_at_least(&self) -> bool {
        self.recovered.iter().any(|one| one.is_at_least)
    }

    /// The component that is back last, as far as times are known; `None` when nothing was down.
    pub fn last(&self) -> Option<&Recovered> {
        self.recovered.last()
    }

    /// The components of each wave, in the order of the graph.
    pub fn waves(&self) -> Vec<Vec<ComponentId>> {
        let count = self.recovered.iter().map(|recovered| recovered.wave).max();
        let mut waves = vec![Vec::new(); count.unwrap_or(0)];
        for recovered in &self.recovered {
            waves[recovered.wave - 1].push(recovered.component);
        }
        for wave in &mut waves {
            wave.sort_unstable();
        }
        waves
    }
}

impl BlastRadius<'_> {
    /// When everything that is down is back, given each component's own time to repair.
    pub fn recovery(&self, restore: impl Fn(ComponentId) -> Option<Duration>) -> Recovery {
        Recovery::new(self.structure(), self.down(), restore)
    }
}

impl Graph {
    /// When everything that is down is back, by the times to repair that the register states.
    ///
    /// # Errors
    ///
    /// When the failure is one in another graph.
    pub fn recovery(&self, blast: &BlastRadius<'_>) -> Result<Recovery> {
        self.recovery_of(blast.down())
    }

    /// The same of components that are down, without any of the rest of a blast radius.
    pub(crate) fn recovery_of(&self, down: &ComponentSet) -> Result<Recovery> {
        let structure = self.structure();
        structure.graph.check(down.graph())?;
        let restore = |component| self.restore(component).ours();
        Ok(Recovery::new(structure, down, restore))
    }

    /// The promises (`rto`) that a recovery does not keep, in the order in which the components are back.
    ///
    /// # Errors
    ///
    /// When the recovery is one in another graph.
    pub fn missed_rtos(&self, recovery: &Recovery) -> Result<Vec<MissedRto>> {
        let mut broken = Vec::new();
        for one in &recovery.recovered {
            let is_missed = |rto: &Duration| one.rto_status(*rto) == RtoStatus::Missed;
            if let Some(rto) = self.rto(one.component)?.filter(is_missed) {
                broken.push(MissedRto {
                    component: one.component,
                    rto,
                    time: one.time,
                    is_at_least: one.is_at_least,
                });
            }
        }
        Ok(broken)
    }
}
