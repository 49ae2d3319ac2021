//! What recognition tells: how sure it is, and what it asks.

use std::fmt;

use crate::record::RiskField;

/// How sure it is that something was recognised rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Certainty {
    /// Several readings are possible: a question has to be answered.
    Unclear,
    /// It is taken so; a person may want to look.
    Likely,
    /// There is no other reading.
    Certain,
    /// A person said so.
    Said,
}

impl Certainty {
    /// The word for it in JSON and for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unclear => "unclear",
            Self::Likely => "likely",
            Self::Certain => "certain",
            Self::Said => "said",
        }
    }
}

/// Something that cannot be decided without guessing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// What has to be decided.
    pub text: String,
    /// The answers that there are; any one of them decides it.
    pub answers: Vec<Answer>,
}

/// An answer to a question. Its text is what to say on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A field has the column of these letters; no column, where they are empty.
    Column(RiskField, String),
    /// The risks are in this sheet.
    Sheet(String),
    /// The header is in this row.
    Header(u32),
    /// The levels are of this scale.
    Scale(String),
    /// Something that no option says.
    Words(String),
}

impl Answer {
    /// Whether it says which column has a field.
    pub(super) fn is_of(&self, field: RiskField) -> bool {
        matches!(self, Self::Column(known, _) if *known == field)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(field, column) => write!(f, "--columns {field}={column}"),
            Self::Sheet(name) => write!(f, "--sheet '{}'", name.replace('\'', "'\\''")),
            Self::Header(row) => write!(f, "--header {row}"),
            Self::Scale(name) if name.contains(' ') => write!(f, "--scale '{name}'"),
            Self::Scale(name) => write!(f, "--scale {name}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl Question {
    /// Whether it asks which column has a field.
    pub(in crate::workbook) fn is_of(&self, field: RiskField) -> bool {
        self.answers.iter().any(|answer| answer.is_of(field))
    }

    /// How to answer it, in one line.
    pub fn hint(&self) -> String {
        let said: Vec<String> = self
            .answers
            .iter()
            .filter(|answer| !matches!(answer, Answer::Words(_)))
            .map(ToString::to_string)
            .collect();
        let words = self
            .answers
            .iter()
            .filter(|answer| matches!(answer, Answer::Words(_)));
        let mut parts: Vec<String> = words.map(ToString::to_string).collect();
        if let [first, others @ ..] = said.as_slice() {
            // `--columns` need not be said again and again.
            let option = first.split_once(' ').map_or("", |(option, _)| option);
            let others = others.iter().map(|other| {
                let rest = other.strip_prefix(option).unwrap_or(other);
                format!(" or {}", rest.trim_start())
            });
            let mut line = format!("say {first}{}", others.collect::<String>());
            if self
                .answers
                .iter()
                .any(|a| matches!(a, Answer::Column(_, c) if c.is_empty()))
            {
                line.push_str(" (nothing after the = says that no column has it)");
            }
            parts.insert(0, line);
        }
        parts.join("; ")
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
