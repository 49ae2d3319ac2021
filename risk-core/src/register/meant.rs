//! What somebody means who types the name of a component.

use super::{Component, Record, Register};

impl Register {
    /// The name, [folded](Record::fold_name), of a component that is declared or that some risk is of; `None` where none is called
    /// so. A name of which nothing is left, such as `--`, names none, and not what has no name.
    pub(crate) fn component_meant(&self, name: &str) -> Option<String> {
        let folded = Component::fold_name(name);
        let mut named = self.risks().map(|risk| &risk.stated().component);
        let is_meant = |component: &String| Component::fold_name(component) == folded;
        let mut is_known = || !self.positions_alike(name).is_empty() || named.any(is_meant);
        (!folded.is_empty() && is_known()).then_some(folded)
    }
}
