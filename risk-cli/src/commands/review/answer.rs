//! `risk review answer`: the questions, one by one, or answers that are passed.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use risk_core::document::shell_word;
use risk_core::review::{
    Answer, NotApplicable, Question, Questionnaire, Review, ReviewLevel, Rules,
};
use risk_core::{Error, replace_file};

use super::files;
use crate::cli::ReviewAnswer;
use crate::failure::Failure;
use crate::output::Output;
use crate::render;

pub fn run(args: &ReviewAnswer, output: &mut Output) -> Result<(), Failure> {
    let text = read(&args.review)?;
    let review = Review::from_toml(&args.review.display().to_string(), &text)?;
    let passed = args.questionnaire.as_deref();
    let questionnaire = files::of_review(&args.review, &review, passed, None)?;
    let changed = if args.answers.is_empty() {
        ask_all(args, &questionnaire, output)?
    } else {
        let mut changed = text.clone();
        answered_once(&questionnaire, &args.answers)?;
        for answer in &args.answers {
            changed = assign(&args.review, &changed, &questionnaire, answer)?;
        }
        save(&args.review, &text, &changed)?;
        changed
    };
    let review = Review::from_toml(&args.review.display().to_string(), &changed)?;
    let rules = Rules::new(&questionnaire);
    files::report(&rules.findings(&review), output);
    output.words(&summary(&rules, &review));
    Ok(())
}

/// The text of a review in TOML.
pub fn read(path: &Path) -> Result<String, Failure> {
    let read = |source| {
        let path = path.to_owned();
        Error::Read { path, source }
    };
    let content = fs::read(path).map_err(read)?;
    let begin = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
    if begin.trim_ascii_start().starts_with(b"{") || begin.starts_with(b"PK") {
        return Err(Failure::request(
            format!("{} is not a review in TOML", path.display()),
            Some("`risk review export` writes one".to_owned()),
        ));
    }
    let text = String::from_utf8(content);
    Ok(text.map_err(|error| read(io::Error::new(io::ErrorKind::InvalidData, error)))?)
}

/// Saves a text, unless somebody has changed the file since it was read.
pub fn save(path: &Path, before: &str, text: &str) -> Result<(), Failure> {
    if text == before {
        return Ok(());
    }
    if read(path)? != before {
        let path = path.to_owned();
        return Err(Error::Changed { path }.into());
    }
    Ok(replace_file(path, text.as_bytes())?)
}

/// How many questions are answered, and their levels.
fn summary(rules: &Rules, review: &Review) -> String {
    let questions = &rules.questionnaire().questions;
    let is_open = |question: &&Question| is_open(review, question);
    let open = questions.iter().filter(is_open).count();
    let all = render::counted(questions.len(), "question");
    format!("{} of {all} answered", questions.len() - open)
}

fn is_open(review: &Review, question: &Question) -> bool {
    !review
        .answers
        .get(&question.id)
        .is_some_and(Answer::is_answered)
}

/// Refuses two answers of one question, of which the second would take the place of the first.
fn answered_once(questionnaire: &Questionnaire, answers: &[String]) -> Result<(), Failure> {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (left, value) in answers.iter().filter_map(|answer| answer.split_once('=')) {
        let Some(first) = seen.insert(left, value) else {
            continue;
        };
        let (question, field) = named(questionnaire, left)?;
        let both = format!("{first},{value}");
        let is_none = [first, value].iter().any(|one| one.trim().is_empty());
        let is_of_choices = matches!(field, "" | "partial") && choices(question, &both).is_ok();
        let hint = if is_of_choices && !is_none {
            let answer = shell_word(&format!("{left}={both}"));
            format!("pass all of its choices in one: {answer}")
        } else {
            "pass one of the two".to_owned()
        };
        return Err(Failure::request(
            format!("`{left}` is answered twice"),
            Some(hint),
        ));
    }
    Ok(())
}

/// Puts an answer that was passed, such as `rel9=objectives,tested` or `rel9.notes=…`, into the text.
fn assign(
    path: &Path,
    text: &str,
    questionnaire: &Questionnaire,
    passed: &str,
) -> Result<String, Failure> {
    let name = path.display().to_string();
    let (left, value) = passed.split_once('=').ok_or_else(|| {
        let hint = "pass QUESTION=CHOICE,CHOICE; QUESTION= for none of the choices".to_owned();
        Failure::request(format!("`{passed}` is no answer"), Some(hint))
    })?;
    let (question, field) = named(questionnaire, left)?;
    let review = Review::from_toml(&name, text)?;
    let known = review.answers.get(&question.id);
    let mut answer = known.cloned().unwrap_or_default();
    if field.is_empty() && value.trim() == "?" {
        answer = answer.opened();
        if answer == Answer::default() {
            return Ok(Review::put_answer(&name, text, &question.id, None)?);
        }
    } else {
        state(&mut answer, question, field, value)?;
    }
    Ok(Review::put_answer(
        &name,
        text,
        &question.id,
        Some(&answer),
    )?)
}

/// The question that is named, and what of its answer: `notes` of `rel9.notes`, or nothing for its choices.
fn named<'a>(
    questionnaire: &'a Questionnaire,
    left: &'a str,
) -> Result<(&'a Question, &'a str), Failure> {
    let known = |id: &str| {
        questionnaire
            .questions
            .iter()
            .find(|question| question.id == id)
    };
    // An id may have a full stop itself.
    let (question, field) = match (known(left), left.rsplit_once('.')) {
        (Some(question), _) => (Some(question), ""),
        (None, Some((id, field))) => (known(id), field),
        (None, None) => (None, ""),
    };
    let question = question.ok_or_else(|| {
        let ids = questionnaire
            .questions
            .iter()
            .map(|question| question.id.as_str());
        Failure::request(format!("no question `{left}`"), files::near(left, ids))
    })?;
    Ok((question, field))
}

