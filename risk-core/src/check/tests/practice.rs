//! The rules about good practice.

use super::*;
use crate::readiness::{Counts, Window};
use crate::register::{
    Date, Duration, Observation, Rehearsal, RehearsalKind, Stated, TrackerPattern, Trackers,
};

#[test]
fn a_missing_level_is_told_with_the_levels() {
    let mut risk = sound("R03");
    risk.impact = None;
    let register = register(vec![], vec![sound("R01"), risk]);
    Expected {
        severity: Severity::Warning,
        location: "R03 impact",
        message: "the risk is unrated because its impact is missing; expected Low, Medium or High",
        found: None,
        suggestion: None,
    }
    .is(&only("unrated", &register));
}

#[test]
fn an_unknown_level_is_not_told_as_a_missing_one_too() {
    let mut risk = sound("R03");
    risk.likelihood = Some("Hgih".to_owned());
    assert_eq!(of("unrated", &register(vec![], vec![risk.clone()])), []);
    risk.impact = None;
    let only = only("unrated", &register(vec![], vec![risk]));
    assert_eq!(only.location.to_string(), "R03 impact");
}

#[test]
fn a_risk_without_a_component_is_told() {
    let mut risk = sound("R03");
    risk.component = " ".to_owned();
    Expected {
        severity: Severity::Warning,
        location: "R03 component",
        message: "the risk names no component; name the one that fails",
        found: None,
        suggestion: None,
    }
    .is(&only(
        "missing-component",
        &register(vec![], vec![sound("R01"), risk]),
    ));
}

#[test]
fn a_register_that_is_not_about_components_is_not_asked_for_them() {
    let mut risk = sound("R03");
    risk.component = String::new();
    assert_eq!(
        of("missing-component", &register(vec![], vec![risk.clone()])),
        []
    );
    let declared = vec![Component::new("Postgres primary")];
    only("missing-component", &register(declared, vec![risk]));
}

/// A risk that is rated Critical.
fn critical(observations: Vec<Observation>) -> Risk {
    let mut risk = sound("R03");
    risk.likelihood = Some("High".to_owned());
    risk.impact = Some("High".to_owned());
    risk.observations = observations;
    risk
}

#[test]
fn a_highly_rated_risk_that_nothing_would_notice_is_told() {
    Expected {
        severity: Severity::Warning,
        location: "R03 observations",
        message: "the risk is rated Critical and has no observation",
        found: None,
        suggestion: None,
    }
    .is(&only(
        "no-implemented-observation",
        &register(vec![], vec![sound("R01"), critical(vec![])]),
    ));
}

#[test]
fn suggested_and_unknown_observations_are_not_implemented() {
    let message = |observations| {
        let register = register(vec![], vec![critical(observations)]);
        only("no-implemented-observation", &register).message
    };
    assert_eq!(
        message(vec![Observation::suggested("Alarm on lag")]),
        "the risk is rated Critical and its observation is not implemented"
    );
    assert_eq!(
        message(vec![
            Observation::suggested("Alarm on lag"),
            Observation::unknown("Dashboard")
        ]),
        "the risk is rated Critical and none of its 2 observations is implemented"
    );
}

#[test]
fn one_implemented_observation_is_enough_and_a_low_rating_needs_none() {
    let observations = vec![
        Observation::suggested("Alarm on lag"),
        Observation::implemented("Dashboard"),
    ];
    let mut medium = critical(vec![]);
    medium.likelihood = Some("Low".to_owned());
    let risks = vec![critical(observations), medium, sound("R01")];
    let register = register(vec![], risks);
    assert_eq!(of("no-implemented-observation", &register), []);
}

#[test]
fn a_risk_without_a_mitigation_is_told() {
    let mut risk = sound("R03");
    risk.mitigations.clear();
    Expected {
        severity: Severity::Warning,
        location: "R03 mitigations",
        message: "the risk has no mitigation; write down what makes it rarer or milder, or accept \
                  it",
        found: None,
        suggestion: None,
    }
    .is(&only(
        "no-mitigation",
        &register(vec![], vec![sound("R01"), risk]),
    ));
}

