//! Reading a register from the bytes of a workbook, in stages that each are a value with its questions: what is stated
//! of its sheets, the sheet that is chosen, the table that is recognised in it, the scale of its levels, and the
//! register that is read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::find;
use super::left_behind::{LeftBehind, in_order, of_sheet, of_workbook};
use super::options::ReadOptions;
use super::recognise::{self, FoundScale, Hints, Recognised};
use super::records;
use super::scale;
use super::sheets::Sheets;
use super::sources::{SheetSource, Sources};
use crate::check::rules::reading::UNREADABLE_CELL;
use crate::check::{Finding, Reading};
use crate::error::{Error, Remedy};
use crate::question::Question;
use crate::record::{Location, RiskField};
use crate::register::{Component, Record, Risk, SourceScope};

/// The sheet that may have the scale.
pub(super) const SCALE: &str = "scale";

/// Reads the register of a workbook: `.xlsx` or `.xlsm`, or, without telling what is bold, `.xls`,
/// `.xlsb` or `.ods`.
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; when no sheet has a register,
/// or when it is not clear which sheet, column or scale is meant. [`inspect`](super::inspect()) shows
/// all that is not clear at once.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    read_with_sources(bytes, options, Task::Read).map(|(reading, _)| reading)
}

/// The same, with where everything stands in a form that an update needs.
pub(super) fn read_with_sources(
    bytes: &[u8],
    options: &ReadOptions,
    task: Task,
) -> Result<(Reading, Arc<Sources>), Error> {
    let found = found_in(&mut Sheets::open(bytes, options.limits)?, options, task)?;
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
    /// To change it: what is in other sheets is not to be forgotten.
    Change,
    /// To tell all that is found, also of sheets that have no register.
    Inspect,
    /// To tell all of the sheet that somebody states: the others are looked at by themselves.
    InspectOne,
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
    /// Whether rehearsals are read, too: of several sheets of risks they are when all of these are.
    pub reads_rehearsals: bool,
}

impl Found {
    /// Whether something in the sheet of rehearsals may be about the risks of other sheets.
    fn may_be_of_others(&self) -> bool {
        self.reading.as_ref().is_some_and(|(reading, sources)| {
            let mut findings = reading.findings.iter();
            findings.any(|finding| is_of_rehearsals(finding, sources))
        })
    }

    /// Whether there is a question about which columns have levels.
    pub fn asks_for_levels(&self) -> bool {
        let axes = [RiskField::Likelihood, RiskField::Impact];
        let is_of_levels = |question: &Question| axes.iter().any(|axis| question.is_of(*axis));
        self.questions.iter().any(is_of_levels)
    }
}

impl Found {
    /// Keeps in mind which risks stand in the sheets that are not read, and which components these are of.
    fn look_elsewhere(
        &mut self,
        sheets: &mut Sheets<'_>,
        stated: &Stated<'_>,
        (others, task): (&[usize], Task),
    ) -> Result<(), Error> {
        let Some((reading, sources)) = &mut self.reading else {
            return Ok(());
        };
        let SourceScope::Columns {
            elsewhere,
            components_elsewhere,
            doubtful,
            ..
        } = &mut reading.scope
        else {
            return Ok(());
        };
        let own = reading.register.risks();
        let own: HashSet<String> = own.map(|risk| Risk::fold_name(&risk.reference)).collect();
        for sheet in others {
            let risks = risks_in(sheets, *sheet, stated, task)?;
            let references = risks.iter().map(|risk| Risk::fold_name(&risk.reference));
            let references: BTreeSet<String> = references
                .filter(|reference| !reference.is_empty())
                .collect();
            if stated.options.settings.sheet.as_deref() == Some(sheets.name(*sheet)) {
                let shared = references
                    .iter()
                    .filter(|reference| own.contains(*reference));
                doubtful.extend(shared.cloned());
            }
            elsewhere.extend(references);
            let components = risks.iter().map(|risk| risk.component.trim());
            let components = components.filter(|name| !name.is_empty());
            components_elsewhere.extend(components.map(Component::fold_name));
        }
        // The rehearsal of a risk there is no mistake here.
        let scope = &reading.scope;
        let mut placed = HashSet::new();
        reading.findings.retain(|finding| {
            let found = finding.data.found.as_ref();
            let is_of_other = found.is_some_and(|found| scope.has_elsewhere(found));
            let is_placed = is_of_other && is_of_rehearsals(finding, sources);
            if is_placed {
                placed.insert(finding.location.clone());
            }
            !is_placed
        });
        if let SourceScope::Columns { unplaced, .. } = &mut reading.scope {
            unplaced.retain(|location| !placed.contains(location));
        }
        Ok(())
    }
}

