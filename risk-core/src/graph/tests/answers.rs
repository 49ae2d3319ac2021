//! Whether answers by name are those of the structure.

use proptest::prelude::*;

use super::generators::{specs, with_failed};
use crate::graph::{
    BlastAnswer, Condition, Graph, Hit, RecoveryAnswer, SpofAnswer, State, WhyAnswer,
};
use crate::record::Key;
use crate::register::{Register, Risk, Scale};

proptest! {
    #[test]
    fn a_condition_is_the_state_and_the_least_margin((spec, failed) in with_failed(specs())) {
        let graph = Graph::new(&spec.register());
        let failed = failed.iter().map(|at| graph.structure().component(*at).unwrap());
        let blast = graph.fail(failed).unwrap();
        for component in graph.structure().components() {
            let of_it = blast.redundancy_lost().iter().filter(|one| one.component == component);
            let is_stuck = blast.cannot_restart().contains(component);
            let expected = match (blast.state(component).unwrap(), of_it.map(|one| one.margin).min()) {
                (State::Down, _) if blast.failed().contains(component) => Condition::Failed,
                (State::Down, _) => Condition::Down,
                (State::Degraded, _) => Condition::Degraded,
                (State::Up, _) if is_stuck => Condition::CannotRestart,
                (State::Up, Some(0)) => Condition::NoRedundancy,
                (State::Up, Some(_)) => Condition::LessRedundancy,
                (State::Up, None) => Condition::Up,
            };
            prop_assert_eq!(blast.condition(component), Ok(expected));
        }
    }

    #[test]
    fn every_component_that_is_hit_is_told_with_its_risk((spec, failed) in with_failed(specs())) {
        let graph = Graph::new(&spec.register());
        let failed = failed.iter().map(|at| graph.structure().component(*at).unwrap());
        let blast = graph.fail(failed).unwrap();
        let answer = BlastAnswer::new(&graph, &blast).unwrap();
        let mut told: Vec<&Key> = answer.hits().map(|(_, component, _)| component).collect();
        told.sort();
        told.dedup();
        let mut at_risk: Vec<&Key> = answer.risks.iter().map(|risk| &risk.component).collect();
        at_risk.sort();
        prop_assert_eq!(told, at_risk);
        let first = answer.hits().take_while(|(condition, ..)| *condition == Condition::Failed);
        let first: Vec<Key> = first.map(|(_, component, _)| component.clone()).collect();
        prop_assert_eq!(first, answer.failed);
    }

    #[test]
    fn a_single_point_of_a_component_hits_it_as_the_structure_has_it(spec in specs()) {
        let graph = Graph::new(&spec.register());
        for component in graph.structure().components() {
            let points = graph.structure().points_of_failure_of(component).unwrap();
            let answer = SpofAnswer::of(&graph, component, &points).unwrap();
            for ((by, hit), point) in points.iter().zip(&answer.spof) {
                let hits = match hit {
                    Hit::Down => (1, 0),
                    Hit::CannotRestart => (0, 1),
                };
                prop_assert_eq!((point.down, point.cannot_restart), hits);
                let blast = graph.fail([*by]).unwrap();
                let is_hit = (blast.down().contains(component), blast.cannot_restart().contains(component));
                prop_assert_eq!(is_hit, (*hit == Hit::Down, *hit == Hit::CannotRestart));
                prop_assert!(!point.because.as_ref().unwrap().is_empty());
            }
        }
    }

    #[test]
    fn a_single_point_of_a_register_names_as_many_as_it_counts(spec in specs()) {
        let graph = Graph::new(&spec.register());
        let found = graph.structure().points_of_failure();
        let named = SpofAnswer::with_affected(&graph, &found).unwrap();
        for point in &named.spof {
            let [down, stuck] = [&point.down_components, &point.cannot_restart_components];
            prop_assert_eq!(down.as_ref().map(Vec::len), Some(point.down));
            prop_assert_eq!(stuck.as_ref().map(Vec::len), Some(point.cannot_restart));
            prop_assert!(!down.as_ref().unwrap().contains(&point.component));
        }
        let counted = SpofAnswer::new(&graph, &found).unwrap();
        prop_assert_eq!(named.spof.len(), counted.spof.len());
        for (named, counted) in named.spof.iter().zip(&counted.spof) {
            prop_assert_eq!(&named.component, &counted.component);
            prop_assert!(counted.down_components.is_none());
        }
    }

    #[test]
    fn a_way_ends_at_the_component_and_begins_at_a_failure((spec, failed) in with_failed(specs())) {
        let graph = Graph::new(&spec.register());
        let failed = failed.iter().map(|at| graph.structure().component(*at).unwrap());
        let blast = graph.fail(failed).unwrap();
        for component in graph.structure().components() {
            let answer = WhyAnswer::new(&graph, &blast, component).unwrap();
            let (first, last) = (answer.steps.first().unwrap(), answer.steps.last().unwrap());
            prop_assert_eq!(&last.component, &answer.component);
            prop_assert!(!answer.is_reached() || answer.failed.contains(&first.component));
            prop_assert!(answer.is_reached() || answer.failed.contains(&last.component)
                || answer.state == State::Up);
            prop_assert!(answer.steps.iter().all(|step| !step.because.is_empty()));
        }
    }

    #[test]
    fn the_steps_of_a_critical_chain_are_the_chain_and_add_up(
        (spec, failed) in with_failed(specs()),
    ) {
        let graph = Graph::new(&spec.register());
        let failed = failed.iter().map(|at| graph.structure().component(*at).unwrap());
        let blast = graph.fail(failed).unwrap();
        let answer = RecoveryAnswer::new(&graph, &blast).unwrap();
        let steps = answer.critical_steps();
        let bundles = steps.iter().map(|step| step[0].bundle.map(|at| answer.bundles[at].len()));
        let sizes: Vec<usize> = steps.iter().map(Vec::len).collect();
        prop_assert_eq!(bundles.map(|size| size.unwrap_or(1)).collect::<Vec<_>>(), sizes);
        let steps: Vec<_> = steps.into_iter().flatten().collect();
        let keys: Vec<Key> = steps.iter().map(|one| one.component.clone()).collect();
        prop_assert_eq!(&keys, &answer.critical_chain);
        // Each takes as many minutes as its number.
        let minutes: u64 = keys.iter().map(|key| key.name().parse::<u64>().unwrap()).sum();
        prop_assert_eq!(minutes, answer.recovered.last().map_or(0, |last| last.minutes));
    }
}

#[test]
fn risks_hit_stand_by_rating_and_then_by_reference_as_people_count() {
    let risk = |reference: &str, level: Option<&str>| {
        let mut risk = Risk::new(reference);
        risk.component = "Shop".to_owned();
        risk.likelihood = level.map(str::to_owned);
        risk.impact = level.map(str::to_owned);
        risk
    };
    let risks = vec![
        risk("R3", None),
        risk("R10", Some("High")),
        risk("R1", Some("Low")),
        risk("R9", Some("High")),
    ];
    let register = Register::new("", Scale::default(), Vec::new(), risks).unwrap();
    let graph = Graph::new(&register);
    let blast = graph.fail([graph.find("Shop").unwrap()]).unwrap();
    let answer = BlastAnswer::new(&graph, &blast).unwrap();
    let order = answer.risks_by_rating().into_iter();
    let order: Vec<&str> = order.map(|risk| risk.key.name()).collect();
    assert_eq!(order, ["R9", "R10", "R1", "R3"]);
}
