//! What the other sheets of a workbook have, of which one is changed.

use std::collections::BTreeSet;

use super::EditError;
use crate::register::{Component, Record, Risk};

/// What an edit of one sheet has to leave alone in the others, as a source's scope has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Elsewhere {
    /// The references of the risks there, folded.
    pub references: BTreeSet<String>,
    /// The components that these are of, folded.
    pub components: BTreeSet<String>,
}

impl Elsewhere {
    /// Refuses the reference of a risk of another sheet.
    pub fn refuse_reference(&self, reference: &str) -> Result<(), EditError> {
        if self.references.contains(&Risk::fold_name(reference)) {
            let reference = reference.trim().to_owned();
            return Err(EditError::TakenElsewhere { reference });
        }
        Ok(())
    }

    /// Refuses to call a component as one is called that only other sheets have: their risks would be of it.
    pub fn refuse_joining(&self, name: &str, new: &str) -> Result<(), EditError> {
        let folded = Component::fold_name(new);
        if folded != Component::fold_name(name) && self.components.contains(&folded) {
            let component = new.to_owned();
            return Err(EditError::NamedElsewhere { component });
        }
        Ok(())
    }

    /// Refuses another name for a component, or none, where risks of other sheets would not mean it any more.
    pub fn refuse_component(&self, name: &str, new: Option<&str>) -> Result<(), EditError> {
        let folded = Component::fold_name(name);
        let still_means_it = new.is_some_and(|new| Component::fold_name(new) == folded);
        if !still_means_it && self.components.contains(&folded) {
            let component = name.to_owned();
            return Err(EditError::NamedElsewhere { component });
        }
        Ok(())
    }
}
