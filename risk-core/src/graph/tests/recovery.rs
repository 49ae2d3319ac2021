//! Recovery.

use proptest::prelude::*;

use super::generators::{Spec, id, ids, specs, with_failed};
use super::naive;
use crate::graph::State;
use crate::register::Duration;

/// What could be back at some time in the future, if each component that is down needs its own time.
///
/// It is the least times that fit, found by trying until nothing changes, or `None` where nothing starts.
fn times(spec: &Spec, failed: &[usize], restore: &[u64]) -> Vec<Option<u64>> {
    let states = naive::states(spec, failed);
    let mut times: Vec<Option<u64>> = states
        .iter()
        .map(|state| (*state != State::Down).then_some(0))
        .collect();
    loop {
        let mut next = times.clone();
        for component in 0..spec.components {
            if states[component] != State::Down {
                continue;
            }
            let starts = spec.hard(component).map(|wanted| {
                let mut members: Vec<u64> =
                    wanted.members.iter().filter_map(|at| times[*at]).collect();
                members.sort_unstable();
                members.get(wanted.need - 1).copied()
            });
            let start = starts.collect::<Option<Vec<u64>>>();
            let time = start.map(|all| all.into_iter().max().unwrap_or(0) + restore[component]);
            next[component] = match (time, next[component]) {
                (Some(new), Some(old)) => Some(new.min(old)),
                (new, old) => new.or(old),
            };
        }
        if next == times {
            return times;
        }
        times = next;
    }
}

/// The graph without what all-of requirements say of their owners themselves, which is nothing.
fn without_itself(mut spec: Spec) -> Spec {
    for wanted in &mut spec.requirements {
        if wanted.need == wanted.members.len() {
            wanted.members.retain(|member| *member != wanted.owner);
            wanted.need = wanted.members.len();
        }
    }
    spec.requirements
        .retain(|wanted| !wanted.members.is_empty());
    spec
}

proptest! {
    #[test]
    fn without_bundles_everything_is_back_at_the_least_time_that_fits(
        (spec, failed) in with_failed(specs().prop_map(without_itself)),
        restore in prop::collection::vec(0_u64..50, 9),
    ) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        let restored = |one: crate::graph::ComponentId| Duration::from_minutes(restore[one.index()]);
        let recovery = blast.recovery(|one| Some(restored(one)));
        prop_assert_eq!(recovery.recovered.len(), blast.down().len());
        let least = times(&spec, &failed, &restore);
        for component in blast.down().iter() {
            let one = recovery.of(component).unwrap();
            prop_assert!(!one.is_at_least);
            match least[component.index()] {
                Some(time) if recovery.bundles.is_empty() => {
                    prop_assert_eq!(one.time.minutes(), time);
                }
                // A bundle may be there earlier than what else would do.
                Some(time) => prop_assert!(one.time.minutes() <= time),
                // It could not start without a bundle.
                None => prop_assert!(!recovery.bundles.is_empty()),
            }
        }
        if least.iter().all(Option::is_some) {
            prop_assert!(recovery.bundles.is_empty());
        }
    }

    #[test]
    fn everything_waits_for_enough_of_what_it_needs(
        (spec, failed) in with_failed(specs().prop_map(without_itself)),
        restore in prop::collection::vec(prop::option::of(0_u64..50), 9),
    ) {
        let structure = spec.build();
        let blast = structure.fail(ids(&structure, &failed)).unwrap();
        let restored = |one: crate::graph::ComponentId| restore[one.index()];
        let recovery = blast.recovery(|one| restored(one).map(Duration::from_minutes));
        for one in &recovery.recovered {
            let bundle: Vec<_> = match one.bundle {
                Some(bundle) => recovery.bundles[bundle].clone(),
                None => vec![one.component],
            };
            prop_assert!(bundle.contains(&one.component));
            let own: u64 = bundle.iter().filter_map(|part| restored(*part)).sum();
            let start = one.time.minutes() - own;
            let mut latest = 0;
            let mut is_at_least = bundle.iter().any(|part| restored(*part).is_none());
            for part in &bundle {
                for wanted in spec.hard(part.index()) {
                    let mut members: Vec<(u64, bool)> = wanted.members.iter().map(|at| {
                        let member = recovery.of(id(&structure, *at));
                        // The rest of a bundle is there when the bundle is.
                        let is_part = |at| one.bundle.is_some() && bundle.contains(&at);
                        let back = member.filter(|member| !is_part(member.component));
                        back.map_or((0, false), |back| (back.time.minutes(), back.is_at_least))
                    }).collect();
                    members.sort_unstable();
                    latest = latest.max(members[wanted.need - 1].0);
                    is_at_least |= members[..wanted.need].iter().any(|(_, at_least)| *at_least);
                }
            }
            prop_assert_eq!(start, latest);
            prop_assert!(one.is_at_least || !is_at_least);
            let chain = recovery.critical_chain(one.component);
            let minutes = chain.iter().flatten().filter_map(|step| restored(*step));
            prop_assert_eq!(minutes.sum::<u64>(), one.time.minutes());
            let before = one.waits_for.and_then(|before| recovery.of(before));
            prop_assert_eq!(before.map_or(0, |before| before.time.minutes()), start);
            prop_assert_eq!(before.is_none(), one.wave == 1);
        }
        let waves = recovery.waves();
        prop_assert_eq!(waves.iter().map(Vec::len).sum::<usize>(), blast.down().len());
        prop_assert!(waves.iter().all(|wave| !wave.is_empty()));
    }
}

#[test]
fn components_that_need_each_other_are_back_together_after_the_sum_of_their_times() {
    let spec = Spec {
        components: 4,
        requirements: [(1, 0), (1, 2), (2, 1), (3, 2)]
            .map(|(owner, member)| super::generators::Wanted {
                owner,
                members: vec![member],
                need: 1,
                effect: crate::register::Effect::Hard,
            })
            .to_vec(),
    };
    let structure = spec.build();
    let minutes = [10, 20, 30, 5];
    let recovery = structure
        .fail([id(&structure, 0)])
        .unwrap()
        .recovery(|one| Some(Duration::from_minutes(minutes[one.index()])));
    assert_eq!(
        recovery.bundles,
        [vec![id(&structure, 1), id(&structure, 2)]]
    );
    let times: Vec<u64> = (0..4)
        .map(|at| recovery.of(id(&structure, at)).unwrap().time.minutes())
        .collect();
    assert_eq!(times, [10, 60, 60, 65]);
    let chain = [
        vec![id(&structure, 0)],
        vec![id(&structure, 1), id(&structure, 2)],
        vec![id(&structure, 3)],
    ];
    assert_eq!(recovery.critical_chain(id(&structure, 3)), chain);
    assert_eq!(recovery.waves(), chain);
}
