//! Severities that a register sets, the order of findings, and their form in JSON.

use super::*;
use crate::check::rules::reading::{UNKNOWN_KEY, UNREADABLE_CELL};
use crate::check::{Policy, Suppression, Thresholds};
use crate::record::Location;
use crate::register::Stated;

fn severities(set: &[(&str, Severity)]) -> Settings {
    let mut settings = Settings::default();
    for (code, severity) in set {
        settings.severities.set(code, *severity).unwrap();
    }
    settings
}

fn unmitigated() -> Register {
    let mut risk = sound("R03");
    risk.mitigations.clear();
    register(vec![], vec![risk])
}

#[test]
fn a_rule_that_is_off_is_silent() {
    let settings = severities(&[("no-mitigation", Severity::Off)]);
    assert_eq!(check(&unmitigated(), &settings, today()), []);
}

#[test]
fn a_severity_that_is_set_replaces_the_rules_own() {
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        let settings = severities(&[("no-mitigation", severity)]);
        let findings = check(&unmitigated(), &settings, today());
        assert_eq!(findings[0].severity, severity);
        assert_eq!(findings[0].severity.fails(), severity != Severity::Note);
    }
}

#[test]
fn the_findings_of_a_reader_have_the_severities_that_are_set_too() {
    let location = Location::Sheet {
        sheet: "Risks".to_owned(),
    };
    let read = |settings| {
        let mut reading = Reading::of(unmitigated(), settings);
        let draft = Draft::of_register(&UNKNOWN_KEY, location.clone(), "unheard of");
        reading.findings.push(draft.finding(&reading.register));
        let all = reading.check(today());
        assert_eq!(reading.sense_findings(today()), all[..all.len() - 1]);
        all.iter().map(|f| f.severity).collect::<Vec<_>>()
    };
    let (error, warning) = (Severity::Error, Severity::Warning);
    assert_eq!(read(severities(&[])), [warning, warning]);
    let raised = severities(&[("unknown-key", error)]);
    assert_eq!(read(raised), [error, warning]);
    let silenced = severities(&[("unknown-key", Severity::Off)]);
    assert_eq!(read(silenced), [warning]);
}

#[test]
fn an_unknown_code_is_refused_with_the_nearest() {
    let mut severities = Severities::default();
    let error = severities.set("no-mitigations", Severity::Off).unwrap_err();
    assert_eq!(error.to_string(), "no rule has the code `no-mitigations`");
    assert_eq!(error.nearest.as_deref(), Some("no-mitigation"));
    assert!(severities.is_empty());
    assert_eq!(Rule::by_code("S001", &[]).unwrap_err().nearest, None);
}

#[test]
fn a_finding_has_its_nine_keys_in_json() {
    let findings = check(&unmitigated(), &Settings::default(), today());
    let json = serde_json::to_value(&findings[0]).unwrap();
    let expected = serde_json::json!({
        "code": "no-mitigation",
        "severity": "warning",
        "record": { "kind": "risk", "key": "R03" },
        "field": "mitigations",
        "message": findings[0].message,
        "location": "R03 mitigations",
        "found": null,
        "suggestion": null,
        "fingerprint": findings[0].fingerprint,
    });
    assert_eq!(json, expected);
    let keys: Vec<_> = json.as_object().unwrap().keys().collect();
    let order = [
        "code",
        "severity",
        "record",
        "field",
        "message",
        "location",
        "found",
        "suggestion",
        "fingerprint",
    ];
    assert_eq!(keys, order);
}

