//! Reading a register from the bytes of a workbook.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::find::{self, COMPONENTS};
use super::grid::Grid;
use super::left_behind::{LeftBehind, of_cells};
use super::options::ReadOptions;
use super::recognise::{self, FoundScale, Recognised, Role, Table};
use super::records;
use super::scale;
use super::sheets::Sheets;
use super::sources::Sources;
use crate::check::Reading;
use crate::error::{Error, Remedy};
use crate::question::Question;
use crate::record::RiskField;
use crate::register::SourceScope;

/// The sheet that may have the scale.
const SCALE: &str = "scale";

/// Reads the register of a workbook: `.xlsx` or `.xlsm`, or, without telling what is bold, `.xls`,
/// `.xlsb` or `.ods`.
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; when no sheet has a register,
/// or when it is not clear which sheet, column or scale is meant. [`inspect`](super::inspect()) shows
/// all that is not clear at once.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    read_with_sources(bytes, options).map(|(reading, _)| reading)
}

/// The same, with where everything stands in a form that an update needs.
pub(super) fn read_with_sources(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Reading, Arc<Sources>), Error> {
    let found = found_in(bytes, options, Task::Read)?;
    match found.reading {
        Some(reading) if found.questions.is_empty() => Ok(reading),
        _ => Err(unclear(&found.questions)),
    }
}

/// The error that asks what has to be decided.
pub(super) fn unclear(questions: &[Question]) -> Error {
    let Some((first, others)) = questions.split_first() else {
        // A sheet is chosen or asked about, and what is chosen is read.
        return super::package::damage("no register can be distinguished from the rest");
    };
    Error::Unclear {
        question: first.text.clone(),
        remedy: Remedy::Answer {
            answers: first.answers.clone(),
            more: others.len(),
        },
    }
}

/// What a workbook is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Read,
    /// To tell all that is found, also of sheets that have no register.
    Inspect,
}

/// What was found in a workbook.
#[derive(Default)]
pub(super) struct Found {
    pub sheets: Vec<find::SheetFound>,
    /// The table of risks, and the sheet that it is in.
    pub table: Option<(String, Recognised)>,
    pub scale: Option<FoundScale>,
    pub questions: Vec<Question>,
    /// The register, as far as no question is in the way.
    pub reading: Option<(Reading, Arc<Sources>)>,
    pub left_behind: Vec<LeftBehind>,
}

impl Found {
    /// Whether there is a question about which columns have levels.
    pub fn asks_for_levels(&self) -> bool {
        let axes = [RiskField::Likelihood, RiskField::Impact];
        let is_of_levels = |question: &Question| axes.iter().any(|axis| question.is_of(*axis));
        self.questions.iter().any(is_of_levels)
    }
}

impl Found {
    /// Keeps in mind which risks stand in the sheets that are not read.
    fn look_elsewhere(
        &mut self,
        sheets: &mut Sheets<'_>,
        options: &ReadOptions,
    ) -> Result<(), Error> {
        let Some((reading, _)) = &mut self.reading else {
            return Ok(());
        };
        let SourceScope::Columns {
            elsewhere,
            doubtful,
            ..
        } = &mut reading.scope
        else {
            return Ok(());
        };
        let own = reading.register.risks();
        let own: HashSet<&str> = own.map(|risk| risk.stated().reference.trim()).collect();
        let before = options.settings.sheet.as_deref();
        let none = BTreeMap::new();
        let hints = recognise::Hints {
            said: &none,
            kept: &none,
            header_row: None,
            is_level: &|_| false,
        };
        for (sheet, found) in self.sheets.iter().enumerate() {
            if found.content != find::SheetContent::OtherRisks {
                continue;
            }
            let grid = sheets.grid(sheet)?;
            if let Some(recognised) = recognise::risks(&grid, &hints) {
                let trackers = &options.settings.trackers;
                let risks = records::risks(&grid, &recognised.table, trackers).list;
                let references = risks.iter().map(|risk| risk.reference.trim());
                let references = references.filter(|reference| !reference.is_empty());
                if before == Some(found.name.as_str()) {
                    let shared = references
                        .clone()
                        .filter(|reference| own.contains(reference));
                    doubtful.extend(shared.map(str::to_owned));
                }
                elsewhere.extend(references.map(str::to_owned));
            }
        }
        Ok(())
    }
}

