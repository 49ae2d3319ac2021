//! Single points of failure.

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;

use super::generators::{Spec, Wanted, any_of_specs, id, indices, specs};
use super::naive;
use crate::graph::{Hit, State};
use crate::register::Effect;

/// The components other than itself on every way from what needs nothing to a component.
fn dominators(spec: &Spec, component: usize) -> Option<Vec<usize>> {
    let mut graph = DiGraph::<(), ()>::new();
    for _ in 0..=spec.components {
        graph.add_node(());
    }
    let root = NodeIndex::new(spec.components);
    for at in 0..spec.components {
        if spec.hard(at).next().is_none() {
            graph.add_edge(root, NodeIndex::new(at), ());
        }
    }
    for wanted in &spec.requirements {
        for member in &wanted.members {
            graph.add_edge(NodeIndex::new(*member), NodeIndex::new(wanted.owner), ());
        }
    }
    let dominators = simple_fast(&graph, root);
    let of = dominators.strict_dominators(NodeIndex::new(component))?;
    let of = of.filter(|node| *node != root);
    let mut of: Vec<usize> = of.map(|node| node.index()).collect();
    of.sort_unstable();
    Some(of)
}

proptest! {
    #[test]
    fn with_any_of_alone_they_are_the_dominators(spec in any_of_specs()) {
        let structure = spec.build();
        for component in 0..spec.components {
            let points = structure.points_of_failure_of(id(&structure, component)).unwrap();
            let points = indices(points.into_iter().map(|(point, _)| point));
            match dominators(&spec, component) {
                Some(dominators) => prop_assert_eq!(points, dominators),
                // What could never start from nothing loses nothing but by going down.
                None => prop_assert!(!naive::can_cold_start(&spec, &[])[component]),
            }
        }
    }

    #[test]
    fn they_are_what_brings_a_component_down_alone(spec in specs()) {
        let structure = spec.build();
        for component in 0..spec.components {
            let mut expected = Vec::new();
            for other in (0..spec.components).filter(|other| *other != component) {
                if naive::states(&spec, &[other])[component] == State::Down {
                    expected.push((id(&structure, other), Hit::Down));
                } else if naive::cannot_restart(&spec, &[other]).contains(&component) {
                    expected.push((id(&structure, other), Hit::CannotRestart));
                }
            }
            prop_assert_eq!(structure.points_of_failure_of(id(&structure, component)).unwrap(), expected);
        }
    }

    #[test]
    fn those_of_a_graph_are_ranked_by_what_they_bring_down(spec in specs()) {
        let structure = spec.build();
        let mut expected = Vec::new();
        for failed in 0..spec.components {
            let states = naive::states(&spec, &[failed]);
            let down = states.iter().filter(|state| **state == State::Down).count() - 1;
            let cannot_restart = naive::cannot_restart(&spec, &[failed]).len();
            if down + cannot_restart > 0 {
                expected.push((down, cannot_restart, failed));
            }
        }
        expected.sort_by_key(|(down, stuck, at)| (usize::MAX - down, usize::MAX - stuck, *at));
        let found = structure.points_of_failure().points.into_iter();
        let found: Vec<_> = found
            .map(|point| (point.down, point.cannot_restart, point.component.index()))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn spares_are_defeated_where_the_owner_would_be_up_with_them(spec in specs()) {
        let structure = spec.build();
        let mut expected = Vec::new();
        for failed in 0..spec.components {
            let states = naive::states(&spec, &[failed]);
            for wanted in &spec.requirements {
                let lost = wanted.members.iter().filter(|at| states[**at] == State::Down).count();
                let is_unmet = wanted.members.len() - lost < wanted.need;
                if wanted.need == wanted.members.len() || !is_unmet || wanted.owner == failed {
                    continue;
                }
                let mut without = spec.clone();
                let same = |other: &super::generators::Wanted| {
                    (other.owner, &other.members, other.need, other.effect)
                        == (wanted.owner, &wanted.members, wanted.need, wanted.effect)
                };
                without.requirements.retain(|other| !same(other));
                let anyway = match wanted.effect {
                    Effect::Hard => naive::states(&without, &[failed])[wanted.owner],
                    Effect::Soft => states[wanted.owner],
                };
                if anyway != State::Down {
                    let effect = wanted.effect == Effect::Soft;
                    expected.push((wanted.owner, wanted.members.clone(), wanted.need, effect, failed));
                }
            }
        }
        expected.sort();
        expected.dedup();
        let found = structure.points_of_failure().defeated.into_iter().map(|one| {
            let members = indices(one.need.members.iter().copied());
            let effect = one.need.effect == Effect::Soft;
            (one.need.owner.index(), members, one.need.need as usize, effect, one.by.index())
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        prop_assert_eq!(found, expected);
    }
}

/// A graph with rows of components that only the next one needs, some of which end in a circle or at a group.
fn rows() -> impl Strategy<Value = Spec> {
    specs().prop_flat_map(|spec| {
        let rows = prop::collection::vec((0..spec.components, 1_usize..4), 0..4);
        rows.prop_map(move |rows| {
            let mut spec = spec.clone();
            for (owner, length) in rows {
                let first = spec.components;
                for at in first..first + length {
                    let owner = if at == first { owner } else { at - 1 };
                    spec.requirements.push(Wanted {
                        owner,
                        members: vec![at],
                        need: 1,
                        effect: Effect::Hard,
                    });
                }
                spec.components += length;
            }
            spec
        })
    })
}

proptest! {
    #[test]
    fn the_numbers_of_each_failure_are_those_of_it_alone(spec in rows(), first in 0_usize..9) {
        let structure = spec.build();
        let found = structure.points_of_failure();
        let mut each = structure.each_alone();
        // In whatever order they are asked for.
        let all: Vec<_> = structure.components().collect();
        let (before, after) = all.split_at(first.min(all.len()));
        for component in after.iter().chain(before).copied() {
            let counts = each.of(component).unwrap();
            let blast = structure.fail([component]).unwrap();
            prop_assert_eq!(counts.down, blast.down().len() - 1);
            prop_assert_eq!(counts.degraded, blast.degraded().len());
            prop_assert_eq!(counts.cannot_restart, blast.cannot_restart().len());
            let point = found.points.iter().find(|point| point.component == component);
            let numbers = point.map_or((0, 0), |point| (point.down, point.cannot_restart));
            prop_assert_eq!(numbers, (counts.down, counts.cannot_restart));
        }
    }
}
