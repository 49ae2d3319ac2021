//! The risks that the gaps of a review are drafted as.

use crate::record::Key;
use crate::record::text::fold;
use crate::register::{ExtraValue, Mitigation, Risk, TrackerLink};
use crate::review::{Answer, Choice, Question, QuestionIndex, Review, ReviewLevel, Rules};

/// The header of the extra that has the level of the review.
pub(super) const LEVEL: &str = "Review level";
/// The header of the extra that has the day of the review.
pub(super) const REVIEWED: &str = "Reviewed";

/// Where a risk came from: questionnaire, question and subject.
pub(super) fn finding(rules: &Rules<'_>, question: &str, review: &Review) -> String {
    let questionnaire = &rules.questionnaire().id;
    one_line(&format!("{questionnaire}/{question}@{}", review.subject))
}

/// The risk of a gap, without a reference. Likelihood and impact stay missing: a level of a review is neither.
pub(super) fn draft(
    rules: &Rules<'_>,
    at: QuestionIndex,
    review: &Review,
    level: ReviewLevel,
) -> Risk {
    let question = &rules.questionnaire().questions[at.0];
    let answer = review.answers.get(&question.id);
    let missing = rules.missing(at, answer);
    let mut risk = Risk::default();
    let own = answer.map_or("", |answer| answer.component.trim());
    risk.component = one_line(if own.is_empty() {
        &review.component
    } else {
        own
    });
    risk.description = description(question, &missing);
    risk.mitigations = missing
        .iter()
        .filter_map(|choice| mitigation(choice))
        .collect();
    if let Some(answer) = answer {
        risk.notes = notes(answer);
        risk.tracker_links = links(answer);
    }
    risk.finding = finding(rules, &question.id, review);
    let text = ExtraValue::Text;
    risk.extra
        .insert(Key::first(LEVEL), text(level.as_str().to_owned()));
    if let Some(date) = review.date {
        risk.extra
            .insert(Key::first(REVIEWED), text(date.to_string()));
    }
    risk
}

fn description(question: &Question, missing: &[&Choice]) -> String {
    if !question.risk.trim().is_empty() {
        return question.risk.trim().to_owned();
    }
    // What was ticked is there, and an answer of none of them is nothing by itself.
    let (there, lacks): (Vec<&Choice>, Vec<&Choice>) =
        missing.iter().partition(|choice| choice.is_bad());
    let mut description = question.title().trim().to_owned();
    for (word, choices) in [("Missing", lacks), ("In place", there)] {
        let choices = choices.iter().filter(|choice| !choice.is_none_of_these());
        let titles: Vec<&str> = choices.map(|choice| choice.title().trim()).collect();
        if !titles.is_empty() {
            description = format!("{description} {word}: {}", titles.join("; "));
        }
    }
    description
}

/// What to do about a choice: its improvement, else itself, where it is good to have; with the address where to read more.
fn mitigation(choice: &Choice) -> Option<Mitigation> {
    let improve = choice.improve.as_ref();
    let text = improve.and_then(|improve| improve.text.as_deref());
    let text = text.map_or("", str::trim);
    let text = if text.is_empty() && !choice.is_bad() {
        choice.title()
    } else {
        text
    };
    let url = improve
        .and_then(|improve| improve.url.as_deref())
        .map_or("", str::trim);
    let text = match (text.is_empty(), url.is_empty()) {
        (_, true) => one_line(text),
        (true, false) => one_line(url),
        (false, false) => one_line(&format!("{text} ({url})")),
    };
    (!text.is_empty()).then(|| text.into())
}

/// The notes of an answer and of its choices, and the addresses that show it.
fn notes(answer: &Answer) -> String {
    let choices = answer
        .choice_notes
        .iter()
        .map(|(choice, notes)| format!("{choice}: {notes}"));
    let others = answer
        .not_applicable
        .choices()
        .iter()
        .filter(|one| !one.notes.is_empty());
    let others = others.map(|one| format!("{}: {}", one.choice, one.notes));
    let evidence = answer
        .evidence
        .iter()
        .map(|address| format!("Evidence {address}"));
    let lines = [answer.notes.clone()]
        .into_iter()
        .chain(choices)
        .chain(others)
        .chain(evidence);
    let lines = lines
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn links(answer: &Answer) -> Vec<TrackerLink> {
    let links = answer.tracker_links.iter().map(|link| link.trim());
    let links = links.filter(|link| !link.is_empty() && !link.contains(char::is_whitespace));
    links.map(TrackerLink::new).collect()
}

/// A text on one line, as an entry of a list in a cell is.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a finding is of a review's questionnaire and subject, and of which question.
pub(super) fn question_of<'f>(
    finding: &'f str,
    questionnaire: &str,
    subject: &str,
) -> Option<&'f str> {
    let rest = finding.strip_prefix(questionnaire)?.strip_prefix('/')?;
    // The same subject may have more or fewer bytes: macOS takes a letter and its accent apart.
    let subject = fold(subject);
    let mut at = rest.match_indices('@');
    at.find(|(at, _)| fold(&rest[at + 1..]) == subject)
        .map(|(at, _)| &rest[..at])
}

/// A risk with the fields that a draft has as the draft has them.
pub(super) fn with_draft(risk: &Risk, draft: &Risk) -> Risk {
    let mut with = risk.clone();
    with.component.clone_from(&draft.component);
    with.description.clone_from(&draft.description);
    with.mitigations.clone_from(&draft.mitigations);
    with.notes.clone_from(&draft.notes);
    with.tracker_links.clone_from(&draft.tracker_links);
    with_extras(with, draft)
}

/// A risk with what it lacks and a draft has.
pub(super) fn filled(risk: &Risk, draft: &Risk) -> Risk {
    let mut filled = risk.clone();
    if filled.component.is_empty() {
        filled.component.clone_from(&draft.component);
    }
    if filled.description.is_empty() {
        filled.description.clone_from(&draft.description);
    }
    if filled.mitigations.is_empty() {
        filled.mitigations.clone_from(&draft.mitigations);
    }
    if filled.notes.is_empty() {
        filled.notes.clone_from(&draft.notes);
    }
    if filled.tracker_links.is_empty() {
        filled.tracker_links.clone_from(&draft.tracker_links);
    }
    with_extras(filled, draft)
}

/// A risk with what a draft states of the review.
fn with_extras(mut risk: Risk, draft: &Risk) -> Risk {
    for key in [LEVEL, REVIEWED].map(Key::first) {
        match draft.extra.get(&key) {
            Some(value) => risk.extra.insert(key, value.clone()),
            None => {
                risk.extra.remove(&key);
            }
        }
    }
    risk
}
