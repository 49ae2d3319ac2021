//! The risks that are asked about.

use crate::graph::{ComponentId, Graph, Ours};
use crate::record::{Key, RiskField};
use crate::register::RiskView;

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
const ASKED: [RiskField; 8] = [
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Status,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
    RiskField::TrackerLinks,
    RiskField::Rehearsals,
];

/// Whether something that a risk is asked for could not be read.
pub(crate) fn has_unread(risk: RiskView<'_>) -> bool {
    ASKED.iter().any(|field| risk.is_unread(*field))
}

/// The risks of which that is so.
pub(crate) fn risks_unread(graph: &Graph) -> Vec<Key> {
    let risks = live_risks(graph).map(|(risk, _)| risk);
    risks
        .filter(|risk| has_unread(*risk))
        .map(RiskView::key)
        .collect()
}
