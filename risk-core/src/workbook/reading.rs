//! A register of the tables that were found in a workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::fill_down::{fill_down, without_column};
use super::find::{self, COMPONENTS};
use super::grid::Grid;
use super::options::ReadOptions;
use super::ratings::{differing, leave_out_ratings};
use super::read::{Found, Stated};
use super::recognise::{self, Certainty, FoundScale, Recognised, Table};
use super::records::{self, Records};
use super::rehearsals;
use super::sheets::Sheets;
use super::sources::{SheetSource, Sources};
use crate::check::rules::reading::{ASSUMED_SCALE, BLANK_BELOW_COMPONENT};
use crate::check::{Draft, Reading};
use crate::error::Error;
use crate::question::Question;
use crate::record::RiskField;
use crate::register::{Columns, Component, RecordField, Register, Risk, Scale, SourceScope};

/// A sheet of records, and what was read of it.
type Read<T> = (SheetSource, Records<T>);

impl Found {
    /// Reads the risks of a table, and the components that another sheet declares.
    pub(super) fn read_risks(
        &mut self,
        sheets: &mut Sheets<'_>,
        stated: &Stated<'_>,
        (sheet, grid): (usize, &mut Rc<Grid>),
        recognised: &mut Recognised,
    ) -> Result<(), Error> {
        let options = stated.options;
        self.questions.append(&mut recognised.fields.questions);
        let table = &recognised.table;
        let asked = without_column(grid, table, &options.fill_down, &self.questions);
        self.questions.extend(asked);
        let filled = options.filled();
        fill_down(grid, table, &filled, options.limits)?;
        let mut risks = records::risks(grid, table, &options.settings.trackers);
        let source = recognise::Source {
            sheet,
            grid,
            table,
            rows: &risks.rows,
        };
        let scale = self.scale_of(source, recognised, stated, sheets);
        let mut findings = std::mem::take(&mut recognised.findings);
        findings.extend(assumption(grid, table, &scale));
        findings.extend(blank_components(grid, table, &risks));
        if !sheets.has_old_results() {
            findings.extend(differing(grid, table, (&risks, &scale.scale)));
        }
        findings.append(&mut risks.findings);
        risks.findings = findings;
        let mut source = SheetSource::of(grid, sheet, table.clone(), &mut risks);
        source.read_words(grid, sheets);
        source.is_fragile |= !table.is_own
            || scale.is_of_values
            || !filled.is_empty()
            || grid.cells.iter().any(|cell| cell.is_merged);
        let named = sheets.named(COMPONENTS).filter(|named| *named != sheet);
        let components = match named {
            Some(named) => declared(sheets, named, &mut self.questions)?,
            None => None,
        };
        if stated.scale_sheet.is_some() {
            leave_out_ratings(&mut risks, &mut source.table, &scale.scale)?;
        }
        let read = Some((source, risks));
        let (mut reading, sources) = reading(
            sheets,
            (options, self.reads_rehearsals),
            scale.scale.clone(),
            read,
            components,
        )?;
        // The headers of a workbook that this crate made are known without being kept.
        if !table.is_own || stated.scale_sheet.is_none() {
            reading.columns = kept_columns(table);
        }
        self.reading = Some((reading, sources));
        self.scale = Some(scale).filter(|scale| scale.certainty > Certainty::Unclear);
        Ok(())
    }

    /// The scale that the levels of some records are of.
    fn scale_of(
        &mut self,
        source: recognise::Source<'_>,
        recognised: &Recognised,
        stated: &Stated<'_>,
        sheets: &mut Sheets<'_>,
    ) -> FoundScale {
        let default = &stated.options.default_scale;
        let headers = &recognised.header.texts;
        match stated.scale.clone() {
            Some(stated) => recognise::in_words(source, headers, stated, sheets),
            // Which columns have levels is to be known first.
            None if self.asks_for_levels() => FoundScale::unclear(default),
            None => {
                let found = recognise::of_values(source, headers, default, sheets);
                found.unwrap_or_else(|question| {
                    self.questions.push(question);
                    FoundScale::unclear(default)
                })
            }
        }
    }

    /// Reads a workbook that has components alone.
    pub(super) fn read_components(
        &mut self,
        sheets: &mut Sheets<'_>,
        options: &ReadOptions,
    ) -> Result<(), Error> {
        let sheet = find::components_alone(sheets, options)?;
        if let Some(listed) = self.sheets.get_mut(sheet) {
            listed.content = find::SheetContent::Components;
        }
        let components = declared(sheets, sheet, &mut self.questions)?;
        if components.is_none() {
            return Err(find::no_register(sheets, options));
        }
        let scale = options.scale.as_ref().unwrap_or(&options.default_scale);
        let options = (options, self.reads_rehearsals);
        self.reading = Some(reading(sheets, options, scale.clone(), None, components)?);
        Ok(())
    }
}

