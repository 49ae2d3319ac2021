//! Policies that a register states itself, and findings that it suppresses.

use super::*;
use crate::check::{Policy, Reading, Suppression};
use crate::record::Location;
use crate::register::Stated;

fn rated(reference: &str, likelihood: &str, impact: &str) -> Risk {
    let mut risk = sound(reference);
    risk.likelihood = Some(likelihood.to_owned()).filter(|text| !text.is_empty());
    risk.impact = Some(impact.to_owned()).filter(|text| !text.is_empty());
    risk
}

fn settings(policies: Vec<Policy>, suppressions: Vec<Suppression>) -> Settings {
    Settings {
        policies,
        suppressions,
        ..Settings::default()
    }
}

/// The places and severities of the findings of a code.
fn told_with(code: &str, register: &Register, settings: &Settings) -> Vec<String> {
    let findings = check(register, settings, today()).into_iter();
    let findings = findings.filter(|finding| finding.code() == code);
    findings
        .map(|one| format!("{} {}", one.location, one.severity))
        .collect()
}

fn high_is_reviewed() -> Policy {
    Policy::new(
        "high-is-reviewed",
        "rating >= High and status != closed",
        "owner and review_by",
    )
}

#[test]
fn a_policy_is_told_of_each_risk_that_does_not_meet_it_at_what_is_missing() {
    let mut met = rated("R01", "High", "High");
    met.owner = "Payments".to_owned();
    met.review_by = Some(Stated::parse("2027-01-01"));
    let mut half = rated("R02", "High", "High");
    half.owner = "Payments".to_owned();
    let mut closed = rated("R03", "High", "High");
    closed.status = Some(Stated::parse("closed"));
    let risks = vec![
        met,
        half,
        closed,
        rated("R04", "Low", "Low"),
        rated("R05", "High", "High"),
    ];
    let register = register(vec![], risks);
    let settings = settings(vec![high_is_reviewed()], vec![]);
    let told = told_with("policy/high-is-reviewed", &register, &settings);
    assert_eq!(told, ["R02 review_by warning", "R05 owner warning"]);
    let findings = check(&register, &settings, today());
    let finding = findings
        .iter()
        .find(|one| one.code() == "policy/high-is-reviewed")
        .unwrap();
    let expected = "`owner and review_by` is required where `rating >= High and status != closed`";
    assert_eq!(finding.message, expected);
    assert!(
        finding
            .rule
            .page()
            .starts_with("# policy/high-is-reviewed\n\nOf every risk of which")
    );
}

#[test]
fn a_policy_has_its_own_severity_and_words() {
    let mut policy = high_is_reviewed();
    policy.severity = Severity::Error;
    policy.message = "ask the board".to_owned();
    let register = register(vec![], vec![rated("R01", "High", "High")]);
    let settings = settings(vec![policy], vec![]);
    let findings = check(&register, &settings, today());
    let finding = findings
        .iter()
        .find(|one| one.code() == "policy/high-is-reviewed")
        .unwrap();
    assert_eq!(
        (finding.severity, finding.message.as_str()),
        (Severity::Error, "ask the board")
    );
}

