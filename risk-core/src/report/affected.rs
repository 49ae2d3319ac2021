//! What the failure of one component takes down, and how long it lasts.

use std::collections::HashMap;

use serde::Serialize;

use crate::document::DiagramFailure;
use crate::graph::format::Drawing;
use crate::graph::{
    BlastRadius, ComponentId, ComponentSet, Condition, Exposure, ExposureAnswer, Graph, KnownNeeds,
    Ours, Recovered, RtoStatus,
};
use crate::readiness::Window;
use crate::record::Key;
use crate::register::{Date, Duration, Rehearsal};

/// What the failure of one component alone takes down.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Affected {
    /// How much is known of what components need.
    pub needs: KnownNeeds,
    /// The single points of failure, those first that bring most down.
    pub spof: Vec<Exposure>,
    /// The components that are drawn: all, or of more than 300 the 50 of which a failure takes most down.
    pub drawn: Vec<Key>,
    /// What the failure of each of them alone does to those that are drawn; none where it does nothing.
    pub failures: Vec<DiagramFailure>,
    /// Of those that are drawn and have an RTO: how long they may be away, those first that are away too long.
    pub outages: Vec<Outage>,
    /// The components that are drawn, with what they need.
    #[serde(skip)]
    pub drawing: Drawing,
}

/// How long a component may be away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outage {
    /// The component.
    pub component: Key,
    /// Its RTO: how long it may be away.
    pub rto: String,
    /// The failure of one component after which it is away longest; null where none takes it down.
    pub failure: Option<Key>,
    /// How long it is away then, by the times to repair that the register states; null where none takes it down.
    pub after: Option<String>,
    /// Whether it may take longer, because a repair time is not known.
    pub at_least: bool,
    /// Whether the RTO is `met`, `missed`, or `unknown` because a repair time is.
    pub rto_status: Option<RtoStatus>,
    /// How long it took at the latest rehearsal of it or of one of its risks that tells; null where none does.
    pub measured: Option<String>,
    /// The day of that rehearsal.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub measured_on: Option<Date>,
    /// Whether the RTO was missed then.
    pub measured_missed: bool,
}

impl Affected {
    /// More components than these are no picture that anybody reads.
    pub const MOST_DRAWN: usize = 300;

    /// Of more components than are drawn, so many are: the worst.
    pub const WORST_DRAWN: usize = 50;

    pub(super) fn new(graph: &Graph, exposure: &ExposureAnswer, window: Window) -> Self {
        let drawn = drawn(graph, exposure);
        let places: HashMap<ComponentId, usize> = drawn.iter().zip(0..).collect();
        let mut failures = Vec::new();
        let mut longest: HashMap<ComponentId, (ComponentId, Recovered)> = HashMap::new();
        for component in drawn.iter() {
            let blast = graph.fail([component]).ours();
            failures.extend(failure(&blast, component, &places));
            let recovered = graph.recovery(&blast).ours().recovered.into_iter();
            for recovered in recovered.filter(|one| places.contains_key(&one.component)) {
                let is_longer = |known: &(_, Recovered)| {
                    (known.1.time, known.1.is_at_least) < (recovered.time, recovered.is_at_least)
                };
                if longest.get(&recovered.component).is_none_or(is_longer) {
                    longest.insert(recovered.component, (component, recovered));
                }
            }
        }
        let outages = drawn.iter();
        let outages = outages.filter_map(|one| Outage::new(graph, one, longest.get(&one), window));
        let mut outages: Vec<Outage> = outages.collect();
        // The sort is stable, so equals stay in the order of the graph.
        outages.sort_by_key(|one| match one.rto_status {
            Some(RtoStatus::Missed) => 0,
            _ if one.measured_missed => 0,
            Some(RtoStatus::Unknown) => 1,
            _ => 2,
        });
        let points = exposure.components.iter();
        let points = points.filter(|one| one.down + one.cannot_restart > 0);
        Self {
            needs: KnownNeeds::new(graph),
            spof: points.cloned().collect(),
            failures,
            outages,
            drawing: Drawing::of(graph, None, &drawn).ours(),
            drawn: graph.keys(&drawn).ours().collect(),
        }
    }

    /// What the failure of a component does, where it does anything and is drawn.
    pub fn failure(&self, component: &Key) -> Option<&DiagramFailure> {
        let mut failures = self.failures.iter();
        failures.find(|one| self.drawn.get(one.component) == Some(component))
    }
}

/// The components that are drawn.
fn drawn(graph: &Graph, exposure: &ExposureAnswer) -> ComponentSet {
    let structure = graph.structure();
    if structure.len() <= Affected::MOST_DRAWN {
        return structure.all();
    }
    let worst = exposure.components.iter().take(Affected::WORST_DRAWN);
    let worst: std::collections::HashSet<&Key> = worst.map(|one| &one.component).collect();
    let components = structure.components();
    let drawn = components.filter(|one| worst.contains(&graph.key(*one).ours()));
    structure.set(drawn).ours()
}

/// What a failure does to the components that are drawn; `None` where it does nothing.
fn failure(
    blast: &BlastRadius<'_>,
    component: ComponentId,
    places: &HashMap<ComponentId, usize>,
) -> Option<DiagramFailure> {
    let mut failure = DiagramFailure {
        component: places[&component],
        others_down: blast.down().len() - 1,
        ..DiagramFailure::default()
    };
    let hit = places.iter();
    let mut hit: Vec<(usize, Condition)> = hit
        .map(|(one, place)| (*place, blast.condition(*one).ours()))
        .collect();
    hit.sort_unstable_by_key(|(place, _)| *place);
    for (place, condition) in hit {
        match condition {
            Condition::Down => failure.down.push(place),
            Condition::Degraded => failure.degraded.push(place),
            Condition::CannotRestart => failure.cannot_restart.push(place),
            Condition::NoRedundancy => failure.no_redundancy.push(place),
            Condition::Failed | Condition::LessRedundancy | Condition::Up => {}
        }
    }
    let nothing = DiagramFailure {
        component: failure.component,
        ..DiagramFailure::default()
    };
    (failure != nothing).then_some(failure)
}

impl Outage {
    fn new(
        graph: &Graph,
        component: ComponentId,
        longest: Option<&(ComponentId, Recovered)>,
        window: Window,
    ) -> Option<Self> {
        let rto = graph.rto(component).ours()?;
        let measured = measured(graph, component, window);
        Some(Self {
            component: graph.key(component).ours(),
            rto: rto.to_string(),
            failure: longest.map(|(failure, _)| graph.key(*failure).ours()),
            after: longest.map(|(_, recovered)| recovered.time.to_string()),
            at_least: longest.is_some_and(|(_, recovered)| recovered.is_at_least),
            rto_status: longest.map(|(_, recovered)| recovered.rto_status(rto)),
            measured: measured.map(|(_, time)| time.to_string()),
            measured_on: measured.map(|(day, _)| day),
            measured_missed: measured.is_some_and(|(_, time)| time > rto),
        })
    }
}

/// The day of the latest rehearsal that measured how long it took, and how long it did.
fn measured(graph: &Graph, component: ComponentId, window: Window) -> Option<(Date, Duration)> {
    let stated = graph.stated(component).ours();
    let own = stated.map_or(&[][..], |stated| &stated.rehearsals).iter();
    let risks = graph.risks(component).ours();
    let of_risks = risks.flat_map(|risk| &risk.stated().rehearsals);
    let told = |one| Some((one, Rehearsal::measured(one)?));
    let told = own.chain(of_risks).filter_map(told);
    let (one, time) = Rehearsal::latest(told, window.today)?;
    Some((one.day()?, time))
}
