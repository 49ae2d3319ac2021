//! What the risks have of what they should have.

use std::cmp::Reverse;

use serde::Serialize;

use super::live::{has_unread, live_risks, unplaced};
use super::{Counts, Gap, Instead, Window};
use crate::graph::{ComponentId, EachAlone, Graph, Ours};
use crate::record::Key;
use crate::register::{Date, Level, Rehearsal, RiskView};

/// What the risks have of what they should have, and the gaps.
///
/// ```
/// use risk_core::graph::Graph;
/// use risk_core::readiness::{CoverageAnswer, Window};
/// use risk_core::{Date, Register, Risk, Scale};
///
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![Risk::new("R01")])?;
/// let window = Window::up_to(Date::new(2026, 11, 23).unwrap());
/// let answer = CoverageAnswer::new(&Graph::new(&register), window);
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["total"]["observed"], 0);
/// assert_eq!(json["gaps"][0]["counts_as"], "Critical");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CoverageAnswer {
    /// What it was asked for.
    #[serde(flatten)]
    pub window: Window,
    /// The counts of all risks.
    pub total: Counts,
    /// The components: those with the worst gap first, those without a risk last.
    pub components: Vec<ComponentCounts>,
    /// The risks that nothing implemented would notice, the worst first.
    pub gaps: Vec<Gap>,
    /// The risks with something that could not be read, which counts for nothing of what they should have.
    pub unread: Vec<Key>,
    /// The risks that a choice of components left out, because their components could not be read.
    pub left_out: Vec<Key>,
    /// Those that it would leave out.
    #[serde(skip)]
    unplaced: Vec<Key>,
}

/// The counts of the risks of a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ComponentCounts {
    /// The component; null for the risks that name none.
    pub component: Option<Key>,
    /// The counts of its risks.
    #[serde(flatten)]
    pub counts: Counts,
    /// The label of the highest rating among its gaps, where the unrated count as the worst that they could get; null
    /// where there is none.
    pub worst_gap: Option<String>,
    /// The day of the latest rehearsal of the component itself; null where there was none.
    // It counts for none of the risks, and is shown however long ago it was.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub last_rehearsal: Option<Date>,
    /// How many rehearsals of it and of its risks are still to come.
    pub to_come: usize,
    /// The highest rating among its gaps as a level of the scale. It is not in the JSON form.
    #[serde(skip)]
    pub worst_level: Option<Level>,
    /// Those of its risks with something that could not be read.
    #[serde(skip)]
    unread: Vec<Key>,
}

impl ComponentCounts {
    fn new(component: Option<ComponentId>, graph: &Graph, window: Window) -> Self {
        let stated = component.and_then(|component| graph.stated(component).ours());
        let rehearsals = stated.map_or(&[][..], |stated| &stated.rehearsals);
        let last = window.last(rehearsals);
        Self {
            component: component.map(|component| graph.key(component).ours()),
            counts: Counts::default(),
            worst_gap: None,
            last_rehearsal: last.and_then(Rehearsal::day),
            to_come: to_come(rehearsals, window),
            worst_level: None,
            unread: Vec::new(),
        }
    }

    fn add(&mut self, risk: RiskView<'_>, gap: Option<&Gap>, window: Window) {
        self.counts += Counts::of(risk, window);
        self.to_come += to_come(&risk.stated().rehearsals, window);
        if has_unread(risk) {
            self.unread.push(risk.key());
        }
        if let Some(gap) = gap.filter(|gap| Some(gap.level) > self.worst_level) {
            self.worst_level = Some(gap.level);
            self.worst_gap = Some(gap.counts_as.clone());
        }
    }
}

/// How many rehearsals are still to come.
fn to_come(rehearsals: &[Rehearsal], window: Window) -> usize {
    let to_come = rehearsals.iter().filter(|one| window.is_to_come(one));
    to_come.count()
}

fn unread(components: &[ComponentCounts]) -> Vec<Key> {
    let unread = components.iter().flat_map(|one| &one.unread);
    unread.cloned().collect()
}

impl CoverageAnswer {
    /// Counts what the risks of a register have of what they should have.
    ///
    /// The components are all, declared or only named: those with the worst gap first, then those with most gaps, then
    /// in the order of the graph; those without a risk last. Where risks name no component, they have an entry of
    /// their own. The gaps with the highest rating stand first, where the unrated count as the worst that they could
    /// get, then those of the component that brings most others down, then in the order of the register.
    pub fn new(graph: &Graph, window: Window) -> Self {
        let mut failures = graph.structure().each_alone().without_stuck();
        Self::with(graph, window, &mut failures)
    }

    /// The same with failures of the graph of which some may have been looked at.
    pub(crate) fn with(graph: &Graph, window: Window, failures: &mut EachAlone<'_>) -> Self {
        let structure = graph.structure();
        let named = structure.components().map(Some);
        let mut components: Vec<ComponentCounts> = named
            .chain([None])
            .map(|component| ComponentCounts::new(component, graph, window))
            .collect();
        let mut gaps = Vec::new();
        for (risk, component) in live_risks(graph) {
            let at = component.map_or(structure.len(), ComponentId::index);
            let of_component = &mut components[at];
            let gap = Instead::of(risk.stated()).map(|instead| {
                let down = component.map_or(0, |component| failures.of(component).ours().down);
                let scale = graph.register().scale();
                Gap::new(risk, of_component.component.clone(), down, instead, scale)
            });
            of_component.add(risk, gap.as_ref(), window);
            gaps.extend(gap);
        }
        components.retain(|one| one.component.is_some() || one.counts.risks > 0);
        // The sorts are stable, so equals stay in the order of the register.
        components.sort_by_key(|one| {
            let gaps = one.counts.gaps;
            (
                Reverse(one.worst_level),
                Reverse(gaps),
                one.counts.risks == 0,
            )
        });
        gaps.sort_by_key(|gap| (Reverse(gap.level), Reverse(gap.down)));
        Self {
            window,
            unread: unread(&components),
            total: components.iter().map(|one| one.counts).sum(),
            components,
            gaps,
            left_out: Vec::new(),
            unplaced: unplaced(graph.register()),
        }
    }

    /// How many rehearsals are still to come.
    pub fn to_come(&self) -> usize {
        self.components.iter().map(|one| one.to_come).sum()
    }

    /// The answer for some of the components alone.
    #[must_use]
    pub fn only(mut self, components: &[Key]) -> Self {
        let is_of = |of: &Option<Key>| of.as_ref().is_some_and(|key| components.contains(key));
        self.left_out.append(&mut self.unplaced);
        self.components.retain(|one| is_of(&one.component));
        self.gaps.retain(|gap| is_of(&gap.component));
        self.total = self.components.iter().map(|one| one.counts).sum();
        self.unread = unread(&self.components);
        self
    }
}
