//! Which failures together bring a component down.

use std::collections::HashSet;

use fixedbitset::FixedBitSet;

use super::id::{index, number};
use super::{ComponentId, Failures, Result, Structure};

/// The minimal cut sets that bring a component down.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutSets {
    /// The component.
    pub component: ComponentId,
    /// The sets, smaller ones first, each in the order of the graph. None has another one within it, and none has
    /// the component itself.
    pub sets: Vec<Vec<ComponentId>>,
    /// Every such set of at most so many components is there. It is less than what was asked for where there were
    /// too many sets to look at.
    pub complete_to: usize,
}

/// The search gives up an order after so many looks at components: some seconds.
const MOST_LOOKS: usize = 300_000_000;
/// And after so many sets of one order, which fit into a few hundred megabytes.
const MOST_SETS: usize = 2_000_000;

impl Structure {
    /// The minimal sets of at most so many components whose failures together bring a component down.
    ///
    /// It takes longer with each order: as many looks as there are pairs, for order 2, of components without
    /// which the component is down unless others stand in for them.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn cut_sets(&self, component: ComponentId, order: usize) -> Result<CutSets> {
        let of = component;
        let component = self.graph.number(component)?;
        let needed = self.needed(component);
        let mut search = Search {
            structure: self,
            component,
            failures: self.failures().within(&needed),
            found: Vec::new(),
            looks: 0,
        };
        let mut complete_to = 0;
        let mut open = vec![Vec::new()];
        while complete_to < order && !open.is_empty() {
            let is_last = complete_to + 1 == order;
            let Some(next) = search.widen(&open, is_last) else {
                break;
            };
            open = next;
            complete_to += 1;
        }
        // Where nothing is left to try, there are no larger sets either.
        let complete_to = if open.is_empty() { order } else { complete_to };
        search.found.retain(|set| set.len() <= complete_to);
        search.found.sort_by_key(|set| (set.len(), set.clone()));
        let ids = |set: &Vec<u32>| set.iter().map(|one| self.id(*one)).collect();
        Ok(CutSets {
            component: of,
            sets: search.found.iter().map(ids).collect(),
            complete_to,
        })
    }
}

/// A search by what has to break: whatever keeps the component up while some have failed, one of that has to fail
/// too. So a set is only ever widened by what is in use.
struct Search<'g> {
    structure: &'g Structure,
    component: u32,
    failures: Failures<'g>,
    found: Vec<Vec<u32>>,
    looks: usize,
}

impl Search<'_> {
    /// Adds one failure to each set that does not bring the component down, in every way that may; keeps those
    /// that bring it down, and returns the others, unless they are of no use any more. `None` where that are too many.
    fn widen(&mut self, open: &[Vec<u32>], is_last: bool) -> Option<Vec<Vec<u32>>> {
        let smaller = self.found.len();
        let mut seen = HashSet::new();
        let mut next = Vec::new();
        for set in open {
            let component = index(self.component);
            for added in self.in_use(set).ones().filter(|added| *added != component) {
                let mut wider = set.clone();
                wider.push(number(added));
                wider.sort_unstable();
                if !seen.insert(wider.clone()) || self.has_smaller(&wider, smaller) {
                    continue;
                }
                let outcome = self.failures.of_numbers(wider.iter().copied());
                self.looks += outcome.down_numbers().len() + outcome.degraded_numbers().len();
                if self.looks > MOST_LOOKS || seen.len() > MOST_SETS {
                    return None;
                }
                if outcome.is_down(self.component) {
                    self.found.push(wider);
                } else if !is_last {
                    next.push(wider);
                }
            }
        }
        Some(next)
    }

    /// Whether one of the smaller sets is within a set.
    fn has_smaller(&self, set: &[u32], smaller: usize) -> bool {
        let is_part = |found: &Vec<u32>| found.iter().all(|one| set.contains(one));
        self.found[..smaller].iter().any(is_part)
    }

    /// Components that keep each other and the component up while some have failed: one way to meet every
    /// requirement of each of them.
    fn in_use(&mut self, failed: &[u32]) -> FixedBitSet {
        let outcome = self.failures.of_numbers(failed.iter().copied());
        let layer = &self.structure.hard;
        let mut used = FixedBitSet::with_capacity(self.structure.len());
        let mut open = vec![self.component];
        let mut looks = 0;
        used.insert(index(self.component));
        while let Some(component) = open.pop() {
            for member in layer.singles.requires.get(component) {
                if !used.put(index(*member)) {
                    open.push(*member);
                }
            }
            for group in layer.groups.of(component) {
                let members = layer.groups.members(group);
                looks += members.len();
                let need = index(layer.groups.need(group));
                let known = members
                    .iter()
                    .filter(|member| used.contains(index(**member)));
                let missing = need.saturating_sub(known.count());
                let up =
                    |member: &&u32| !used.contains(index(**member)) && !outcome.is_down(**member);
                let chosen: Vec<u32> = members.iter().filter(up).take(missing).copied().collect();
                for member in chosen {
                    used.insert(index(member));
                    open.push(member);
                }
            }
        }
        self.looks += looks;
        used
    }
}
