//! Writing a register into a folder: a put, which changes only what differs.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::fields::{Fields, fields, refused};
use super::file_name::{FileName, FileNames};
use super::header::Header;
use super::put_toml::{create, put};
use super::read::{COMPONENTS, FolderFiles, REGISTER_FILE, RISKS, RecordFile, read_files};
use super::schema;
use crate::check::Settings;
use crate::error::Error;
use crate::file;
use crate::register::{Component, Key, Register, Risk};

/// How to write onto what exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Records that stand in the target and not in the register are removed. Without it the
    /// write is refused when there are any.
    pub remove: bool,
    /// Nothing is written; the changes are only told.
    pub dry_run: bool,
}

impl WriteOptions {
    /// Whether records that stand in the target and not in the register are removed.
    #[must_use]
    pub fn remove(mut self, remove: bool) -> Self {
        self.remove = remove;
        self
    }

    /// Whether the changes are only told.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }
}

/// What a write changes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// What happens to it.
    pub kind: ChangeKind,
}

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// Its content changes.
    Updated,
    /// It is deleted.
    Removed,
}

/// A file as it is to be: with its content, or none.
struct Planned {
    path: PathBuf,
    kind: ChangeKind,
    content: Option<String>,
}

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
    let existing = read_files(folder)?;
    let mut plan = Vec::new();
    let mut vanishing = Vec::new();
    let components = register.components().map(|c| (c.key(), c.stated()));
    let old = index(&existing.components);
    records(
        folder,
        COMPONENTS,
        old,
        components,
        &mut plan,
        &mut vanishing,
    )?;
    let risks = register.risks().map(|risk| (risk.key(), risk.stated()));
    let old = index(&existing.risks);
    records(folder, RISKS, old, risks, &mut plan, &mut vanishing)?;
    if !vanishing.is_empty() && !options.remove {
        return Err(Error::WouldVanish { records: vanishing });
    }
    header(folder, &existing, register, settings, &mut plan)?;
    if !plan.is_empty() {
        schemas(folder, &mut plan);
    }
    // The schemas before the header, so that it is the last.
    plan.sort_by_key(|planned| planned.path == folder.join(REGISTER_FILE));
    carry_out(folder, plan, options)
}

/// A record that has a file of its own.
trait FiledRecord: Serialize + PartialEq + Default {
    /// The key that states the record's name where the file's name cannot.
    const NAME: &'static str;
    /// The comment at the top of the file.
    const COMMENT: &'static str;
}

impl FiledRecord for Risk {
    const NAME: &'static str = "reference";
    const COMMENT: &'static str = "#:schema ../.schema/risk.json";
}

impl FiledRecord for Component {
    const NAME: &'static str = "name";
    const COMMENT: &'static str = "#:schema ../.schema/component.json";
}

fn index<T>(files: &[RecordFile<T>]) -> HashMap<&Key, &RecordFile<T>> {
    files.iter().map(|file| (&file.key, file)).collect()
}

