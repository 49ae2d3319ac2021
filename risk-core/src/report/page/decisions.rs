//! What needs a decision.

use super::{ROWS, ReportPage, beginning, counted, nothing, short, text};
use crate::document::{Document, Span};
use crate::readiness::{Decision, Due, DueAnswer};
use crate::record::RecordId;

impl ReportPage<'_> {
    pub(super) fn decisions(&self, page: &mut Document) {
        let decisions = &self.report.decisions;
        page.section("Needs a decision");
        let due = &decisions.due;
        let is_nothing_due = due.due.is_empty() && due.unread.is_empty() && due.left_out.is_empty();
        if is_nothing_due && decisions.unmitigated.is_empty() && decisions.findings.is_empty() {
            return nothing(page, "Nothing does.");
        }
        self.due(&decisions.due, page);
        if !decisions.unmitigated.is_empty() {
            self.unmitigated(page);
        }
        if !decisions.findings.is_empty() {
            self.findings(page);
        }
    }

    fn due(&self, due: &DueAnswer, page: &mut Document) {
        if !due.due.is_empty() {
            page.heading(Span::text("Reviews and acceptances that are due"));
            let header = ["When", "What", "Risk", "Component", "Rating", "Owner"];
            Self::table(page, &header, &due.due, ROWS, |one| {
                vec![
                    vec![
                        Span::strong(when(one)),
                        Span::text(" "),
                        Span::Whole(format!("({})", one.day)),
                    ],
                    text(what(one)),
                    self.risk(&one.risk).into(),
                    short(&one.component),
                    self.rating(one.rating.as_deref()),
                    short(&one.owner),
                ]
            });
        }
        if !due.unread.is_empty() {
            let days = due.unread.iter().take(ROWS);
            let days = days.map(|one| {
                let day = beginning(&one.text, 40);
                vec![
                    self.risk(&one.risk),
                    Span::text(format!(": {} {day}", one.decision).trim_end().to_owned()),
                ]
            });
            let told = counted(due.unread.len(), "day");
            page.paragraph(Span::text(format!(
                "No dates, so that it is unknown whether these are due: {told}."
            )));
            page.list(days.collect());
        }
        let what = "No status that is known, so that it is unknown whether these are accepted until the day that they state";
        self.risks_unread(what, &due.left_out, page);
    }

    fn unmitigated(&self, page: &mut Document) {
        let unmitigated = &self.report.decisions.unmitigated;
        page.heading(Span::text("Rated high, and neither mitigated nor accepted"));
        let header = ["Rating", "Risk", "Component", "How it fails", "Owner"];
        Self::table(page, &header, unmitigated, ROWS, |one| {
            vec![
                self.rating(Some(&one.rating)),
                self.risk(&one.risk).into(),
                short(&one.component),
                short(&one.description),
                short(&one.owner),
            ]
        });
    }

    fn findings(&self, page: &mut Document) {
        let findings = &self.report.decisions.findings;
        page.heading(Span::text("Findings of checks"));
        let header = ["Severity", "Record", "What was found", "Where"];
        Self::table(page, &header, findings, ROWS, |one| {
            let record = match &one.record {
                RecordId::Risk(key) => self.risk(key),
                other => Span::text(beginning(&other.to_string(), 60)),
            };
            vec![
                text(one.severity.as_str()),
                record.into(),
                short(&one.message),
                short(&one.location.to_string()),
            ]
        });
    }
}

fn when(due: &Due) -> String {
    match due.days {
        0 => "today".to_owned(),
        days => {
            let days_apart = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
            let counted = counted(days_apart, "day");
            if days < 0 {
                format!("{counted} overdue")
            } else {
                format!("in {counted}")
            }
        }
    }
}

fn what(due: &Due) -> String {
    match (due.decision, due.accepted_by.trim()) {
        (Decision::Review, _) => "review".to_owned(),
        (Decision::Acceptance, "") => "acceptance".to_owned(),
        (Decision::Acceptance, by) => format!("acceptance by {by}"),
    }
}
