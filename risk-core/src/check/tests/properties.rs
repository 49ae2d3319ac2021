//! What holds for every register.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::check::check::by_name;
use crate::record::{ComponentField, Place, RecordPosition, RiskField};
use crate::register::{Duration, Observation, ObservationStatus, Stated, TrackerLink};

/// Texts that mean something, that nearly do, and any others.
fn text() -> impl Strategy<Value = String> {
    const TELLING: &[&str] = &[
        "",
        " ",
        "-",
        "~",
        "~1",
        "R1",
        "R1~2",
        "r1",
        "API",
        "api",
        "Redis A",
        "High",
        "hgih",
        "closed",
        "accepted",
        "2027-03-31",
        "4h",
        "https://trello.com/c/AbC123",
        "https://trello.com/c/AbC123/4-x",
        "OPS-12",
        "\n",
        "\u{1b}[31m",
        "é\u{301}",
    ];
    prop_oneof![
        3 => proptest::sample::select(TELLING).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => any::<String>(),
    ]
}

/// The text of an entry of a list, which is never blank.
fn entry() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("{text}x"))
}

fn stated<T: std::str::FromStr + std::fmt::Debug>() -> impl Strategy<Value = Option<Stated<T>>> {
    option::of(text().prop_map(|text| Stated::parse(&text)))
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let need = prop_oneof![0_u32..4, any::<u32>()];
    (need, vec(text(), 0..4)).prop_map(|(need, names)| Requirement::some_of(need, names))
}

fn component() -> impl Strategy<Value = Component> {
    let prose = (text(), text(), text(), text(), text());
    let durations = (stated(), stated(), stated());
    let requires = (text(), option::of(vec(requirement(), 0..4)));
    (text(), prose, durations, requires).prop_map(|(name, prose, durations, requires)| {
        let mut component = Component::new(name);
        (
            component.kind,
            component.owner,
            component.tier,
            component.description,
            _,
        ) = prose;
        let (restore, rto, rpo): (Option<Stated<Duration>>, _, _) = durations;
        (component.restore, component.rto, component.rpo) = (restore, rto, rpo);
        (component.within, component.requires) = requires;
        component
    })
}

fn observation() -> impl Strategy<Value = Observation> {
    let status = prop_oneof![
        Just(ObservationStatus::Implemented),
        Just(ObservationStatus::Suggested),
        Just(ObservationStatus::Unknown),
    ];
    (entry(), status).prop_map(|(text, status)| Observation::new(text, status))
}

fn risk() -> impl Strategy<Value = Risk> {
    let prose = (text(), text(), text(), text(), text());
    let levels = (option::of(text()), option::of(text()));
    let lists = (
        vec(observation(), 0..3),
        vec(entry().prop_map(Into::into), 0..3),
        vec(entry().prop_map(Into::into), 0..3),
        vec(entry().prop_map(TrackerLink::new), 0..3),
    );
    let work = (stated(), stated(), stated(), text(), text());
    (prose, levels, lists, work).prop_map(|(prose, levels, lists, work)| {
        let mut risk = Risk::default();
        (
            risk.reference,
            risk.component,
            risk.description,
            risk.notes,
            risk.owner,
        ) = prose;
        (risk.likelihood, risk.impact) = levels;
        (
            risk.observations,
            risk.mitigations,
            risk.runbook_actions,
            risk.tracker_links,
        ) = lists;
        (
            risk.status,
            risk.review_by,
            risk.acceptance.until,
            risk.acceptance.by,
            risk.acceptance.reason,
        ) = work;
        risk.acceptance.rating.clone_from(&risk.impact);
        risk
    })
}

pub(super) fn any_register() -> impl Strategy<Value = Register> {
    let scale = proptest::sample::select(Scale::BUILT_IN.as_slice());
    (scale, vec(component(), 0..6), vec(risk(), 0..8)).prop_map(|(scale, components, risks)| {
        let scale = Scale::built_in(scale).unwrap();
        Register::new("", scale, components, risks).unwrap()
    })
}

/// The data of a finding agree with each other, whatever the register.
fn is_well_formed(finding: &Finding) -> Result<(), TestCaseError> {
    prop_assert!(!finding.location.to_string().trim().is_empty());
    prop_assert!(!finding.message.is_empty());
    prop_assert!(
        !finding.message.ends_with([' ', ':', ';', '.']),
        "{}",
        finding.message
    );
    prop_assert!(
        finding.data.suggestion.is_none() || finding.data.suggestion != finding.data.found
    );
    prop_assert_ne!(finding.severity, Severity::Off);
    Ok(())
}

/// Two findings of one rule at one place, about one text, would be one cause reported twice.
fn is_told_once(findings: &[Finding]) -> bool {
    let once = |(n, finding): (usize, &Finding)| !findings[..n].contains(finding);
    findings.iter().enumerate().all(once)
}

proptest! {
    #[test]
    fn every_register_can_be_checked(register in any_register()) {
        let findings = check(&register, &Settings::default(), today());
        findings.iter().try_for_each(is_well_formed)?;
        prop_assert!(is_told_once(&findings), "{:#?}", findings);
        prop_assert_eq!(check(&register, &Settings::default(), today()), findings);
    }

    #[test]
    fn a_level_is_never_told_as_unknown_and_as_missing(register in any_register()) {
        let mut places: Vec<String> = ["unknown-level", "unrated"]
            .iter()
            .flat_map(|code| of(code, &register))
            .map(|finding| finding.location.to_string())
            .collect();
        let all = places.len();
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), all);
    }

    #[test]
    fn every_place_has_a_name(register in any_register(), position in 0_usize..9, entry in 0_usize..9) {
        let places = [
            Place::risk(position, RiskField::Mitigations).at(entry),
            Place::component(position, ComponentField::Tier),
            Place { record: RecordPosition::Register, field: None, entry: Some(entry) },
        ];
        for place in places {
            let _ = by_name(&register, place).to_string();
        }
    }
}