/// The reading of the tables that there are.
fn reading(
    sheets: &mut Sheets<'_>,
    (options, with_rehearsals): (&ReadOptions, bool),
    scale: Scale,
    risks: Option<Read<Risk>>,
    components: Option<Read<Component>>,
) -> Result<(Reading, Arc<Sources>), Error> {
    let (risks, of_risks) = risks.unzip();
    let (components, of_components) = components.unzip();
    let (of_risks, of_components) = (
        of_risks.unwrap_or_default(),
        of_components.unwrap_or_default(),
    );
    let mut scope = SourceScope::Columns {
        risks: Columns {
            words: risks
                .as_ref()
                .map(|source| source.words.clone())
                .unwrap_or_default(),
            ..columns(risks.as_ref(), of_risks.unresolved).unwrap_or_default()
        },
        components: columns(components.as_ref(), of_components.unresolved),
        unstated: of_risks.unstated,
        elsewhere: BTreeSet::new(),
        components_elsewhere: BTreeSet::new(),
        doubtful: BTreeSet::new(),
        unplaced: BTreeSet::new(),
    };
    let register = Register::default().with_title(sheets.title().to_owned());
    let mut register = register.with_records(scale, of_components.list, of_risks.list)?;
    let mut findings = of_risks.findings;
    findings.extend(of_components.findings);
    let mut rehearsals = None;
    if with_rehearsals {
        let taken = [&risks, &components].into_iter().flatten();
        let taken: Vec<usize> = taken.map(|source| source.position).collect();
        let (with, found, more) = rehearsals::read(sheets, &taken, register)?;
        (register, rehearsals) = (with, found);
        findings.extend(more);
    }
    if let Some(found) = &rehearsals {
        found.widen(&mut scope, &register);
    }
    let (rehearsals, places) = rehearsals.map(|found| (found.source, found.places)).unzip();
    let sources = Arc::new(Sources {
        risks,
        components,
        rehearsals,
        places: places.unwrap_or_default(),
    });
    let reading = Reading {
        scope,
        settings: options.settings.clone(),
        columns: BTreeMap::new(),
        findings: Draft::findings(findings, &register),
        register,
        sources: Box::new(Arc::clone(&sources)),
    };
    Ok((reading, sources))
}

/// The columns of a sheet.
fn columns<F: RecordField>(
    source: Option<&SheetSource>,
    unresolved: BTreeMap<usize, Columns<F>>,
) -> Option<Columns<F>> {
    let columns = source?.table.columns();
    Some(Columns {
        unresolved,
        ..columns
    })
}

/// The components that a sheet declares.
fn declared(
    sheets: &mut Sheets<'_>,
    sheet: usize,
    questions: &mut Vec<Question>,
) -> Result<Option<Read<Component>>, Error> {
    let grid = sheets.grid(sheet)?;
    let Some((table, mut asked)) = recognise::components(&grid) else {
        return Ok(None);
    };
    questions.append(&mut asked);
    let mut records = records::components(&grid, &table);
    let source = SheetSource::of(&grid, sheet, table, &mut records);
    Ok(Some((source, records)))
}

/// The columns of the fields by their headers, in a form that finds them again.
fn kept_columns(table: &Table) -> BTreeMap<RiskField, String> {
    let headers: Vec<(u32, &str)> = (1..=table.width())
        .map(|column| (column, table.header(column)))
        .collect();
    let name = |field: &RiskField| {
        let column = table.column(*field)?;
        Some((*field, recognise::name_of(&headers, column)))
    };
    RiskField::ALL.iter().filter_map(name).collect()
}

/// Reports of a direction of numbers that nothing decides.
fn assumption(grid: &Grid, table: &Table, scale: &FoundScale) -> Option<Draft> {
    let (column, message) = scale.assumption.as_ref()?;
    let location = grid.location(table.header_row, *column);
    Some(Draft::of_register(
        &ASSUMED_SCALE,
        location,
        message.as_str(),
    ))
}

/// Reports of rows without a component below one that has it: in many sheets, that means the same.
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
         above, fill the component down"
    );
    let location = grid.location(row, column);
    Some(Draft::of_register(
        &BLANK_BELOW_COMPONENT,
        location,
        message,
    ))
}
