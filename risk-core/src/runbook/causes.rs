//! What may be the cause of a failure: what the failed components need.

use std::collections::{BTreeSet, HashMap};

use super::plan::{Cause, CauseEffect};
use super::step_id::StepIds;
use crate::graph::{ComponentId, ComponentSet, Direction, Failures, Graph, LastStep, Ours, State};
use crate::register::{Level, ObservationStatus};

/// What may be the cause: what brings most of what failed down first, then what is nearest, then what has the
/// worst risks, then in the order of the graph.
pub(super) fn causes(
    graph: &Graph,
    failed: &BTreeSet<ComponentId>,
    ids: &mut StepIds,
) -> Vec<Cause> {
    let structure = graph.structure();
    let query = structure.query(failed.iter().copied(), Direction::Requirements);
    let query = query.ours();
    // Each component is needed by the one that it has there, on a shortest way from what failed.
    let (needed, steps) = (query.resolve(), query.steps());
    // Most of what is needed has no spare, and so needs no trial.
    let all: Vec<ComponentId> = failed.iter().copied().collect();
    let certain = structure.needed_alone_by_all(&all);
    // What is not needed has no part in it.
    let mut failures = structure.failures().within(&needed);
    let mut found: Vec<(Ranked, ComponentId)> = Vec::new();
    for component in others(&needed, failed) {
        let (down, degraded) = if certain.contains(component) {
            (failed.len(), 0)
        } else {
            hit(&mut failures, component, failed)
        };
        let ranked = Ranked {
            spared: failed.len() - down,
            untouched: failed.len() - down - degraded,
            steps: steps.get(&component).map_or(0, |step| step.steps),
            worst: std::cmp::Reverse(graph.worst_rating(component).ours()),
        };
        found.push((ranked, component));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    found
        .into_iter()
        .map(|(ranked, component)| cause(graph, component, &ranked, failed.len(), &steps, ids))
        .collect()
}

fn others<'a>(
    needed: &'a ComponentSet,
    failed: &'a BTreeSet<ComponentId>,
) -> impl Iterator<Item = ComponentId> + 'a {
    needed
        .iter()
        .filter(|component| !failed.contains(component))
}

/// How many of those that failed the failure of one component alone brings down, and how many it degrades.
fn hit(
    failures: &mut Failures<'_>,
    component: ComponentId,
    failed: &BTreeSet<ComponentId>,
) -> (usize, usize) {
    let outcome = failures.of(&[component]).ours();
    let count = |state| {
        let failed = failed.iter().map(|one| outcome.state(*one).ours());
        failed.filter(|one| *one == state).count()
    };
    (count(State::Down), count(State::Degraded))
}

/// By what causes are ordered: the least first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    /// How many of those that failed are not down with it.
    spared: usize,
    /// How many of those are not even degraded.
    untouched: usize,
    /// How far away it is.
    steps: usize,
    worst: std::cmp::Reverse<Option<Level>>,
}

/// Ways of more steps are not told: to tell all of them would take the square of their lengths, and each step of one is
/// a cause with its own last step.
const LONGEST_WAY: usize = 20;

fn way(steps: &HashMap<ComponentId, LastStep>, component: ComponentId) -> Vec<ComponentId> {
    if steps
        .get(&component)
        .is_some_and(|step| step.steps > LONGEST_WAY)
    {
        return Vec::new();
    }
    let next = |last: &ComponentId| steps.get(last).map(|step| step.from);
    let mut way: Vec<ComponentId> = std::iter::successors(Some(component), next).collect();
    way.reverse();
    way
}

fn cause(
    graph: &Graph,
    component: ComponentId,
    ranked: &Ranked,
    failed: usize,
    steps: &HashMap<ComponentId, LastStep>,
    ids: &mut StepIds,
) -> Cause {
    let name = graph.key(component).ours().to_string();
    let all = graph.risks(component).ours();
    let live = all.filter(|risk| !risk.is_closed());
    let mut risks = Vec::new();
    let mut observations: Vec<String> = Vec::new();
    for risk in live {
        risks.push(risk.key().to_string());
        let all = risk.stated().stated_observations();
        let known = all.filter(|one| one.status == ObservationStatus::Implemented);
        for text in known.map(|one| &one.text) {
            if !observations.contains(text) {
                observations.push(text.clone());
            }
        }
    }
    let worst = graph.worst_rating(component).ours();
    let ratings = graph.register().scale().rating();
    Cause {
        id: ids.next("cause", &name, ""),
        effect: match ranked {
            Ranked { spared: 0, .. } => CauseEffect::AllDown,
            Ranked { spared, .. } if *spared < failed => CauseEffect::Down,
            Ranked { untouched, .. } if *untouched < failed => CauseEffect::Degraded,
            _ => CauseEffect::NotAlone,
        },
        needed_by: steps
            .get(&component)
            .map_or_else(String::new, |step| graph.key(step.from).ours().to_string()),
        steps: ranked.steps,
        path: way(steps, component)
            .into_iter()
            .map(|one| graph.key(one).ours().to_string())
            .collect(),
        rating: worst.map(|level| ratings.label(level).to_owned()),
        component: name,
        risks,
        observations,
    }
}
