//! Which sheet of a workbook has the risks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::options::ReadOptions;
use super::read::{Stated, Task};
use super::recognise::{self, Hints};
use super::rehearsals;
use super::sheets::Sheets;
use crate::error::{Error, Remedy};
use crate::question::{Answer, Question};
use crate::record::text::{fold, quote, three_nearest};

/// The sheet that declares components.
pub(super) const COMPONENTS: &str = "components";

/// A sheet, and what it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SheetFound {
    /// The name on its tab.
    pub name: String,
    /// What it has.
    pub content: SheetContent,
    /// Whether it is hidden.
    #[serde(rename = "hidden")]
    pub is_hidden: bool,
}

/// What a sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SheetContent {
    /// The risks.
    Risks,
    /// Risks too; another sheet, or none, is the one that is read.
    OtherRisks,
    /// The components.
    Components,
    /// The rehearsals.
    Rehearsals,
    /// The scale, as this crate writes it.
    Scale,
    /// Nothing of a register.
    Other,
}

/// The sheet that has the risks, or a question; neither in a workbook that has no risks.
#[derive(Default)]
pub(super) struct Chosen {
    pub sheet: Option<usize>,
    pub sheets: Vec<SheetFound>,
    /// The other sheets that may have risks.
    pub others: Vec<usize>,
    pub questions: Vec<Question>,
}

/// Finds the sheet that has the risks.
///
/// # Errors
///
/// When a sheet was said that is not there.
pub(super) fn choose(
    sheets: &mut Sheets<'_>,
    stated: &Stated<'_>,
    task: Task,
) -> Result<Chosen, Error> {
    let (said, hints) = (said(sheets, stated.options)?, &stated.hints());
    let scale_sheet = stated.scale_sheet;
    let rehearsals = rehearsals::sheet_of(sheets)?;
    let is_candidate = |sheet: &usize| {
        let others = [scale_sheet, rehearsals];
        fold(sheets.name(*sheet)) != COMPONENTS && !others.contains(&Some(*sheet))
    };
    let candidates: Vec<usize> = (0..sheets.count()).filter(is_candidate).collect();
    let only = match candidates.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let mut chosen = Chosen::default();
    // Whether it has a table of risks is seen when it is read.
    if let Some(sheet) = said.or(only).filter(|_| task != Task::Inspect) {
        chosen.sheet = Some(sheet);
        chosen.others = candidates
            .into_iter()
            .filter(|other| *other != sheet)
            .collect();
        return Ok(chosen);
    }
    // A question about columns is asked once the sheet is chosen.
    let looked_at = if only.is_some() {
        &[]
    } else {
        candidates.as_slice()
    };
    let tables = tables(sheets, looked_at, hints)?;
    match one_of(sheets, only, &tables) {
        _ if said.is_some() => chosen.sheet = said,
        Ok(sheet) => chosen.sheet = sheet,
        Err(question) => match without_columns(sheets, looked_at, hints)? {
            Some(sheet) => chosen.sheet = Some(sheet),
            None => chosen.questions.push(question),
        },
    }
    let others = tables.iter().map(|(sheet, _)| *sheet);
    chosen.others = others
        .filter(|sheet| chosen.sheet != Some(*sheet))
        .collect();
    chosen.sheets = listed(sheets, &chosen, (scale_sheet, rehearsals));
    Ok(chosen)
}

/// Every sheet, and what it has.
fn listed(
    sheets: &Sheets<'_>,
    chosen: &Chosen,
    (scale_sheet, rehearsals): (Option<usize>, Option<usize>),
) -> Vec<SheetFound> {
    let content = |sheet: usize| match () {
        () if chosen.sheet == Some(sheet) => SheetContent::Risks,
        () if chosen.others.contains(&sheet) => SheetContent::OtherRisks,
        () if Some(sheet) == scale_sheet => SheetContent::Scale,
        () if fold(sheets.name(sheet)) == COMPONENTS => SheetContent::Components,
        () if Some(sheet) == rehearsals => SheetContent::Rehearsals,
        () => SheetContent::Other,
    };
    let listed = (0..sheets.count()).map(|sheet| SheetFound {
        name: sheets.name(sheet).to_owned(),
        is_hidden: sheets.is_hidden(sheet),
        content: content(sheet),
    });
    listed.collect()
}

/// The sheet that is meant whichever columns somebody states, as letters mean a column in every sheet.
fn without_columns(
    sheets: &mut Sheets<'_>,
    candidates: &[usize],
    hints: &Hints<'_>,
) -> Result<Option<usize>, Error> {
    if hints.said.is_empty() {
        return Ok(None);
    }
    let said = &BTreeMap::new();
    let tables = tables(sheets, candidates, &Hints { said, ..*hints })?;
    Ok(one_of(sheets, None, &tables).unwrap_or_default())
}

/// The sheet that somebody states: now, or in the register.
///
/// # Errors
///
/// When the one that is stated now is not there.
fn said(sheets: &Sheets<'_>, options: &ReadOptions) -> Result<Option<usize>, Error> {
    match &options.sheet {
        Some(name) => named(sheets, name).map(Some),
        None => {
            let kept = options.settings.sheet.as_ref();
            Ok(kept.and_then(|name| named(sheets, name).ok()))
        }
    }
}

