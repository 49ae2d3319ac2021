//! Blast radius.

use proptest::prelude::*;

use super::generators::{any_of_specs, id, ids, indices, plain_specs, specs, with_failed};
use super::naive;
use crate::graph::{Reason, State};
use crate::register::Effect;

proptest! {
    #[test]
    fn the_states_are_the_least_that_fit_all_requirements((spec, failed) in with_failed(specs())) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        let states: Vec<State> = (0..spec.components).map(|at| blast.state(id(&structure, at)).unwrap()).collect();
        prop_assert_eq!(states, naive::states(&spec, &failed));
    }

    #[test]
    fn a_failure_after_another_is_as_if_it_were_the_first(
        (spec, failed) in with_failed(specs()),
        before in prop::collection::vec(0_usize..2, 0..3),
    ) {
        let structure = spec.build();
        let mut failures = structure.failures();
        for at in before {
            failures.of(&[id(&structure, at)]).unwrap();
        }
        let outcome = failures.of(&ids(&structure, &failed)).unwrap();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        prop_assert_eq!(indices(outcome.down()), indices(blast.down().iter()));
        prop_assert_eq!(indices(outcome.degraded()), indices(blast.degraded().iter()));
    }

    #[test]
    fn with_single_hard_requirements_all_that_is_reached_is_down(
        (spec, failed) in with_failed(plain_specs()),
    ) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        prop_assert_eq!(indices(blast.down().iter()), naive::reached(&spec, &failed));
        prop_assert!(blast.degraded().is_empty());
        prop_assert!(blast.cannot_restart().is_empty());
        prop_assert_eq!(blast.down(), blast.potential());
    }

    #[test]
    fn what_could_not_start_again_is_by_the_definition(
        (spec, failed) in with_failed(specs()),
        (any_of, one) in with_failed(any_of_specs()),
    ) {
        for (spec, failed) in [(spec, failed), (any_of, one)] {
            let structure = spec.build();
            let blast = structure.fail(ids(&structure, &failed)).unwrap();
            let cannot_restart = indices(blast.cannot_restart().iter());
            prop_assert_eq!(cannot_restart, naive::cannot_restart(&spec, &failed));
            for component in blast.cannot_restart().difference(blast.degraded()).unwrap().iter() {
                let reason = blast.reason(component).unwrap();
                let Some(Reason::CannotStart { need, down, stuck }) = reason else {
                    panic!("{component:?}: {reason:?}");
                };
                prop_assert_eq!(need.owner, component);
                prop_assert!(need.members.len() - down.len() - stuck.len() < need.need as usize);
                prop_assert!(!stuck.is_empty(), "else it would be down");
            }
        }
    }

    #[test]
    fn hard_requirements_reach_all_that_is_down((spec, failed) in with_failed(specs())) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        prop_assert_eq!(indices(blast.potential().iter()), naive::reached(&spec, &failed));
        prop_assert!(blast.down().is_subset(blast.potential()).unwrap());
        let steps = blast.steps(crate::graph::Through::Hard);
        let failed = blast.failed();
        for component in blast.potential().difference(failed).unwrap().iter() {
            prop_assert!(blast.potential().contains(steps[&component]));
        }
    }

    #[test]
    fn redundancy_lost_is_what_has_lost_a_spare_and_is_up((spec, failed) in with_failed(specs())) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        let states = naive::states(&spec, &failed);
        let mut expected = Vec::new();
        for wanted in &spec.requirements {
            let is_down = |at: &&usize| states[**at] == State::Down;
            let down = wanted.members.iter().filter(is_down).count();
            let has_redundancy = wanted.need < wanted.members.len();
            let is_up = states[wanted.owner] != State::Down;
            if wanted.effect == Effect::Hard && has_redundancy && is_up && down > 0 {
                let margin = wanted.members.len() - down - wanted.need;
                expected.push((wanted.owner, wanted.members.clone(), wanted.need, margin));
            }
        }
        expected.sort();
        expected.dedup();
        let redundancy_lost = blast.redundancy_lost().iter().map(|one| {
            let members = indices(one.need.members.iter().copied());
            (one.component.index(), members, one.need.need as usize, one.margin as usize)
        });
        let mut redundancy_lost: Vec<_> = redundancy_lost.collect();
        redundancy_lost.sort();
        prop_assert_eq!(redundancy_lost, expected);
    }

    #[test]
    fn whatever_is_hit_has_a_requirement_that_is_not_met_and_a_way_back_to_a_failure(
        (spec, failed) in with_failed(specs()),
    ) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        for component in blast.down().union(blast.degraded()).unwrap().iter() {
            let chain = blast.chain(component).unwrap();
            prop_assert_eq!(chain[0], component);
            prop_assert!(blast.failed().contains(*chain.last().unwrap()));
            for (at, one) in chain.iter().enumerate() {
                let reason = blast.reason(*one).unwrap().unwrap();
                let Reason::Unmet { need, lost } = reason else {
                    prop_assert_eq!(reason, Reason::Failed);
                    prop_assert_eq!(at, chain.len() - 1);
                    continue;
                };
                prop_assert_eq!(need.owner, *one);
                prop_assert!(lost.contains(&chain[at + 1]));
                prop_assert!(need.members.len() - lost.len() < need.need as usize);
                let worst = lost.iter().map(|one| blast.state(*one).unwrap()).max().unwrap();
                let explained = match need.effect {
                    Effect::Hard => blast.state(*one).unwrap() <= worst,
                    Effect::Soft => blast.state(*one).unwrap() == State::Degraded && worst == State::Down,
                };
                prop_assert!(explained, "{need:?} {lost:?}");
            }
        }
    }
}
