//! Azure's review checklists, in JSON and as spreadsheets: an item is a question of one choice.
//!
//! The form of the JSON is that of `checklist.schema.json` in github.com/Azure/review-checklists.

#[cfg(feature = "workbook")]
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::read::ReviewFile;
use super::{Answer, Choice, Improvement, Named, Question, Questionnaire, Reason, Review, Rule};
use super::{ReviewFinding, ReviewFindingCode, ReviewLevel, Section};
use crate::error::Problem;
use crate::folder::typed::Tree;
use crate::record::text::slug;

/// The one choice of an item.
const FULFILLED: &str = "fulfilled";

#[derive(Deserialize)]
struct Checklist {
    items: Vec<Item>,
    #[serde(default)]
    metadata: Metadata,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    name: String,
    #[serde(flatten)]
    extra: Named<Value>,
}

/// An item, and what was answered where the checklist was filled in.
#[derive(Default, Deserialize)]
struct Item {
    guid: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    severity: String,
    link: Option<String>,
    #[serde(default)]
    status: String,
    #[serde(default, alias = "comment")]
    comments: String,
    #[serde(flatten)]
    extra: Named<Value>,
}

/// Reads a checklist: its questions, and its answers where it has any.
pub(super) fn read(tree: &Tree<'_>) -> Result<ReviewFile, Problem> {
    let checklist: Checklist = tree.to()?;
    let mut extra = checklist.extra;
    for (key, value) in checklist.metadata.extra.iter() {
        extra.insert(key, value.clone());
    }
    let mut file = of_items(checklist.metadata.name, checklist.items);
    if let Some(questionnaire) = &mut file.questionnaire {
        questionnaire.extra = extra;
    }
    Ok(file)
}

fn of_items(title: String, items: Vec<Item>) -> ReviewFile {
    let mut questionnaire = Questionnaire {
        id: slug(&title),
        title,
        ..Questionnaire::default()
    };
    let mut review = Review {
        questionnaire: questionnaire.id.clone(),
        ..Review::default()
    };
    let mut findings = Vec::new();
    let mut known = std::collections::HashSet::new();
    for item in items {
        let is_new = known.insert(item.category.clone());
        if is_new {
            questionnaire.sections.push(Section {
                id: item.category.clone(),
                title: item.category.clone(),
                ..Section::default()
            });
        }
        match answer(&item) {
            Ok(Some(answer)) => {
                if review.answers.get(&item.guid).is_none() {
                    review.answers.insert(item.guid.clone(), answer);
                } else {
                    let message = "two items have this GUID; the first one counts".to_owned();
                    let code = ReviewFindingCode::RepeatedId;
                    findings.push(ReviewFinding::new(code, message).question(&item.guid));
                }
            }
            Ok(None) => {}
            Err(message) => {
                let finding = ReviewFinding::new(ReviewFindingCode::UnknownStatus, message);
                findings.push(finding.question(&item.guid));
            }
        }
        questionnaire.questions.push(question(item));
    }
    ReviewFile {
        questionnaire: Some(questionnaire),
        reviews: if review.answers.is_empty() {
            Vec::new()
        } else {
            vec![review]
        },
        findings,
    }
}

fn question(item: Item) -> Question {
    let level = match item.severity.trim() {
        "High" => Some(ReviewLevel::High),
        "Medium" | "Low" => Some(ReviewLevel::Medium),
        _ => None,
    };
    let rule = |when: &str, level| Rule {
        when: when.to_owned(),
        level,
        extra: Named::default(),
    };
    let mut rules = vec![rule(FULFILLED, ReviewLevel::None)];
    rules.extend(level.map(|level| rule("default", level)));
    let mut extra = item.extra;
    extra.insert("severity", Value::String(item.severity));
    Question {
        id: item.guid,
        section: item.category,
        text: item.text.clone(),
        description: item.description,
        choices: vec![Choice {
            id: FULFILLED.to_owned(),
            text: "Fulfilled".to_owned(),
            improve: Some(Improvement {
                text: Some(item.text),
                url: item.link,
                ..Improvement::default()
            }),
            ..Choice::default()
        }],
        rules: Some(rules),
        extra,
        ..Question::default()
    }
}

