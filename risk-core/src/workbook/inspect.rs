//! Finding out what a workbook has, for a person to look at.

use super::inspection::{ColumnContent, ColumnFound, Inspection, Resolved, ScaleFound, TableFound};
use super::options::ReadOptions;
use super::read::{Found, Task, found_in};
use super::recognise::{Certainty, Recognised, Role};
use super::sheets::Sheets;
use super::sources::SheetSource;
use crate::error::Error;
use crate::question::Answer;
use crate::record::{RiskField, column_letters};
use crate::register::{RecordField, Scale};

/// Reports what was found in a workbook, and what is not clear.
///
/// ```no_run
/// let bytes = std::fs::read("risks.xlsx")?;
/// let inspection = risk_core::workbook::inspect(&bytes, &Default::default())?;
/// for question in &inspection.questions {
///     println!("{question}: {:?}", question.answers);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; and when no sheet has anything
/// like a table of risks.
pub fn inspect(bytes: &[u8], options: &ReadOptions) -> Result<Inspection, Error> {
    inspect_in(
        &mut Sheets::open(bytes, options.limits)?,
        options,
        Task::Inspect,
    )
}

/// The same of a workbook that is open.
pub(super) fn inspect_in(
    sheets: &mut Sheets<'_>,
    options: &ReadOptions,
    task: Task,
) -> Result<Inspection, Error> {
    let mut inspection = inspect_once(sheets, options, task)?;
    inspection.follow(sheets, options.clone(), task);
    Ok(inspection)
}

/// The same, without what the answers to its questions lead to.
fn inspect_once(
    sheets: &mut Sheets<'_>,
    options: &ReadOptions,
    task: Task,
) -> Result<Inspection, Error> {
    let found = found_in(sheets, options, task)?;
    let resolved = resolved(&found, options);
    let has_levels = !found.asks_for_levels();
    let Found {
        sheets,
        table,
        scale,
        questions,
        reading,
        left_behind,
        reads_rehearsals: _,
    } = found;
    let source = reading
        .as_ref()
        .and_then(|(_, sources)| sources.risks.as_ref());
    Ok(Inspection {
        sheets,
        table: table.map(|(sheet, recognised)| table_found(sheet, &recognised, source)),
        scale: scale.filter(|_| has_levels).map(|found| ScaleFound {
            scale: found.scale,
            certainty: found.certainty,
            because: found.because,
        }),
        questions,
        later_questions: Vec::new(),
        resolved,
        not_imported: left_behind,
        path: None,
        reading: reading.map(|(reading, _)| reading),
    })
}

/// More rounds of questions are not followed: the sheet, its header, its columns, their scale.
const MOST_ROUNDS: usize = 4;

impl Inspection {
    /// Finds out what makes everything certain when each question gets the first of its answers. An
    /// answer can lead to another question: which scale it is shows once it is known which columns have
    /// levels.
    fn follow(&mut self, sheets: &mut Sheets<'_>, mut options: ReadOptions, task: Task) {
        let mut open = self.questions.clone();
        for _ in 0..MOST_ROUNDS {
            let answers: Vec<&Answer> = open.iter().filter_map(|q| q.answers.first()).collect();
            if answers.is_empty() {
                break;
            }
            for answer in answers {
                options.answer(answer);
            }
            let Ok(next) = inspect_once(sheets, &options, task) else {
                break;
            };
            self.resolved = next.resolved;
            open = next.questions;
            open.retain(|question| !self.all_questions().any(|asked| asked == question));
            self.later_questions.extend_from_slice(&open);
        }
    }
}

fn table_found(sheet: String, recognised: &Recognised, source: Option<&SheetSource>) -> TableFound {
    let rows = source
        .map(|source| source.rows.as_slice())
        .unwrap_or_default();
    TableFound {
        sheet,
        header_rows: [recognised.header.first_row, recognised.table.header_row],
        risk_rows: rows
            .iter()
            .min()
            .zip(source.map(SheetSource::last_row))
            .map(|(first, last)| [*first, last]),
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
        let reason = recognised.fields.reasons.get(&column).cloned();
        let certain = |because: &str| (Certainty::Certain, because.to_owned());
        let (content, (certainty, because)) = match role {
            Some(Role::Field(field)) => (
                RiskField::of(*field).map_or(ColumnContent::NotRead, ColumnContent::Field),
                reason.unwrap_or_else(|| certain("")),
            ),
            Some(Role::Extra(key) | Role::Derived(Some(key))) => (
                ColumnContent::Extra(key.clone()),
                reason.unwrap_or_else(|| certain(&recognised.why_extra(column))),
            ),
            Some(Role::Derived(None)) => (
                ColumnContent::Computed,
                certain("computed from likelihood and impact"),
            ),
            None if is_beside => (ColumnContent::NotRead, certain("beside the table")),
            None => (ColumnContent::NotRead, certain("empty")),
        };
        Some(ColumnFound {
            column: column_letters(column),
            header: header.to_owned(),
            is_hidden: recognised.hidden.contains(&column),
            content,
            certainty,
            because,
            possible: recognised.fields.possible.get(&column).copied(),
        })
    });
    columns.collect()
}

/// What makes everything certain.
fn resolved(found: &Found, options: &ReadOptions) -> Resolved {
    let mut resolved = Resolved {
        sheet: options.sheet.clone(),
        header_row: options.header_row,
        fill_down: options.filled(),
        ..Resolved::default()
    };
    if let Some((reading, _)) = &found.reading {
        resolved.columns.clone_from(&reading.columns);
    }
    if let Some((sheet, recognised)) = &found.table {
        let letters = |field: &RiskField| {
            let column = recognised.table.column(*field)?;
            Some((*field, column_letters(column)))
        };
        resolved.letters = resolved.columns.keys().filter_map(letters).collect();
        if found.sheets.len() > 1 {
            resolved.sheet = Some(sheet.clone());
        }
    }
    let scale = found.scale.as_ref().filter(|found| !found.is_default);
    if let Some(found) = scale {
        let name = found.scale.name();
        let is_named = Scale::built_in(name).as_ref() == Ok(&found.scale);
        resolved.scale = is_named.then(|| name.to_owned());
    }
    // What has no column is not among those that were found.
    let specified = options.kept_columns().iter().chain(&options.columns);
    for (field, _) in specified.filter(|(_, column)| column.trim().is_empty()) {
        resolved.columns.entry(*field).or_default();
    }
    resolved
}
