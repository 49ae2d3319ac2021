//! Which findings somebody asks for.

use std::collections::BTreeSet;

use crate::check::{Finding, Rule, Severities, Severity, SuppressedFinding};
use crate::query::{FilterError, component_named};
use crate::record::{Key, RecordId};
use crate::register::{Component, Record, Register};

/// Which findings somebody asks for. Where there are several words of one sort, one of them is enough; where there are
/// none, all are meant.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Selection {
    /// The least severity.
    pub severity: Option<Severity>,
    /// The rules. With a policy, what leaves open whether it is met is meant, too: that it cannot be read, whichever risk is
    /// asked for, and of which risks it cannot be decided.
    pub rules: Vec<Rule>,
    /// The names of components: the findings about them and about their risks.
    pub components: Vec<String>,
    /// The risks that findings are about, beside the components.
    pub risks: Vec<Key>,
}

impl Selection {
    /// Whether all findings are meant.
    pub fn is_all(&self) -> bool {
        let is_of_record = !self.components.is_empty() || !self.risks.is_empty();
        self.severity.is_none() && self.rules.is_empty() && !is_of_record
    }

    /// Those of some rules of which findings are meant.
    pub fn of_rules(&self, mut rules: Vec<Rule>, severities: &Severities) -> Vec<Rule> {
        let is_of = |rule: &Rule| self.rules.iter().any(|one| one.code() == rule.code());
        rules.retain(|rule| {
            let is_grave = self
                .severity
                .is_none_or(|least| severities.of(rule) >= least);
            is_grave && (self.rules.is_empty() || is_of(rule))
        });
        rules
    }

    /// The findings of a register that are meant, in their order. One about the register itself is about no component and
    /// no risk.
    ///
    /// # Errors
    ///
    /// When nothing is called as a component is named.
    pub fn of(
        &self,
        mut findings: Vec<Finding>,
        register: &Register,
    ) -> Result<Vec<Finding>, FilterError> {
        let is_meant = self.meant(register)?;
        findings.retain(is_meant);
        Ok(findings)
    }

    /// The suppressed findings of a register that are meant, likewise.
    ///
    /// # Errors
    ///
    /// When nothing is called as a component is named.
    pub fn of_suppressed(
        &self,
        mut suppressed: Vec<SuppressedFinding>,
        register: &Register,
    ) -> Result<Vec<SuppressedFinding>, FilterError> {
        let is_meant = self.meant(register)?;
        suppressed.retain(|one| is_meant(&one.finding));
        Ok(suppressed)
    }

    /// Whether a finding is meant.
    fn meant(&self, register: &Register) -> Result<impl Fn(&Finding) -> bool, FilterError> {
        let components = self.components.iter();
        let components = components.map(|name| component_named(register, name));
        let components: BTreeSet<String> = components.collect::<Result<_, _>>()?;
        let is_all = components.is_empty() && self.risks.is_empty();
        let codes: BTreeSet<String> = self
            .rules
            .iter()
            .map(|rule| rule.code().to_owned())
            .collect();
        Ok(move |finding: &Finding| {
            let is_of_component = |name: &str| components.contains(&Component::fold_name(name));
            let policy = finding.of_policy.as_deref();
            let is_of_policy = policy.is_some_and(|policy| codes.contains(policy));
            let is_of_rule = codes.is_empty() || is_of_policy || codes.contains(finding.code());
            let is_of_record = || match &finding.record {
                RecordId::Register => is_of_policy,
                RecordId::Component(key) => is_of_component(key.name()),
                RecordId::Risk(key) => {
                    let risk = || register.risk(key);
                    self.risks.contains(key)
                        || risk().is_some_and(|risk| is_of_component(&risk.component))
                }
            };
            self.severity.is_none_or(|least| finding.severity >= least)
                && is_of_rule
                && (is_all || is_of_record())
        })
    }
}