#[test]
fn an_unrated_risk_never_passes_a_gate_on_its_rating() {
    let mut policy = high_is_reviewed();
    let mut unrated = rated("R01", "High", "");
    // Not even where it has all that is required.
    unrated.owner = "Payments".to_owned();
    unrated.review_by = Some(Stated::parse("2027-01-01"));
    let unknown = rated("R02", "dunno", "High");
    let register = register(vec![], vec![unrated, unknown]);
    let told = |policy: &Policy, set: Option<Severity>| {
        let mut settings = settings(vec![policy.clone()], vec![]);
        if let Some(severity) = set {
            settings
                .severities
                .set("policy-undecided", severity)
                .unwrap();
        }
        told_with("policy-undecided", &register, &settings)
    };
    let expected = ["R01 impact warning", "R02 likelihood warning"];
    assert_eq!(told(&policy, None), expected);
    // As grave as the policy, unless somebody says otherwise.
    policy.severity = Severity::Error;
    assert_eq!(told(&policy, None)[0], "R01 impact error");
    assert_eq!(told(&policy, Some(Severity::Note))[0], "R01 impact note");
    assert_eq!(told(&policy, Some(Severity::Off)), [""; 0]);
    // One that is off asks for nothing.
    policy.severity = Severity::Off;
    assert_eq!(told(&policy, Some(Severity::Error)), [""; 0]);
    policy.severity = Severity::Error;
    // What is false whatever the rating is decided.
    policy.when = "rating >= High and status = closed".to_owned();
    assert_eq!(told(&policy, None), [""; 0]);
    // What is required and not known is not met.
    let policy = Policy::new("rated", "", "rating <= Critical");
    let settings = settings(vec![policy], vec![]);
    let told = told_with("policy/rated", &register, &settings);
    assert_eq!(told, ["R01 impact warning", "R02 likelihood warning"]);
}

#[test]
fn a_policy_that_cannot_be_read_is_an_error_and_not_a_gate_that_passes() {
    let policies = vec![
        Policy::new("Not kebab", "", "owner"),
        Policy::new("twice", "", "owner"),
        Policy::new("twice", "", "owner"),
        Policy::new("wrong", "ratng >= High", "owner"),
        Policy::new("blank", "", ""),
    ];
    let register = register(vec![], vec![sound("R01")]);
    let settings = settings(policies, vec![]);
    let found = check(&register, &settings, today());
    let found = found.iter().filter(|one| one.code() == "invalid-policy");
    let told: Vec<String> = found
        .map(|one| format!("{}: {}", one.location, one.message))
        .collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(
        told[0].starts_with("register policy[1].name: invalid name `Not kebab`"),
        "{told:#?}"
    );
    assert!(
        told[1].starts_with("register policy[3].name: two policies"),
        "{told:#?}"
    );
    assert!(
        told[2].contains("policy[4].when: policy `wrong`, `when`: nothing is called `ratng`"),
        "{told:#?}"
    );
    assert!(
        told[3].contains("policy[5].require: policy `blank`, `require`: expected a field"),
        "{told:#?}"
    );
}

fn unmitigated() -> Register {
    let risks = ["R01", "R02", ""].map(|reference| {
        let mut risk = sound(reference);
        risk.mitigations.clear();
        risk
    });
    register(vec![], risks.into())
}

fn suppression(record: &str, reason: &str, until: &str) -> Suppression {
    let mut suppression = Suppression::new("no-mitigation", record, reason);
    suppression.until = (!until.is_empty()).then(|| Stated::parse(until));
    suppression
}

#[test]
fn what_is_suppressed_is_not_reported_and_is_kept_with_its_reason() {
    let suppressions = vec![
        suppression("r01", "The provider answers", ""),
        suppression("R02", "Until the move", "2026-06-30"),
        suppression("~1", "x", "2026-06-01"),
    ];
    let settings = settings(vec![], suppressions);
    let reading = Reading::of(unmitigated(), settings.clone());
    assert_eq!(
        told_with("no-mitigation", &reading.register, &settings),
        [""; 0]
    );
    let (findings, suppressed) = reading.check_all(today(), &[]);
    assert!(findings.iter().all(|one| one.code() != "no-mitigation"));
    let told: Vec<(String, &str, Option<i64>)> = suppressed
        .iter()
        .map(|one| {
            (
                one.finding.record.to_string(),
                one.reason.as_str(),
                one.days_left,
            )
        })
        .collect();
    let expected = [
        ("R01".to_owned(), "The provider answers", None),
        ("R02".to_owned(), "Until the move", Some(29)),
        ("~1".to_owned(), "x", Some(0)),
    ];
    assert_eq!(told, expected);
    // What makes no sense is suppressed wherever it is told.
    let odd = register(vec![], vec![rated("R01", "dunno", "Low")]);
    let one = Suppression::new("unknown-level", "R01", "a scale of theirs");
    let reading = Reading::of(odd, self::settings(vec![], vec![one]));
    assert_eq!(reading.sense_findings(today()), []);
    assert_eq!(reading.failing_findings(today()), []);
}

