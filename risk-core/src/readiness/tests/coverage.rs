//! Counts, gaps and their order.

use proptest::prelude::*;

use super::generators::{date, registers, window, windows};
use super::naive;
use crate::graph::Graph;
use crate::readiness::{Counts, CoverageAnswer, Gap, Instead, Measure, UnknownMeasure};
use crate::record::Key;
use crate::register::{
    Component, Observation, ObservationStatus, Register, Rehearsal, RehearsalKind, Requirement,
    Risk, RiskView, Scale, Status,
};

fn rated(reference: &str, component: &str, level: &str) -> Risk {
    let mut risk = Risk::new(reference);
    risk.component = component.to_owned();
    (risk.likelihood, risk.impact) = (Some(level.to_owned()), Some(level.to_owned()));
    risk
}

fn keys(gaps: &[Gap]) -> Vec<String> {
    gaps.iter().map(|gap| gap.risk.to_string()).collect()
}

/// The counts of some risks, one question at a time.
fn count<'r>(risks: &[RiskView<'r>], of: impl Fn(RiskView<'r>) -> bool) -> usize {
    risks.iter().filter(|risk| of(**risk)).count()
}

proptest! {
    #[test]
    fn the_total_is_what_counting_each_thing_by_itself_gives(
        register in registers(),
        window in windows(),
    ) {
        use ObservationStatus::{Implemented, Suggested, Unknown};
        use naive::has;
        let total = CoverageAnswer::new(&Graph::new(&register), window).total;
        let live: Vec<_> = register.risks().filter(|risk| !naive::is(*risk, Status::Closed)).collect();
        let accepted = |risk: RiskView<'_>| naive::is(risk, Status::Accepted);
        let expected = Counts {
            risks: live.len(),
            accepted: count(&live, accepted),
            confirmed: count(&live, |risk| naive::is_confirmed(risk)),
            rated: count(&live, |risk| risk.rating().is_some()),
            observed: count(&live, |risk| has(risk, Implemented)),
            gaps: count(&live, |risk| !has(risk, Implemented)),
            suggested_only: count(&live, |risk| !has(risk, Implemented) && has(risk, Suggested)),
            unknown_only: count(&live, |risk| {
                !has(risk, Implemented) && !has(risk, Suggested) && has(risk, Unknown)
            }),
            nothing: count(&live, |risk| risk.observations.is_empty()),
            mitigated: count(&live, |risk| !risk.mitigations.is_empty()),
            accepted_unmitigated: count(&live, |risk| {
                accepted(risk) && risk.mitigations.is_empty()
            }),
            runbook: count(&live, |risk| !risk.runbook_actions.is_empty()),
            tracked: count(&live, |risk| !risk.tracker_links.is_empty()),
            accepted_untracked: count(&live, |risk| {
                accepted(risk) && risk.tracker_links.is_empty()
            }),
            rehearsed: count(&live, |risk| {
                risk.rehearsals.iter().any(|one| naive::counts(one, window))
            }),
            passed: count(&live, |risk| naive::is_proven(risk, window)),
        };
        prop_assert_eq!(total, expected);
    }

    #[test]
    fn components_have_each_risk_once_and_their_gaps_are_those_of_the_report(
        register in registers(),
        window in windows(),
    ) {
        let graph = Graph::new(&register);
        let report = CoverageAnswer::new(&graph, window);
        let sum: Counts = report.components.iter().map(|one| one.counts).sum();
        prop_assert_eq!(sum, report.total);
        prop_assert_eq!(report.gaps.len(), report.total.gaps);
        let named = report.components.iter().filter(|one| one.component.is_some()).count();
        prop_assert_eq!(named, graph.structure().len());
        for one in &report.components {
            let gaps = report.gaps.iter().filter(|gap| gap.component == one.component);
            let ratings: Vec<_> = gaps.map(|gap| gap.level).collect();
            prop_assert_eq!(ratings.len(), one.counts.gaps);
            prop_assert_eq!(ratings.into_iter().max(), one.worst_level);
            let label = one.worst_level.map(|level| register.scale().rating().label(level));
            prop_assert_eq!(label, one.worst_gap.as_deref());
        }
        for gap in &report.gaps {
            let risk = register.risk(&gap.risk).unwrap();
            let component = naive::component(&graph, risk);
            prop_assert_eq!(&component.map(|one| graph.key(one).unwrap()), &gap.component);
            prop_assert_eq!(naive::down(&graph, component), gap.down);
            prop_assert_eq!(naive::worst(risk, register.scale()), gap.level);
            prop_assert_eq!(register.scale().rating().label(gap.level), &gap.counts_as);
        }
    }

    #[test]
    fn gaps_and_components_stand_with_the_worst_first(register in registers(), window in windows()) {
        let graph = Graph::new(&register);
        let report = CoverageAnswer::new(&graph, window);
        let keys = graph.keys_of(graph.structure().components()).unwrap();
        for pair in report.gaps.windows(2) {
            let [a, b] = [&pair[0], &pair[1]].map(|gap| (gap.level, gap.down));
            let position = |gap: &Gap| register.risk(&gap.risk).unwrap().position();
            let in_order = position(&pair[0]) < position(&pair[1]);
            prop_assert!(a > b || a == b && in_order);
        }
        for pair in report.components.windows(2) {
            let [a, b] = [&pair[0], &pair[1]]
                .map(|one| (one.worst_level, one.counts.gaps, one.counts.risks > 0));
            let place = |key: &Key| keys.iter().position(|one| one == key).unwrap();
            let position = |at: usize| pair[at].component.as_ref().map_or(usize::MAX, place);
            prop_assert!(a > b || a == b && position(0) < position(1));
        }
    }

    #[test]
    fn a_share_is_under_a_percentage_exactly_when_the_fraction_is(
        some in 0_usize..1000,
        more in 0_usize..1000,
        percent in 0_u8..=100,
    ) {
        let counts = Counts { risks: some + more, runbook: some, ..Counts::default() };
        let is_under = counts.is_under(Measure::Runbook, percent);
        prop_assert_eq!(is_under, some * (100 - usize::from(percent)) < more * usize::from(percent));
        // What is reported never states that enough have it where too few have.
        let told = counts.percent(Measure::Runbook);
        prop_assert_eq!(is_under, told.is_some_and(|told| told < usize::from(percent)));
    }
}

