//! The definitions as they are written, computed by trying until nothing changes.

use super::generators::{Spec, Wanted};
use crate::graph::State;
use crate::register::Effect;

/// The least states that fit all requirements.
pub fn states(spec: &Spec, failed: &[usize]) -> Vec<State> {
    let mut states = vec![State::Up; spec.components];
    loop {
        let mut next = states.clone();
        for component in failed {
            next[*component] = State::Down;
        }
        for wanted in &spec.requirements {
            let mut members: Vec<State> = wanted.members.iter().map(|at| states[*at]).collect();
            members.sort_unstable();
            let value = match (wanted.effect, members[wanted.need - 1]) {
                (Effect::Hard, state) => state,
                (Effect::Soft, State::Down) => State::Degraded,
                (Effect::Soft, _) => State::Up,
            };
            next[wanted.owner] = next[wanted.owner].max(value);
        }
        if next == states {
            return states;
        }
        states = next;
    }
}

/// Whether each component reaches each other over hard requirements of which all members are needed.
fn reaches(spec: &Spec) -> Vec<Vec<bool>> {
    let mut reaches = vec![vec![false; spec.components]; spec.components];
    for (owner, row) in reaches.iter_mut().enumerate() {
        row[owner] = true;
        let is_single = |wanted: &&Wanted| wanted.need == wanted.members.len();
        for wanted in spec.hard(owner).filter(is_single) {
            for member in &wanted.members {
                row[*member] = true;
            }
        }
    }
    for via in 0..spec.components {
        for from in 0..spec.components {
            for to in 0..spec.components {
                reaches[from][to] |= reaches[from][via] && reaches[via][to];
            }
        }
    }
    reaches
}

/// What could start from nothing while some components are down.
pub fn can_cold_start(spec: &Spec, down: &[usize]) -> Vec<bool> {
    let reaches = reaches(spec);
    let together = |a: usize, b: usize| reaches[a][b] && reaches[b][a];
    let mut can_cold_start = vec![false; spec.components];
    loop {
        let mut next = can_cold_start.clone();
        for (one, starts) in next.iter_mut().enumerate() {
            let cycle: Vec<usize> = (0..spec.components)
                .filter(|at| together(one, *at))
                .collect();
            let is_met = |component: &usize| {
                spec.hard(*component).all(|wanted| {
                    let there = |at: &&usize| can_cold_start[**at] || cycle.contains(at);
                    wanted.members.iter().filter(there).count() >= wanted.need
                })
            };
            *starts |= cycle.iter().all(|at| !down.contains(at)) && cycle.iter().all(is_met);
        }
        if next == can_cold_start {
            return can_cold_start;
        }
        can_cold_start = next;
    }
}

/// What could start before the failure, is not down after it, and could not start after it.
pub fn cannot_restart(spec: &Spec, failed: &[usize]) -> Vec<usize> {
    let states = states(spec, failed);
    let down: Vec<usize> = (0..spec.components)
        .filter(|at| states[*at] == State::Down)
        .collect();
    let (before, after) = (can_cold_start(spec, &[]), can_cold_start(spec, &down));
    let lost = |at: &usize| before[*at] && !after[*at] && !down.contains(at);
    (0..spec.components).filter(lost).collect()
}

/// What is reached from some components through hard requirements, whatever is needed.
pub fn reached(spec: &Spec, failed: &[usize]) -> Vec<usize> {
    let mut reached: Vec<bool> = (0..spec.components)
        .map(|at| failed.contains(&at))
        .collect();
    loop {
        let mut next = reached.clone();
        for (owner, next) in next.iter_mut().enumerate() {
            let mut members = spec.hard(owner).flat_map(|wanted| &wanted.members);
            *next |= members.any(|at| reached[*at]);
        }
        if next == reached {
            return (0..spec.components).filter(|at| reached[*at]).collect();
        }
        reached = next;
    }
}
