//! Writing a register into a folder: a put, which changes only what differs.

use std::fs;
use std::path::Path;

use super::fields::{fields, refused};
use super::header::Header;
use super::plan::{Plan, Write};
use super::put_toml::{create, put};
use super::read::{FolderFiles, REGISTER_FILE, RecordFile, read_files, read_register};
use super::record_files::{Filed, RecordFiles};
use super::schema;
use super::successor::Successor;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::Settings;
use crate::edit::Edited;
use crate::error::Error;
use crate::file;
use crate::register::Record;
use crate::register::Register;

/// Writes a register into a folder, which is made if need be. `register.toml` is written last.
///
/// # Errors
///
/// When a file there cannot be read or written, or when records would be lost that
/// [`WriteOptions::remove`] does not allow to go.
pub fn write_folder(
    folder: &Path,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = file::lock(folder)?;
    let existing = read_files(folder)?;
    let successor = Successor::by_key(&existing.register, register, settings, options)?;
    plan(folder, &existing, &successor)?.carry_out(folder, options)
}

/// Saves an edit into the folder that the register before it was read from, with the settings
/// that were read with it.
///
/// A record that was not changed stays in its file as it is, and one that was keeps what stands
/// there beside it, also under another name. Records are in the natural order of their names, in
/// which the folder is read.
///
/// # Errors
///
/// When what is there is not the register before the edit, with the same settings, and when a
/// file there cannot be read or written.
pub fn save_folder(
    folder: &Path,
    edited: &Edited,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = file::lock(folder)?;
    let existing = read_register(folder)?;
    let stands = (&existing.register, &existing.settings);
    let successor = Successor::of_edit(folder, stands, edited, settings)?;
    plan(folder, &existing, &successor)?.carry_out(folder, options)
}

/// Plans what makes the files of a folder those of another register.
fn plan(folder: &Path, existing: &FolderFiles, successor: &Successor<'_>) -> Result<Plan, Error> {
    let mut plan = Plan::default();
    let (old, new) = (&existing.register, successor.register);
    let is_there = existing.header_text.is_some();
    if is_there && successor.states(old, &existing.settings) {
        return Ok(plan);
    }
    let components = old.components().map(|component| component.stated());
    RecordFiles::new(
        folder,
        filed(&existing.components, components),
        new.components().map(|component| component.stated()),
        &successor.lineage.components,
    )
    .plan(&mut plan)?;
    RecordFiles::new(
        folder,
        filed(&existing.risks, old.risks().map(|risk| risk.stated())),
        new.risks().map(|risk| risk.stated()),
        &successor.lineage.risks,
    )
    .plan(&mut plan)?;
    header(folder, existing, successor, &mut plan)?;
    if !plan.is_empty() {
        schemas(folder, &mut plan);
    }
    Ok(plan)
}

/// Records with the files that they stand in.
fn filed<'a, T: Record + 'a>(
    files: &'a [RecordFile],
    records: impl Iterator<Item = &'a T>,
) -> impl Iterator<Item = Filed<'a, T>> {
    let files = files.iter().zip(records);
    files.map(|(file, record)| Filed { file, record })
}

fn header(
    folder: &Path,
    existing: &FolderFiles,
    successor: &Successor<'_>,
    plan: &mut Plan,
) -> Result<(), Error> {
    let of = |register: &Register, settings: &Settings| {
        Header::new(register.title(), register.scale(), settings)
    };
    let new = of(successor.register, successor.settings);
    let (kind, content) = match &existing.header_text {
        None => {
            let content = create("#:schema .schema/register.json", &fields(&new));
            (ChangeKind::Created, content)
        }
        Some(text) => {
            let old = of(&existing.register, &existing.settings);
            if old == new {
                return Ok(());
            }
            let content = put(text, &fields(&old), &fields(&new))
                .map_err(|unreadable| refused(REGISTER_FILE.to_owned(), unreadable))?;
            (ChangeKind::Updated, content)
        }
    };
    plan.write_last(Write {
        path: folder.join(REGISTER_FILE),
        kind,
        content,
    });
    Ok(())
}

/// Plans the schemas that the files point to, where they are not up to date.
fn schemas(folder: &Path, plan: &mut Plan) {
    for (name, content) in schema::of_folder() {
        let path = folder.join(schema::FOLDER).join(name);
        let kind = match fs::read_to_string(&path) {
            Ok(existing) if existing == content => continue,
            Ok(_) => ChangeKind::Updated,
            Err(_) => ChangeKind::Created,
        };
        plan.write(Write {
            path,
            kind,
            content,
        });
    }
}
