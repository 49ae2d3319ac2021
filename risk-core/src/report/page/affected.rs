//! What the failure of one component takes down.

use super::{ROWS, ReportPage, beginning, counted, nothing, short, text};
use crate::document::{Block, Diagram, DiagramFailure, Document, Span, Spans};
use crate::graph::RtoStatus;
use crate::graph::format::DrawingFormat;
use crate::record::text::and_more;
use crate::report::{Affected, Outage};

/// So many of what is down are named in a row.
const NAMED: usize = 12;

/// A picture of more components than these is none that anybody reads in a comment.
const MOST_IN_TEXT: usize = 40;

impl ReportPage<'_> {
    pub(super) fn affected(&self, page: &mut Document) {
        let affected = &self.report.affected;
        page.section("What a failure takes down");
        let needs = affected.needs;
        if needs.requirements == 0 {
            let components = counted(needs.components, "component");
            return nothing(
                page,
                &format!(
                    "No dependency of the {components} is known, so nothing is known of what a failure takes down."
                ),
            );
        }
        if needs.unknown > 0 {
            let components = counted(needs.components, "component");
            page.paragraph(Span::text(format!(
                "The dependencies of {} of {components} are unknown: more may be down than is shown.",
                needs.unknown
            )));
        }
        page.heading(Span::text("Single points of failure"));
        if affected.spof.is_empty() {
            nothing(page, "No failure of one component takes another one down.");
        } else {
            let header = ["When it fails", "Down", "Worst risk", "What is down"];
            Self::table(page, &header, &affected.spof, ROWS, |point| {
                let mut down = counted(point.down, "other");
                if point.cannot_restart > 0 {
                    down += &format!(", and {} cannot restart", point.cannot_restart);
                }
                let failure = affected.failure(&point.component);
                vec![
                    Span::strong(beginning(&point.component.to_string(), 60)).into(),
                    text(down),
                    match point.worst_rating.as_deref() {
                        Some(rating) => self.rating(Some(rating)),
                        None => text("no rated risk"),
                    },
                    failure.map_or_else(Spans::new, |failure| names(affected, failure)),
                ]
            });
        }
        self.picture(page);
        self.outages(page);
    }

    fn picture(&self, page: &mut Document) {
        let affected = &self.report.affected;
        page.heading(Span::text("What needs what"));
        if affected.drawn.len() < affected.needs.components {
            page.paragraph(Span::text(format!(
                "The {} of {} of which a failure takes most down.",
                affected.drawn.len(),
                counted(affected.needs.components, "component")
            )));
        }
        let drawing = &affected.drawing;
        let elsewhere = drawing.not_nested();
        if !elsewhere.is_empty() {
            let names = elsewhere.iter().map(|at| &drawing.components[*at].name);
            let names: Vec<String> = names.take(NAMED).map(|name| beginning(name, 40)).collect();
            let names = and_more(&names, elsewhere.len() - names.len());
            page.paragraph(Span::text(format!(
                "Not drawn inside what they live in, as that is a cycle or nests more than 16 deep: {names}."
            )));
        }
        let mermaid =
            (affected.drawn.len() <= MOST_IN_TEXT).then(|| drawing.write(DrawingFormat::Mermaid));
        page.blocks.push(Block::Diagram(Diagram {
            title: "What needs what, from the top down".to_owned(),
            picture: drawing.picture(),
            mermaid: mermaid.unwrap_or_default(),
            failures: affected.failures.clone(),
        }));
    }

    /// How long components may be away, and how long they are.
    fn outages(&self, page: &mut Document) {
        let outages = &self.report.affected.outages;
        if outages.is_empty() {
            return;
        }
        page.heading(Span::text("How long it lasts"));
        let affected = &self.report.affected;
        let which = if affected.drawn.len() < affected.needs.components {
            "a component that is drawn"
        } else {
            "a component"
        };
        page.paragraph(Span::text(format!(
            "The longest that {which} is away after the failure of one, by the times to repair that the register states; and how \
             long it took at the latest rehearsal or incident."
        )));
        let header = [
            "Component",
            "RTO",
            "Computed",
            "After the failure of",
            "Measured",
        ];
        Self::table(page, &header, outages, ROWS, |one| {
            let failure = one.failure.as_ref().map(ToString::to_string);
            vec![
                short(&one.component.to_string()),
                text(one.rto.clone()),
                computed(one),
                short(&failure.unwrap_or_else(|| "none".to_owned())),
                measured(one),
            ]
        });
    }
}

/// The names of what is down, that are drawn.
fn names(affected: &Affected, failure: &DiagramFailure) -> Spans {
    let drawn = failure.down.iter().filter_map(|at| affected.drawn.get(*at));
    let names: Vec<String> = drawn
        .take(NAMED)
        .map(|key| beginning(&key.to_string(), 40))
        .collect();
    let more = failure.others_down - names.len();
    text(and_more(&names, more))
}

fn computed(one: &Outage) -> Spans {
    let Some(after) = &one.after else {
        return text("nothing takes it down");
    };
    let least = if one.at_least { "at least " } else { "" };
    match one.rto_status {
        Some(RtoStatus::Missed) => Span::strong(format!("{least}{after}: too long")).into(),
        Some(RtoStatus::Unknown) => text(format!("{least}{after}: unknown")),
        _ => text(format!("{least}{after}: in time")),
    }
}

fn measured(one: &Outage) -> Spans {
    let (Some(time), Some(day)) = (&one.measured, one.measured_on) else {
        return text("never");
    };
    if one.measured_missed {
        return vec![
            Span::strong(format!("{time}: too long")),
            Span::text(" "),
            Span::Whole(format!("({day})")),
        ];
    }
    vec![
        Span::text(format!("{time}: in time ")),
        Span::Whole(format!("({day})")),
    ]
}
