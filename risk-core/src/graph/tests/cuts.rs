//! Minimal cut sets.

use proptest::prelude::*;

use super::generators::{id, indices, specs};
use super::naive;
use crate::graph::State;

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
            prop_assert_eq!(cuts.complete_to, 2);
            let sets: Vec<_> = cuts.sets.into_iter().map(indices).collect();
            prop_assert_eq!(sets, expected);
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
