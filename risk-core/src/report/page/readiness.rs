//! What the risks have of what they should have.

use super::{ROWS, ReportPage, counted, nothing, short, text};
use crate::document::{Bar, Block, Document, Span, Spans, Tone};
use crate::readiness::{ComponentCounts, Counts, Gap, Instead, Measure};

/// What is shown of each component; the others are in `risk coverage`.
const MEASURES: [Measure; 4] = [
    Measure::Observed,
    Measure::Mitigated,
    Measure::Runbook,
    Measure::Rehearsed,
];

impl ReportPage<'_> {
    pub(super) fn readiness(&self, page: &mut Document) {
        let coverage = &self.report.coverage;
        page.section("Readiness");
        if coverage.total.risks == 0 {
            return nothing(page, "There are no risks that are not closed.");
        }
        page.heading(Span::text("Failures that nobody would notice"));
        if coverage.gaps.is_empty() {
            nothing(page, "Each risk has an observation that is implemented.");
        } else {
            let header = [
                "Rating",
                "Risk",
                "Component",
                "Down with it",
                "What there is",
            ];
            Self::table(page, &header, &coverage.gaps, ROWS, |gap| self.gap(gap));
        }
        page.heading(Span::text("What all risks have"));
        let bars = Measure::ALL.into_iter().map(|measure| {
            let (percent, told) = share(&coverage.total, measure);
            Bar::new(label(measure), percent, told, tone(percent))
        });
        page.blocks.push(Block::Bars(bars.collect()));
        self.risks_unread(
            "With something that could not be read, which counts for nothing",
            &coverage.unread,
            page,
        );
        page.heading(Span::text("By component"));
        let measures = MEASURES.map(label);
        let header: Vec<&str> = ["Component", "Risks"].into_iter().chain(measures).collect();
        let components: Vec<&ComponentCounts> = coverage
            .components
            .iter()
            .filter(|one| one.counts.risks > 0)
            .collect();
        Self::table(page, &header, &components, 2 * ROWS, |one| {
            let component = match &one.component {
                Some(key) => short(&key.to_string()),
                None => text("(no component)"),
            };
            let shares = MEASURES.map(|measure| {
                let (percent, told) = share(&one.counts, measure);
                Spans::from(Span::Share {
                    percent,
                    text: told,
                    tone: tone(percent),
                })
            });
            let risks = text(one.counts.risks.to_string());
            [component, risks].into_iter().chain(shares).collect()
        });
        let without = coverage.components.len() - components.len();
        if without > 0 {
            let told = counted(without, "component");
            page.paragraph(Span::text(format!("{told} without a risk.")));
        }
    }

    fn gap(&self, gap: &Gap) -> Vec<Spans> {
        let rating = match &gap.rating {
            Some(rating) => self.rating(Some(rating)),
            None => {
                let mut spans = text("unrated, up to ");
                spans.extend(self.rating(Some(&gap.counts_as)));
                spans
            }
        };
        let component = gap.component.as_ref();
        let exists = match gap.instead {
            Instead::Nothing => Span::strong("nothing").into(),
            instead if gap.observations.is_empty() => text(instead.as_str()),
            instead => short(&format!(
                "{}: {}",
                instead.as_str(),
                gap.observations.join("; ")
            )),
        };
        vec![
            rating,
            self.risk(&gap.risk).into(),
            short(&component.map(ToString::to_string).unwrap_or_default()),
            match gap.down {
                0 => text("nothing else"),
                down => text(counted(down, "other")),
            },
            exists,
        ]
    }
}

/// How many per cent have something, and how many risks that are.
fn share(counts: &Counts, measure: Measure) -> (usize, String) {
    let (having, wanting) = (counts.having(measure), counts.wanting(measure));
    match counts.percent(measure) {
        Some(percent) => (percent, format!("{having} of {wanting}")),
        None => (100, "none needed".to_owned()),
    }
}

fn tone(percent: usize) -> Tone {
    match percent {
        100.. => Tone::Good,
        50..100 => Tone::Middling,
        _ => Tone::Bad,
    }
}

/// What a measure is called above a column.
fn label(measure: Measure) -> &'static str {
    match measure {
        Measure::Rated => "Rated",
        Measure::Observed => "Observed",
        Measure::Mitigated => "Mitigated",
        Measure::Runbook => "Runbook",
        Measure::Tracked => "Tracked",
        Measure::Rehearsed => "Rehearsed",
        Measure::Passed => "Passed",
    }
}
