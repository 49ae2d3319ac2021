//! What could start from nothing.

use fixedbitset::FixedBitSet;

use super::Structure;
use super::circles::Circles;
use super::id::index;
use super::missing::{Missing, Pending};

/// The components of a scope that could start from nothing while some are down. The scope has whatever
/// requires, through hard requirements, any of its own; outside of it everything is as before the failure.
///
/// It is the least set into which a circle without a component that is down enters when each of its
/// requirements has enough members in the set or in the circle.
pub(super) fn grounded(
    structure: &Structure,
    circles: &Circles,
    scope: &[u32],
    down: &FixedBitSet,
) -> FixedBitSet {
    let mut inside = FixedBitSet::with_capacity(structure.len());
    inside.extend(scope.iter().map(|component| index(*component)));
    // Whether a member is there for a circle before anything of the scope has started.
    let is_there = |member: u32, circle: u32| {
        if inside.contains(index(member)) {
            circles.of(member) == circle
        } else {
            circles.is_grounded(member)
        }
    };
    let mut missing = Missing::new(structure);
    // Nobody waits in a circle of which something is down, or which is outside of the scope.
    let mut pending = Pending::default();
    let up = scope.iter().filter(|one| !down.contains(index(**one)));
    for component in up.clone() {
        let circle = circles.of(*component);
        let unmet = missing.expect(*component, |member| is_there(member, circle));
        pending.add(circle, unmet);
    }
    let up = up.map(|component| circles.of(*component));
    let mut ready: Vec<u32> = up.filter(|circle| pending.end_if_met(*circle)).collect();
    // What waits for nothing starts, and then what has waited for that.
    let mut started = FixedBitSet::with_capacity(structure.len());
    while let Some(circle) = ready.pop() {
        for component in circles.components(circle) {
            started.insert(index(*component));
            let owners = missing.come(*component);
            let owners = owners.map(|(owner, _)| circles.of(owner));
            ready.extend(owners.filter(|circle| pending.meet(*circle)));
        }
    }
    started
}
