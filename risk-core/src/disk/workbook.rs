//! Workbooks in files: updated in place, or made anew.

use std::path::Path;

use super::bytes::read as read_bytes;
use super::lock::lock_around;
use super::{file, lock_file};
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::{Reading, Settings};
use crate::edit::{Edited, Lineage, Unclear};
use crate::error::Error;
use crate::register::Register;
use crate::workbook::{
    Inspection, ReadOptions, Update, Workbook, create, in_words, inspect, inspect_all,
};

/// Puts a register into the workbook at a path, whose records are matched by what they are about; where
/// there is nothing, a new workbook is made as [`create`] does.
///
/// The settings have the trackers that links are recognised for. The options state how the workbook
/// that is there is read.
///
/// # Errors
///
/// When records would be lost that [`WriteOptions::remove`] does not allow to go, when the workbook
/// changes meanwhile, when somebody has it open and [`WriteOptions::force`] is not set, and those of
/// [`Workbook::open`], [`Workbook::put`] and [`create`].
pub fn write_workbook(
    path: &Path,
    register: &Register,
    settings: &Settings,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = lock_around(path)?;
    if !path.exists() {
        let bytes = create(register, settings)?;
        if !options.dry_run {
            file::create(path, &bytes)?;
        }
        return Ok(vec![FileChange::new(path, ChangeKind::Created)]);
    }
    let (workbook, reading) = open(path, read)?;
    let source = Reading::of(register.clone(), settings.clone());
    let lineage = Lineage::matched(
        &reading.register,
        (&source, &source.register),
        Unclear::ByKey,
    )?;
    let edited = Edited::new(reading.register, register.clone(), lineage);
    edited.refuse_loss(options)?;
    let edited = in_words(&edited, &reading.scope)?;
    update(path, &workbook, &edited, options)
}

/// Saves an edit into the workbook that the register before it was read from, with the options that
/// it was read with.
///
/// # Errors
///
/// When what is there is not the register before the edit any more, when somebody has the workbook
/// open and [`WriteOptions::force`] is not set, and those of [`Workbook::open`] and
/// [`Workbook::put`].
pub fn save_workbook(
    path: &Path,
    edited: &Edited,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = lock_around(path)?;
    let (workbook, reading) = open(path, read)?;
    if reading.register != edited.before {
        return Err(Error::Changed {
            path: path.to_owned(),
        });
    }
    let edited = in_words(edited, &reading.scope)?;
    update(path, &workbook, &edited, options)
}

/// The same with what was read of the workbook before. It is read again only where it is not the same any more.
#[cfg(feature = "folder")]
pub(super) fn save_read_workbook(
    path: &Path,
    (workbook, reading): (&Workbook, &Reading),
    edited: &Edited,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let lock = lock_around(path)?;
    let is_same = read_bytes(path, read.limits.of_file())? == workbook.bytes();
    if !is_same || reading.register != edited.before {
        drop(lock);
        return save_workbook(path, edited, read, options);
    }
    let edited = in_words(edited, &reading.scope)?;
    update(path, workbook, &edited, options)
}

/// What was found in the workbook at a path, and what is not clear: [`inspect`] of a file, or [`inspect_all`] where
/// the options state all sheets.
///
/// # Errors
///
/// Those of these, and when the file cannot be read.
pub fn inspect_file(path: &Path, options: &ReadOptions) -> Result<Inspection, Error> {
    let bytes = read_bytes(path, options.limits.of_file())?;
    let inspect = if options.reads_all_sheets() {
        inspect_all
    } else {
        inspect
    };
    let mut inspection = inspect(&bytes, options).map_err(|error| error.of_file(path))?;
    inspection.path = Some(path.to_owned());
    Ok(inspection)
}

fn open(path: &Path, read: &ReadOptions) -> Result<(Workbook, Reading), Error> {
    let bytes = read_bytes(path, read.limits.of_file())?;
    Workbook::open(bytes, read).map_err(|error| error.of_file(path))
}

fn update(
    path: &Path,
    workbook: &Workbook,
    edited: &Edited,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let put = if options.reference_column {
        workbook.put_with_references(edited)
    } else {
        workbook.put(edited)
    };
    let Update {
        bytes,
        cells,
        parts,
        notes,
    } = put.map_err(|error| error.of_file(path))?;
    if bytes == workbook.bytes() {
        return Ok(Vec::new());
    }
    if !options.force {
        lock_file::refuse_locked(path)?;
    }
    if !options.dry_run {
        file::replace_if_still(path, workbook.bytes(), &bytes)?;
    }
    let mut change = FileChange::new(path, ChangeKind::Updated);
    change.cells = cells;
    change.parts = parts;
    change.notes = notes;
    Ok(vec![change])
}
