//! Every risk, whole.

use super::{ReportPage, WHOLE, text};
use crate::document::{Article, Block, Document, Span, Spans, with_commands};
use crate::query::{ListedLink, RatedRisk};
use crate::register::{ObservationStatus, Rehearsal};

impl ReportPage<'_> {
    pub(super) fn risks(&self, page: &mut Document) {
        let risks = &self.report.risks;
        page.section("Every risk");
        if risks.len() > WHOLE {
            page.paragraph(Span::text(format!(
                "The {WHOLE} highest rated of {}; `risk list` has all.",
                risks.len()
            )));
        }
        for risk in risks.iter().take(WHOLE) {
            page.blocks.push(Block::Article(self.article(risk)));
        }
    }

    fn article(&self, risk: &RatedRisk<'_>) -> Article {
        let mut title = vec![Span::strong(risk.key.to_string())];
        if !risk.component.trim().is_empty() {
            title.push(Span::text(format!(" {}", risk.component)));
        }
        title.push(Span::text(" "));
        title.extend(self.rating(risk.rating));
        let id = self.ids.get(&risk.key).cloned().unwrap_or_default();
        let mut article = Article::new(id, title);
        article.tags = vec![
            ("rating", risk.rating.unwrap_or("unrated").to_owned()),
            ("component", risk.component.trim().to_owned()),
            ("owner", risk.responsible.to_owned()),
            ("status", risk.status.clone().unwrap_or_default()),
        ];
        let blocks = &mut article.blocks;
        if !risk.description.trim().is_empty() {
            blocks.push(Block::Paragraph(text(risk.description.trim())));
        }
        blocks.push(Block::Facts(facts(risk)));
        let observations = risk.observations.iter().map(|one| {
            let status = match one.status {
                ObservationStatus::Implemented => Span::strong("implemented"),
                ObservationStatus::Suggested => Span::text("suggested"),
                ObservationStatus::Unknown => Span::text("unknown whether it is there"),
            };
            vec![status, Span::text(format!(": {}", one.text))]
        });
        list(blocks, "Observations", observations.collect());
        let mitigations = risk.mitigations.iter().map(|one| text(one.text.trim()));
        list(blocks, "Mitigations", mitigations.collect());
        let actions = risk.runbook_actions.iter();
        let actions = actions.map(|one| with_commands(one.text.trim()));
        list(blocks, "Runbook actions", actions.collect());
        if !risk.notes.trim().is_empty() {
            list(blocks, "Notes", vec![text(risk.notes.trim())]);
        }
        let links = risk.tracker_links.iter().map(|one| link(one).into());
        list(blocks, "Cards", links.collect());
        let rehearsals = risk.rehearsals.iter().map(rehearsal);
        list(blocks, "Rehearsals", rehearsals.collect());
        let extra = risk.extra.iter();
        let extra = extra.map(|(key, value)| text(format!("{key}: {value}").trim()));
        list(blocks, "Other columns", extra.collect());
        article
    }
}

/// Adds a list below its name.
fn list(blocks: &mut Vec<Block>, name: &str, entries: Vec<Spans>) {
    if !entries.is_empty() {
        blocks.push(Block::Paragraph(Span::strong(name).into()));
        blocks.push(Block::List(entries));
    }
}

/// What is stated in a word or two.
fn facts(risk: &RatedRisk<'_>) -> Vec<(String, Spans)> {
    let acceptance = risk.acceptance;
    let until = acceptance.until.as_ref().map(ToString::to_string);
    let facts = [
        (
            "Likelihood",
            risk.likelihood.unwrap_or("missing").to_owned(),
        ),
        ("Impact", risk.impact.unwrap_or("missing").to_owned()),
        ("Status", risk.status.clone().unwrap_or_default()),
        ("Owner", risk.responsible.to_owned()),
        ("Review by", risk.review_by.clone().unwrap_or_default()),
        ("Accepted by", acceptance.by.clone()),
        ("Accepted until", until.unwrap_or_default()),
        ("Accepted because", acceptance.reason.clone()),
        ("Accepted at", acceptance.rating.clone().unwrap_or_default()),
        ("Category", risk.category.to_owned()),
        ("Question", risk.finding.to_owned()),
    ];
    let stated = facts
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    stated
        .map(|(name, value)| (name.to_owned(), text(value.trim())))
        .collect()
}

/// A card: by its key where it has one.
fn link(link: &ListedLink<'_>) -> Span {
    let named = match (&link.tracker, &link.key) {
        (Some(tracker), Some(key)) => format!("{tracker} {key}"),
        _ => link.url.to_owned(),
    };
    Span::Link {
        text: named,
        address: link.url.to_owned(),
    }
}

fn rehearsal(one: &Rehearsal) -> Spans {
    let mut spans = text(one.to_string());
    if !one.notes.trim().is_empty() {
        spans.push(Span::text(format!(": {}", one.notes)));
    }
    match &one.link {
        Some(link) => {
            spans.push(Span::text(" "));
            spans.push(Span::Link {
                text: link.url().to_owned(),
                address: link.url().to_owned(),
            });
            spans
        }
        None => spans,
    }
}
