//! What a person types into the cell of a field.

use risk_core::{Observation, ObservationStatus, Risk, RiskField};

use super::cells::{Cell, Content, Run};
use super::dates::serial;
use super::features::Feature;
use super::plan::{Marks, Plan};
use super::styles::Look;

/// The cell of a field of a risk.
pub fn cell(field: RiskField, risk: &Risk, plan: &Plan) -> Cell {
    let text = match field {
        RiskField::Reference => return word(field, &risk.reference, plan),
        RiskField::Likelihood => {
            return word(field, risk.likelihood.as_deref().unwrap_or_default(), plan);
        }
        RiskField::Impact => return word(field, risk.impact.as_deref().unwrap_or_default(), plan),
        RiskField::Observations => return observations(&risk.observations, plan),
        RiskField::ReviewBy => return day(risk.review_by.as_ref().map(ToString::to_string), plan),
        RiskField::AcceptedUntil => {
            let until = risk.acceptance.until.as_ref();
            return day(until.map(ToString::to_string), plan);
        }
        RiskField::Status => return loose(&status(risk), plan),
        RiskField::Component => return loose(&risk.component, plan),
        RiskField::Owner => return loose(&risk.owner, plan),
        RiskField::Category => return loose(&risk.category, plan),
        RiskField::AcceptedRating => {
            let rating = risk.acceptance.rating.as_deref().unwrap_or_default();
            return word(field, rating, plan);
        }
        RiskField::AcceptedBy => return loose(&risk.acceptance.by, plan),
        RiskField::Description => risk.description.clone(),
        RiskField::AcceptanceReason => risk.acceptance.reason.clone(),
        RiskField::Notes => notes(risk, plan),
        RiskField::Mitigations => entries(risk.mitigations.iter().map(|m| m.text.as_str()), plan),
        RiskField::RunbookActions => {
            entries(risk.runbook_actions.iter().map(|a| a.text.as_str()), plan)
        }
        other => panic!("no sheet has a column of {other}"),
    };
    Cell::text(&text).look(Look::Wrapped)
}

/// A cell whose outer white space is layout.
fn loose(text: &str, plan: &Plan) -> Cell {
    match text {
        "" => Cell::default(),
        text if plan.has(Feature::LooseTexts) => Cell::text(&format!(" {text}\n")),
        text => Cell::text(text),
    }
}

/// The cell of a reference or a level, which may be a number.
fn word(field: RiskField, text: &str, plan: &Plan) -> Cell {
    let number: Option<u32> = text.parse().ok();
    let is_number = number.is_some_and(|number| number.to_string() == text);
    if is_number && plan.has(Feature::NumberCells) {
        return Cell::new(Content::Number(text.to_owned()));
    }
    let look = if field == RiskField::Reference {
        Look::Text
    } else {
        Look::Plain
    };
    loose(text, plan).look(look)
}

fn day(date: Option<String>, plan: &Plan) -> Cell {
    let Some(text) = date else {
        return Cell::default();
    };
    let is_date = plan.has(Feature::DateCells) && !plan.has(Feature::NoStyles);
    match serial(&text, plan.has(Feature::Dates1904)).filter(|_| is_date) {
        Some(days) => Cell::new(Content::Number(days)).look(Look::Date),
        None => loose(&text, plan),
    }
}

/// As people write it: `In progress`.
fn status(risk: &Risk) -> String {
    let Some(status) = &risk.status else {
        return String::new();
    };
    let text = status.to_string();
    match status.known() {
        Some(_) => text[..1].to_uppercase() + &text[1..].replace('-', " "),
        None => text,
    }
}

/// The mark of an entry, by its position from 0.
fn mark(position: usize, plan: &Plan) -> String {
    match plan.marks {
        Marks::None => String::new(),
        Marks::Dashes => "- ".to_owned(),
        Marks::Bullets => "•\u{a0}".to_owned(),
        Marks::Numbers => format!("{}) ", position + 1),
    }
}

/// Entries, each on a line of its own; the lines that continue one are indented further.
fn entries<'a>(entries: impl Iterator<Item = &'a str>, plan: &Plan) -> String {
    let marked = entries
        .enumerate()
        .map(|(position, entry)| mark(position, plan) + &entry.replace('\n', "\n    "));
    let marked: Vec<String> = marked.collect();
    let text = marked.join(if plan.has(Feature::LooseTexts) {
        "\n\n"
    } else {
        "\n"
    });
    if plan.has(Feature::LooseTexts) && !text.is_empty() {
        format!("{text}\n")
    } else {
        text
    }
}

/// Observations, of which two may share a line where one of them alone is bold.
fn observations(observations: &[Observation], plan: &Plan) -> Cell {
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |text: String, is_bold: bool| match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.is_bold == is_bold => last.text.push_str(&text),
        _ => runs.push(Run { text, is_bold }),
    };
    let is_bold = |one: &Observation| one.status == ObservationStatus::Implemented;
    for (position, one) in observations.iter().enumerate() {
        if let Some(before) = position.checked_sub(1) {
            let differ = is_bold(one) != is_bold(&observations[before]);
            let is_shared = differ && plan.has(Feature::LooseTexts) && plan.marks == Marks::None;
            push(if is_shared { " " } else { "\n" }.to_owned(), false);
        }
        // Some marks are as bold as what they mark.
        let is_bold_mark = is_bold(one) && plan.marks == Marks::Dashes;
        push(mark(position, plan), is_bold_mark);
        if one.status == ObservationStatus::Unknown {
            push("(?) ".to_owned(), false);
        }
        push(one.text.clone(), is_bold(one));
    }
    let look = match runs.as_slice() {
        [run] if run.is_bold => Look::BoldWrapped,
        // A cell may be bold and have plain runs.
        [run, ..] if run.is_bold && plan.has(Feature::ExplicitPlain) => Look::BoldWrapped,
        _ => Look::Wrapped,
    };
    let content = if runs.is_empty() {
        Content::Nothing
    } else {
        Content::Text(runs)
    };
    Cell::new(content).look(look)
}

/// Notes, and the links in a line before or behind them.
fn notes(risk: &Risk, plan: &Plan) -> String {
    let links: Vec<&str> = risk.tracker_links.iter().map(|link| link.url()).collect();
    let is_loose = plan.has(Feature::LooseTexts);
    let line = match links.as_slice() {
        [] => return risk.notes.clone(),
        [link] if is_loose => format!("Ticket : {link}"),
        [link] => format!("Card: {link}"),
        links if is_loose => format!("links:{}", links.join(" ; ")),
        links => format!("Cards: {}", links.join(" & ")),
    };
    match (risk.notes.as_str(), is_loose) {
        ("", _) => line,
        (notes, true) => format!("{line}\n{notes}"),
        (notes, false) => format!("{notes}\n{line}"),
    }
}
