//! Reading a register from the bytes of a workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::find::{self, COMPONENTS};
use super::grid::{Cell, Grid};
use super::left_behind::{LeftBehind, formulas};
use super::limits::Limits;
use super::recognise::{self, Certainty, FoundScale, Recognised, Role, Table};
use super::records::{self, Records};
use super::sheets::{Format, Package, Sheets, texts_of};
use super::sources::{SheetSource, Sources};
use super::{imports, scale};
use crate::check::rules::reading::{ASSUMED_SCALE, BLANK_BELOW_COMPONENT};
use crate::check::{Draft, Reading, Settings};
use crate::error::{Error, Remedy};
use crate::question::{Answer, Question};
use crate::record::{Field, Location, RiskField, column_letters};
use crate::register::representable::says_total;
use crate::register::{Component, Register, Risk, Scale, SourceScope};

/// How to read a workbook.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The sheet that has the risks; found by its columns when not given.
    pub sheet: Option<String>,
    /// The row of the header, counted from 1; found by its words when not given.
    pub header_row: Option<u32>,
    /// Which columns have which fields, where the headers do not tell: by header, by header and
    /// occurrence (`Impact~2`), by letters, or, where no column has a field, by nothing.
    pub columns: BTreeMap<RiskField, String>,
    /// Fields of which a blank cell means what the one above has.
    pub fill_down: BTreeSet<RiskField>,
    /// The scale that the levels are of, whatever the workbook says.
    pub scale: Option<Scale>,
    /// The scale that the levels are of where the workbook does not say: where it has no sheet with
    /// a scale as [`create`](super::create()) writes it, and where all levels are of it.
    pub default_scale: Scale,
    /// What a register says of the workbook that it goes with, and which trackers there are beside
    /// the known ones. A column that it names and that has another header by now is a finding, or
    /// a question.
    pub settings: Settings,
    /// How much is read.
    pub limits: Limits,
}

/// The sheet that may have the scale.
const SCALE: &str = "scale";

/// Reads the register of a workbook: `.xlsx` or `.xlsm`, or, without telling what is bold, `.xls`,
/// `.xlsb` or `.ods`.
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; when no sheet has a register,
/// or when it is not clear which sheet, column or scale is meant. [`inspect`](super::inspect()) tells
/// all that is not clear at once.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    read_with_sources(bytes, options).map(|(reading, _)| reading)
}

/// The same, with where everything stands in a form that an update needs.
pub(super) fn read_with_sources(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Reading, Arc<Sources>), Error> {
    let found = with_sheets(bytes, options, Task::Read)?;
    match found.reading {
        Some(reading) if found.questions.is_empty() => Ok(reading),
        _ => Err(unclear(&found.questions)),
    }
}