/// The risks of a sheet that is not the one that is read.
fn risks_in(
    sheets: &mut Sheets<'_>,
    sheet: usize,
    stated: &Stated<'_>,
    task: Task,
) -> Result<Vec<Arc<Risk>>, Error> {
    let none = BTreeMap::new();
    let hints = Hints {
        said: &none,
        kept: &none,
        header_row: None,
        ..stated.hints()
    };
    // Most sheets have none, as their first rows show, and may be large.
    if recognise::risks(&*sheets.preview(sheet)?, &hints).is_none() {
        return Ok(Vec::new());
    }
    // To whoever changes a register, a list without ratings, such as one of actions, is no rival of it.
    let is_rival = |found: &Recognised| task != Task::Change || found.is_rated();
    let grid = sheets.grid(sheet)?;
    let trackers = &stated.options.settings.trackers;
    let found = recognise::risks(&grid, &hints).filter(is_rival);
    let risks = found.map(|found| records::risks(&grid, &found.table, trackers).list);
    Ok(risks.unwrap_or_default())
}

/// Whether a finding is about a cell of the sheet of rehearsals that means nothing.
fn is_of_rehearsals(finding: &Finding, sources: &Sources) -> bool {
    let is_there = |source: &SheetSource| matches!(&finding.location, Location::Cell { sheet, .. } if *sheet == source.sheet);
    finding.code() == UNREADABLE_CELL.code && sources.rehearsals.as_ref().is_some_and(is_there)
}

/// What is known of a workbook before its sheets are looked at: by what somebody states, by the register that it goes
/// with, and by a sheet with a scale as this crate writes it.
pub(super) struct Stated<'a> {
    pub options: &'a ReadOptions,
    /// The scale that the levels are of, where it was specified or a sheet has it.
    pub scale: Option<FoundScale>,
    /// The sheet with the scale, which makes it a workbook of this crate.
    pub scale_sheet: Option<usize>,
    /// The columns that the register keeps.
    kept: BTreeMap<RiskField, String>,
}

impl<'a> Stated<'a> {
    fn of(sheets: &mut Sheets<'_>, options: &'a ReadOptions) -> Result<Self, Error> {
        let named = sheets
            .named(SCALE)
            .or_else(|| sheets.of_name(scale::MATRIX_NAME));
        let of_sheet = match named {
            Some(sheet) => scale::read(&*sheets.grid(sheet)?),
            None => Ok(None),
        };
        let scale_sheet = named.filter(|_| !matches!(of_sheet, Ok(None)));
        let scale = match &options.scale {
            // Whoever states a scale does not need that of the sheet.
            Some(said) => Some(FoundScale::said(said)),
            None => of_sheet?.as_ref().map(FoundScale::of_sheet),
        };
        let mut kept = options.kept_columns().clone();
        if scale_sheet.is_some() && kept.is_empty() {
            // A workbook that this crate made keeps the headers that it got, as far as anybody knows.
            kept = recognise::own_mapping();
        }
        Ok(Self {
            options,
            scale,
            scale_sheet,
            kept,
        })
    }

    pub fn hints(&self) -> Hints<'_> {
        let levels = self.scale.as_ref().map(|found| &found.scale);
        Hints {
            said: &self.options.columns,
            kept: &self.kept,
            header_row: self.options.header_row,
            levels: levels.unwrap_or(&self.options.default_scale),
        }
    }
}

/// Looks at a workbook of any format.
pub(super) fn found_in(
    sheets: &mut Sheets<'_>,
    options: &ReadOptions,
    task: Task,
) -> Result<Found, Error> {
    let stated = Stated::of(sheets, options)?;
    let chosen = find::choose(sheets, &stated, task)?;
    let mut found = Found {
        sheets: chosen.sheets,
        questions: chosen.questions,
        reads_rehearsals: task != Task::InspectOne,
        ..Found::default()
    };
    if !found.questions.is_empty() {
        return Ok(found);
    }
    let Some(sheet) = chosen.sheet else {
        found.read_components(sheets, options)?;
        return Ok(found);
    };
    let mut grid = sheets.grid(sheet)?;
    let Some(mut recognised) = recognise::risks(&grid, &stated.hints()) else {
        found.read_components(sheets, options)?;
        return Ok(found);
    };
    found.read_risks(sheets, &stated, (sheet, &mut grid), &mut recognised)?;
    let is_ours = stated.scale_sheet.is_some();
    match task {
        Task::Read if !(options.is_beside || found.may_be_of_others()) => {}
        Task::Read | Task::Change => {
            found.look_elsewhere(sheets, &stated, (&chosen.others, task))?;
        }
        Task::Inspect => {
            found.look_elsewhere(sheets, &stated, (&chosen.others, task))?;
            let mut left_behind = of_sheet(sheets, (sheet, &grid), &recognised.table, is_ours);
            left_behind.extend(of_workbook(sheets, &[sheet]));
            found.left_behind = in_order(sheets, left_behind);
        }
        Task::InspectOne => {
            found.left_behind = of_sheet(sheets, (sheet, &grid), &recognised.table, is_ours);
        }
    }
    found.table = Some((grid.name.clone(), recognised));
    Ok(found)
}
