//! A register as it was read.

use std::collections::{BTreeMap, HashSet};

use super::context::Nowhere;
use super::{Finding, Rule, Settings, Severity, Subject, check_register};
use crate::record::Locate;
use crate::register::{Coverage, Field, Register};

/// A register as it was read: with what the reader could not make sense of, and where in its
/// source everything stands.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// What was read.
    pub register: Register,
    /// What the source has a place for.
    pub coverage: Coverage,
    /// What the source says of how it is to be read and checked.
    pub settings: Settings,
    /// The headers of the columns that the fields were read from, in the form that
    /// [`Settings::columns`] has; of a workbook alone.
    pub columns: BTreeMap<Field, String>,
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
            coverage: Coverage::Everything,
            settings,
            columns: BTreeMap::new(),
            findings: Vec::new(),
            sources: Box::new(Nowhere),
        }
    }

    /// What does not make sense: the reader's findings, and those of the rules about sense.
    pub fn doubts(&self) -> Vec<Finding> {
        self.with_own(self.run(|rule| rule.subject == Subject::Sense))
    }

    /// Those of the [doubts](Self::doubts) that make a check fail. Rules whose findings never do are not run.
    pub fn failing_doubts(&self) -> Vec<Finding> {
        let severities = &self.settings.severities;
        let fails = |rule: &Rule| severities.of(rule).fails();
        let found = self.run(|rule| rule.subject == Subject::Sense && fails(rule));
        let mut doubts = self.with_own(found);
        doubts.retain(|finding| finding.severity.fails());
        doubts
    }

    /// All findings: the reader's, and those of every rule.
    pub fn check(&self) -> Vec<Finding> {
        self.with_own(self.run(|_| true))
    }

    fn run(&self, is_wanted: impl Fn(&Rule) -> bool) -> Vec<Finding> {
        check_register(
            &self.register,
            &self.settings,
            self.sources.as_ref(),
            is_wanted,
        )
    }

    /// The reader's findings, at the severities that the register sets, and then the given ones.
    fn with_own(&self, found: Vec<Finding>) -> Vec<Finding> {
        let severities = &self.settings.severities;
        let own = self.findings.iter().cloned().map(|finding| Finding {
            severity: severities.of(finding.rule),
            ..finding
        });
        let own: Vec<Finding> = own
            .filter(|finding| finding.severity != Severity::Off)
            .collect();
        // The `#REF!` that the reader told of is not told again as no level of the scale.
        let told: HashSet<_> = own
            .iter()
            .filter_map(|finding| Some((&finding.location, finding.found.as_ref()?)))
            .collect();
        let is_new = |finding: &Finding| {
            let text = finding.found.as_ref();
            text.is_none_or(|text| !told.contains(&(&finding.location, text)))
        };
        let new: Vec<Finding> = found.into_iter().filter(is_new).collect();
        own.into_iter().chain(new).collect()
    }
}
