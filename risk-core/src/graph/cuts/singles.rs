//! What is enough alone to bring a component down.

use fixedbitset::FixedBitSet;
use petgraph::visit::{Bfs, Dfs};

use super::SearchEnd;
use super::meter::Meter;
use crate::graph::id::index;
use crate::graph::view::View;
use crate::graph::{Outcome, Structure};

/// The components whose failure alone brings one down, itself among them.
///
/// Where the failure of one does not, what the component lives on then is enough: what is not of it brings nothing
/// down alone, and needs no trial. So most of a large graph needs none.
pub fn singles(
    structure: &Structure,
    component: u32,
    meter: &mut Meter<'_>,
) -> Result<FixedBitSet, SearchEnd> {
    let needed = structure.needed(component);
    let [alone, all] = [false, true].map(|groups| View { structure, groups });
    let mut failures = structure.failures().within(&needed);
    let mut open = needed.bits().clone();
    let mut singles = FixedBitSet::with_capacity(structure.len());
    let mut nearest_first = Bfs::new(all, component);
    while let Some(next) = nearest_first.next(all) {
        meter.count(1)?;
        if !open.contains(index(next)) {
            continue;
        }
        let outcome = failures.of_numbers([next]);
        meter.count(outcome.down().len() + outcome.degraded().len())?;
        if outcome.is_down(component) {
            // What one of them requires without redundancy is enough as well.
            let mut walk = Dfs::new(alone, next);
            walk.discovered = singles;
            while let Some(single) = walk.next(alone) {
                meter.count(1)?;
                open.remove(index(single));
            }
            singles = walk.discovered;
        } else {
            let used = in_use(structure, component, outcome, &open);
            meter.count(used.count_ones(..))?;
            open.intersect_with(&used);
        }
    }
    Ok(singles)
}

/// Components that are enough to keep each other and one up after a failure: one way to meet every requirement of each of them,
/// by others than some as far as these will do.
fn in_use(
    structure: &Structure,
    component: u32,
    outcome: Outcome<'_>,
    avoid: &FixedBitSet,
) -> FixedBitSet {
    let layer = &structure.hard;
    let mut used = FixedBitSet::with_capacity(structure.len());
    let mut open = vec![component];
    used.insert(index(component));
    while let Some(component) = open.pop() {
        let mut chosen = layer.singles.requires.get(component).to_vec();
        for group in layer.groups.of(component) {
            let members = layer.groups.members(group).iter().copied();
            let mut members: Vec<u32> = members.filter(|one| !outcome.is_down(*one)).collect();
            members.sort_by_key(|one| {
                let at = index(*one);
                (!used.contains(at), avoid.contains(at))
            });
            members.truncate(index(layer.groups.need(group)));
            chosen.append(&mut members);
        }
        open.extend(chosen.into_iter().filter(|one| !used.put(index(*one))));
    }
    used
}
