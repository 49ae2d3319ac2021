//! How many others a failure brings down.

use crate::graph::{ComponentId, EachAlone, Ours, Structure};

/// Reports how many others are down when a component fails. It is found out when it is first asked for.
pub(super) struct Downs<'g> {
    each: EachAlone<'g>,
}

impl<'g> Downs<'g> {
    pub(super) fn new(structure: &'g Structure) -> Self {
        Self {
            each: structure.each_alone().without_stuck(),
        }
    }

    pub(super) fn of(&mut self, component: ComponentId) -> usize {
        self.each.of(component).ours().down
    }
}
