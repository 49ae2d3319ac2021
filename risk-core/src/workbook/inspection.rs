//! What was found in a workbook, as an answer: where, why, how sure, and what would make it certain.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use super::SheetFound;
use super::left_behind::LeftBehind;
use super::read::unclear;
use super::recognise::Certainty;
use crate::check::{Finding, Reading};
use crate::error::Error;
use crate::query::RatedRisk;
use crate::question::Question;
use crate::record::{Key, RiskField};
use crate::register::Scale;

/// What was found in a workbook, and what a person would have to decide.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Inspection {
    /// The sheets, in their order.
    pub sheets: Vec<SheetFound>,
    /// The table of risks; null where it is not clear which sheet has it.
    pub table: Option<TableFound>,
    /// The scale of its levels; null where it is not known which columns have them.
    pub scale: Option<ScaleFound>,
    /// What has to be decided before the workbook is read.
    pub questions: Vec<Question>,
    /// What has to be decided beside, once each question has the first of its answers.
    pub later_questions: Vec<Question>,
    /// What makes everything certain, with the first answer to each question.
    pub resolved: Resolved,
    /// The register, as far as it can be read before the questions are answered.
    #[serde(flatten, serialize_with = "read_so_far")]
    #[cfg_attr(feature = "schema", schemars(with = "ReadSoFar<'_>"))]
    pub reading: Option<Reading>,
    /// What the workbook has and a register has no place for: an import leaves it there.
    pub not_imported: Vec<LeftBehind>,
    /// Where the workbook is, for messages.
    #[serde(skip)]
    pub(crate) path: Option<PathBuf>,
}

impl Inspection {
    /// All questions: those that are asked now, and those that come up once these have an answer.
    pub fn all_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().chain(&self.later_questions)
    }

    /// The reading, where nothing has to be decided.
    ///
    /// # Errors
    ///
    /// When there is a question: the first.
    pub fn into_reading(self) -> Result<Reading, Error> {
        match self.reading {
            Some(reading) if self.questions.is_empty() => Ok(reading),
            _ => Err(match &self.path {
                Some(path) => unclear(&self.questions).of_file(path),
                None => unclear(&self.questions),
            }),
        }
    }
}

/// A reading as far as it is part of an answer.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ReadSoFar<'a> {
    /// What the reader found in the workbook.
    findings: &'a [Finding],
    /// How many risks there are; null where that is not known before the questions are answered.
    risks: Option<usize>,
    /// The first few of them, as far as they can be read.
    preview: Vec<RatedRisk<'a>>,
}

/// So many risks show whether the columns are the right ones.
const PREVIEWED: usize = 5;

#[expect(clippy::ref_option, reason = "a field is given by reference")]
fn read_so_far<S: Serializer>(reading: &Option<Reading>, serializer: S) -> Result<S::Ok, S::Error> {
    let risks = reading.as_ref().map(|reading| {
        let risks = reading.register.risks();
        let rated = |risk| RatedRisk::new(reading, risk);
        (risks.len(), risks.take(PREVIEWED).map(rated).collect())
    });
    let (risks, preview) = risks.unzip();
    let so_far = ReadSoFar {
        findings: reading.as_ref().map_or(&[], |reading| &reading.findings),
        risks,
        preview: preview.unwrap_or_default(),
    };
    so_far.serialize(serializer)
}

/// A table of risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TableFound {
    /// The sheet that it is in.
    pub sheet: String,
    /// The first and the last row of its header, counted from 1.
    pub header_rows: [u32; 2],
    /// The first and the last row of a risk; null where there is none.
    pub risk_rows: Option<[u32; 2]>,
    /// The rows among them that are no risks; the findings show why.
    pub left_alone: Vec<u32>,
    /// The columns, from the left.
    pub columns: Vec<ColumnFound>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ColumnFound {
    /// Its letters.
    pub column: String,
    /// Its header.
    pub header: String,
    /// Whether it is hidden.
    #[serde(rename = "hidden")]
    pub is_hidden: bool,
    /// What it has.
    #[serde(flatten)]
    pub content: ColumnContent,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub because: String,
    /// The field that it may have beside what it is taken for; null when there is no doubt.
    pub possible: Option<RiskField>,
}

/// What a column has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "ContentForm<'_>")
)]
#[non_exhaustive]
pub enum ColumnContent {
    /// A field of the model.
    Field(RiskField),
    /// Values that the model does not know, kept under the header.
    Extra(Key),
    /// A score that the workbook computes.
    Computed,
    /// Nothing that is read: it stands beside the table, or is empty.
    NotRead,
}

impl ColumnContent {
    /// The word for it: `field`, `extra`, `computed` or `not-read`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Field(_) => "field",
            Self::Extra(_) => "extra",
            Self::Computed => "computed",
            Self::NotRead => "not-read",
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ContentForm<'a> {
    /// `field`, `extra`, `computed` or `not-read`.
    content: &'static str,
    /// The field that it has; null when it has none.
    field: Option<RiskField>,
    /// Under what the values that the model does not know are kept; null when it has none.
    extra: Option<&'a Key>,
}

impl Serialize for ColumnContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (field, extra) = match self {
            Self::Field(field) => (Some(*field), None),
            Self::Extra(key) => (None, Some(key)),
            Self::Computed | Self::NotRead => (None, None),
        };
        let content = self.as_str();
        let form = ContentForm {
            content,
            field,
            extra,
        };
        form.serialize(serializer)
    }
}

/// The scale, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScaleFound {
    /// The scale.
    #[serde(flatten, serialize_with = "labels")]
    #[cfg_attr(feature = "schema", schemars(with = "LabelsForm<'_>"))]
    pub scale: Scale,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why.
    pub because: String,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LabelsForm<'a> {
    /// What it is called.
    name: &'a str,
    /// The levels of likelihood, lowest first.
    likelihood: Vec<&'a str>,
    /// The levels of impact, lowest first.
    impact: Vec<&'a str>,
}

fn labels<S: Serializer>(scale: &Scale, serializer: S) -> Result<S::Ok, S::Error> {
    let form = LabelsForm {
        name: scale.name(),
        likelihood: scale.likelihood().labels(),
        impact: scale.impact().labels(),
    };
    form.serialize(serializer)
}

/// What a person can specify so that a workbook is read as it was found, whatever changes in it: in
/// [`ReadOptions`](super::ReadOptions), and kept in a register's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "What makes everything certain.")
)]
#[non_exhaustive]
pub struct Resolved {
    /// The sheet; null where there is only one.
    pub sheet: Option<String>,
    /// The row of the header; null where it need not be specified.
    pub header_row: Option<u32>,
    /// The columns of the fields by header, as register.toml has them; nothing for a field that no
    /// column has.
    pub columns: BTreeMap<RiskField, String>,
    /// The letters of these columns, which mean the same whatever the headers are.
    #[serde(skip)]
    pub letters: BTreeMap<RiskField, String>,
    /// The scale; null where no name states it.
    pub scale: Option<String>,
    /// The fields of which a blank cell means what the one above has.
    pub fill_down: BTreeSet<RiskField>,
}
