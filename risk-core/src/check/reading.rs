//! A register as it was read.

use std::collections::{BTreeMap, HashSet};

use super::check::{Nowhere, all_rules, by_name, run, without_suppressed};
#[cfg(feature = "folder")]
use super::rules::reading::UNREAD_FILE;
use super::suppression::suppress;
use super::{
    Finding, Policy, Rule, Settings, Severities, Severity, Subject, SuppressedFinding, catalogue,
};
use crate::record::{Locate, Location, Place, RecordPosition, RiskField};
use crate::register::{Date, Register, RiskView, SourceScope};

/// A register as it was read: with what the reader could not make sense of, and where in its
/// source everything stands.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// What was read.
    pub register: Register,
    /// What the source has a place for.
    pub scope: SourceScope,
    /// What the source states of how it is to be read and checked.
    pub settings: Settings,
    /// The headers of the columns that the fields were read from, in the form that
    /// [`Settings::columns`] has; of a workbook alone.
    pub columns: BTreeMap<RiskField, String>,
    /// What the reader itself could not make sense of.
    pub findings: Vec<Finding>,
    /// Where everything stands.
    pub sources: Box<dyn Locate>,
}

impl Reading {
    /// The reading of a register that a program built: no findings, and no source.
    pub fn of(register: Register, settings: Settings) -> Self {
        Self {
            register,
            scope: SourceScope::Everything,
            settings,
            columns: BTreeMap::new(),
            findings: Vec::new(),
            sources: Box::new(Nowhere),
        }
    }

    /// Where something stands; by the name of its record where the form does not have it.
    pub fn locate(&self, place: Place) -> Location {
        let location = self.sources.locate(place);
        location.unwrap_or_else(|| by_name(&self.register, place))
    }

    /// The risk in a row of the sheet that was read, counted from 1; where several were, in a row such as `Risks!9`.
    pub fn risk_in_row(&self, row: &str) -> Option<RiskView<'_>> {
        let is_there = |risk: &RiskView<'_>| {
            let location = self
                .sources
                .locate(RecordPosition::Risk(risk.position()).into());
            location.and_then(|location| self.row(&location)).as_deref() == Some(row)
        };
        self.register.risks().find(is_there)
    }

    /// The row of a cell, as [`risk_in_row`](Self::risk_in_row) takes it.
    pub(crate) fn row(&self, location: &Location) -> Option<String> {
        match location {
            Location::Cell { sheet, row, .. } if self.sources.has_several_sheets() => {
                Some(format!("{sheet}!{row}"))
            }
            Location::Cell { row, .. } => Some(row.to_string()),
            _ => None,
        }
    }

    /// The files that look like records and are not read, from the register's folder.
    #[cfg(feature = "folder")]
    pub fn unread_files(&self) -> impl Iterator<Item = &str> {
        let findings = self.findings.iter();
        let unread = findings.filter(|finding| finding.code() == UNREAD_FILE.code);
        unread.filter_map(|finding| finding.data.found.as_deref())
    }

    /// What does not make sense: the reader's findings, and those of the rules about sense.
    pub fn sense_findings(&self, today: Date) -> Vec<Finding> {
        let rules = catalogue().filter(|rule| rule.subject() == Subject::Sense);
        self.sensible(self.run(rules, today), today)
    }

    /// Those of the [findings about sense](Self::sense_findings) that make a check fail. Rules whose findings never do
    /// are not run.
    pub fn failing_findings(&self, today: Date) -> Vec<Finding> {
        let severities = &self.settings.severities;
        let rules = catalogue().filter(|rule| rule.subject() == Subject::Sense);
        let failing = rules.filter(|rule| severities.of(rule).fails());
        let mut sense_findings = self.sensible(self.run(failing, today), today);
        sense_findings.retain(|finding| finding.severity.fails());
        sense_findings
    }

    /// All findings: the reader's, and those of every rule. The day is for rules about dates.
    pub fn check(&self, today: Date) -> Vec<Finding> {
        self.check_with(today, &[])
    }

    /// All findings of the register, of which this is a reading, with more than the source states: the records have the
    /// same positions. The settings are those that go for it.
    pub(crate) fn check_completed(
        &self,
        register: &Register,
        settings: &Settings,
        today: Date,
    ) -> Vec<Finding> {
        let sources = self.sources.as_ref();
        let found = run(all_rules(settings, &[]), register, settings, today, sources);
        let found = self.with_own(&settings.severities, found);
        without_suppressed(found, register, settings, today, sources).0
    }

    /// The same with rules of one's own, whose findings come last.
    pub fn check_with(&self, today: Date, custom: &[Rule]) -> Vec<Finding> {
        self.check_all(today, custom).0
    }

    /// The same, and beside them the findings that are [suppressed](Settings::suppressions).
    pub fn check_all(
        &self,
        today: Date,
        custom: &[Rule],
    ) -> (Vec<Finding>, Vec<SuppressedFinding>) {
        let (register, settings) = (&self.register, &self.settings);
        let found = self.run(all_rules(settings, custom), today);
        let found = self.with_own(&settings.severities, found);
        without_suppressed(found, register, settings, today, self.sources.as_ref())
    }

    /// The rules that a check runs: those that are built in, and the policies that can be read, without those that are off.
    pub fn rules(&self) -> Vec<Rule> {
        let policies = self.settings.policies.iter();
        let policies = policies.filter(|policy| policy.compile(&self.register).is_ok());
        let rules = catalogue().chain(policies.map(Policy::rule));
        let severities = &self.settings.severities;
        rules
            .filter(|rule| severities.of(rule) != Severity::Off)
            .collect()
    }

    /// The reader's findings and the given ones, without those that are suppressed.
    fn sensible(&self, found: Vec<Finding>, today: Date) -> Vec<Finding> {
        let found = self.with_own(&self.settings.severities, found);
        suppress(found, &self.settings, today).0
    }

    fn run(&self, rules: impl Iterator<Item = Rule>, today: Date) -> Vec<Finding> {
        let sources = self.sources.as_ref();
        run(rules, &self.register, &self.settings, today, sources)
    }

    /// The reader's findings, at the given severities, and then the given ones.
    fn with_own(&self, severities: &Severities, found: Vec<Finding>) -> Vec<Finding> {
        let own = self.findings.iter().cloned().map(|finding| Finding {
            severity: severities.of(&finding.rule),
            ..finding
        });
        let own: Vec<Finding> = own
            .filter(|finding| finding.severity != Severity::Off)
            .collect();
        // The `#REF!` that the reader reported is not reported again as no level of the scale.
        let told: HashSet<_> = own
            .iter()
            .filter_map(|finding| Some((&finding.location, finding.data.found.as_ref()?)))
            .collect();
        let is_new = |finding: &Finding| {
            let text = finding.data.found.as_ref();
            text.is_none_or(|text| !told.contains(&(&finding.location, text)))
        };
        let new: Vec<Finding> = found.into_iter().filter(is_new).collect();
        own.into_iter().chain(new).collect()
    }
}
