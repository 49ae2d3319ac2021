//! Where to look next.

use super::id::{Ours, number};
use super::{ComponentId, Graph};
use crate::register::Level;

/// What depends on a component, and how bad its risks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exposure {
    /// The component.
    pub component: ComponentId,
    /// How many others are down when it fails.
    pub down: usize,
    /// How many others are degraded when it fails.
    pub degraded: usize,
    /// How many others run on when it fails and could not start again.
    pub cannot_restart: usize,
    /// How many risks it has that are not closed.
    pub risks: usize,
    /// The highest rating among them; `None` when none is rated.
    pub worst: Option<Level>,
}

impl Graph {
    /// All components: those first of which the failure brings most down, then those that leave most unable to start
    /// again, then those with the worst rating, then those that degrade most, then in the order of the graph.
    pub fn exposure(&self) -> Vec<Exposure> {
        let structure = self.structure();
        let mut failures = structure.failures();
        let exposure = (0..number(structure.len())).map(|at| {
            let component = structure.id(at);
            let outcome = failures.of_numbers([at]);
            let live = self.risks(component).ours();
            let live = live.filter(|risk| !risk.is_closed());
            Exposure {
                component,
                down: outcome.down().len() - 1,
                degraded: outcome.degraded().len(),
                cannot_restart: structure.cannot_restart(at, outcome),
                risks: live.count(),
                worst: self.worst_rating(component).ours(),
            }
        });
        let mut exposure: Vec<Exposure> = exposure.collect();
        // The sort is stable, so equals stay in the order of the graph.
        exposure.sort_by(|a, b| {
            let rank = |one: &Exposure| (one.down, one.cannot_restart, one.worst, one.degraded);
            rank(b).cmp(&rank(a))
        });
        exposure
    }
}
