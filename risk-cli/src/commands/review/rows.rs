//! A row for each choice of each review, for programs that count by themselves.

use std::io::{self, Write};

use risk_core::review::{Review, Rules};

use crate::failure::Failure;
use crate::output::Output;

/// Nothing but what is below it can fail: all rows have as many cells.
fn unwritten(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => io::Error::other(format!("{kind:?}")).into(),
    }
}

/// Writes rows as the reviews come, so that any number of them takes the memory of one.
pub struct Rows<'a> {
    rules: &'a Rules<'a>,
    writer: csv::Writer<Box<dyn Write + 'a>>,
}

const HEADER: [&str; 12] = [
    "subject",
    "milestone",
    "date",
    "tags",
    "question",
    "section",
    "level",
    "choice",
    "tag",
    "selected",
    "not_applicable",
    "component",
];

impl<'a> Rows<'a> {
    pub fn new(rules: &'a Rules<'a>, output: &'a mut Output) -> Result<Self, Failure> {
        let mut writer = csv::Writer::from_writer(output.stream());
        writer.write_record(HEADER).map_err(unwritten)?;
        Ok(Self { rules, writer })
    }

    /// Writes the rows of a review.
    pub fn add(&mut self, review: &Review) -> Result<(), Failure> {
        let date = review.date.map(|date| date.to_string()).unwrap_or_default();
        let tags = serde_json::to_string(&review.tags).unwrap_or_default();
        for question in &self.rules.questionnaire().questions {
            let answer = review.answers.get(&question.id);
            let at = self.rules.question(&question.id);
            let level = at.map_or("", |at| self.rules.level(at, answer).as_str());
            let own = answer.map_or("", |answer| &answer.component);
            let component = if own.is_empty() {
                &review.component
            } else {
                own
            };
            for choice in &question.choices {
                let applies = answer.filter(|answer| answer.applies());
                let selected =
                    applies.is_some_and(|answer| answer.ticked().any(|id| id == choice.id));
                let mut others = answer
                    .iter()
                    .flat_map(|answer| answer.not_applicable.choices());
                let not_applicable = others.any(|one| one.choice == choice.id);
                let flag = |is_set: bool| if is_set { "1" } else { "0" };
                let row: [&str; 12] = [
                    &review.subject,
                    &review.milestone,
                    &date,
                    &tags,
                    &question.id,
                    &question.section,
                    level,
                    &choice.id,
                    choice.tag.map_or("", |tag| tag.as_str()),
                    flag(selected),
                    flag(not_applicable),
                    component,
                ];
                self.writer.write_record(row).map_err(unwritten)?;
            }
        }
        Ok(())
    }

    /// Writes what is left.
    pub fn end(mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }
}