/// The error that asks what has to be decided.
pub(super) fn unclear(questions: &[Question]) -> Error {
    let Some((first, others)) = questions.split_first() else {
        // A sheet is chosen or asked about, and what is chosen is read.
        return super::package::damage("no register can be told from the rest");
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

/// Looks at a workbook of any format.
pub(super) fn with_sheets(bytes: &[u8], options: &ReadOptions, task: Task) -> Result<Found, Error> {
    let limits = options.limits;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(limits.passed("file-bytes", "the size of the file in bytes"));
    }
    match Format::of(bytes, limits)? {
        Format::Xlsx(archive) => found_in(&mut Package::open(*archive, limits)?, options, task),
        Format::Xlsb => found_in(&mut imports::xlsb(bytes, limits)?, options, task),
        Format::Ods => found_in(&mut imports::ods(bytes, limits)?, options, task),
        Format::Xls => found_in(&mut imports::xls(bytes, limits)?, options, task),
    }
}

fn found_in(sheets: &mut impl Sheets, options: &ReadOptions, task: Task) -> Result<Found, Error> {
    let (stated, scale_sheet) = scale_of(sheets, options)?;
    let levels = stated
        .as_ref()
        .map_or(&options.default_scale, |stated| &stated.scale);
    let is_level = |text: &str| {
        let axes = [levels.likelihood(), levels.impact(), levels.rating()];
        axes.into_iter().any(|axis| axis.find(text).is_some())
    };
    // A workbook that this crate made keeps the headers that it got, as far as anybody knows.
    let is_ours = scale_sheet.is_some() && options.settings.columns.is_empty();
    let own = is_ours.then(recognise::own_mapping).unwrap_or_default();
    let hints = recognise::Hints {
        said: &options.columns,
        kept: if is_ours {
            &own
        } else {
            &options.settings.columns
        },
        header_row: options.header_row,
        is_level: &is_level,
    };
    let chosen = find::choose(sheets, options, &hints, scale_sheet, task)?;
    let mut found = Found {
        sheets: chosen.sheets,
        table: None,
        scale: None,
        questions: chosen.questions,
        reading: None,
        left_behind: Vec::new(),
    };
    let table = match chosen.sheet {
        Some(sheet) => {
            let grid = sheets.grid(sheet)?;
            let recognised = recognise::risks(&grid, &hints);
            recognised.map(|recognised| (sheet, grid, recognised))
        }
        None if !found.questions.is_empty() => return Ok(found),
        None => None,
    };
    let Some((sheet, mut grid, mut recognised)) = table else {
        let sheet = find::components_alone(sheets, options)?;
        if let Some(listed) = found.sheets.get_mut(sheet) {
            listed.content = find::SheetContent::Components;
        }
        found.reading = Some(of_components(sheets, sheet, options, &mut found.questions)?);
        return Ok(found);
    };
    found.questions.append(&mut recognised.questions.clone());
    let limits = options.limits;
    fill_down(&mut grid, &recognised.table, &options.filled(), limits)?;
    let risks = records::risks(&grid, &recognised.table, &options.settings.trackers);
    let source = recognise::Source {
        grid: &grid,
        table: &recognised.table,
        rows: &risks.rows,
    };
    let mut list = |range: &str| texts_of(sheets, sheet, range);
    let default = &options.default_scale;
    let asks = |field: RiskField| found.questions.iter().any(|question| question.is_of(field));
    let scale = match stated {
        Some(stated) => Ok(stated),
        // Which columns have levels is to be known first.
        None if asks(RiskField::Likelihood) || asks(RiskField::Impact) => {
            Ok(FoundScale::unclear(default))
        }
        None => recognise::of_values(source, &recognised.header, default, &mut list),
    };
    let scale = scale.unwrap_or_else(|question| {
        found.questions.push(question);
        FoundScale::unclear(&options.default_scale)
    });
    recognised
        .findings
        .extend(assumption(&grid, &recognised, &scale));
    let parts = Parts {
        sheet,
        scale: scale.clone(),
        recognised: &recognised,
        risks,
        is_ours: scale_sheet.is_some(),
    };
    found.reading = Some(reading(
        sheets,
        &grid,
        parts,
        options,
        &mut found.questions,
    )?);
    if task == Task::Inspect {
        let is_ours = scale_sheet.is_some();
        found.left_behind = left_behind(sheets, (&grid, &recognised.table), is_ours);
    }
    found.scale = Some(scale).filter(|scale| scale.certainty > Certainty::Unclear);
    found.table = Some((grid.name.clone(), recognised));
    Ok(found)
}

/// What the parts of a workbook have that a register has no place for, and the formulas of the sheets
/// that are read; sheet by sheet.
fn left_behind(
    sheets: &mut impl Sheets,
    (risks, table): (&Grid, &Table),
    is_ours: bool,
) -> Vec<LeftBehind> {
    let mut all = sheets.left_behind();
    // The ratings of a workbook that this crate made are made again with the next one.
    let is_rating = |column| matches!(table.role(column), Some(Role::Derived(None)));
    all.extend(formulas(risks, |column| !(is_ours && is_rating(column))));
    let declared = sheets.named(COMPONENTS);
    let components = declared.and_then(|sheet| sheets.grid(sheet).ok());
    all.extend(
        components
            .filter(|grid| grid.name != risks.name)
            .and_then(|grid| formulas(&grid, |_| true)),
    );
    let position = |name: &Option<String>| match name {
        Some(name) => (0..sheets.count()).find(|sheet| sheets.name(*sheet) == name),
        None => Some(usize::MAX),
    };
    all.sort_by_key(|left| (position(&left.sheet), left.kind));
    all
}

/// What a reading is put together from.
struct Parts<'a> {
    sheet: usize,
    scale: FoundScale,
    recognised: &'a Recognised,
    risks: Records<Risk>,
    /// Whether the workbook has a scale as this crate writes it.
    is_ours: bool,
}

