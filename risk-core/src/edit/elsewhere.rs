//! What the other sheets of a workbook have, of which one is changed.

use std::collections::{BTreeSet, HashSet};

use super::EditError;
use crate::record::text::fold;
use crate::register::{Record, Risk};

/// What an edit of one sheet has to leave alone in the others.
#[derive(Debug, Clone, Default)]
pub(super) struct Elsewhere {
    /// The references of the risks there, folded.
    references: HashSet<String>,
    /// The components that these are of, folded.
    components: HashSet<String>,
}

impl Elsewhere {
    pub fn new(references: &BTreeSet<String>, components: &BTreeSet<String>) -> Self {
        let references = references.iter().map(|name| Risk::fold_name(name));
        let components = components.iter().map(|name| fold(name));
        Self {
            references: references.collect(),
            components: components.collect(),
        }
    }

    /// Refuses the reference of a risk of another sheet.
    pub fn refuse_reference(&self, reference: &str) -> Result<(), EditError> {
        if self.references.contains(&Risk::fold_name(reference)) {
            let reference = reference.trim().to_owned();
            return Err(EditError::TakenElsewhere { reference });
        }
        Ok(())
    }

    /// Refuses another name for a component, or none, where risks of other sheets would go on with the one it has.
    pub fn refuse_component(&self, name: &str) -> Result<(), EditError> {
        if self.components.contains(&fold(name)) {
            let component = name.to_owned();
            return Err(EditError::NamedElsewhere { component });
        }
        Ok(())
    }
}