#[test]
fn a_gap_stands_by_the_worst_rating_that_it_could_have_then_by_what_its_component_brings_down() {
    let mut shop = Component::new("Shop");
    shop.requires = Some(vec![Requirement::of("Database")]);
    let risks = vec![
        Risk::new("unrated"),
        rated("low", "Database", "Low"),
        rated("shop", "Shop", "High"),
        rated("database", "Database", "High"),
        rated("nowhere", "", "High"),
    ];
    let register = Register::new("", Scale::default(), vec![shop], risks).unwrap();
    let graph = Graph::new(&register);
    let report = CoverageAnswer::new(&graph, window(180));
    let expected = ["database", "unrated", "shop", "nowhere", "low"];
    assert_eq!(keys(&report.gaps), expected);
    let names = report.components.iter();
    let names: Vec<Option<&str>> = names
        .map(|one| one.component.as_ref().map(Key::name))
        .collect();
    // The two that name no component are two gaps, and so are those of the database, which comes first.
    assert_eq!(names, [Some("Database"), None, Some("Shop")]);
    let shop = report.only(&[Key::first("Shop")]);
    assert_eq!(
        (shop.total.risks, keys(&shop.gaps)),
        (1, vec!["shop".to_owned()])
    );
}

#[test]
fn what_an_accepted_risk_does_not_need_is_not_held_against_it() {
    let mut accepted = rated("accepted", "Shop", "High");
    accepted.status = Some(Status::Accepted.into());
    let mut mitigated = rated("mitigated", "Shop", "High");
    mitigated.mitigations = vec!["Retry".into()];
    let of = |risks: &[&Risk]| {
        let risks = risks.iter().map(|risk| (*risk).clone()).collect();
        let register = Register::new("", Scale::default(), Vec::new(), risks).unwrap();
        CoverageAnswer::new(&Graph::new(&register), window(180)).total
    };
    let percent =
        |counts: Counts| [Measure::Mitigated, Measure::Tracked].map(|one| counts.percent(one));
    let both = of(&[&accepted, &mitigated]);
    assert_eq!((both.risks, both.accepted, both.mitigated), (2, 1, 1));
    assert_eq!(percent(both), [Some(100), Some(0)]);
    assert!(!both.is_under(Measure::Mitigated, 100) && both.is_under(Measure::Tracked, 1));
    // It has to be noticed and met as any other.
    assert_eq!(
        [Measure::Observed, Measure::Runbook].map(|one| both.wanting(one)),
        [2, 2]
    );
    let alone = of(&[&accepted]);
    assert_eq!(percent(alone), [None, None]);
    assert!(!alone.is_under(Measure::Mitigated, 100));
    // One that has a mitigation nevertheless counts.
    accepted.mitigations = vec!["Retry".into()];
    assert_eq!(
        of(&[&accepted, &rated("open", "Shop", "High")]).percent(Measure::Mitigated),
        Some(50)
    );
}

#[test]
fn rehearsals_that_are_still_to_come_are_told_and_do_not_count() {
    let mut risk = rated("R1", "Shop", "High");
    let on = |day| Rehearsal::new(date(day), RehearsalKind::GameDay);
    risk.rehearsals = vec![on("2026-11-24"), on("2026-11-23"), on("2027-01-01")];
    let mut shop = Component::new("Shop");
    shop.rehearsals = vec![on("2026-12-01")];
    let register = Register::new("", Scale::default(), vec![shop], vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let report = CoverageAnswer::new(&graph, window(180));
    assert_eq!(
        (
            report.to_come(),
            report.total.rehearsed,
            report.total.passed
        ),
        (3, 1, 1)
    );
    assert_eq!(report.only(&[]).to_come(), 0);
}

#[test]
fn what_there_is_instead_is_the_best_of_the_observations() {
    let of = |observations: &[Observation]| {
        let mut risk = Risk::new("R1");
        risk.observations = observations.to_vec();
        Instead::of(&risk)
    };
    let (there, planned) = (Observation::implemented("x"), Observation::suggested("x"));
    let unclear = Observation::unknown("x");
    assert_eq!(of(&[planned.clone(), there]), None);
    assert_eq!(of(&[unclear.clone(), planned]), Some(Instead::Suggested));
    assert_eq!(of(&[unclear]), Some(Instead::Unknown));
    assert_eq!(of(&[]), Some(Instead::Nothing));
}

#[test]
fn a_measure_is_found_by_its_name_and_a_mistyped_one_is_told_the_nearest() {
    for measure in Measure::ALL {
        assert_eq!(measure.as_str().parse(), Ok(measure));
        assert_eq!(measure.as_str().to_uppercase().parse(), Ok(measure));
    }
    let error: UnknownMeasure = "runbok".parse::<Measure>().unwrap_err();
    assert_eq!(error.nearest, Some("runbook"));
    assert_eq!("nonsense!!".parse::<Measure>().unwrap_err().nearest, None);
}

#[test]
fn without_risks_nothing_is_under_and_there_is_no_percentage() {
    let counts = Counts::default();
    assert!(!counts.is_under(Measure::Rated, 100));
    assert_eq!(counts.percent(Measure::Rated), None);
    assert_eq!(counts.share(0), None);
}