#[test]
fn a_risk_without_a_runbook_action_is_told() {
    let mut risk = sound("R03");
    risk.runbook_actions.clear();
    Expected {
        severity: Severity::Warning,
        location: "R03 runbook_actions",
        message: "the risk has no runbook action; write down what to do when it happens",
        found: None,
        suggestion: None,
    }
    .is(&only(
        "no-runbook-action",
        &register(vec![], vec![sound("R01"), risk]),
    ));
}

#[test]
fn a_risk_without_a_tracker_link_is_told() {
    let mut risk = sound("R03");
    risk.tracker_links.clear();
    risk.notes = "Design: https://wiki.example.com/failover".to_owned();
    Expected {
        severity: Severity::Note,
        location: "R03 tracker_links",
        message: "the risk has no tracker link; link the card, ticket or issue that follows it up",
        found: None,
        suggestion: None,
    }
    .is(&only(
        "no-tracker-link",
        &register(vec![], vec![sound("R01"), risk]),
    ));
}

#[test]
fn a_card_linked_in_the_notes_or_a_mitigation_is_a_tracker_link() {
    let mut noted = sound("R03");
    noted.tracker_links.clear();
    noted.notes = "Planned (see https://trello.com/c/AbC123).".to_owned();
    let mut mitigated = sound("R04");
    mitigated.tracker_links.clear();
    mitigated.mitigations = vec!["Second zone, https://trello.com/c/AbC124".into()];
    let register = register(vec![], vec![noted, mitigated]);
    assert_eq!(of("no-tracker-link", &register), []);
}

#[test]
fn one_card_in_two_spellings_is_told_with_the_first_spelling() {
    let mut first = sound("R03");
    first.tracker_links = vec![link("https://trello.com/c/AbC123")];
    let mut second = sound("R04");
    let spelling = "https://trello.com/c/AbC123/12-add-a-second-zone";
    second.tracker_links = vec![link("https://trello.com/c/other1"), link(spelling)];
    Expected {
        severity: Severity::Note,
        location: "R04 tracker_links[2]",
        message: "R03 links the same card as `https://trello.com/c/AbC123`",
        found: Some(spelling),
        suggestion: Some("https://trello.com/c/AbC123"),
    }
    .is(&only(
        "card-in-two-spellings",
        &register(vec![], vec![first, second]),
    ));
}

#[test]
fn one_card_in_one_spelling_and_two_cards_are_not_told() {
    let mut first = sound("R03");
    first.tracker_links = vec![link("https://trello.com/c/AbC123")];
    let second = Risk {
        reference: "R04".to_owned(),
        ..first.clone()
    };
    // The case of an id matters to this tracker.
    let mut third = sound("R05");
    third.tracker_links = vec![link("https://trello.com/c/aBc123")];
    let register = register(vec![], vec![first, second, third]);
    assert_eq!(of("card-in-two-spellings", &register), []);
}

#[test]
fn a_tracker_of_ones_own_tells_that_a_key_and_its_address_are_one_card() {
    let mut desk = TrackerPattern::new("Desk");
    desk.prefixes = vec!["OPS".to_owned()];
    desk.url = Some("https://desk.example.com/{key}".to_owned());
    let settings = Settings {
        trackers: Trackers::new(vec![desk]).unwrap(),
        ..Settings::default()
    };
    let mut risk = sound("R03");
    risk.tracker_links = vec![link("OPS-12"), link("https://desk.example.com/OPS-12")];
    let mut noted = sound("R04");
    noted.tracker_links.clear();
    noted.notes = "Waits for OPS-13".to_owned();
    let findings = check(&register(vec![], vec![risk, noted]), &settings, today());
    let codes: Vec<_> = findings.iter().map(|f| f.code()).collect();
    assert_eq!(codes, ["card-in-two-spellings"]);
    assert_eq!(findings[0].data.suggestion.as_deref(), Some("OPS-12"));
}

