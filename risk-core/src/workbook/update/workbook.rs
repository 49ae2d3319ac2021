//! A workbook as it was read, ready to be updated.

use std::collections::HashMap;
use std::sync::Arc;

use super::calculation::{ask_for_calculation, update_chain};
use super::insert::{Inserted, insert_rows};
use super::lists::off_list;
use super::look;
use super::markup::Dialect;
use super::package::PackageUpdate;
use super::plan::{SheetPlan, plan};
use super::regions::Regions;
use super::rehearsals;
use super::sheet::SheetUpdate;
use super::splices::Splices;
use super::widen::with_reference_column;
use crate::change::{CellChange, CellNote, PartChange};
use crate::check::Reading;
use crate::edit::Edited;
use crate::error::{Error, Remedy};
use crate::record::Location;
use crate::register::{Component, Risk, Scale};
use crate::workbook::ReadOptions;
use crate::workbook::package::damage;
use crate::workbook::read::{Task, read_with_sources};
use crate::workbook::sources::{SheetSource, Sources};

/// An `.xlsx` or `.xlsm` workbook that a register was read from, and can be put back into.
///
/// ```no_run
/// use risk_core::edit::Editor;
/// use risk_core::workbook::Workbook;
///
/// let bytes = std::fs::read("risks.xlsx")?;
/// let (workbook, reading) = Workbook::open(bytes, &Default::default())?;
/// let mut editor = Editor::new(reading.register);
/// editor.set_risk("R04", &["likelihood=High".parse()?])?;
/// let update = workbook.put(&editor.finish()?)?;
/// for cell in &update.cells {
///     println!("{cell}");
/// }
/// std::fs::write("risks.xlsx", &update.bytes)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Workbook {
    pub(super) bytes: Vec<u8>,
    sources: Arc<Sources>,
    pub(super) options: ReadOptions,
}

/// What an update makes of a workbook.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Update {
    /// The bytes of the workbook: those that it had, where nothing changes.
    pub bytes: Vec<u8>,
    /// The cells that change, sheet by sheet and row by row.
    pub cells: Vec<CellChange>,
    /// What else changes in its parts.
    pub parts: Vec<PartChange>,
    /// What a person should look at.
    pub notes: Vec<CellNote>,
}

impl Workbook {
    /// Reads the register of a workbook, as [`read`](super::super::read()) does, and keeps what an
    /// update needs.
    ///
    /// # Errors
    ///
    /// Those of [`read`](super::super::read()).
    pub fn open(bytes: Vec<u8>, options: &ReadOptions) -> Result<(Self, Reading), Error> {
        let (reading, sources) = read_with_sources(&bytes, options, Task::Change)?;
        let workbook = Self {
            bytes,
            sources,
            options: options.clone(),
        };
        Ok((workbook, reading))
    }

    /// The bytes that were read.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Puts an edit of the register that was read into the workbook. Where it changes nothing, the
    /// bytes are those that were read. Where something stands right below the records, new ones get rows that are
    /// inserted there.
    ///
    /// The title is a property of the document, and stays.
    ///
    /// # Errors
    ///
    /// When the change cannot be made without losing something: [`Error::Refused`] names the cell,
    /// [`Error::NotRepresentable`] and [`Error::NoColumn`] the record and field, and [`Error::NotUpdatable`]
    /// shows why the workbook cannot be changed at all.
    pub fn put(&self, edited: &Edited) -> Result<Update, Error> {
        self.put_into(&self.sources, edited)
    }

    /// The same. A sheet of risks that has no column for references gets one behind its last header, where the edit
    /// gives a risk any.
    ///
    /// # Errors
    ///
    /// Those of [`put`](Self::put), and when no column can be added there.
    pub fn put_with_references(&self, edited: &Edited) -> Result<Update, Error> {
        match with_reference_column(&self.sources) {
            Some(sources) => self.put_into(&sources, edited),
            None => self.put(edited),
        }
    }

