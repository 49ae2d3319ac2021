//! Containers that contain each other.

use crate::check::{Check, Remark};
use crate::record::text::quote;
use crate::record::{ComponentField, Place};
use crate::register::Register;

rule! {
    /// A component lives, over any number of steps, within itself.
    CONTAINMENT_CYCLE: Sense, Error, check,
    "containment-cycle" => "a component lives within itself, directly or by way of others",
}

fn check(check: &mut Check<'_>) {
    let containers = containers(check.register);
    for start in on_cycles(&containers) {
        let mut names = vec![name(check.register, start)];
        let mut at = containers[start];
        while let Some(next) = at.filter(|next| *next != start) {
            names.push(name(check.register, next));
            at = containers[next];
        }
        names.push(names[0].clone());
        let message = format!("containers contain each other: {}", names.join(" within "));
        let place = Place::component(start, ComponentField::Within);
        // Which of them is reported is a matter of their order.
        names.sort_unstable();
        names.dedup();
        let remark = Remark::new(message).subject(names.concat());
        check.report(place, remark.of_register());
    }
}

fn name(register: &Register, position: usize) -> String {
    let component = register.component_at(position);
    component.map_or_else(String::new, |component| quote(&component.stated().name))
}

/// The position of the container of each component.
fn containers(register: &Register) -> Vec<Option<usize>> {
    let container = |within: &str| {
        let found = register.find_component(within)?;
        Some(found.position())
    };
    let stated = register.components().map(|component| component.stated());
    stated
        .map(|component| {
            let within = &component.within;
            (!within.is_empty()).then(|| container(within)).flatten()
        })
        .collect()
}

/// The first component of each cycle: as each has one container at most, no two cycles meet.
fn on_cycles(containers: &[Option<usize>]) -> Vec<usize> {
    let mut seen_from = vec![None; containers.len()];
    let mut cycles = Vec::new();
    for start in 0..containers.len() {
        let mut at = Some(start);
        while let Some(here) = at {
            if let Some(from) = seen_from[here] {
                if from == start {
                    cycles.push(first_of_cycle(containers, here));
                }
                break;
            }
            seen_from[here] = Some(start);
            at = containers[here];
        }
    }
    cycles.sort_unstable();
    cycles
}

fn first_of_cycle(containers: &[Option<usize>], on_it: usize) -> usize {
    let mut first = on_it;
    let mut at = containers[on_it];
    while let Some(here) = at.filter(|here| *here != on_it) {
        first = first.min(here);
        at = containers[here];
    }
    first
}
