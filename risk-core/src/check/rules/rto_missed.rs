//! Promises of recovery that a single failure breaks.

use std::collections::BTreeMap;

use crate::check::Check;
use crate::graph::{ComponentId, Direction, Graph, MissedRto, Ours, Through};
use crate::record::ComponentField;
use crate::record::Place;
use crate::record::text::quote;

rule! {
    /// One failure is enough for a component to be away for longer than was promised.
    RTO_MISSED: Practice, Warning, check,
    "rto-missed" => "one failure is enough for a component to be away for longer than its RTO",
}

/// The rule looks at failures until it has looked at so many components that are down: some seconds.
const MOST_LOOKS: usize = 5_000_000;

/// The worst of the single failures that miss an RTO, and how many there are.
struct Worst {
    promise: MissedRto,
    failure: ComponentId,
    count: usize,
}

fn check(check: &mut Check<'_>) {
    let mut stated = check
        .register
        .components()
        .map(|component| component.stated());
    if !stated.any(|component| component.rto.is_some()) {
        return;
    }
    let graph = Graph::new(check.register);
    // Nothing takes longer than where everything has to be repaired, so most need no other look.
    let everything = graph.recovery_of(&graph.structure().all()).ours();
    let doubtful = graph.missed_rtos(&everything).ours();
    let (broken, is_whole) = broken(&graph, &doubtful);
    for promise in sorted(doubtful) {
        let message = match broken.get(&promise.component) {
            Some(worst) => message(&graph, worst),
            None if is_whole => continue,
            None => unclear(&promise),
        };
        let place = Place::component(promise.component.index(), ComponentField::Rto);
        check.report(place, message);
    }
}

fn sorted(mut promises: Vec<MissedRto>) -> Vec<MissedRto> {
    promises.sort_by_key(|promise| promise.component);
    promises
}

/// The promises that single failures break, and whether all failures were looked at.
fn broken(graph: &Graph, doubtful: &[MissedRto]) -> (BTreeMap<ComponentId, Worst>, bool) {
    let structure = graph.structure();
    let doubtful = doubtful.iter().map(|promise| promise.component);
    let doubtful = structure.set(doubtful).ours();
    let needed = structure.query(doubtful.iter(), Direction::Requirements);
    let mut failures = structure.failures();
    let mut broken: BTreeMap<ComponentId, Worst> = BTreeMap::new();
    let mut looks = 0;
    for failure in needed.ours().through(Through::Hard).resolve().iter() {
        let down = failures.of(&[failure]).ours().down();
        let down = structure.set(down).ours();
        if down.intersection(&doubtful).ours().is_empty() {
            continue;
        }
        looks += down.len();
        if looks > MOST_LOOKS {
            return (broken, false);
        }
        let recovery = graph.recovery_of(&down).ours();
        for promise in graph.missed_rtos(&recovery).ours() {
            let worst = broken.entry(promise.component).or_insert(Worst {
                promise,
                failure,
                count: 0,
            });
            worst.count += 1;
            if promise.time > worst.promise.time {
                worst.promise = promise;
                worst.failure = failure;
            }
        }
    }
    (broken, true)
}

/// What is said where there are too many failures to look at each.
fn unclear(promise: &MissedRto) -> String {
    let MissedRto { rto, time, .. } = promise;
    format!(
        "the RTO is {rto}, and where everything has to be repaired it takes {time}; there are too many \
         failures to look at each"
    )
}

fn message(graph: &Graph, worst: &Worst) -> String {
    let MissedRto {
        component,
        rto,
        time,
        is_at_least,
        ..
    } = worst.promise;
    let at_least = if is_at_least { "at least " } else { "" };
    let who = if worst.failure == component {
        "it".to_owned()
    } else {
        quote(graph.name(worst.failure).ours())
    };
    let others = match worst.count - 1 {
        0 => String::new(),
        1 => "; one other failure misses it too".to_owned(),
        count => format!("; {count} other failures miss it too"),
    };
    format!("the RTO is {rto}, and when {who} fails it takes {at_least}{time}{others}")
}