#[test]
fn a_suppression_that_has_ended_or_makes_no_sense_suppresses_nothing_and_is_told() {
    let count = |suppression: Suppression| {
        let settings = settings(vec![], vec![suppression]);
        let findings = check(&unmitigated(), &settings, today());
        let mut codes: Vec<&str> = findings.iter().map(Finding::code).collect();
        codes.retain(|code| code.contains("suppression"));
        let left = findings
            .iter()
            .filter(|one| one.code() == "no-mitigation")
            .count();
        (left, codes.join(" "))
    };
    assert_eq!(
        count(suppression("R01", "x", "2026-05-31")),
        (3, "suppression-expired".to_owned())
    );
    assert_eq!(
        count(suppression("R01", " ", "")),
        (3, "invalid-suppression".to_owned())
    );
    assert_eq!(
        count(suppression("R01", "x", "soon")),
        (3, "invalid-suppression".to_owned())
    );
    let (left, codes) = count(suppression("R99", "x", ""));
    assert_eq!(
        (left, codes.as_str()),
        (3, "invalid-suppression unused-suppression")
    );
    assert_eq!(
        count(suppression("register", "x", "")),
        (3, "unused-suppression".to_owned())
    );
    let unknown = Suppression::new("no-mitigations", "R01", "x");
    assert_eq!(count(unknown).1, "invalid-suppression unused-suppression");
    // A code is as it is, or as it was once.
    let capital = Suppression::new("No-Mitigation", "R01", "x");
    let (left, codes) = count(capital);
    assert_eq!(
        (left, codes.as_str()),
        (3, "invalid-suppression unused-suppression")
    );
    // That of somebody else's rule is not known here.
    assert_eq!(
        count(Suppression::new("x-acme/has-owner", "R01", "x")).1,
        "unused-suppression"
    );
}

#[test]
fn a_finding_of_a_policy_is_suppressed_by_its_code() {
    let register = register(vec![], vec![rated("R01", "High", "High")]);
    let suppressed = Suppression::new("policy/high-is-reviewed", "R01", "it goes next week");
    let settings = settings(vec![high_is_reviewed()], vec![suppressed]);
    let findings = check(&register, &settings, today());
    let about =
        |one: &&Finding| one.code().contains("policy") || one.code().contains("suppression");
    assert_eq!(findings.iter().filter(about).count(), 0, "{findings:#?}");
}

#[test]
fn the_old_code_of_a_rule_suppresses_its_findings() {
    let minutes = |minutes| Some(Stated::Known(crate::Duration::from_minutes(minutes)));
    let mut slow = Component::new("API");
    (slow.restore, slow.rto) = (minutes(30), minutes(20));
    let register = register(vec![slow], vec![]);
    assert_eq!(
        told_with("rto-missed", &register, &Settings::default()).len(),
        1
    );
    let old = Suppression::new("broken-promise", "component API", "it is replaced in May");
    let settings = settings(vec![], vec![old]);
    assert_eq!(check(&register, &settings, today()), []);
}

#[test]
fn the_place_of_a_setting_is_that_of_its_key() {
    let settings = settings(vec![], vec![suppression("R99", "x", "")]);
    let findings = check(&unmitigated(), &settings, today());
    let finding = findings
        .iter()
        .find(|one| one.code() == "invalid-suppression")
        .unwrap();
    let expected = Location::Record {
        record: "register".to_owned(),
        field: Some("suppress[1].record".to_owned()),
    };
    assert_eq!(finding.location, expected);
}