fn reading(
    sheets: &mut impl Sheets,
    grid: &Grid,
    parts: Parts<'_>,
    options: &ReadOptions,
    questions: &mut Vec<Question>,
) -> Result<(Reading, Arc<Sources>), Error> {
    let Parts {
        sheet,
        scale,
        recognised,
        risks,
        is_ours,
    } = parts;
    let table = &recognised.table;
    let mut findings = recognised.findings.clone();
    findings.extend(blank_components(grid, table, &risks));
    findings.extend(risks.findings);
    // The headers of a workbook that this crate made are known without being kept.
    let columns = if table.is_own && is_ours {
        BTreeMap::new()
    } else {
        kept_columns(table)
    };
    let is_fragile = !table.is_own
        || risks.is_broken
        || scale.is_of_values
        || !options.filled().is_empty()
        || grid.cells.iter().any(|cell| cell.is_merged);
    let source = SheetSource {
        sheet: grid.name.clone(),
        position: sheet,
        table: table.clone(),
        rows: risks.rows,
        left_alone: risks.left_alone,
        places: grid.places.clone(),
        is_fragile,
    };
    let named = sheets.named(COMPONENTS).filter(|named| *named != sheet);
    let declared = match named {
        Some(named) => declared(sheets, named, questions)?,
        None => None,
    };
    let (mut reading, sources) = put_together(
        sheets,
        (scale.scale, &options.settings),
        (Some(source), risks.list),
        declared,
    )?;
    let mut findings = Draft::findings(findings, &reading.register);
    findings.append(&mut reading.findings);
    reading.findings = findings;
    reading.columns = columns;
    Ok((reading, sources))
}

/// The reading of the tables that there are, with the findings of the components.
fn put_together(
    sheets: &impl Sheets,
    (scale, settings): (Scale, &Settings),
    (risks, list): (Option<SheetSource>, Vec<Risk>),
    declared: Option<Declared>,
) -> Result<(Reading, Arc<Sources>), Error> {
    let (components, records) = declared.unzip();
    let records = records.unwrap_or_default();
    let scope = SourceScope::Columns {
        risks: risks
            .as_ref()
            .map(|risks| risks.table.columns())
            .unwrap_or_default(),
        components: components.as_ref().map(|source| source.table.columns()),
    };
    let register = Register::new(sheets.title(), scale, records.list, list)?;
    let sources = Arc::new(Sources { risks, components });
    let reading = Reading {
        scope,
        settings: settings.clone(),
        columns: BTreeMap::new(),
        findings: Draft::findings(records.findings, &register),
        register,
        sources: Box::new(Arc::clone(&sources)),
    };
    Ok((reading, sources))
}

type Declared = (SheetSource, Records<Component>);

/// The register of a workbook that has components alone.
fn of_components(
    sheets: &mut impl Sheets,
    sheet: usize,
    options: &ReadOptions,
    questions: &mut Vec<Question>,
) -> Result<(Reading, Arc<Sources>), Error> {
    let Some(declared) = declared(sheets, sheet, questions)? else {
        return Err(find::no_register(sheets, options));
    };
    let scale = options.scale.as_ref().unwrap_or(&options.default_scale);
    let stated = (scale.clone(), &options.settings);
    put_together(sheets, stated, (None, Vec::new()), Some(declared))
}

/// The components that a sheet declares.
fn declared(
    sheets: &mut impl Sheets,
    declared: usize,
    questions: &mut Vec<Question>,
) -> Result<Option<Declared>, Error> {
    let grid = sheets.grid(declared)?;
    let Some((table, mut asked)) = recognise::components(&grid) else {
        return Ok(None);
    };
    questions.append(&mut asked);
    let mut records = records::components(&grid, &table);
    let source = SheetSource {
        sheet: grid.name.clone(),
        position: declared,
        table,
        rows: std::mem::take(&mut records.rows),
        left_alone: std::mem::take(&mut records.left_alone),
        places: grid.places.clone(),
        is_fragile: records.is_broken,
    };
    Ok(Some((source, records)))
}

/// The columns of the fields by their headers, in a form that finds them again.
fn kept_columns(table: &Table) -> BTreeMap<RiskField, String> {
    let headers: Vec<&str> = (1..=table.width())
        .map(|column| table.header(column))
        .collect();
    let mut columns = BTreeMap::new();
    for (column, header) in (1..).zip(&headers) {
        let Some(Role::Field(Field::Risk(field))) = table.role(column) else {
            continue;
        };
        let same = |headers: &[&str]| headers.iter().filter(|known| *known == header).count();
        let occurrence = same(&headers[..column as usize]);
        let name = match *header {
            "" => column_letters(column),
            header if same(&headers) > 1 => format!("{header}~{occurrence}"),
            header => header.to_owned(),
        };
        columns.insert(*field, name);
    }
    columns
}

