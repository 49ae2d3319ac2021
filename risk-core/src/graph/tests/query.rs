//! Queries and sets.

use proptest::prelude::*;

use super::generators::{id, ids, indices, specs, with_failed};
use super::naive;
use crate::graph::{Direction, Through};

proptest! {
    #[test]
    fn hard_dependents_are_what_hard_requirements_reach((spec, from) in with_failed(specs())) {
        let structure = spec.build();
        let query = structure.query(ids(&structure, &from), Direction::Dependents).unwrap().through(Through::Hard);
        prop_assert_eq!(indices(query.resolve().iter()), naive::reached(&spec, &from));
    }

    #[test]
    fn both_directions_agree(spec in specs(), depth in 0_usize..4) {
        let structure = spec.build();
        let reaches = |from: usize, to: usize, direction: Direction| {
            let query = structure.query([id(&structure, from)], direction).unwrap().depth(depth);
            query.resolve().contains(id(&structure, to))
        };
        for a in 0..spec.components {
            for b in 0..spec.components {
                let required = reaches(a, b, Direction::Requirements);
                prop_assert_eq!(required, reaches(b, a, Direction::Dependents));
                prop_assert!(!required || reaches(a, b, Direction::Both));
            }
        }
    }

    #[test]
    fn a_step_goes_no_further_than_what_is_stated(spec in specs(), from in 0_usize..2) {
        let structure = spec.build();
        for (through, effect) in [(Through::Hard, false), (Through::Soft, true)] {
            let query = structure.query([id(&structure, from)], Direction::Requirements).unwrap();
            let found = query.through(through).depth(1).resolve();
            let of = |wanted: &&super::generators::Wanted| {
                let is_soft = wanted.effect == crate::register::Effect::Soft;
                wanted.owner == from && is_soft == effect
            };
            let stated = spec.requirements.iter().filter(of);
            let mut expected: Vec<usize> = stated.flat_map(|wanted| wanted.members.clone()).collect();
            expected.push(from);
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(indices(found.iter()), expected);
        }
    }

    #[test]
    fn sets_keep_the_laws_of_sets(a in prop::collection::vec(0_usize..9, 0..6), b in prop::collection::vec(0_usize..9, 0..6)) {
        let structure = crate::graph::Structure::builder(9).freeze();
        let (a, b) = (structure.set(ids(&structure, &a)).unwrap(), structure.set(ids(&structure, &b)).unwrap());
        prop_assert_eq!(a.union(&b).unwrap(), b.union(&a).unwrap());
        prop_assert_eq!(a.difference(&b).unwrap(), a.symmetric_difference(&a.intersection(&b).unwrap()).unwrap());
        prop_assert_eq!(a.union(&b).unwrap().len() + a.intersection(&b).unwrap().len(), a.len() + b.len());
        prop_assert!(a.intersection(&b).unwrap().is_subset(&a).unwrap());
        prop_assert_eq!(a.symmetric_difference(&b).unwrap().is_empty(), a == b);
    }
}