/// What the status of an item says; `None` where nobody has looked.
fn answer(item: &Item) -> Result<Option<Answer>, String> {
    let mut answer = Answer {
        notes: item.comments.clone(),
        ..Answer::default()
    };
    let not_applicable = |reason| Answer {
        applicable: false,
        reason,
        ..answer.clone()
    };
    match crate::record::text::fold(&item.status).as_str() {
        "fulfilled" => answer.selected = Some(vec![FULFILLED.to_owned()]),
        "open" => answer.selected = Some(Vec::new()),
        "not required" => answer = not_applicable(Some(Reason::BusinessPriorities)),
        "n/a" => answer = not_applicable(None),
        "" | "not verified" if answer.notes.is_empty() => return Ok(None),
        "" | "not verified" => {}
        _ => {
            let status = crate::record::text::quote(&item.status);
            return Err(format!(
                "{status} is no status; expected Fulfilled, Open, Not verified, Not required or N/A"
            ));
        }
    }
    Ok(Some(answer))
}

/// Reads a spreadsheet of a checklist, filled in or not.
#[cfg(feature = "workbook")]
pub(super) fn read_sheet(bytes: &[u8]) -> Result<ReviewFile, crate::Error> {
    let headers = ["Checklist item", "Severity", "Status", "GUID"];
    let limits = crate::workbook::Limits::default();
    let found = crate::workbook::labelled_rows(bytes, limits, &headers)?;
    let (title, rows) = found.ok_or_else(|| {
        let names = headers.map(|name| format!("`{name}`")).join(", ");
        let reason = format!("it is no checklist: no sheet has the columns {names}");
        crate::Error::Review { reason }
    })?;
    let mut items = Vec::new();
    let mut findings = Vec::new();
    for row in rows {
        let mut texts = row.texts;
        if texts.values().all(|text| text.trim().is_empty()) {
            continue;
        }
        let item = item_of(&mut texts);
        let is_filled = ["", "Not verified"].contains(&item.status.as_str());
        if item.guid.is_empty() && !is_filled {
            let message = format!("{}: the item is answered and has no GUID", row.location);
            findings.push(ReviewFinding::new(
                ReviewFindingCode::UnknownQuestion,
                message,
            ));
        } else if !item.guid.is_empty() {
            items.push(item);
        }
    }
    let mut file = of_items(title, items);
    file.findings.extend(findings);
    Ok(file)
}

/// Whether a text is of the form of RFC 9562, section 4: 32 hexadecimal digits in five groups.
#[cfg(feature = "workbook")]
fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().all(is_hex) && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
}

#[cfg(feature = "workbook")]
fn item_of(texts: &mut HashMap<String, String>) -> Item {
    // The macro of the spreadsheets that fills them writes it into the next column.
    let is_elsewhere = texts.get("GUID").is_none_or(|text| text.trim().is_empty());
    let mut names = texts.iter().filter(|(_, text)| is_guid(text.trim()));
    if let Some((name, _)) = names.next()
        && is_elsewhere
    {
        let guid = texts.remove(&name.clone()).unwrap_or_default();
        texts.insert("GUID".to_owned(), guid);
    }
    let mut text = |name: &str| texts.remove(name).unwrap_or_default().trim().to_owned();
    Item {
        guid: text("GUID"),
        category: text("Main Area"),
        text: text("Checklist item"),
        description: text("Description (optional)"),
        severity: text("Severity"),
        link: Some(text("More info")).filter(|link| !link.is_empty()),
        status: text("Status"),
        comments: text("Comment"),
        extra: texts
            .drain()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, Value::String(text)))
            .collect(),
    }
}
