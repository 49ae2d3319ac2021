//! The risks that are asked about.

use crate::graph::{ComponentId, Graph, Ours};
use crate::record::{Key, RiskField};
use crate::register::{Register, Rehearsal, RiskView};

/// A risk, and its component where it names one.
pub(crate) type Placed<'r> = (RiskView<'r>, Option<ComponentId>);

/// The risks that are not closed, in the order of the register.
pub(crate) fn live_risks(graph: &Graph) -> impl Iterator<Item = Placed<'_>> {
    let risks = graph.register().risks();
    let mut components = vec![None; risks.len()];
    for component in graph.structure().components() {
        for risk in graph.risks(component).ours() {
            components[risk.position()] = Some(component);
        }
    }
    let placed = risks.zip(components);
    placed.filter(|(risk, _)| !risk.is_closed())
}

/// What a risk is asked for.
const ASKED: [RiskField; 9] = [
    RiskField::Component,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Status,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
    RiskField::TrackerLinks,
    RiskField::Rehearsals,
];

/// Whether something that a risk is asked for could not be read, or is said of a rehearsal that nobody can place.
pub(crate) fn has_unread(risk: RiskView<'_>) -> bool {
    ASKED.iter().any(|field| risk.is_unread(*field)) || risk.rehearsals.iter().any(is_unclear)
}

/// Whether nobody knows when a rehearsal was, or whether something failed in it or was talked through.
fn is_unclear(rehearsal: &Rehearsal) -> bool {
    rehearsal.day().is_none() || rehearsal.kind.known().is_none()
}

/// The risks of which that is so.
pub(crate) fn risks_unread(graph: &Graph) -> Vec<Key> {
    let risks = live_risks(graph).map(|(risk, _)| risk);
    risks
        .filter(|risk| has_unread(*risk))
        .map(RiskView::key)
        .collect()
}

/// The risks that are not closed and of which the component could not be read.
pub(crate) fn unplaced(register: &Register) -> Vec<Key> {
    let risks = register.risks().filter(|risk| !risk.is_closed());
    let unplaced = risks.filter(|risk| risk.is_unread(RiskField::Component));
    unplaced.map(RiskView::key).collect()
}