/// Gives blank cells of some fields what stands above them.
fn fill_down(
    grid: &mut Rc<Grid>,
    table: &Table,
    fields: &BTreeSet<RiskField>,
    limits: Limits,
) -> Result<(), Error> {
    let columns: Vec<u32> = fields
        .iter()
        .filter_map(|field| table.column(*field))
        .collect();
    if columns.is_empty() {
        return Ok(());
    }
    let mut filled: Vec<Cell> = Vec::new();
    let mut above: Vec<Option<Cell>> = vec![None; columns.len()];
    let description = table.column(RiskField::Description);
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        // What describes no risk is a heading or a total, which has no component.
        let described = cells.iter().find(|cell| Some(cell.column) == description);
        let described = described.filter(|cell| !grid.is_blank(cell));
        let is_risk = described.is_some_and(|cell| !says_total(&grid.display(cell)));
        for (column, above) in columns.iter().zip(&mut above) {
            let own = cells.iter().find(|cell| cell.column == *column);
            match own.filter(|cell| !grid.is_blank(cell)) {
                Some(cell) => *above = Some(*cell),
                None => filled.extend(above.filter(|_| is_risk).map(|cell| Cell {
                    row: cells[0].row,
                    is_merged: true,
                    ..cell
                })),
            }
        }
    }
    let grid = Rc::make_mut(grid);
    let is_blank: Vec<bool> = grid.cells.iter().map(|cell| grid.is_blank(cell)).collect();
    let mut blank = is_blank.into_iter();
    grid.cells.retain(|cell| {
        let is_blank = blank.next().unwrap_or_default();
        !(is_blank && columns.contains(&cell.column))
    });
    grid.cells.append(&mut filled);
    grid.order()?;
    grid.check_size(limits)?;
    grid.check_texts(limits)
}

/// Tells of a direction of numbers that nothing settles.
fn assumption(grid: &Grid, recognised: &Recognised, scale: &FoundScale) -> Option<Draft> {
    let (column, message) = scale.assumption.as_ref()?;
    let location = Location::Cell {
        sheet: grid.name.clone(),
        row: recognised.table.header_row,
        column: *column,
    };
    Some(Draft::of_register(
        &ASSUMED_SCALE,
        location,
        message.as_str(),
    ))
}

/// Tells of rows without a component below one that has it: in many sheets, that means the same.
fn blank_components(grid: &Grid, table: &Table, risks: &Records<Risk>) -> Option<Draft> {
    // In the layout of this crate, what is blank is not stated.
    let column = table
        .column(RiskField::Component)
        .filter(|_| !table.is_own)?;
    let mut has_component = false;
    let mut blank: Vec<u32> = Vec::new();
    for (risk, row) in risks.list.iter().zip(&risks.rows) {
        if !risk.component.is_empty() {
            has_component = true;
        } else if has_component {
            blank.push(*row);
        }
    }
    let row = *blank.first()?;
    let rows = match blank.len() {
        1 => "1 risk has".to_owned(),
        count => format!("{count} risks have"),
    };
    let message = format!(
        "{rows} no component and stand below one that has; where a blank cell means the component \
         above, specify fill_down=component"
    );
    let location = Location::Cell {
        sheet: grid.name.clone(),
        row,
        column,
    };
    Some(Draft::of_register(
        &BLANK_BELOW_COMPONENT,
        location,
        message,
    ))
}

/// The scale that the levels are of, where it was specified or a sheet has it; and that sheet.
fn scale_of(
    sheets: &mut impl Sheets,
    options: &ReadOptions,
) -> Result<(Option<FoundScale>, Option<usize>), Error> {
    let named = sheets.named(SCALE);
    let stated = match named {
        Some(sheet) => scale::read(&*sheets.grid(sheet)?),
        None => Ok(None),
    };
    // Whoever says a scale does not need that of the sheet.
    let sheet = named.filter(|_| !matches!(stated, Ok(None)));
    if let Some(said) = &options.scale {
        return Ok((Some(FoundScale::said(said)), sheet));
    }
    Ok((stated?.map(|scale| FoundScale::of_sheet(&scale)), sheet))
}

impl ReadOptions {
    /// Takes an answer to a question, by which the workbook is read.
    pub fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Column { field, column } => {
                self.columns.insert(*field, column.clone());
            }
            Answer::Sheet(name) => self.sheet = Some(name.clone()),
            Answer::Header(row) => self.header_row = Some(*row),
            Answer::Scale(name) => self.scale = Scale::built_in(name).ok(),
            Answer::Words(_) => {}
        }
    }

    /// The fields of which a blank cell means what the one above has.
    pub(super) fn filled(&self) -> BTreeSet<RiskField> {
        let kept = self.settings.fill_down.iter();
        kept.chain(&self.fill_down).copied().collect()
    }
}
