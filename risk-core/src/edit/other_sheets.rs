//! What stays of a register of which one of several sheets is imported.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::matching::Unclear;
use crate::check::Reading;
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Register, Risk, RiskView, SourceScope};

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
