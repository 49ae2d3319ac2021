//! What stays of a register of which one of several sheets is imported.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::matching::Unclear;
use crate::check::Reading;
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Record, Register, Risk, RiskView, SourceScope};

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
    let mut there: IndexMap<String, Vec<&Arc<Risk>>> = IndexMap::new();
    for risk in before.shared_risks() {
        if source.scope.has_elsewhere(&risk.reference) {
            let reference = Risk::fold_name(&risk.reference);
            there.entry(reference).or_default().push(risk);
        }
    }
    if there.is_empty() {
        return Ok(read);
    }
    // Of two that share a reference, the one here is new.
    let is_new = |reference: &str| match unclear {
        Unclear::Ask(matches) => matches.get(&Key::first(reference)) == Some(&None),
        Unclear::ByKey | Unclear::New => false,
    };
    let mut here: HashMap<String, Vec<&Risk>> = HashMap::new();
    for risk in read.risks().map(RiskView::stated) {
        let reference = Risk::fold_name(&risk.reference);
        let is_another = doubtful.contains(&reference) && is_new(risk.reference.trim());
        if there.contains_key(&reference) && !is_another {
            here.entry(reference).or_default().push(risk);
        }
    }
    let kept = there.into_iter().flat_map(|(reference, there)| {
        let here = here.get(&reference).map_or(&[][..], Vec::as_slice);
        beyond(there, here)
    });
    let all = read.shared_risks().iter().chain(kept).cloned().collect();
    read.with_records(read.scale().clone(), read.shared_components().to_vec(), all)
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
