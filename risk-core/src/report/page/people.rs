//! The worst risks, and who answers for what.

use super::{ROWS, ReportPage, beginning, counted, nothing, short, text, whole};
use crate::document::{Document, Span, Spans};

impl ReportPage<'_> {
    pub(super) fn people(&self, page: &mut Document) {
        let report = self.report;
        page.section("Top ten");
        if report.top.is_empty() {
            nothing(page, "No risk is rated.");
        } else {
            let header = [
                "Rating",
                "Risk",
                "How it fails",
                "Owner",
                "Next",
                "Review by",
            ];
            Self::table(page, &header, &report.top, ROWS, |one| {
                let mut risk = vec![self.risk(&one.risk)];
                risk.push(Span::text(format!(" {}", one.component)));
                if one.accepted {
                    risk.push(Span::text(" (accepted)"));
                }
                let day = one.review_by.map(|day| day.to_string());
                vec![
                    self.rating(Some(&one.rating)),
                    risk,
                    short(&one.description),
                    short(&one.owner),
                    short(one.next.as_deref().unwrap_or_default()),
                    whole(day.unwrap_or_default()),
                ]
            });
        }
        self.owners(page);
        self.accepted(page);
    }

    fn owners(&self, page: &mut Document) {
        page.section("By owner");
        let owners = &self.report.owners;
        if owners.is_empty() {
            return nothing(page, "There are no risks that are not closed.");
        }
        let ratings = self.report.headline.by_rating.iter();
        let ratings: Vec<&str> = ratings.map(|count| count.rating.as_str()).collect();
        let mut header = vec!["Owner", "Risks"];
        header.extend(ratings);
        header.extend(["Unrated", "Overdue"]);
        Self::numbers(page, &header, owners, 2 * ROWS, |one| {
            let owner: Spans = match one.owner.as_str() {
                "" if one.is_unread => Span::strong("could not be read").into(),
                "" => Span::strong("nobody").into(),
                owner => short(owner),
            };
            let number = |count: usize| match count {
                0 => text("·"),
                count => text(count.to_string()),
            };
            let mut row = vec![owner, text(one.risks.to_string())];
            row.extend(one.by_rating.iter().map(|count| number(count.risks)));
            row.extend([number(one.unrated), number(one.overdue)]);
            row
        });
    }

    fn accepted(&self, page: &mut Document) {
        let accepted = &self.report.accepted;
        if accepted.is_empty() {
            return;
        }
        page.section("Accepted");
        page.paragraph(Span::text(format!(
            "{} that somebody decided to live with.",
            counted(accepted.len(), "risk")
        )));
        let header = ["Risk", "Component", "Rating", "Accepted by", "Until", "Why"];
        Self::table(page, &header, accepted, 2 * ROWS, |one| {
            vec![
                self.risk(&one.risk).into(),
                short(&one.component),
                self.rating(one.rating.as_deref()),
                or_gap(&one.by),
                match &one.until {
                    Some(until) => whole(beginning(until, 20)),
                    None => or_gap(""),
                },
                or_gap(&one.reason),
            ]
        });
    }
}

/// A text, or that it is missing.
fn or_gap(stated: &str) -> Spans {
    match stated.trim() {
        "" => Span::strong("not stated").into(),
        stated => short(stated),
    }
}
