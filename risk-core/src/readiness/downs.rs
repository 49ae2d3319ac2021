//! How many others a failure brings down.

use std::cell::OnceCell;

use crate::graph::{ComponentId, Counts, Structure};

/// Reports how many others are down when a component fails. It is found out when it is first asked for, of all at
/// once.
pub(super) struct Downs<'g> {
    structure: &'g Structure,
    known: OnceCell<Vec<Counts>>,
}

impl<'g> Downs<'g> {
    pub(super) fn new(structure: &'g Structure) -> Self {
        Self {
            structure,
            known: OnceCell::new(),
        }
    }

    pub(super) fn of(&self, component: ComponentId) -> usize {
        let known = self.known.get_or_init(|| self.structure.counts());
        known[component.index()].down
    }
}
