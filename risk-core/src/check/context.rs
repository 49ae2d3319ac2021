//! What a rule looks at, and where it puts what it finds.

use super::{Finding, Rule, Settings, Severity};
use crate::record::{Locate, Location};
use crate::register::{Place, Record, Register, RiskView};

/// The register under a check, and the findings so far.
pub(super) struct Context<'a> {
    pub register: &'a Register,
    pub settings: &'a Settings,
    sources: &'a dyn Locate,
    findings: Vec<Finding>,
}

/// What a rule has to say of a place.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub message: String,
    pub found: Option<String>,
    pub suggestion: Option<String>,
}

impl From<String> for Remark {
    fn from(message: String) -> Self {
        Self {
            message,
            found: None,
            suggestion: None,
        }
    }
}

impl<'a> Context<'a> {
    pub fn new(register: &'a Register, settings: &'a Settings, sources: &'a dyn Locate) -> Self {
        Self {
            register,
            settings,
            sources,
            findings: Vec::new(),
        }
    }

    /// Runs a rule, unless the register has switched it off.
    pub fn run(&mut self, rule: &Rule) {
        if let Some(look) = rule.look
            && self.settings.severities.of(rule) != Severity::Off
        {
            look(self);
        }
    }

    /// Adds a finding.
    pub fn report(&mut self, rule: &'static Rule, place: Place, remark: impl Into<Remark>) {
        let remark = remark.into();
        let location = self
            .sources
            .locate(place)
            .unwrap_or_else(|| by_name(self.register, place));
        self.findings.push(Finding {
            rule,
            severity: self.settings.severities.of(rule),
            message: remark.message,
            location,
            found: remark.found,
            suggestion: remark.suggestion,
        });
    }

    /// The words `, at Risks!A4` for a place; nothing where the form does not say.
    pub fn at(&self, place: Place) -> String {
        let location = self.sources.locate(place);
        location.map_or_else(String::new, |location| format!(", at {location}"))
    }

    /// The risks that good practice is asked of: those that are not closed.
    pub fn live_risks(&self) -> impl Iterator<Item = RiskView<'a>> + use<'a> {
        self.register.risks().filter(|risk| !risk.is_closed())
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
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
    let record = match place.record {
        Record::Register => "register".to_owned(),
        Record::Component(position) => {
            let component = register.component_at(position);
            component.map_or_else(String::new, |c| format!("component {}", c.key()))
        }
        Record::Risk(position) => {
            let risk = register.risk_at(position);
            risk.map_or_else(String::new, |risk| risk.key().to_string())
        }
    };
    let field = place.field.map(|field| match place.entry {
        Some(entry) => format!("{field}[{}]", entry + 1),
        None => field.to_string(),
    });
    Location::Record { record, field }
}
