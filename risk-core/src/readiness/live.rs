//! The risks that are asked about.

use crate::graph::{ComponentId, Graph, Ours};
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
