//! What was found in a workbook: where, why, how sure, and what would make it certain.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::left_behind::LeftBehind;
use super::read::{Found, ReadOptions, Task, unclear, with_sheets};
use super::recognise::{Answer, Certainty, Question, Recognised, Role};
use super::{SheetFound, sources::SheetSource};
use crate::check::Reading;
use crate::error::Error;
use crate::record::{Key, RiskField};
use crate::register::{RecordField, Scale};

/// What was found in a workbook, and what a person would have to decide.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The sheets, in their order.
    pub sheets: Vec<SheetFound>,
    /// The table of risks; `None` where it is not clear which sheet has it.
    pub table: Option<TableFound>,
    /// The scale of its levels.
    pub scale: Option<ScaleFound>,
    /// What has to be decided before the workbook is read. Where nothing has, [`read`](super::read())
    /// reads it as [`reading`](Self::reading) says.
    pub questions: Vec<Question>,
    /// What would make everything certain, whatever changes in the workbook; where a question has
    /// several answers, the first of them.
    pub settled: Settled,
    /// The register, as far as it can be read before the questions are answered.
    pub reading: Option<Reading>,
    /// What the workbook has and a register has no place for.
    pub left_behind: Vec<LeftBehind>,
    /// Where the workbook is, for messages.
    pub(crate) path: Option<PathBuf>,
}

/// A table of risks that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableFound {
    /// The sheet.
    pub sheet: String,
    /// The first and the last row of its header, counted from 1.
    pub header_rows: (u32, u32),
    /// The first and the last row of a risk; `None` where there is none.
    pub risk_rows: Option<(u32, u32)>,
    /// The rows among those of the table that are no risks.
    pub left_alone: Vec<u32>,
    /// Its columns, from the left.
    pub columns: Vec<ColumnFound>,
}

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnFound {
    /// Its number, counted from 1.
    pub column: u32,
    /// Its header.
    pub header: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// What it has.
    pub content: ColumnContent,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub because: String,
    /// The field that it may have beside what it is taken for.
    pub possible: Option<RiskField>,
}

/// What a column has.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// The scale that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScaleFound {
    /// The scale.
    pub scale: Scale,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why.
    pub because: String,
}

/// What a person can say so that a workbook is read as it was found, whatever changes in it: in
/// [`ReadOptions`], and kept in a register's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settled {
    /// The sheet, where there are several.
    pub sheet: Option<String>,
    /// The row of the header, where it has to be said.
    pub header_row: Option<u32>,
    /// The columns of the fields, by header, or by letters where there is none.
    pub columns: BTreeMap<RiskField, String>,
    /// The scale, where it can be said by a name.
    pub scale: Option<String>,
    /// The fields of which a blank cell means what the one above has, as was said.
    pub fill_down: BTreeSet<RiskField>,
}

/// Tells what was found in a workbook, and what is not clear.
///
/// ```no_run
/// let bytes = std::fs::read("risks.xlsx")?;
/// let inspection = risk_core::workbook::inspect(&bytes, &Default::default())?;
/// for question in &inspection.questions {
///     println!("{question}: {}", question.hint());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; and when no sheet has anything
/// like a table of risks.
pub fn inspect(bytes: &[u8], options: &ReadOptions) -> Result<Inspection, Error> {
    let found = with_sheets(bytes, options, Task::Inspect)?;
    let settled = settled(&found, options);
    let Found {
        sheets,
        table,
        scale,
        questions,
        reading,
        left_behind,
    } = found;
    let source = reading
        .as_ref()
        .and_then(|(_, sources)| sources.risks.as_ref());
    Ok(Inspection {
        sheets,
        table: table.map(|(sheet, recognised)| table_found(sheet, &recognised, source)),
        scale: scale.map(|found| ScaleFound {
            scale: found.scale,
            certainty: found.certainty,
            because: found.because,
        }),
        questions,
        settled,
        left_behind,
        path: None,
        reading: reading.map(|(reading, _)| reading),
    })
}

impl Inspection {
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

fn table_found(sheet: String, recognised: &Recognised, source: Option<&SheetSource>) -> TableFound {
    let rows = source
        .map(|source| source.rows.as_slice())
        .unwrap_or_default();
    TableFound {
        sheet,
        header_rows: (recognised.first_row, recognised.table.header_row),
        risk_rows: rows.iter().min().copied().zip(rows.iter().max().copied()),
        left_alone: source
            .map(|source| source.left_alone.clone())
            .unwrap_or_default(),
        columns: columns_found(recognised),
    }
}

fn columns_found(recognised: &Recognised) -> Vec<ColumnFound> {
    let table = &recognised.table;
    let columns = (1..=table.width()).filter_map(|column| {
        let header = table.header(column);
        let is_beside = recognised.beside.contains(&column);
        let role = table.role(column);
        if header.is_empty() && role.is_none() && !is_beside {
            return None;
        }
        let reason = recognised.reasons.get(&column).cloned();
        let (content, (certainty, because)) = match role {
            Some(Role::Field(field)) => (
                RiskField::of(*field).map_or(ColumnContent::NotRead, ColumnContent::Field),
                reason.unwrap_or((Certainty::Certain, String::new())),
            ),
            Some(Role::Extra(key) | Role::Derived(Some(key))) => {
                let known = (Certainty::Certain, recognised.why_extra(column));
                (ColumnContent::Extra(key.clone()), reason.unwrap_or(known))
            }
            Some(Role::Derived(None)) => {
                let because = "computed from likelihood and impact".to_owned();
                (ColumnContent::Computed, (Certainty::Certain, because))
            }
            None => {
                let because = if is_beside {
                    "beside the table"
                } else {
                    "empty"
                };
                (
                    ColumnContent::NotRead,
                    (Certainty::Certain, because.to_owned()),
                )
            }
        };
        Some(ColumnFound {
            column,
            header: header.to_owned(),
            is_hidden: recognised.hidden.contains(&column),
            content,
            certainty,
            because,
            possible: recognised.possible.get(&column).copied(),
        })
    });
    columns.collect()
}

/// What would make everything certain.
fn settled(found: &Found, options: &ReadOptions) -> Settled {
    let mut settled = Settled {
        sheet: options.sheet.clone(),
        header_row: options.header_row,
        ..Settled::default()
    };
    let kept = options.settings.fill_down.iter();
    settled.fill_down = kept.chain(&options.fill_down).copied().collect();
    if let Some((reading, _)) = &found.reading {
        settled.columns.clone_from(&reading.columns);
    }
    if let Some((sheet, _)) = found.table.as_ref().filter(|_| found.sheets.len() > 1) {
        settled.sheet = Some(sheet.clone());
    }
    let scale = found.scale.as_ref().filter(|found| !found.is_default);
    if let Some(found) = scale {
        let name = found.scale.name();
        let is_named = Scale::built_in(name).as_ref() == Ok(&found.scale);
        settled.scale = is_named.then(|| name.to_owned());
    }
    // What has no column is not among those that were found.
    let said = options.settings.columns.iter().chain(&options.columns);
    for (field, _) in said.filter(|(_, column)| column.trim().is_empty()) {
        settled.columns.entry(*field).or_default();
    }
    for question in &found.questions {
        match question.answers.first() {
            Some(Answer::Column(field, column)) => {
                settled.columns.insert(*field, column.clone());
            }
            Some(Answer::Sheet(name)) => settled.sheet = Some(name.clone()),
            Some(Answer::Header(row)) => settled.header_row = Some(*row),
            Some(Answer::Scale(name)) => settled.scale = Some(name.clone()),
            Some(Answer::Words(_)) | None => {}
        }
    }
    settled
}
