//! What an edit brings that whoever makes it wants to know at once.

use std::collections::HashSet;

use super::{Change, Edited};
use crate::check::{Finding, Rule, Settings, Subject, catalogue, check_rules, new_findings};
use crate::record::RecordId;
use crate::register::{Date, Register};

impl Edited {
    /// What makes no sense after the edit and did before, and which recoveries took too long, which days have passed
    /// already and which acceptances say too little. It is less than all new findings: that a risk has no mitigation
    /// yet is no news of the edit that adds it.
    pub fn new_findings(&self, settings: &Settings, today: Date) -> Vec<Finding> {
        if self.changes.is_empty() {
            return Vec::new();
        }
        let findings = |register: &Register| {
            let rules = catalogue().filter(|rule| is_news(rule, settings));
            check_rules(rules, register, settings, today)
        };
        let after = findings(&self.after);
        if after.is_empty() {
            return after;
        }
        let mut new = new_findings(&findings(&self.before), &after);
        if new.iter().any(|finding| is_of_decision(&finding.rule)) {
            let records: HashSet<RecordId> = self.changes.iter().map(Change::record).collect();
            new.retain(|it| !is_of_decision(&it.rule) || records.contains(&it.record));
        }
        new
    }
}

/// Whether a rule is about what makes no sense, and matters, or about a decision.
fn is_news(rule: &Rule, settings: &Settings) -> bool {
    // What keeps a register out of a workbook is easiest mended where it was typed.
    let matters = settings.severities.of(rule).fails() || rule.code() == "not-representable";
    rule.subject() == Subject::Sense && matters || is_of_decision(rule)
}

/// Whether it is about a day or a decision that was typed just now, which whoever types it wants to know: a recovery that
/// took longer than was promised, a day that has passed already, an acceptance that says less than it should.
fn is_of_decision(rule: &Rule) -> bool {
    let codes = [
        "recovery-beyond-objective",
        "acceptance-expired",
        "acceptance-incomplete",
        "acceptance-below-rating",
        "review-overdue",
    ];
    codes.contains(&rule.code())
}
