//! How many others a failure brings down.

use crate::graph::{ComponentId, Failures, Ours, Structure};

/// Reports how many others are down when a component fails. It is found out when it is first asked for.
pub(super) struct Downs<'g> {
    failures: Failures<'g>,
    known: Vec<Option<usize>>,
}

impl<'g> Downs<'g> {
    pub(super) fn new(structure: &'g Structure) -> Self {
        Self {
            failures: structure.failures(),
            known: vec![None; structure.len()],
        }
    }

    pub(super) fn of(&mut self, component: ComponentId) -> usize {
        let failures = &mut self.failures;
        let known = &mut self.known[component.index()];
        *known.get_or_insert_with(|| failures.of(&[component]).ours().down().len() - 1)
    }
}
