//! Running the rules: what a rule looks at, and where it puts what it finds.

use super::finding::{Draft, field_at, record_at};
use super::rules::suppressions::{UNUSED_SUPPRESSION, report_unused};
use super::suppression::suppress;
use super::{Finding, Policy, Remark, Rule, Settings, Severity, SuppressedFinding, catalogue};
use crate::record::{Locate, Location, Place, RecordPosition};
use crate::register::{Date, Register, RiskView};

/// Checks a register that a program built. The day is for rules about dates, as nothing here has a clock. For a
/// register that was read see [`Reading::check`](super::Reading::check).
pub fn check(register: &Register, settings: &Settings, today: Date) -> Vec<Finding> {
    check_with(register, settings, today, &[])
}

/// The same with rules of one's own, whose findings come last.
pub fn check_with(
    register: &Register,
    settings: &Settings,
    today: Date,
    custom: &[Rule],
) -> Vec<Finding> {
    let rules = all_rules(settings, custom);
    let found = run(rules, register, settings, today, &Nowhere);
    without_suppressed(found, register, settings, today, &Nowhere).0
}

/// The findings of some rules, without those that are suppressed.
pub(crate) fn check_rules(
    rules: impl Iterator<Item = Rule>,
    register: &Register,
    settings: &Settings,
    today: Date,
) -> Vec<Finding> {
    let found = run(rules, register, settings, today, &Nowhere);
    suppress(found, settings, today).0
}

/// All rules: the built-in ones, those that the register states itself, and others.
pub(super) fn all_rules(settings: &Settings, custom: &[Rule]) -> impl Iterator<Item = Rule> {
    let policies = settings.policies.iter().map(Policy::rule);
    catalogue().chain(policies).chain(custom.iter().cloned())
}

/// All findings without those that are suppressed, and with the suppressions that are of none.
pub(super) fn without_suppressed(
    found: Vec<Finding>,
    register: &Register,
    settings: &Settings,
    today: Date,
    sources: &dyn Locate,
) -> (Vec<Finding>, Vec<SuppressedFinding>) {
    let (mut left, suppressed, unused) = suppress(found, settings, today);
    if !unused.is_empty() {
        let rule = Rule::from(&UNUSED_SUPPRESSION);
        let report = |check: &mut Check<'_>| report_unused(check, &unused);
        left.append(&mut look(
            &rule, &report, register, settings, today, sources,
        ));
    }
    (left, suppressed)
}

/// Runs rules, but for those that the register has switched off. The findings of a rule stand together, in the
/// order of the register.
pub(super) fn run(
    rules: impl Iterator<Item = Rule>,
    register: &Register,
    settings: &Settings,
    today: Date,
    sources: &dyn Locate,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        if let Some(check) = rule.definition().check {
            findings.append(&mut look(&rule, check, register, settings, today, sources));
        }
    }
    findings
}

/// What a rule reports, unless the register has switched it off.
fn look(
    rule: &Rule,
    check: &dyn Fn(&mut Check<'_>),
    register: &Register,
    settings: &Settings,
    today: Date,
    sources: &dyn Locate,
) -> Vec<Finding> {
    let severity = settings.severities.of(rule);
    let mut run = Check {
        register,
        settings,
        today,
        sources,
        rule,
        severity,
        findings: Vec::new(),
    };
    if severity != Severity::Off {
        check(&mut run);
    }
    run.findings
}

/// A rule at work: the register that it looks at, and where it reports what it finds.
#[derive(Debug)]
pub struct Check<'a> {
    pub(super) register: &'a Register,
    pub(super) settings: &'a Settings,
    today: Date,
    sources: &'a dyn Locate,
    rule: &'a Rule,
    severity: Severity,
    findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    /// The register.
    pub fn register(&self) -> &'a Register {
        self.register
    }

    /// What the register states of how it is to be checked.
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// The day that it is.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Adds a finding of the rule, at a place that a [`RecordPosition`](crate::RecordPosition) is, too.
    pub fn report(&mut self, place: impl Into<Place>, remark: impl Into<Remark>) {
        let place = place.into();
        let location = self.sources.locate(place);
        let location = location.unwrap_or_else(|| by_name(self.register, place));
        self.add(self.severity, place, location, remark.into());
    }

    /// The same at another severity, unless the register sets that of the rule.
    pub(super) fn report_as(&mut self, severity: Severity, place: Place, remark: Remark) {
        let set = self.settings.severities.set_of(self.rule);
        let own = std::mem::replace(&mut self.severity, set.unwrap_or(severity));
        if self.severity != Severity::Off {
            self.report(place, remark);
        }
        self.severity = own;
    }

    /// Adds a finding about a setting of the register, such as `policy[0].when`.
    pub(super) fn report_setting(&mut self, path: &str, remark: Remark) {
        let location = self.sources.setting(path);
        let location = location.unwrap_or_else(|| Location::Record {
            record: record_at(self.register, RecordPosition::Register).to_string(),
            field: Some(counted_from_one(path)),
        });
        self.add(
            self.severity,
            RecordPosition::Register.into(),
            location,
            remark,
        );
    }

    fn add(&mut self, severity: Severity, place: Place, location: Location, remark: Remark) {
        let draft = Draft {
            rule: self.rule.clone(),
            place,
            location,
            remark,
        };
        self.findings.push(Finding {
            severity,
            ..draft.finding(self.register)
        });
    }

    /// The words `, at Risks!A4` for a place; nothing where the form does not have it.
    pub(super) fn at(&self, place: Place) -> String {
        let location = self.sources.locate(place);
        location.map_or_else(String::new, |location| format!(", at {location}"))
    }

    /// The risks that good practice is asked of: those that are not closed.
    pub(super) fn live_risks(&self) -> impl Iterator<Item = RiskView<'a>> + use<'a> {
        self.register.risks().filter(|risk| !risk.is_closed())
    }

    /// Those of them that are highly rated, with the label of the rating.
    pub(super) fn high_risks(&self) -> impl Iterator<Item = (RiskView<'a>, &'a str)> + use<'a> {
        let levels = self.register.scale().rating();
        self.live_risks().filter_map(move |risk| {
            let rating = risk.rating().filter(|rating| levels.is_high(*rating))?;
            Some((risk, levels.label(rating)))
        })
    }
}

/// The places of a register that was built by a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, _: Place) -> Option<Location> {
        None
    }
}

/// A place by the names of its record and field.
pub(super) fn by_name(register: &Register, place: Place) -> Location {
    Location::Record {
        record: record_at(register, place.record).to_string(),
        field: field_at(place).map(|field| field.to_string()),
    }
}

/// The path of a setting as people read paths: places of lists count from 1, and sources count theirs from 0.
fn counted_from_one(path: &str) -> String {
    let Some((list, rest)) = path.split_once('[') else {
        return path.to_owned();
    };
    match rest
        .split_once(']')
        .map(|(at, rest)| (at.parse::<usize>(), rest))
    {
        Some((Ok(at), rest)) => format!("{list}[{}]{rest}", at + 1),
        _ => path.to_owned(),
    }
}