/// Twenty risks that together have a finding of every rule that looks at a register.
fn everything() -> Register {
    let mut api = requiring("API", [Requirement::some_of(2, ["Redis"])]);
    api.within = "Frankfurt".to_owned();
    let minutes = |minutes| Some(Stated::Known(crate::Duration::from_minutes(minutes)));
    (api.restore, api.rto) = (minutes(30), minutes(20));
    let date = "2026-05-29".parse::<crate::Date>().unwrap();
    let mut incident = crate::Rehearsal::new(date, crate::RehearsalKind::Incident);
    incident.time_to_recover = minutes(30);
    api.rehearsals = vec![incident];
    let mut hall = Component::new("Hall");
    hall.within = "Hall".to_owned();
    let [again, blank, small] = ["API", "", "hall"].map(Component::new);
    let components = vec![api, again, blank, hall, small];
    let risks = (0..20).map(|n| {
        let mut risk = Risk::new(format!("R{:02}", n % 18));
        match n % 5 {
            0 => risk.component = "Postgers".to_owned(),
            1 => risk.likelihood = Some("dunno".to_owned()),
            2 => risk.status = Some(Stated::parse("stuck")),
            _ if n == 8 || n == 13 => {
                risk.status = Some(Stated::parse("accepted"));
                let until = ["2026-05-01", "2026-06-08"][usize::from(n == 13)];
                risk.acceptance.until = Some(Stated::parse(until));
                risk.review_by = Some(Stated::parse("2026-05-01"));
                if n == 8 {
                    (risk.likelihood, risk.impact) = (Some("Low".into()), Some("High".into()));
                    risk.acceptance.rating = Some("Low".to_owned());
                }
            }
            3 => risk.reference = String::new(),
            _ => {
                risk.likelihood = Some("High".to_owned());
                risk.impact = Some("High".to_owned());
                let spelling = format!("https://trello.com/c/AbC123/{n}");
                risk.tracker_links = vec![link(&spelling)];
            }
        }
        risk
    });
    register(components, risks.collect())
}

#[test]
fn findings_of_sense_come_before_those_of_practice() {
    let mut ended = Suppression::new("unrated", "R01", "x");
    ended.until = Some(Stated::parse("2026-05-01"));
    let settings = Settings {
        policies: vec![
            Policy::new("wrong", "ratng = High", "owner"),
            Policy::new("reviewed", "rating >= High", "review_by"),
        ],
        suppressions: vec![ended, Suppression::new("unrated", "R99", "x")],
        thresholds: Thresholds {
            owner_from: Some("Grave".to_owned()),
            ..Thresholds::default()
        },
        ..Settings::default()
    };
    let mut findings = check(&everything(), &settings, today());
    // Those of policies come behind.
    let is_of_policy = |finding: &Finding| finding.code() == "policy/reviewed";
    assert!(findings.iter().any(is_of_policy));
    findings.retain(|finding| !is_of_policy(finding));
    let unused = findings.pop().unwrap();
    assert_eq!(unused.code(), "unused-suppression");
    let practice = |finding: &Finding| finding.rule.subject() == Subject::Practice;
    assert!(findings.is_sorted_by_key(practice));
    // The findings of a rule stand together, in the order of the catalogue.
    let mut codes: Vec<_> = findings.iter().map(|finding| finding.code()).collect();
    codes.dedup();
    let looking = catalogue().filter(|rule| rule.definition().check.is_some());
    assert_eq!(
        codes,
        looking
            .map(|rule| rule.code().to_owned())
            .collect::<Vec<_>>()
    );
}

#[test]
fn what_does_not_make_sense_is_told_without_what_is_not_good_practice() {
    let reading = Reading::of(everything(), Settings::default());
    let all = reading.check(today());
    let sense = all.iter().filter(|f| f.rule.subject() == Subject::Sense);
    assert_eq!(
        reading.sense_findings(today()),
        sense.cloned().collect::<Vec<_>>()
    );
    let mut failing = reading.sense_findings(today());
    failing.retain(|finding| finding.severity.fails());
    assert_eq!(reading.failing_findings(today()), failing);
}

#[test]
fn the_same_register_gives_the_same_findings_in_the_same_order() {
    let first = check(&everything(), &Settings::default(), today());
    for _ in 0..10 {
        assert_eq!(check(&everything(), &Settings::default(), today()), first);
    }
}

#[test]
fn a_text_that_the_reader_told_of_is_not_told_again_as_no_level() {
    let mut risk = sound("R03");
    risk.likelihood = Some("#REF!".to_owned());
    let told = |settings| {
        let mut reading = Reading::of(register(vec![], vec![risk.clone()]), settings);
        let location = check(&reading.register, &Settings::default(), today())[0]
            .location
            .clone();
        let remark = Remark::new("the cell has an error").found("#REF!");
        let draft = Draft::of_register(&UNREADABLE_CELL, location, remark);
        reading.findings.push(draft.finding(&reading.register));
        let findings = reading.check(today()).into_iter();
        findings.map(|f| f.code().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(severities(&[])), ["unreadable-cell"]);
    let off = severities(&[("unreadable-cell", Severity::Off)]);
    assert_eq!(told(off), ["unknown-level"]);
}
