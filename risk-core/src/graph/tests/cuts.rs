//! Minimal cut sets.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::generators::{Spec, Wanted, fault_tree, id, indices, large_specs, specs, trees};
use super::naive;
use crate::graph::{CutOptions, CutSets, SearchEnd, State, Structure};
use crate::register::Effect;
use crate::tests::cases;

proptest! {
    #[test]
    fn those_of_order_2_are_what_trying_all_pairs_finds(spec in specs()) {
        let structure = spec.build();
        let brings_down = |failed: &[usize], component: usize| {
            naive::states(&spec, failed)[component] == State::Down
        };
        for component in 0..spec.components {
            let others: Vec<usize> = (0..spec.components).filter(|at| *at != component).collect();
            let single = |at: usize| brings_down(&[at], component);
            let mut expected: Vec<Vec<usize>> = Vec::new();
            expected.extend(others.iter().filter(|at| single(**at)).map(|at| vec![*at]));
            for (place, a) in others.iter().enumerate() {
                for b in &others[place + 1..] {
                    if !single(*a) && !single(*b) && brings_down(&[*a, *b], component) {
                        expected.push(vec![*a, *b]);
                    }
                }
            }
            let cuts = structure.cut_sets(id(&structure, component), 2).unwrap();
            prop_assert_eq!((cuts.complete_to, cuts.ended), (2, SearchEnd::Complete));
            prop_assert_eq!(positions(cuts), expected);
        }
    }

    #[test]
    fn those_of_any_order_are_minimal_and_all_there_are(spec in specs()) {
        let structure = spec.build();
        let component = spec.components - 1;
        let cuts = structure.cut_sets(id(&structure, component), spec.components).unwrap();
        let sets: Vec<Vec<usize>> = cuts.sets.into_iter().map(indices).collect();
        for failed in 0_u32..1 << component {
            let failed: Vec<usize> = (0..component).filter(|at| failed & (1 << at) != 0).collect();
            let is_down = naive::states(&spec, &failed)[component] == State::Down;
            let within = |set: &&Vec<usize>| set.iter().all(|at| failed.contains(at));
            prop_assert_eq!(is_down, sets.iter().any(|set| within(&set)), "{:?}", failed);
            // A set of which another one is a part would be found by leaving one out.
            let exact = sets.iter().filter(within).any(|set| *set == failed);
            prop_assert!(!exact || sets.iter().filter(within).count() == 1);
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn those_of_every_order_are_what_trying_every_set_finds(
        spec in prop_oneof![trees(18), large_specs(18)],
        leaves: bool,
    ) {
        let structure = spec.build();
        let expected = tried(&spec, &structure, leaves);
        for order in 0..=spec.components {
            let options = CutOptions::default().order(order).leaves(leaves);
            let cuts = structure.cut_sets(id(&structure, 0), options).unwrap();
            prop_assert_eq!((cuts.complete_to, cuts.ended), (order, SearchEnd::Complete));
            prop_assert_eq!(positions(cuts), up_to(&expected, order));
        }
    }

    #[test]
    fn a_search_without_the_steps_that_it_takes_has_all_sets_to_the_order_that_it_reports(
        spec in prop_oneof![trees(14), large_specs(14)],
        leaves: bool,
        budget in 0_u64..3_000,
    ) {
        let structure = spec.build();
        let options = CutOptions::default().order(spec.components).leaves(leaves);
        let cuts = structure.cut_sets(id(&structure, 0), options.budget(budget)).unwrap();
        let is_complete = cuts.complete_to == spec.components;
        let end = if is_complete { SearchEnd::Complete } else { SearchEnd::Budget };
        prop_assert_eq!(cuts.ended, end);
        let expected = up_to(&tried(&spec, &structure, leaves), cuts.complete_to);
        prop_assert_eq!(positions(cuts), expected);
    }
}

/// The components of each set by their positions.
fn positions(cuts: CutSets) -> Vec<Vec<usize>> {
    cuts.sets.into_iter().map(indices).collect()
}

/// The sets that have at most so many components.
fn up_to(sets: &[Vec<usize>], order: usize) -> Vec<Vec<usize>> {
    let small = sets.iter().filter(|set| set.len() <= order);
    small.cloned().collect()
}

/// The minimal cut sets of the first component: of every set of components the one of which none can be left out.
fn tried(spec: &Spec, structure: &Structure, leaves: bool) -> Vec<Vec<usize>> {
    let bits = |members: &[usize]| members.iter().fold(0_u32, |bits, at| bits | 1 << at);
    let is_hard = |wanted: &&Wanted| wanted.effect == Effect::Hard;
    let hard = spec.requirements.iter().filter(is_hard);
    let hard: Vec<(u32, u32, usize)> = hard
        .map(|one| {
            (
                1 << one.owner,
                bits(&one.members),
                one.members.len() - one.need + 1,
            )
        })
        .collect();
    // A requirement of oneself is none.
    let needs = |at| structure.needs(id(structure, at)).unwrap();
    let is_leaf = |at: &usize| !leaves || needs(*at).iter().all(|need| need.effect == Effect::Soft);
    let may_fail: Vec<usize> = (1..spec.components).filter(is_leaf).collect();
    let mut down = vec![0_u32; 1 << may_fail.len()];
    let mut sets = Vec::new();
    for set in 1_usize..1 << may_fail.len() {
        // One less has failed, and with that some are down.
        let mut now = down[set & (set - 1)] | 1 << may_fail[set.trailing_zeros() as usize];
        loop {
            let unmet = |(_, members, losses): &&(u32, u32, usize)| {
                (members & now).count_ones() as usize >= *losses
            };
            let next = hard
                .iter()
                .filter(unmet)
                .fold(now, |next, one| next | one.0);
            if next == now {
                break;
            }
            now = next;
        }
        down[set] = now;
        let members = (0..may_fail.len()).filter(|at| set & (1 << at) != 0);
        let is_minimal = members.clone().all(|at| down[set & !(1 << at)] & 1 == 0);
        if now & 1 == 1 && is_minimal {
            sets.push(members.map(|at| may_fail[at]).collect::<Vec<_>>());
        }
    }
    sets.sort_by_key(|set| (set.len(), set.clone()));
    sets
}

/// A structure of requirements: owner, need, members.
fn structure(components: usize, requirements: &[(usize, usize, Vec<usize>)]) -> Structure {
    let wanted = requirements.iter().map(|(owner, need, members)| Wanted {
        owner: *owner,
        members: members.clone(),
        need: *need,
        effect: Effect::Hard,
    });
    let requirements = wanted.collect();
    Spec {
        components,
        requirements,
    }
    .build()
}

/// Each set brings the first component down, and would not without one of its components.
fn are_minimal_cut_sets(structure: &Structure, cuts: &CutSets) {
    assert!(!cuts.sets.is_empty());
    let mut failures = structure.failures();
    for set in &cuts.sets {
        assert_eq!(
            failures.of(set).unwrap().state(cuts.component),
            Ok(State::Down)
        );
        for at in 0..set.len() {
            let mut less = set.clone();
            less.remove(at);
            assert_ne!(
                failures.of(&less).unwrap().state(cuts.component),
                Ok(State::Down)
            );
        }
    }
}

/// All sets up to an order are found within the default budget.
fn are_solved(structure: &Structure, order: usize) {
    for leaves in [true, false] {
        let options = CutOptions::default().order(order).leaves(leaves);
        let cuts = structure.cut_sets(id(structure, 0), options).unwrap();
        assert_eq!((cuts.complete_to, cuts.ended), (order, SearchEnd::Complete));
        are_minimal_cut_sets(structure, &cuts);
    }
}

#[test]
fn fault_trees_of_200_components_are_solved_within_the_default_budget() {
    for seed in 0..5 {
        are_solved(&fault_tree(82, 122, seed).build(), 4);
    }
}

#[test]
fn voting_trees_of_72_components_are_solved_to_order_5_within_the_default_budget() {
    for seed in 0..5 {
        let mut tree = fault_tree(40, 32, seed);
        for wanted in tree.requirements.iter_mut().step_by(2) {
            // It is down when two of its members are.
            wanted.need = wanted.members.len() - 1;
        }
        are_solved(&tree.build(), 5);
    }
}

#[test]
fn whoever_asks_interrupts_a_search_and_gets_all_sets_of_the_orders_before() {
    let structure = fault_tree(82, 122, 0).build();
    let top = id(&structure, 0);
    let (mut reports, mut steps) = (0, 0);
    let cuts = structure.cut_sets_while(top, 4, |progress| {
        assert!(progress.steps > steps);
        (reports, steps) = (reports + 1, progress.steps);
        if progress.complete_to < 2 {
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(())
    });
    let cuts = cuts.unwrap();
    assert_eq!((cuts.complete_to, cuts.ended), (2, SearchEnd::Interrupted));
    assert!(reports > 0 && !cuts.sets.is_empty());
    assert_eq!(cuts.sets, structure.cut_sets(top, 2).unwrap().sets);
}

#[test]
fn more_sets_than_an_answer_has_room_for_end_a_search_also_below_long_chains() {
    // Two chains, one of which is enough: each pair of a component of each is a set.
    let links = 5_000;
    let mut requirements = vec![(0, 1, vec![1, links + 1])];
    for first in [1, links + 1] {
        let chain = first..first + links - 1;
        requirements.extend(chain.map(|at| (at, 1, vec![at + 1])));
    }
    let structure = structure(2 * links + 1, &requirements);
    let top = id(&structure, 0);
    let cuts = structure.cut_sets(top, 2).unwrap();
    assert_eq!((cuts.complete_to, cuts.ended), (1, SearchEnd::TooManySets));
    assert!(cuts.sets.is_empty());
    // Each chain ends with one leaf.
    let cuts = structure
        .cut_sets(top, CutOptions::default().leaves(true))
        .unwrap();
    assert_eq!(positions(cuts), [[links, 2 * links]]);
}

#[test]
fn an_order_that_no_set_can_have_costs_no_search() {
    // All of these have to fail, and there is nothing else.
    let structure = structure(61, &[(0, 1, (1..=60).collect())]);
    let cuts = structure.cut_sets(id(&structure, 0), usize::MAX).unwrap();
    assert_eq!(
        (cuts.complete_to, cuts.ended),
        (usize::MAX, SearchEnd::Complete)
    );
    assert_eq!(positions(cuts), [(1..=60).collect::<Vec<_>>()]);
}

#[test]
fn a_component_with_soft_requirements_alone_is_a_leaf() {
    let soft = Wanted {
        owner: 1,
        members: vec![2],
        need: 1,
        effect: Effect::Soft,
    };
    let hard = Wanted {
        owner: 0,
        members: vec![1],
        need: 1,
        effect: Effect::Hard,
    };
    let structure = Spec {
        components: 3,
        requirements: vec![soft, hard],
    }
    .build();
    let leaves = CutOptions::default().leaves(true);
    assert_eq!(
        positions(structure.cut_sets(id(&structure, 0), leaves).unwrap()),
        [[1]]
    );
    // Nothing that it could be down with.
    assert!(
        structure
            .cut_sets(id(&structure, 1), leaves)
            .unwrap()
            .sets
            .is_empty()
    );
}