/// Changes what is named of an answer.
fn state(
    answer: &mut Answer,
    question: &Question,
    field: &str,
    value: &str,
) -> Result<(), Failure> {
    match field {
        "" if value.trim() == "n/a" => answer.applicable = false,
        "" => select(answer, choices(question, value)?),
        "notes" => value.clone_into(&mut answer.notes),
        "component" => value.clone_into(&mut answer.component),
        "reason" if value.is_empty() => answer.reason = None,
        "reason" => {
            let reason = value.parse();
            let reason =
                reason.map_err(|error| Failure::request(format!("`{value}` is {error}"), None))?;
            answer.reason = Some(reason);
        }
        "partial" => {
            answer.partial = choices(question, value)?;
            if let Some(selected) = &mut answer.selected {
                selected.retain(|id| !answer.partial.contains(id));
            }
        }
        other => {
            let hint =
                "notes, component, reason and partial can be passed; the file takes all".to_owned();
            let message = format!("`{other}` of an answer cannot be passed");
            return Err(Failure::request(message, Some(hint)));
        }
    }
    Ok(())
}

/// Ticks choices: the question applies then.
fn select(answer: &mut Answer, selected: Vec<String>) {
    if !answer.applies() {
        // It was why the question does not apply.
        answer.reason = None;
    }
    answer.applicable = true;
    if answer.not_applicable == NotApplicable::Question(true) {
        answer.not_applicable = NotApplicable::default();
    }
    answer.partial.retain(|id| !selected.contains(id));
    answer.selected = Some(selected);
}

/// The choices of a question that a person names, by their ids or numbers, in the order of the question.
fn choices(question: &Question, text: &str) -> Result<Vec<String>, Failure> {
    let find = |word: &str| question.position(word).or_else(|| numbered(question, word));
    choices_by(find, question, text)
}

/// The same where the numbers stand before the choices: what somebody has before them is meant.
fn shown_choices(question: &Question, text: &str) -> Result<Vec<String>, Failure> {
    let find = |word: &str| numbered(question, word).or_else(|| question.position(word));
    choices_by(find, question, text)
}

/// The position of a choice by its number, from 1.
fn numbered(question: &Question, word: &str) -> Option<usize> {
    let at = word.parse::<usize>().ok()?.checked_sub(1)?;
    (at < question.choices.len()).then_some(at)
}

fn choices_by(
    find: impl Fn(&str) -> Option<usize>,
    question: &Question,
    text: &str,
) -> Result<Vec<String>, Failure> {
    let mut named = Vec::new();
    for word in text.split([',', ' ']).filter(|word| !word.is_empty()) {
        let position = find(word).ok_or_else(|| {
            let ids = question.choices.iter().map(|choice| choice.id.as_str());
            let ids: Vec<&str> = ids.collect();
            let message = format!("`{}` has no choice `{word}`", question.id);
            Failure::request(message, Some(format!("its choices are {}", ids.join(", "))))
        })?;
        named.push(position);
    }
    named.sort_unstable();
    named.dedup();
    Ok(named
        .into_iter()
        .map(|at| question.choices[at].id.clone())
        .collect())
}

/// Names the choices that the words of the prompt hide.
fn by_number_alone(questionnaire: &Questionnaire) -> Option<String> {
    let choices = questionnaire.questions.iter().flat_map(|one| &one.choices);
    let hidden = choices.filter(|choice| matches!(&*choice.id, "0" | "n" | "q"));
    let hidden: BTreeSet<String> = hidden.map(|choice| format!("`{}`", choice.id)).collect();
    let hidden: Vec<String> = hidden.into_iter().collect();
    let names = hidden.join(" or ");
    let text = format!("A choice that is called {names} is reached by its number.\n");
    (!hidden.is_empty()).then_some(text)
}

/// Asks what is not answered yet, or everything. Gives the text of the file as it is then.
fn ask_all(
    args: &ReviewAnswer,
    questionnaire: &Questionnaire,
    output: &mut Output,
) -> Result<String, Failure> {
    let name = args.review.display().to_string();
    let mut text = read(&args.review)?;
    let mut lines = io::stdin().lock().lines();
    let count = questionnaire.questions.len();
    output.text("Numbers or ids of what is in place, such as 1,3; 0: none; n: does not apply; empty: later; q: quit\n")?;
    if let Some(text) = by_number_alone(questionnaire) {
        output.text(&text)?;
    }
    let rules = Rules::new(questionnaire);
    for (number, question) in (1..).zip(&questionnaire.questions) {
        let review = Review::from_toml(&name, &text)?;
        if !args.all && !is_open(&review, question) {
            continue;
        }
        output.text(&render::question(question, (number, count), output.width()))?;
        let mut answer = review
            .answers
            .get(&question.id)
            .cloned()
            .unwrap_or_default();
        loop {
            let Some(line) = lines.next().transpose()? else {
                return Ok(text);
            };
            match line.trim() {
                "" => break,
                "q" => return Ok(text),
                "n" => answer.applicable = false,
                "0" => select(&mut answer, Vec::new()),
                named => match shown_choices(question, named) {
                    Ok(selected) => select(&mut answer, selected),
                    Err(failure) => {
                        output.failure(&failure);
                        continue;
                    }
                },
            }
            let changed = Review::put_answer(&name, &text, &question.id, Some(&answer))?;
            save(&args.review, &text, &changed)?;
            text = changed;
            let at = rules.question(&question.id);
            let level = at.map_or(ReviewLevel::Unknown, |at| rules.level(at, Some(&answer)));
            output.text(&format!("saved; level: {level}\n\n"))?;
            break;
        }
    }
    Ok(text)
}