/// Looks at a workbook of any format.
pub(super) fn found_in(bytes: &[u8], options: &ReadOptions, task: Task) -> Result<Found, Error> {
    let mut sheets = Sheets::open(bytes, options.limits)?;
    let (stated, scale_sheet) = scale_of(&mut sheets, options)?;
    let levels = stated
        .as_ref()
        .map_or(&options.default_scale, |stated| &stated.scale);
    let is_level = |text: &str| {
        let axes = [levels.likelihood(), levels.impact(), levels.rating()];
        axes.into_iter().any(|axis| axis.find(text).is_some())
    };
    // A workbook that this crate made keeps the headers that it got, as far as anybody knows.
    let is_ours = scale_sheet.is_some();
    let keeps_own = is_ours && options.kept_columns().is_empty();
    let own = keeps_own.then(recognise::own_mapping).unwrap_or_default();
    let hints = recognise::Hints {
        said: &options.columns,
        kept: if keeps_own {
            &own
        } else {
            options.kept_columns()
        },
        header_row: options.header_row,
        is_level: &is_level,
    };
    let chosen = find::choose(&mut sheets, options, &hints, scale_sheet, task)?;
    let mut found = Found {
        sheets: chosen.sheets,
        questions: chosen.questions,
        ..Found::default()
    };
    if chosen.sheet.is_none() && !found.questions.is_empty() {
        return Ok(found);
    }
    let table = match chosen.sheet {
        Some(sheet) => {
            let grid = sheets.grid(sheet)?;
            recognise::risks(&grid, &hints).map(|recognised| (sheet, grid, recognised))
        }
        None => None,
    };
    let Some((sheet, mut grid, mut recognised)) = table else {
        found.read_components(&mut sheets, options)?;
        return Ok(found);
    };
    let table = (sheet, &mut grid, &mut recognised);
    found.read_risks(&mut sheets, options, table, (stated, is_ours))?;
    if task == Task::Inspect {
        found.look_elsewhere(&mut sheets, options)?;
        found.left_behind = left_behind(&mut sheets, (&grid, &recognised.table), is_ours);
    }
    found.table = Some((grid.name.clone(), recognised));
    Ok(found)
}

/// What the parts of a workbook have that a register has no place for, and the formulas of the sheets
/// that are read; sheet by sheet.
fn left_behind(
    sheets: &mut Sheets<'_>,
    (risks, table): (&Grid, &Table),
    is_ours: bool,
) -> Vec<LeftBehind> {
    let mut all = sheets.left_behind();
    // The ratings of a workbook that this crate made are made again with the next one.
    let is_rating = |column| matches!(table.role(column), Some(Role::Derived(None)));
    let addresses = |sheets: &mut Sheets<'_>, name: &str| {
        let sheet = sheets.position(name);
        sheet.map_or_else(HashMap::new, |sheet| sheets.addresses(sheet))
    };
    let counts = |column| !(is_ours && is_rating(column));
    all.extend(of_cells(risks, &addresses(sheets, &risks.name), counts));
    let declared = sheets.named(COMPONENTS);
    let components = declared.and_then(|sheet| sheets.grid(sheet).ok());
    if let Some(grid) = components.filter(|grid| grid.name != risks.name) {
        all.extend(of_cells(&grid, &addresses(sheets, &grid.name), |_| true));
    }
    let position = |name: &Option<String>| match name {
        Some(name) => sheets.position(name),
        None => Some(usize::MAX),
    };
    all.sort_by_key(|left| (position(&left.sheet), left.kind));
    all
}

/// The scale that the levels are of, where it was specified or a sheet has it; and that sheet.
fn scale_of(
    sheets: &mut Sheets<'_>,
    options: &ReadOptions,
) -> Result<(Option<FoundScale>, Option<usize>), Error> {
    let named = sheets.named(SCALE);
    let stated = match named {
        Some(sheet) => scale::read(&*sheets.grid(sheet)?),
        None => Ok(None),
    };
    // Whoever states a scale does not need that of the sheet.
    let sheet = named.filter(|_| !matches!(stated, Ok(None)));
    if let Some(said) = &options.scale {
        return Ok((Some(FoundScale::said(said)), sheet));
    }
    Ok((stated?.map(|scale| FoundScale::of_sheet(&scale)), sheet))
}
