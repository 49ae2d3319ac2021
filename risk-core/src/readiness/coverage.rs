//! What the risks have of what they should have.

use std::cmp::Reverse;

use super::downs::Downs;
use super::live::live_risks;
use super::worst::worst_possible;
use super::{Counts, Gap, Instead, Window};
use crate::graph::{ComponentId, Graph, Ours};
use crate::register::{Date, Level, Rehearsal};

/// What the risks of a register have of what they should have.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report<'r> {
    /// What it was asked for.
    pub window: Window,
    /// The counts of all risks.
    pub total: Counts,
    /// The components, declared or only named: those with the worst gap first, then those with most gaps, then in the
    /// order of the graph; those without a risk last. Where risks name no component, they have an entry of their own.
    pub components: Vec<ComponentCounts>,
    /// The risks that nothing implemented would notice: the highest rating first, where the unrated count as the worst
    /// that they could get, then those of the component that brings most others down, then in the order of the
    /// register.
    pub gaps: Vec<Gap<'r>>,
}

/// What the risks of a component have of what they should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ComponentCounts {
    /// The component; `None` for the risks that name none.
    pub component: Option<ComponentId>,
    /// The counts of its risks.
    pub counts: Counts,
    /// The highest rating among its gaps, where the unrated count as the worst that they could get; `None` where it has
    /// none.
    pub worst_gap: Option<Level>,
    /// The day of the latest rehearsal of the component itself, however long ago. It counts for none of its risks.
    pub last_rehearsal: Option<Date>,
    /// How many rehearsals of it and of its risks are still to come.
    pub to_come: usize,
}

impl ComponentCounts {
    fn new(component: Option<ComponentId>, graph: &Graph, window: Window) -> Self {
        let stated = component.and_then(|component| graph.stated(component).ours());
        let rehearsals = stated.map_or(&[][..], |stated| &stated.rehearsals);
        let last = window.last(rehearsals);
        Self {
            component,
            counts: Counts::default(),
            worst_gap: None,
            last_rehearsal: last.and_then(Rehearsal::day),
            to_come: to_come(rehearsals, window),
        }
    }
}

/// How many rehearsals are still to come.
fn to_come(rehearsals: &[Rehearsal], window: Window) -> usize {
    let to_come = rehearsals.iter().filter(|one| window.is_to_come(one));
    to_come.count()
}

/// Counts what the risks of a register have of what they should have.
pub fn coverage(graph: &Graph, window: Window) -> Report<'_> {
    let structure = graph.structure();
    let mut downs = Downs::new(structure);
    let named = structure.components().map(Some);
    let mut components: Vec<ComponentCounts> = named
        .chain([None])
        .map(|component| ComponentCounts::new(component, graph, window))
        .collect();
    let mut gaps = Vec::new();
    for (risk, component) in live_risks(graph) {
        let at = component.map_or(structure.len(), ComponentId::index);
        let of_component = &mut components[at];
        of_component.counts += Counts::of(risk, window);
        of_component.to_come += to_come(&risk.stated().rehearsals, window);
        if let Some(instead) = Instead::of(risk.stated()) {
            let rating = worst_possible(risk, graph.register().scale());
            of_component.worst_gap = of_component.worst_gap.max(Some(rating));
            gaps.push(Gap {
                risk,
                component,
                rating,
                down: component.map_or(0, |component| downs.of(component)),
                instead,
            });
        }
    }
    components.retain(|one| one.component.is_some() || one.counts.risks > 0);
    // The sorts are stable, so equals stay in the order of the register.
    components.sort_by_key(|one| {
        let gaps = one.counts.gaps;
        (Reverse(one.worst_gap), Reverse(gaps), one.counts.risks == 0)
    });
    gaps.sort_by_key(|gap| (Reverse(gap.rating), Reverse(gap.down)));
    Report {
        window,
        total: components.iter().map(|one| one.counts).sum(),
        components,
        gaps,
    }
}

impl Report<'_> {
    /// How many rehearsals are still to come.
    pub fn to_come(&self) -> usize {
        self.components.iter().map(|one| one.to_come).sum()
    }

    /// The report of some of the components alone, of which those of another graph are none.
    #[must_use]
    pub fn only(mut self, components: &[ComponentId]) -> Self {
        let is_of =
            |of: Option<ComponentId>| of.is_some_and(|component| components.contains(&component));
        self.components.retain(|one| is_of(one.component));
        self.gaps.retain(|gap| is_of(gap.component));
        self.total = self.components.iter().map(|one| one.counts).sum();
        self
    }
}
