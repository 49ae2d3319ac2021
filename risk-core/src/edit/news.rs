//! What an edit brings that whoever makes it wants to know at once.

use std::collections::HashSet;

use super::{Change, Edited};
use crate::check::{Finding, Settings, Subject, check, new_findings};
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
        let records: HashSet<RecordId> = self.changes.iter().map(Change::record).collect();
        let findings = |register: &Register| {
            let mut findings = check(register, settings, today);
            findings.retain(|finding| {
                makes_no_sense(finding)
                    || is_of_decision(finding) && records.contains(&finding.record)
            });
            findings
        };
        new_findings(&findings(&self.before), &findings(&self.after))
    }
}

/// Whether something makes no sense, and matters.
fn makes_no_sense(finding: &Finding) -> bool {
    // What keeps a register out of a workbook is easiest mended where it was typed.
    let matters = finding.severity.fails() || finding.code() == "not-representable";
    finding.rule.subject() == Subject::Sense && matters
}

/// Whether it is of a day or a decision that was typed just now, which whoever types it wants to know: a recovery that
/// took longer than was promised, a day that has passed already, an acceptance that says less than it should.
fn is_of_decision(finding: &Finding) -> bool {
    let codes = [
        "recovery-beyond-objective",
        "acceptance-expired",
        "acceptance-incomplete",
        "acceptance-below-rating",
        "review-overdue",
    ];
    codes.contains(&finding.code())
}
