//! What the checks say of registers that a program built, one file per concern.

mod catalogue;
mod custom;
mod fingerprints;
mod look_alike;
#[cfg(feature = "folder")]
mod pages;
mod policies;
mod practice;
mod properties;
mod sense;
mod settings;

use super::*;
use crate::register::{Component, Date, Register, Requirement, Risk, Scale};

/// The day of the checks.
fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// A register on the default scale.
fn register(components: Vec<Component>, risks: Vec<Risk>) -> Register {
    Register::new("Test", Scale::default(), components, risks).unwrap()
}

/// A risk that no rule has anything to state of.
fn sound(reference: &str) -> Risk {
    let mut risk = Risk::new(reference);
    risk.component = "Postgres primary".to_owned();
    risk.description = "The disk fills up".to_owned();
    risk.likelihood = Some("Low".to_owned());
    risk.impact = Some("Medium".to_owned());
    risk.mitigations = vec!["Grow the disk by itself".into()];
    risk.runbook_actions = vec!["Remove old write-ahead logs".into()];
    risk.tracker_links = vec![link(&format!("https://trello.com/c/{reference}abc"))];
    risk
}

fn link(url: &str) -> crate::TrackerLink {
    crate::TrackerLink::new(url)
}

/// A component that requires the given.
fn requiring(name: &str, requires: impl IntoIterator<Item = Requirement>) -> Component {
    let mut component = Component::new(name);
    component.requires = Some(requires.into_iter().collect());
    component
}

/// The findings of one rule, with nothing set.
fn of(code: &str, register: &Register) -> Vec<Finding> {
    let mut findings = check(register, &Settings::default(), today());
    findings.retain(|finding| finding.code() == code);
    findings
}

/// The places and messages of one rule's findings.
fn told(code: &str, register: &Register) -> Vec<(String, String)> {
    let told = of(code, register).into_iter();
    told.map(|finding| (finding.location.to_string(), finding.message))
        .collect()
}

/// The only finding of a rule, in a register of sound risks but for the last.
#[track_caller]
fn only(code: &str, register: &Register) -> Finding {
    let findings = of(code, register);
    let [finding] = findings.as_slice() else {
        panic!("expected one finding, found {findings:#?}");
    };
    finding.clone()
}

/// A finding as a test states it.
struct Expected<'a> {
    severity: Severity,
    location: &'a str,
    message: &'a str,
    found: Option<&'a str>,
    suggestion: Option<&'a str>,
}

impl Expected<'_> {
    #[track_caller]
    fn is(&self, finding: &Finding) {
        assert_eq!(finding.message, self.message);
        assert_eq!(finding.location.to_string(), self.location);
        assert_eq!(finding.data.found.as_deref(), self.found);
        assert_eq!(finding.data.suggestion.as_deref(), self.suggestion);
        assert_eq!(finding.severity, self.severity);
    }
}

#[test]
fn a_sound_register_has_no_findings() {
    let components = vec![
        Component::new("Postgres primary"),
        requiring("API", [Requirement::of("postgres PRIMARY")]),
    ];
    let register = register(components, vec![sound("R01"), sound("R02")]);
    assert_eq!(check(&register, &Settings::default(), today()), []);
    assert_eq!(
        check(&Register::default(), &Settings::default(), today()),
        []
    );
}