/// A risk that every rule of practice about a single risk has something to state of.
fn neglected(reference: &str) -> Risk {
    let mut risk = critical(vec![]);
    risk.reference = reference.to_owned();
    risk.component = String::new();
    risk.mitigations.clear();
    risk.runbook_actions.clear();
    risk.tracker_links.clear();
    risk
}

/// The codes of the findings at a risk.
fn codes(risk: Risk) -> Vec<String> {
    let reference = risk.reference.clone();
    let register = register(vec![], vec![sound("R01"), risk]);
    let findings = check(&register, &Settings::default(), today()).into_iter();
    findings
        .filter(|finding| finding.location.to_string().starts_with(&reference))
        .map(|finding| finding.code().to_owned())
        .collect()
}

#[test]
fn good_practice_is_not_asked_of_a_closed_risk() {
    let mut risk = neglected("R03");
    risk.status = Some(Stated::parse("closed"));
    assert!(codes(risk.clone()).is_empty());
    risk.likelihood = None;
    risk.tracker_links = vec![link("https://trello.com/c/R01abc/again")];
    assert!(codes(risk.clone()).is_empty());
    // What is not recognised is not taken for closed.
    risk.status = Some(Stated::parse("shut"));
    assert!(codes(risk).contains(&"no-mitigation".to_owned()));
}

#[test]
fn an_accepted_risk_needs_neither_a_mitigation_nor_a_link() {
    let mut risk = neglected("R03");
    let all = [
        "missing-component",
        "no-implemented-observation",
        "no-mitigation",
        "no-runbook-action",
        "no-tracker-link",
        "no-owner",
    ];
    assert_eq!(codes(risk.clone()), all);
    risk.status = Some(Stated::parse("accepted"));
    let accepted = [all[0], all[1], all[3], "acceptance-incomplete", all[5]];
    assert_eq!(codes(risk), accepted);
}

#[test]
fn a_promise_that_one_failure_breaks_is_told_with_the_worst_failure() {
    let minutes = |minutes| Some(crate::Stated::Known(crate::Duration::from_minutes(minutes)));
    let component =
        |name: &str, restore: Option<u64>, rto: Option<u64>, requires: Vec<Requirement>| {
            let mut component = requiring(name, requires);
            component.restore = restore.and_then(minutes);
            component.rto = rto.and_then(minutes);
            component
        };
    let components = vec![
        component(
            "API",
            Some(10),
            Some(30),
            vec![Requirement::of("Cache"), Requirement::of("Disk")],
        ),
        component("Cache", Some(5), Some(5), vec![]),
        component("Disk", Some(45), Some(60), vec![]),
        component(
            "Web",
            Some(10),
            Some(20),
            vec![Requirement::some_of(1, ["Disk", "Cache"])],
        ),
        component("Mail", None, Some(20), vec![Requirement::of("Disk")]),
        component("Batch", Some(90), Some(60), vec![]),
    ];
    let expected = [
        (
            "component API rto",
            "the RTO is 30m, and when `Disk` fails it takes 55m",
        ),
        (
            "component Mail rto",
            "the RTO is 20m, and when `Disk` fails it takes at least 45m",
        ),
        (
            "component Batch rto",
            "the RTO is 1h, and when it fails it takes 1h30m",
        ),
    ];
    let expected = expected.map(|(place, message)| (place.to_owned(), message.to_owned()));
    assert_eq!(told("rto-missed", &register(components, vec![])), expected);
}

/// Incidents on a first day of a month, by the minutes until everything worked again.
fn incidents(minutes: &[(u8, Option<u64>)]) -> Vec<Rehearsal> {
    let incident = |&(month, minutes): &(u8, Option<u64>)| {
        let date: Date = format!("2026-{month:02}-01").parse().unwrap();
        let mut incident = Rehearsal::new(date, RehearsalKind::Incident);
        incident.time_to_recover = minutes.map(|m| Duration::from_minutes(m).into());
        incident
    };
    minutes.iter().map(incident).collect()
}

