//! What the other sheets of a workbook have, of which one is changed or imported.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;

use super::EditError;
use super::matching::Unclear;
use crate::check::Reading;
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Component, Record, Register, Risk, RiskView, SourceScope};

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

/// What a source states, and the risks of the register before that stand in other sheets than the one it was read
/// from: these are as they were.
pub(super) fn with_other_sheets(
    before: &Register,
    source: &Reading,
    unclear: Unclear<'_>,
) -> Result<Register, InvalidRegister> {
    let read = source.register.clone();
    let SourceScope::Columns { doubtful, .. } = &source.scope else {
        return Ok(read);
    };
    // Of two that share a reference, the one here is new.
    let is_new = |reference: &str| match unclear {
        Unclear::Ask(matches) => matches.get(&Key::first(reference)) == Some(&None),
        Unclear::ByKey | Unclear::New => false,
    };
    let mut here: HashMap<&str, Vec<&Risk>> = HashMap::new();
    for risk in read.risks().map(RiskView::stated) {
        here.entry(risk.reference.trim()).or_default().push(risk);
    }
    let mut there: IndexMap<&str, Vec<&Arc<Risk>>> = IndexMap::new();
    for risk in before.shared_risks() {
        let reference = risk.reference.trim();
        if source.scope.has_elsewhere(reference) {
            there.entry(reference).or_default().push(risk);
        }
    }
    let kept = there.into_iter().flat_map(|(reference, there)| {
        let here = here.get(reference).map_or(&[][..], Vec::as_slice);
        let is_doubtful = doubtful.contains(reference) && is_new(reference);
        let here = if is_doubtful { &[] } else { here };
        beyond(there, here)
    });
    let kept: Vec<Risk> = kept.map(|risk| Risk::clone(risk)).collect();
    if kept.is_empty() {
        return Ok(read);
    }
    let (title, scale, components, mut risks) = read.into_parts();
    risks.extend(kept);
    Register::new(title, scale, components, risks)
}

/// Those of the risks of one reference that a sheet has no room for, and that another sheet therefore has: those that are
/// the least like its own.
fn beyond<'a>(mut risks: Vec<&'a Arc<Risk>>, own: &[&Risk]) -> Vec<&'a Arc<Risk>> {
    let is_like = |risk: &Risk| {
        let of_component = own.iter().filter(|own| own.component == risk.component);
        let descriptions = of_component.map(|own| own.description == risk.description);
        descriptions.max()
    };
    risks.sort_by_key(|risk| is_like(risk));
    risks.truncate(risks.len().saturating_sub(own.len()));
    risks
}
