//! What somebody means who types the name of a component, and the header of a value beyond the model.

use super::{Component, Extra, ExtraValue, Record, Register};
use crate::record::text::lower;

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

impl Extra {
    /// The value under a header, such as `Vendor` or `Date~2`, else the one under the header in other letters: columns that people
    /// filled in spell it in several ways.
    pub(crate) fn under(&self, header: &str) -> Option<&ExtraValue> {
        let meant = lower(header);
        let mut alike = None;
        for (key, value) in self.iter() {
            let key = key.to_string();
            if key == header {
                return Some(value);
            }
            if alike.is_none() && lower(&key) == meant {
                alike = Some(value);
            }
        }
        alike
    }
}