/// Plans the files of one sort of record.
fn records<'a, T: FiledRecord + 'a>(
    folder: &Path,
    subfolder: &str,
    mut old: HashMap<&Key, &RecordFile<T>>,
    new: impl Iterator<Item = (Key, &'a T)>,
    plan: &mut Vec<Planned>,
    vanishing: &mut Vec<Key>,
) -> Result<(), Error> {
    let mut names = FileNames::default();
    for file in old.values() {
        names.take(&file.file_name, file.key.name());
    }
    let folder = folder.join(subfolder);
    for (key, record) in new {
        match old.remove(&key) {
            Some(file) if file.record == *record => {}
            Some(file) => {
                let content = updated(subfolder, file, record)?;
                // Two values may be written alike, such as a status and the text that says it.
                if content != file.text {
                    plan.push(Planned {
                        path: folder.join(&file.file_name),
                        kind: ChangeKind::Updated,
                        content: Some(content),
                    });
                }
            }
            None => {
                let chosen = names.choose(key.name());
                plan.push(Planned {
                    path: folder.join(&chosen.name),
                    kind: ChangeKind::Created,
                    content: Some(create(T::COMMENT, &created(&chosen, record))),
                });
            }
        }
    }
    let mut left: Vec<_> = old.into_values().collect();
    left.sort_by(|a, b| a.file_name.cmp(&b.file_name));
    for file in left {
        vanishing.push(file.key.clone());
        plan.push(Planned {
            path: folder.join(&file.file_name),
            kind: ChangeKind::Removed,
            content: None,
        });
    }
    Ok(())
}

fn created<T: FiledRecord>(name: &FileName, record: &T) -> Fields {
    let mut fields = fields(record);
    if name.tells {
        fields.shift_remove(T::NAME);
    }
    fields
}

fn updated<T: FiledRecord>(
    subfolder: &str,
    file: &RecordFile<T>,
    record: &T,
) -> Result<String, Error> {
    let shown = format!("{subfolder}/{}", file.file_name);
    // The name is the same, or it would be another file; stated or not, it stays as it is.
    put(&file.text, &fields(&file.record), &fields(record))
        .map_err(|unreadable| refused(shown, unreadable))
}

fn header(
    folder: &Path,
    existing: &FolderFiles,
    register: &Register,
    settings: &Settings,
    plan: &mut Vec<Planned>,
) -> Result<(), Error> {
    let new = Header::new(register.title(), register.scale(), settings);
    let planned = match &existing.header_text {
        None => Planned {
            path: folder.join(REGISTER_FILE),
            kind: ChangeKind::Created,
            content: Some(create("#:schema .schema/register.json", &fields(&new))),
        },
        Some(text) => {
            let header = &existing.header;
            let old = Header::new(&header.title, &header.scale, &header.settings);
            if old == new {
                return Ok(());
            }
            let content = put(text, &fields(&old), &fields(&new))
                .map_err(|unreadable| refused(REGISTER_FILE.to_owned(), unreadable))?;
            Planned {
                path: folder.join(REGISTER_FILE),
                kind: ChangeKind::Updated,
                content: Some(content),
            }
        }
    };
    plan.push(planned);
    Ok(())
}

/// Plans the schemas that the files point to, where they are not up to date.
fn schemas(folder: &Path, plan: &mut Vec<Planned>) {
    for (name, content) in schema::of_folder() {
        let path = folder.join(schema::FOLDER).join(name);
        let kind = match fs::read_to_string(&path) {
            Ok(existing) if existing == content => continue,
            Ok(_) => ChangeKind::Updated,
            Err(_) => ChangeKind::Created,
        };
        plan.push(Planned {
            path,
            kind,
            content: Some(content),
        });
    }
}

/// A disk confirms many files at once nearly as fast as one, so many are in flight.
const AT_ONCE: usize = 16;

fn carry_out_all(plan: &[Planned]) -> Result<(), Error> {
    let share = plan.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let shares = plan.chunks(share);
        let workers: Vec<_> = shares
            .map(|share| scope.spawn(|| share.iter().try_for_each(carry_out_one)))
            .collect();
        let finish = |worker: std::thread::ScopedJoinHandle<'_, _>| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().try_for_each(finish)
    })
}

fn carry_out_one(planned: &Planned) -> Result<(), Error> {
    match &planned.content {
        Some(content) => file::replace(&planned.path, content.as_bytes()),
        None => {
            fs::remove_file(&planned.path).map_err(|source| Error::write(&planned.path, source))
        }
    }
}

fn carry_out(
    folder: &Path,
    plan: Vec<Planned>,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    if !options.dry_run && !plan.is_empty() {
        let subfolders = [COMPONENTS, RISKS, schema::FOLDER].map(|name| folder.join(name));
        for subfolder in &subfolders {
            fs::create_dir_all(subfolder).map_err(|source| Error::write(subfolder, source))?;
        }
        // `register.toml` is the last: where it is there, all the others are.
        let (last, others) = plan.split_last().expect("the plan is not empty");
        carry_out_all(others)?;
        carry_out_one(last)?;
        for subfolder in &subfolders {
            file::sync_folder(subfolder);
        }
        file::sync_folder(folder);
    }
    let change = |planned: Planned| FileChange {
        path: planned.path,
        kind: planned.kind,
    };
    Ok(plan.into_iter().map(change).collect())
}
