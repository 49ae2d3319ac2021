//! How the register became what it is.

use super::{ReportPage, counted, nothing};
use crate::document::{Block, Chart, Document, Series, Shade, Span};
use crate::readiness::Measure;
use crate::report::{TrendAnswer, TrendPoint};

/// What is drawn as lines.
const MEASURES: [(Measure, &str); 3] = [
    (Measure::Observed, "observed"),
    (Measure::Mitigated, "mitigated"),
    (Measure::Rehearsed, "rehearsed"),
];

impl ReportPage<'_> {
    pub(super) fn trend(&self, page: &mut Document) {
        page.section("Trend");
        let Some(trend) = &self.report.trend else {
            return nothing(page, "There is no history from git.");
        };
        let versions = trend.points.iter().filter(|one| one.revision.is_some());
        let versions = versions.count();
        if versions == 0 {
            return nothing(
                page,
                "There is no history: git has no version of the register.",
            );
        }
        let mut told = format!("{} in git", counted(versions, "version"));
        if trend.older > 0 {
            told += &format!(", and {} older ones that are not shown", trend.older);
        }
        if trend.is_partial {
            told += "; the repository has not all of the history, as it was cloned without";
        }
        for one in trend.moves() {
            told += &format!(
                "; before {} the register was at {}",
                one.to.name(),
                one.from
            );
        }
        told += ". How many risks were rated how, and how many of them had an observation, a mitigation and a rehearsal.";
        page.paragraph(Span::text(told));
        page.blocks.push(Block::Chart(self.chart(trend)));
        if let Some(first) = trend.unread.first() {
            page.paragraph(Span::text(format!(
                "{} could not be read and not counted, the first of {}: {}",
                counted(trend.unread.len(), "version"),
                first.day,
                first.reason
            )));
        }
    }

    fn chart(&self, trend: &TrendAnswer) -> Chart {
        let first = trend.points.first().map(|one| one.day);
        let mut latest = 0;
        let points = trend.points.iter().map(|one| {
            // A clock that was wrong does not turn time back.
            let days = first.map_or(0, |first| first.days_until(one.day));
            latest = latest.max(days);
            (latest, format!("{} {}", one.day, one.name()))
        });
        let unrated = Series::new("unrated", None, counts(trend, |one| one.unrated));
        let labels = trend.ratings(self.report.scale).into_iter().rev();
        let rated = labels.map(|label| {
            let counts = counts(trend, |one| one.rated(&label));
            let shade = Shade::of_label(self.ratings, &label);
            Series::new(label, Some(shade), counts)
        });
        let lines = MEASURES.iter().map(|(measure, label)| {
            Series::new(
                *label,
                None,
                counts(trend, |one| one.counts.having(*measure)),
            )
        });
        Chart {
            unit: "risks".to_owned(),
            points: points.collect(),
            stacked: [unrated].into_iter().chain(rated).collect(),
            lines: lines.collect(),
        }
    }
}

fn counts(trend: &TrendAnswer, count: impl Fn(&TrendPoint) -> usize) -> Vec<usize> {
    trend.points.iter().map(count).collect()
}