    fn put_into(&self, sources: &Sources, edited: &Edited) -> Result<Update, Error> {
        let mut refused = match self.put_as_it_stands(sources, edited) {
            Err(refused) => refused,
            done => return done,
        };
        // Where the rows below would then join the records, the new ones go right below these.
        for _ in 0..2 {
            let Some((sources, inserted)) = self.with_room(sources, edited, &refused)? else {
                break;
            };
            let workbook = Self {
                bytes: inserted.bytes,
                sources: Arc::new(sources),
                options: self.options.clone(),
            };
            match workbook.put_into(&workbook.sources, edited) {
                Ok(mut update) => {
                    update.parts.splice(0..0, inserted.parts);
                    update.notes.splice(0..0, inserted.notes);
                    return Ok(update);
                }
                Err(again) => refused = again,
            }
        }
        Err(refused)
    }

    /// The workbook with rows for the new records, where they were refused because something stands in theirs; `None`
    /// where they would not help.
    fn with_room(
        &self,
        sources: &Sources,
        edited: &Edited,
        refused: &Error,
    ) -> Result<Option<(Sources, Inserted)>, Error> {
        let Some(Remedy::InsertRow { sheet, row }) = refused.remedy() else {
            return Ok(None);
        };
        let plans = self.plans(sources, edited, &mut None)?;
        let mut plans = plans.iter();
        let plan = plans.find(|(source, _)| source.sheet == sheet && !source.has_new_rows);
        let Some((source, Some(last))) = plan.map(|(source, plan)| (source, plan.added.last()))
        else {
            return Ok(None);
        };
        let new = (row, (last.row + 1).saturating_sub(row));
        let limits = self.options.limits;
        let inserted = match insert_rows(&self.bytes, limits, source.position, new) {
            Err(error @ Error::Refused { .. }) => return Err(error),
            Err(_) => return Ok(None),
            Ok(inserted) => inserted,
        };
        let Ok((reading, read)) = read_with_sources(&inserted.bytes, &self.options, Task::Read)
        else {
            return Ok(None);
        };
        let mut read = Sources::clone(&read);
        let has_new_column = |risks: &SheetSource| risks.new_column.is_some();
        if sources.risks.as_ref().is_some_and(has_new_column) {
            read = with_reference_column(&read).unwrap_or(read);
        }
        let is_same = read.take_rows(sources, source.position);
        let is_same = is_same && reading.register == edited.before;
        Ok(is_same.then_some((read, inserted)))
    }

    fn put_as_it_stands(&self, sources: &Sources, edited: &Edited) -> Result<Update, Error> {
        if edited.before.scale() != edited.after.scale() {
            return Err(Error::other_scale());
        }
        let plans = self.plans(sources, edited, &mut None)?;
        if plans.iter().all(|(_, plan)| plan.is_empty()) {
            return Ok(Update {
                bytes: self.bytes.clone(),
                cells: Vec::new(),
                parts: Vec::new(),
                notes: Vec::new(),
            });
        }
        self.check_format()?;
        let trackers = &self.options.settings.trackers;
        let mut package = PackageUpdate::open(&self.bytes, self.options.limits, trackers)?;
        let mut cells = Vec::new();
        for (source, plan) in plans.iter().filter(|(_, plan)| !plan.is_empty()) {
            cells.append(&mut update_sheet(
                &mut package,
                source,
                plan,
                edited.after.scale(),
            )?);
        }
        ask_for_calculation(&mut package)?;
        let mut notes = std::mem::take(&mut package.notes);
        let (bytes, parts) = package.finish()?;
        notes.extend(off_list(&self.bytes, &self.options, &plans, &cells)?);
        if look::is_needed(&plans, &cells, edited.after.scale()) {
            let read = read_with_sources(&bytes, &self.options, Task::Read);
            let (reading, found) = read.map_err(|error| look::unreadable(&error))?;
            look::check(edited, (sources, &plans), (&reading.register, &found))?;
        }
        Ok(Update {
            bytes,
            cells,
            parts,
            notes,
        })
    }

