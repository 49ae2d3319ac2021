//! What could start from nothing.

use fixedbitset::FixedBitSet;

use super::Structure;
use super::cycles::Cycles;
use super::id::index;
use super::missing::{Missing, Pending};

/// The components of a scope that could start from nothing while some are down. The scope has whatever
/// requires, through hard requirements, any of its own; outside of it everything is as before the failure.
///
/// It is the least set into which a cycle without a component that is down enters when each of its
/// requirements has enough members in the set or in the cycle.
pub(super) fn can_cold_start(
    structure: &Structure,
    cycles: &Cycles,
    scope: &[u32],
    down: &FixedBitSet,
) -> FixedBitSet {
    let mut inside = FixedBitSet::with_capacity(structure.len());
    inside.extend(scope.iter().map(|component| index(*component)));
    // Whether a member is there for a cycle before anything of the scope has started.
    let is_there = |member: u32, cycle: u32| {
        if inside.contains(index(member)) {
            cycles.of(member) == cycle
        } else {
            cycles.can_cold_start(member)
        }
    };
    let mut missing = Missing::new(structure);
    // Nobody waits in a cycle of which something is down, or which is outside of the scope.
    let mut pending = Pending::default();
    let up = scope.iter().filter(|one| !down.contains(index(**one)));
    for component in up.clone() {
        let cycle = cycles.of(*component);
        let unmet = missing.expect(*component, |member| is_there(member, cycle));
        pending.add(cycle, unmet);
    }
    let up = up.map(|component| cycles.of(*component));
    let mut ready: Vec<u32> = up.filter(|cycle| pending.end_if_met(*cycle)).collect();
    // What waits for nothing starts, and then what has waited for that.
    let mut started = FixedBitSet::with_capacity(structure.len());
    while let Some(cycle) = ready.pop() {
        for component in cycles.components(cycle) {
            started.insert(index(*component));
            let owners = missing.come(*component);
            let owners = owners.map(|(owner, _)| cycles.of(owner));
            ready.extend(owners.filter(|cycle| pending.meet(*cycle)));
        }
    }
    started
}