#[test]
fn a_recovery_that_took_longer_than_was_promised_is_told_at_its_entry() {
    let mut api = Component::new("API");
    api.rto = Some(Duration::from_minutes(30).into());
    api.rehearsals = incidents(&[(1, Some(10)), (2, Some(40)), (3, None)]);
    let mut risk = sound("R01");
    risk.component = "api".to_owned();
    risk.rehearsals = incidents(&[(2, Some(31))]);
    let told = told(
        "recovery-beyond-objective",
        &register(vec![api], vec![sound("R00"), risk]),
    );
    let expected = [
        (
            "component API rehearsals[2]",
            "recovery took 40m in the incident of 2026-02-01, and the RTO is 30m",
        ),
        (
            "R01 rehearsals[1]",
            "recovery took 31m in the incident of 2026-02-01, and the RTO of `API` is 30m",
        ),
    ];
    let expected = expected.map(|(place, message)| (place.to_owned(), message.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn a_recovery_within_the_promise_is_not_told_nor_a_slow_one_before_it() {
    let mut api = Component::new("API");
    api.rto = Some(Duration::from_minutes(30).into());
    // The last is that of the latest day, wherever it stands.
    api.rehearsals = incidents(&[(3, Some(30)), (2, Some(90))]);
    let mut closed = sound("R01");
    closed.component = "API".to_owned();
    closed.rehearsals = incidents(&[(2, Some(90))]);
    let mut elsewhere = closed.clone();
    elsewhere.component = "Mail".to_owned();
    closed.status = Some(Stated::parse("closed"));
    let mut mail = Component::new("Mail");
    mail.rehearsals = incidents(&[(2, Some(90))]);
    let register = register(vec![api, mail], vec![closed, elsewhere]);
    assert_eq!(of("recovery-beyond-objective", &register), []);
}

#[test]
fn a_tabletop_measures_nothing_and_of_one_day_the_longest_recovery_counts() {
    let told = |rehearsals: Vec<Rehearsal>| {
        let mut api = Component::new("API");
        api.rto = Some(Duration::from_minutes(30).into());
        api.rehearsals = rehearsals;
        told("recovery-beyond-objective", &register(vec![api], vec![]))
    };
    let place = |entry: usize| format!("component API rehearsals[{entry}]");
    let talked = |mut rehearsals: Vec<Rehearsal>, kind: &str| {
        rehearsals.last_mut().unwrap().kind = Stated::parse(kind);
        rehearsals
    };
    assert_eq!(told(talked(incidents(&[(2, Some(90))]), "tabletop")), []);
    for (kind, entry) in [("tabletop", 1), ("talk", 1), ("game-day", 2)] {
        let both = incidents(&[(2, Some(90)), (3, Some(95))]);
        assert_eq!(told(talked(both, kind))[0].0, place(entry), "{kind}");
    }
    let hidden = incidents(&[(2, Some(90)), (3, Some(5))]);
    assert_eq!(told(talked(hidden, "tabletop"))[0].0, place(1));
    for minutes in [[45, 5], [5, 45]] {
        let longest = if minutes[0] == 45 { 1 } else { 2 };
        let one_day = incidents(&minutes.map(|minutes| (2, Some(minutes))));
        assert_eq!(told(one_day)[0].0, place(longest));
    }
}

#[test]
fn rehearsals_are_not_told_to_have_no_place_in_a_workbook() {
    let mut risk = sound("R01");
    risk.rehearsals = incidents(&[(2, Some(31))]);
    let mut component = Component::new("Postgres primary");
    component.rehearsals = risk.rehearsals.clone();
    let register = register(vec![component], vec![risk]);
    assert_eq!(of("not-representable", &register), []);
}

/// A risk that is accepted by somebody, for a reason, until a day.
fn accepted(until: &str) -> Risk {
    let mut risk = sound("R03");
    risk.status = Some(Stated::Known(crate::register::Status::Accepted));
    risk.acceptance.by = "Head of Platform".to_owned();
    risk.acceptance.until = Some(Stated::parse(until));
    risk.acceptance.reason = "It is cheap".to_owned();
    risk
}

#[test]
fn an_acceptance_that_has_ended_is_an_error_the_day_after() {
    let told_of = |until: &str| {
        told(
            "acceptance-expired",
            &register(vec![], vec![accepted(until)]),
        )
    };
    assert_eq!(told_of("2026-06-01"), []);
    let expected =
        "the acceptance ended on 2026-05-31; decide again: accept the risk anew, or treat it";
    let place = "R03 acceptance.until".to_owned();
    assert_eq!(told_of("2026-05-31"), [(place, expected.to_owned())]);
    let finding = only(
        "acceptance-expired",
        &register(vec![], vec![accepted("2024-01-01")]),
    );
    assert_eq!(finding.severity, Severity::Error);
    // Without the status, the day is of a decision that does not hold any more.
    let mut open = accepted("2024-01-01");
    open.status = None;
    assert_eq!(of("acceptance-expired", &register(vec![], vec![open])), []);
}

#[test]
fn an_acceptance_is_told_30_days_before_it_ends() {
    let count = |until: &str| {
        let register = register(vec![], vec![accepted(until)]);
        of("acceptance-expires-soon", &register).len()
    };
    let days = ["2026-05-31", "2026-06-01", "2026-07-01", "2026-07-02"];
    assert_eq!(days.map(count), [0, 1, 1, 0]);
}

#[test]
fn how_long_before_its_end_an_acceptance_is_told_can_be_set() {
    let mut settings = Settings::default();
    settings.thresholds.acceptance_notice = Some(crate::Duration::from_minutes(7 * 24 * 60));
    let count = |until: &str| {
        let register = register(vec![], vec![accepted(until)]);
        let findings = check(&register, &settings, today());
        let soon = |finding: &&Finding| finding.code() == "acceptance-expires-soon";
        findings.iter().filter(soon).count()
    };
    assert_eq!(["2026-06-08", "2026-06-09"].map(count), [1, 0]);
}

#[test]
fn a_risk_that_grew_after_it_was_accepted_is_told() {
    let of_rating = |rating: &str, status: &str| {
        let mut risk = accepted("2027-01-01");
        risk.status = Some(Stated::parse(status));
        risk.acceptance.rating = Some(rating.to_owned());
        register(vec![], vec![risk])
    };
    // A sound risk is rated Low.
    for rating in ["Low", "medium", "Critical"] {
        let told = of("acceptance-below-rating", &of_rating(rating, "accepted"));
        assert_eq!(told, [], "{rating}");
    }
    let grown = of_rating("note", "accepted");
    Expected {
        severity: Severity::Note,
        location: "R03 acceptance.rating",
        message: "the risk was accepted as Note and is Low now; decide again: accept the risk \
                  anew, or treat it",
        found: Some("Note"),
        suggestion: None,
    }
    .is(&only("acceptance-below-rating", &grown));
    // What is accepted no more was decided again.
    assert_eq!(
        of("acceptance-below-rating", &of_rating("Note", "open")),
        []
    );
    let unknown = of_rating("Severe", "accepted");
    assert_eq!(of("acceptance-below-rating", &unknown), []);
    let place = only("unknown-level", &unknown).location.to_string();
    assert_eq!(place, "R03 acceptance.rating");
}

#[test]
fn the_rating_from_which_on_an_owner_is_asked_for_can_be_set() {
    let register = register(vec![], vec![sound("R03")]);
    assert_eq!(of("no-owner", &register), []);
    let count = |from: &str| {
        let mut settings = Settings::default();
        settings.thresholds.owner_from = Some(from.to_owned());
        let findings = check(&register, &settings, today());
        findings
            .iter()
            .filter(|one| one.code() == "no-owner")
            .count()
    };
    assert_eq!(["Note", "low", "Medium"].map(count), [1, 1, 0]);
}

#[test]
fn another_decision_has_another_fingerprint() {
    let print = |until: &str| {
        let register = register(vec![], vec![accepted(until)]);
        only("acceptance-expired", &register).fingerprint
    };
    assert_eq!(print("2026-01-31"), print("2026-01-31"));
    assert_ne!(print("2026-01-31"), print("2026-02-28"));
}

#[test]
fn an_acceptance_says_who_until_when_and_why() {
    let message = |risk: Risk| {
        let told = told("acceptance-incomplete", &register(vec![], vec![risk]));
        told.into_iter()
            .map(|(place, message)| {
                let (what, _) = message.split_once(';').unwrap();
                format!("{place}: {what}")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(message(accepted("2027-01-01")), [""; 0]);
    // What is no day is another finding.
    assert_eq!(message(accepted("next year")), [""; 0]);
    let mut nobody = accepted("2027-01-01");
    nobody.acceptance.by = " ".to_owned();
    nobody.acceptance.until = None;
    let expected =
        "R03 acceptance.by: the risk is accepted, and it is not stated by whom and until when";
    assert_eq!(message(nobody), [expected]);
    let mut silent = accepted("2027-01-01");
    silent.acceptance = crate::register::Acceptance::default();
    let expected =
        "R03 acceptance.by: the risk is accepted, and it is not stated by whom, until when and why";
    assert_eq!(message(silent.clone()), [expected]);
    silent.status = None;
    assert_eq!(message(silent), [""; 0]);
}

#[test]
fn a_review_is_overdue_the_day_after() {
    let count = |day: &str, status| {
        let mut risk = sound("R03");
        risk.review_by = Some(Stated::parse(day));
        risk.status = status;
        of("review-overdue", &register(vec![], vec![risk])).len()
    };
    assert_eq!(count("2026-06-01", None), 0);
    assert_eq!(count("2026-05-31", None), 1);
    let closed = Some(Stated::Known(crate::register::Status::Closed));
    assert_eq!(count("2026-05-31", closed), 0);
    assert_eq!(count("soon", None), 0);
}

#[test]
fn somebody_answers_for_a_high_risk_or_for_its_component() {
    let count = |risk: &Risk, owner: &str| {
        let mut component = Component::new("Postgres primary");
        component.owner = owner.to_owned();
        of("no-owner", &register(vec![component], vec![risk.clone()])).len()
    };
    let mut high = sound("R03");
    high.likelihood = Some("High".to_owned());
    high.impact = Some("High".to_owned());
    assert_eq!((count(&high, ""), count(&high, "Data")), (1, 0));
    assert_eq!(count(&sound("R04"), ""), 0);
    high.owner = "Ada".to_owned();
    assert_eq!(count(&high, ""), 0);
}

#[test]
fn words_for_nothing_are_no_mitigation_action_observation_and_owner() {
    for nothing in [
        "None",
        "n/a",
        "TBD",
        "–",
        "?",
        "(none)",
        "Not applicable",
        "entfällt",
    ] {
        let mut risk = sound("R03");
        risk.mitigations = vec![nothing.into()];
        risk.runbook_actions = vec![nothing.into()];
        risk.observations = vec![Observation::implemented(nothing)];
        (risk.impact, risk.likelihood) = (Some("High".into()), Some("High".into()));
        nothing.clone_into(&mut risk.owner);
        let register = register(vec![], vec![risk]);
        for rule in [
            "no-mitigation",
            "no-runbook-action",
            "no-implemented-observation",
            "no-owner",
        ] {
            assert_eq!(of(rule, &register).len(), 1, "{rule}: {nothing}");
        }
        let risk = register.risks().next().unwrap();
        let coverage = Counts::of(risk, Window::up_to(today()));
        assert_eq!(
            (coverage.mitigated, coverage.runbook, coverage.observed),
            (0, 0, 0)
        );
    }
    for something in [
        "None of the replicas takes writes",
        "N/A-1 switch",
        "7",
        "Todo list",
    ] {
        let mut risk = sound("R03");
        risk.mitigations = vec![something.into()];
        assert_eq!(
            of("no-mitigation", &register(vec![], vec![risk])),
            [],
            "{something}"
        );
    }
}