    /// The fields of records that are there and cannot be changed as an edit does, each with the reason; more may be
    /// refused where these are not changed.
    ///
    /// # Errors
    ///
    /// When the package is damaged or cannot be changed at all, and when a change is refused that is of no field alone.
    #[cfg(all(feature = "disk", feature = "folder", not(target_arch = "wasm32")))]
    pub(crate) fn refusals(&self, edited: &Edited) -> Result<Vec<(Location, Error)>, Error> {
        let mut refused = Some(Vec::new());
        let mut plans = self.plans(&self.sources, edited, &mut refused)?;
        let trackers = &self.options.settings.trackers;
        let mut package = PackageUpdate::open(&self.bytes, self.options.limits, trackers)?;
        package.refused = refused;
        for (source, plan) in &mut plans {
            plan.added.clear();
            plan.cleared.clear();
            update_sheet(&mut package, source, plan, edited.after.scale())?;
        }
        Ok(package.refused.unwrap_or_default())
    }

    /// What changes in each sheet.
    fn plans<'a>(
        &self,
        sources: &'a Sources,
        edited: &'a Edited,
        refused: &mut Option<Vec<(Location, Error)>>,
    ) -> Result<Vec<(&'a SheetSource, SheetPlan<'a>)>, Error> {
        let trackers = &self.options.settings.trackers;
        let risks = plan::<Risk>(edited, sources, trackers, refused)?;
        let components = plan::<Component>(edited, sources, trackers, refused)?;
        let rehearsals = rehearsals::plan(edited, sources, refused)?;
        let plans = risks.into_iter().chain(components).chain(rehearsals);
        Ok(plans.collect())
    }

    /// Refuses a format that is only read.
    pub(super) fn check_format(&self) -> Result<(), Error> {
        let sheets = [&self.sources.risks, &self.sources.components];
        let mut sheets = sheets.into_iter().flatten();
        if sheets.all(|sheet| sheet.places.rows.is_empty()) {
            return Err(Error::NotUpdatable {
                reason: "only .xlsx and .xlsm can".to_owned(),
            });
        }
        Ok(())
    }
}

/// Makes the changes of a sheet, and returns the cells that change.
fn update_sheet(
    package: &mut PackageUpdate<'_>,
    source: &SheetSource,
    plan: &SheetPlan<'_>,
    scale: &Scale,
) -> Result<Vec<CellChange>, Error> {
    let entry = package.contents.sheets.get(source.position).cloned();
    let entry = entry.ok_or_else(|| damage("a sheet is not where it was"))?;
    if let Some(place) = &source.places.disorder {
        return Err(Error::Refused {
            location: Location::Sheet { sheet: entry.name },
            reason: format!("its rows and cells are not in order at {place}"),
            remedy: Some(Box::new(Remedy::SaveAgain)),
        });
    }
    let text = package.text(&entry.part)?;
    let text = text.ok_or_else(|| damage(format!("the part {} is missing", entry.part)))?;
    let last_row = source.places.rows.last().map(|(_, place)| *place);
    let regions = Regions::read(&entry.part, &text, last_row, package.limits.depth)?;
    let mut sheet = SheetUpdate {
        dialect: Dialect::of(&text),
        package,
        source,
        entry,
        text,
        regions,
        splices: Splices::default(),
        cells: Vec::new(),
        formulas: (Vec::new(), Vec::new()),
        date_styles: HashMap::new(),
        numeric: HashMap::new(),
        unstruck: HashMap::new(),
        scale,
        last: None,
        before_last: None,
    };
    sheet.note_protection()?;
    sheet.make(plan)?;
    sheet.extend_dimension();
    let SheetUpdate {
        entry,
        text,
        splices,
        cells,
        formulas,
        ..
    } = sheet;
    package.replace(&entry.part, splices.apply(&text));
    update_chain(package, &entry.id, (&formulas.0, &formulas.1))?;
    Ok(cells)
}
