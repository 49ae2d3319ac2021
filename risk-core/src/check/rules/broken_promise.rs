//! Promises of recovery that a single failure breaks.

use std::collections::BTreeMap;

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::graph::{BrokenPromise, ComponentId, Graph, Through};
use crate::register::text::quote;
use crate::register::{Field, Place};

/// One failure is enough for a component to be away for longer than was promised.
pub(super) const BROKEN_PROMISE: Rule = Rule {
    code: "broken-promise",
    summary: "one failure is enough for a component to be away for longer than its rto",
    severity: Severity::Warning,
    page: include_str!("../pages/broken-promise.md"),
    subject: Subject::Practice,
    look: Some(look),
};

/// The worst of the single failures that break a promise, and how many there are.
struct Worst {
    promise: BrokenPromise,
    failure: ComponentId,
    count: usize,
}

fn look(context: &mut Context<'_>) {
    let mut stated = context
        .register
        .components()
        .map(|component| component.stated());
    if !stated.any(|component| component.rto.is_some()) {
        return;
    }
    let graph = Graph::new(context.register);
    for (component, worst) in broken(&graph) {
        let message = message(&graph, &worst);
        let place = Place::component(component.index(), Field::Rto);
        context.report(&BROKEN_PROMISE, place, message);
    }
}

/// The promises that single failures break.
fn broken(graph: &Graph<'_>) -> BTreeMap<ComponentId, Worst> {
    let structure = graph.structure();
    // Nothing takes longer than where everything has to be repaired, so most need no other look.
    let everything = graph.fail(structure.components());
    let doubtful = graph.broken_promises(&graph.recovery(&everything));
    let doubtful: Vec<ComponentId> = doubtful.iter().map(|promise| promise.component).collect();
    let needed = structure.query(doubtful, crate::graph::Direction::Requirements);
    let mut broken: BTreeMap<ComponentId, Worst> = BTreeMap::new();
    for failure in needed.through(Through::Hard).resolve().iter() {
        let recovery = graph.recovery(&graph.fail([failure]));
        for promise in graph.broken_promises(&recovery) {
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
    broken
}

fn message(graph: &Graph<'_>, worst: &Worst) -> String {
    let BrokenPromise {
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
        quote(graph.name(worst.failure))
    };
    let others = match worst.count - 1 {
        0 => String::new(),
        1 => "; one other failure breaks it too".to_owned(),
        count => format!("; {count} other failures break it too"),
    };
    format!("the promise is {rto}, and when {who} fails it takes {at_least}{time}{others}")
}
