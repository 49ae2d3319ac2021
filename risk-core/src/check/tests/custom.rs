//! Rules of the program that embeds the library.

use super::*;
use crate::record::{Key, Place, RecordId, RecordPosition, RiskField};
use crate::register::Stated;

fn custom(code: &str, check: impl Fn(&mut Check<'_>) + Send + Sync + 'static) -> Rule {
    let page = "# x-acme/overdue\n\nA review is late.\n";
    Rule::custom(code, "a review is late", Severity::Warning, page, check).unwrap()
}

/// Reports the risks whose review is late.
fn overdue() -> Rule {
    custom("x-acme/overdue", |check| {
        for risk in check.register().risks() {
            let review_by = risk.review_by.as_ref().and_then(Stated::known);
            if let Some(day) = review_by.filter(|day| **day < check.today()) {
                let place = Place::risk(risk.position(), RiskField::ReviewBy);
                let remark = Remark::new("the review is late").found(day.to_string());
                check.report(place, remark);
            }
        }
    })
}

fn due(day: &str) -> Register {
    let mut risk = sound("R01");
    risk.review_by = Some(Stated::parse(day));
    register(vec![], vec![risk, sound("R02")])
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(Finding::code).collect()
}

#[test]
fn a_custom_rule_is_asked_with_the_day_and_reports_like_a_built_in_one() {
    let mut settings = Settings::default();
    let own = "review-overdue";
    settings.severities.set(own, Severity::Off).unwrap();
    assert_eq!(
        check_with(&due("2026-06-01"), &settings, today(), &[overdue()]),
        []
    );
    let findings = check_with(&due("2026-05-31"), &settings, today(), &[overdue()]);
    let [finding] = findings.as_slice() else {
        panic!("expected one finding, found {findings:#?}");
    };
    assert_eq!(finding.code(), "x-acme/overdue");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.record, RecordId::Risk(Key::first("R01")));
    assert_eq!(finding.field, Some(RiskField::ReviewBy.into()));
    assert_eq!(finding.location.to_string(), "R01 review_by");
    assert_eq!(finding.data.found.as_deref(), Some("2026-05-31"));
    assert_eq!(finding.rule.subject(), Subject::Practice);
}

#[test]
fn the_findings_of_custom_rules_come_last_and_are_no_doubts() {
    let mut risk = sound("R01");
    risk.mitigations.clear();
    risk.review_by = Some(Stated::parse("2020-01-01"));
    let reading = Reading::of(register(vec![], vec![risk]), Settings::default());
    let findings = reading.check_with(today(), &[overdue()]);
    assert_eq!(
        codes(&findings),
        ["no-mitigation", "review-overdue", "x-acme/overdue"]
    );
    assert_eq!(
        codes(&reading.check(today())),
        ["no-mitigation", "review-overdue"]
    );
    assert_eq!(reading.sense_findings(today()), []);
}

#[test]
fn a_register_sets_the_severity_of_a_custom_rule() {
    let severity_of = |severity| {
        let mut settings = Settings::default();
        settings.severities.set("x-acme/overdue", severity).unwrap();
        let findings = check_with(&due("2020-01-01"), &settings, today(), &[overdue()]);
        let custom = findings
            .iter()
            .find(|finding| finding.code() == "x-acme/overdue");
        custom.map(|finding| finding.severity)
    };
    assert_eq!(severity_of(Severity::Error), Some(Severity::Error));
    assert_eq!(severity_of(Severity::Off), None);
}

#[test]
fn a_custom_code_has_a_prefix_that_no_built_in_one_has() {
    let rule = |code: &str| Rule::custom(code, "", Severity::Note, "", |_| {});
    for code in ["x-acme/overdue", "x-acme-2/has-no-owner", "x-a/b"] {
        assert!(rule(code).is_ok(), "{code}");
    }
    for code in [
        "overdue",
        "acme/overdue",
        "x-acme",
        "x-/overdue",
        "x-acme/",
        "x-acme/Over",
        "x-acme/a_b",
        "x-acme/a--b",
        "x-acme/a/b",
        "X-acme/a",
        " x-acme/a",
        "",
    ] {
        let error = rule(code).unwrap_err();
        assert_eq!(error.code, code);
        assert!(
            Severities::default().set(code, Severity::Off).is_err(),
            "{code}"
        );
    }
    assert!(catalogue().all(|built_in| rule(built_in.code()).is_err()));
}

#[test]
fn a_rule_is_found_among_built_in_and_custom_ones() {
    let custom = [overdue()];
    let rule = Rule::by_code("x-acme/overdue", &custom).unwrap();
    assert_eq!(rule.page(), custom[0].page());
    assert!(Rule::by_code("unrated", &custom).is_ok());

    let near = Rule::by_code("x-acme/overdeu", &custom).unwrap_err();
    assert_eq!(near.nearest.as_deref(), Some("x-acme/overdue"));
    let unknown = Rule::by_code("x-acme/overdue", &[]).unwrap_err();
    assert!(unknown.is_custom);
    assert!(!Rule::by_code("overdue", &custom).unwrap_err().is_custom);
}

#[test]
fn neither_the_message_nor_what_would_be_right_is_in_a_fingerprint() {
    let of = |remark: fn() -> Remark| {
        let rule = custom("x-acme/a", move |check| {
            let place = Place::risk(0, RiskField::Owner);
            check.report(place, remark());
        });
        let findings = check_with(&due("2030-01-01"), &Settings::default(), today(), &[rule]);
        findings[0].fingerprint.clone()
    };
    let first = of(|| Remark::new("no team is named Ops").found("Ops"));
    let other = of(|| {
        Remark::new("who is Ops?")
            .found("Ops")
            .suggest(Some("Operations"))
    });
    assert_eq!(first, other);
    assert_ne!(
        first,
        of(|| Remark::new("no team is named Ops").found("ops"))
    );
    let subject = of(|| {
        Remark::new("no team is named Ops")
            .found("ops")
            .subject("Ops")
    });
    assert_eq!(first, subject);
}

#[test]
fn a_finding_of_the_register_and_one_of_a_whole_record_have_no_field() {
    let rule = custom("x-acme/a", |check| {
        check.report(RecordPosition::Register, "nobody has approved the register");
        check.report(RecordPosition::Risk(1), "nobody has approved the risk");
    });
    let findings = check_with(&due("2030-01-01"), &Settings::default(), today(), &[rule]);
    let json = serde_json::to_value(&findings).unwrap();
    assert_eq!(json[0]["record"], serde_json::json!({ "kind": "register" }));
    assert_eq!(
        json[1]["record"],
        serde_json::json!({ "kind": "risk", "key": "R02" })
    );
    assert_eq!(json[1]["field"], serde_json::Value::Null);
    assert_eq!(findings[0].location.to_string(), "register");
    assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
}

#[test]
fn rules_and_findings_go_from_thread_to_thread() {
    fn is_shareable<T: Clone + Send + Sync + 'static>() {}
    is_shareable::<Rule>();
    is_shareable::<Finding>();
    let (rule, register) = (overdue(), due("2020-01-01"));
    let check = move || check_with(&register, &Settings::default(), today(), &[rule]);
    let findings = std::thread::spawn(check).join().unwrap();
    assert_eq!(codes(&findings), ["review-overdue", "x-acme/overdue"]);
}