/// The sheets that have a table of risks, each with whether it rates them.
fn tables(
    sheets: &mut Sheets<'_>,
    candidates: &[usize],
    hints: &Hints<'_>,
) -> Result<Vec<(usize, bool)>, Error> {
    let mut tables = Vec::new();
    for sheet in candidates {
        let table = recognise::risks(&*sheets.preview(*sheet)?, hints);
        tables.extend(table.map(|table| (*sheet, table.is_rated())));
    }
    Ok(tables)
}

/// The sheet that is meant: the only one, or the only one that rates its risks, beside which a list of threats or
/// issues is no rival.
///
/// # Errors
///
/// When several may be: the question.
fn one_of(
    sheets: &Sheets<'_>,
    only: Option<usize>,
    tables: &[(usize, bool)],
) -> Result<Option<usize>, Question> {
    let rated = tables.iter().filter(|(_, is_rated)| *is_rated);
    let rated: Vec<usize> = rated.map(|(sheet, _)| *sheet).collect();
    match (only, rated.as_slice()) {
        (Some(only), _) | (None, &[only]) => Ok(Some(only)),
        _ => {
            let all: Vec<usize> = tables.iter().map(|(sheet, _)| *sheet).collect();
            the_one(sheets, &all)
        }
    }
}

/// The sheet that is meant of those that have risks. What is hidden is no rival of what is seen.
///
/// # Errors
///
/// When several may be: the question.
fn the_one(sheets: &Sheets<'_>, rivals: &[usize]) -> Result<Option<usize>, Question> {
    let visible = rivals.iter().copied();
    let visible: Vec<usize> = visible.filter(|sheet| !sheets.is_hidden(*sheet)).collect();
    match (rivals, visible.as_slice()) {
        ([], _) => Ok(None),
        ([only], _) | (_, [only]) => Ok(Some(*only)),
        _ => Err(which_sheet(sheets, rivals)),
    }
}

fn which_sheet(sheets: &Sheets<'_>, found: &[usize]) -> Question {
    let names: Vec<&str> = found.iter().map(|sheet| sheets.name(*sheet)).collect();
    let answers = names.iter().map(|name| Answer::Sheet((*name).to_owned()));
    Question {
        text: format!("the sheets {} all have a table of risks", first_of(&names)),
        answers: answers.collect(),
    }
}

/// The sheet of components in a workbook without risks.
///
/// # Errors
///
/// When there is none either, or columns of risks were said.
pub(super) fn components_alone(
    sheets: &mut Sheets<'_>,
    options: &ReadOptions,
) -> Result<usize, Error> {
    let is_of_risks = !options.columns.is_empty() || options.header_row.is_some();
    for sheet in 0..sheets.count() {
        if !is_of_risks && recognise::is_of_components(&*sheets.preview(sheet)?) {
            return Ok(sheet);
        }
    }
    Err(no_register(sheets, options))
}

fn named(sheets: &Sheets<'_>, name: &str) -> Result<usize, Error> {
    let found = sheets.position(name).or_else(|| sheets.named(&fold(name)));
    found.ok_or_else(|| {
        let nearest = three_nearest(name, sheets.names()).into_iter();
        Error::Unclear {
            question: format!("the workbook has no sheet `{name}`"),
            remedy: Remedy::Sheet {
                nearest: nearest.map(str::to_owned).collect(),
            },
        }
    })
}

/// The first few names, and how many there are beside.
fn first_of(names: &[&str]) -> String {
    // More names would bury what the message asks.
    const SHOWN: usize = 10;
    let first = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// The error that no sheet has a register.
pub(super) fn no_register(sheets: &Sheets<'_>, options: &ReadOptions) -> Error {
    // Whoever names a sheet gets an error about that one.
    let is_meant = |name: &&str| match &options.sheet {
        Some(sheet) => fold(name) == fold(sheet),
        None => true,
    };
    let names: Vec<&str> = sheets.names().filter(is_meant).collect();
    let looked_at = first_of(&names);
    let (question, remedy) = match (names.is_empty(), options.header_row) {
        (true, _) => ("the workbook has no worksheet".to_owned(), Remedy::Headers),
        (_, Some(row)) => {
            let question =
                format!("row {row} is not the header of a table of risks (looked at {looked_at})");
            (question, Remedy::Columns)
        }
        _ if options.columns.is_empty() => {
            let question = format!("no sheet has a table of risks (looked at {looked_at})");
            (question, Remedy::Headers)
        }
        _ => {
            let columns = options.columns.iter();
            let columns = columns.map(|(field, column)| format!("{field}={}", quote(column)));
            let columns: Vec<String> = columns.collect();
            let question = format!(
                "no sheet has a header row with a description and the columns {} (looked at \
                 {looked_at})",
                columns.join(", ")
            );
            (question, Remedy::Columns)
        }
    };
    Error::Unclear { question, remedy }
}
