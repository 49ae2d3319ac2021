//! A register and a workbook that are kept the same.

mod store;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::Path;

use self::store::Store;
use super::bytes::read as read_bytes;
use super::conflicts::{conflicts_path, read_conflicts, save_conflicts};
use super::git::open_revision;
use super::{file, folder, json, lock_file, save};
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::Reading;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::{Error, Remedy};
use crate::record::{Key, Location, RecordId};
use crate::register::{Component, Date, Record, Risk};
use crate::versions::{Base, Conflict, MergeNote, Sync};
use crate::workbook::{ReadOptions, Update, Workbook, create, in_words};

/// What a register and a workbook are taken to have had in common, where the workbook does not name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyncBase {
    /// Nobody knows: what would be done is only shown, unless both are the same.
    #[default]
    Unknown,
    /// What was kept last.
    Latest,
    /// What the register had at a revision of git.
    Revision(String),
    /// What both state alike. Where they differ, both have changed it.
    Common,
}

/// How a register and a workbook are synced.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct SyncOptions {
    /// What is taken for the base where the workbook names none.
    pub base: SyncBase,
    /// The columns that the workbook had and has not any more, and that it is not to have again: by the fields, or by the
    /// headers.
    pub without: Vec<String>,
    /// Whether anything is written, and also where somebody has the workbook open.
    pub write: WriteOptions,
}

/// A change that the workbook does not take: what the register has stays different from what stands there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SyncRefusal {
    /// The record.
    pub record: RecordId,
    /// The path of the field; null where it is the whole record.
    pub field: Option<String>,
    /// Why, with the cell.
    pub reason: String,
}

/// What a sync did, or would do.
#[derive(Debug)]
#[non_exhaustive]
pub struct Synced {
    /// Whether the workbook names no base that is known, so that nothing was written.
    pub is_unknown: bool,
    /// What the workbook changed of the register.
    pub to_register: Edited,
    /// What the register changed of the workbook.
    pub to_workbook: Edited,
    /// What a sync that was interrupted had left to be written to the register.
    pub completed: Option<Edited>,
    /// What not both can be; the conflicts of other workbooks are not among them.
    pub conflicts: Vec<Conflict>,
    /// What the workbook does not take.
    pub refused: Vec<SyncRefusal>,
    /// The columns that the workbook had and has not any more.
    pub vanished: Vec<String>,
    /// How many rehearsals stay in the register, as the workbook has no sheet of them.
    pub rehearsals_left: usize,
    /// What nobody decided, and what a person should see.
    pub notes: Vec<MergeNote>,
    /// The files that were written, or would be.
    pub files: Vec<FileChange>,
}

impl Synced {
    /// Whether nothing is left that a person has to decide.
    pub fn is_clean(&self) -> bool {
        let is_clear = self.conflicts.is_empty() && self.refused.is_empty();
        is_clear && self.vanished.is_empty() && !self.is_unknown
    }

    /// Whether nothing differs.
    pub fn is_nothing(&self) -> bool {
        let edits = [
            Some(&self.to_register),
            Some(&self.to_workbook),
            self.completed.as_ref(),
        ];
        edits
            .into_iter()
            .flatten()
            .all(|edited| edited.changes.is_empty())
    }
}

/// Brings what a register in a folder or in JSON, and a workbook, became since they were last synced to the other one.
/// Where there is no workbook, one is made. Whatever ends it in between, the next one goes on from there.
///
/// # Errors
///
/// When either cannot be read or written; when the workbook is of a format that is only read, or has another scale; and
/// when the conflicts of a merge are not resolved.
///
/// ```no_run
/// use risk_core::disk::{SyncOptions, sync};
///
/// let today = risk_core::Date::new(2026, 6, 1).unwrap();
/// let (register, workbook) = ("register".as_ref(), "risks.xlsx".as_ref());
/// let synced = sync(register, workbook, &Default::default(), today, &SyncOptions::default())?;
/// println!("{} conflicts", synced.conflicts.len());
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn sync(
    register: &Path,
    workbook: &Path,
    read: &ReadOptions,
    today: Date,
    options: &SyncOptions,
) -> Result<Synced, Error> {
    let form = form_of(register)?;
    let run = Run {
        register,
        form,
        path: workbook,
        read,
        today,
        options,
        store: Store::of(register, form),
    };
    let _lock = match options.write.dry_run {
        true => None,
        false => run.store.lock()?,
    };
    run.sync(&mut |_| Ok(()))
}

/// The form of a register that is synced with workbooks.
fn form_of(register: &Path) -> Result<Form, Error> {
    match Form::of(register)? {
        Form::Workbook => {
            let found = "a workbook, where a folder or JSON is to be synced".to_owned();
            Err(Error::NotARegister { found }.of_file(register))
        }
        form => Ok(form),
    }
}

/// What is durable when a sync is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Completed,
    Base,
    Workbook,
    Register,
}

/// A sync.
struct Run<'a> {
    register: &'a Path,
    form: Form,
    path: &'a Path,
    read: &'a ReadOptions,
    today: Date,
    options: &'a SyncOptions,
    store: Store,
}

/// The base of a workbook, and whether it is known.
struct Known {
    base: Base,
    name: Option<String>,
    is_known: bool,
}

impl Run<'_> {
    fn sync(&self, reached: &mut dyn FnMut(Step) -> Result<(), Error>) -> Result<Synced, Error> {
        let mut register = self.open()?;
        let conflicts = self.conflicts()?;
        let (workbook, sheet) = self.workbook(&register)?;
        let mut known = self.known(&workbook, (&register, &sheet))?;
        let completed = self.complete(&mut known, &mut register)?;
        reached(Step::Completed)?;
        let base = known.base.without(&self.options.without);
        let mut sync = Sync::new(base, &register, &sheet, &conflicts)?;
        let (update, refused) = self.update(&workbook, &sheet, &mut sync)?;
        let mut synced = Synced {
            is_unknown: false,
            to_register: sync.to_register().clone(),
            to_workbook: sync.to_workbook()?,
            completed: completed.map(|(edited, _)| edited),
            conflicts: sync.conflicts().to_vec(),
            refused,
            vanished: sync.vanished(),
            rehearsals_left: if sheet.scope.has_rehearsals() {
                0
            } else {
                register.register.count_rehearsals()
            },
            notes: sync.notes().to_vec(),
            files: Vec::new(),
        };
        let name = file_name(self.path);
        for conflict in &mut synced.conflicts {
            conflict.workbook = Some(name.clone());
        }
        let is_same = synced.is_nothing() && synced.conflicts.is_empty();
        synced.is_unknown = !known.is_known && !is_same;
        if synced.is_unknown {
            return Ok(synced);
        }
        let new = sync.base()?;
        let named = known.name.filter(|_| new.is_same(&known.base));
        let base = match named {
            Some(_) if synced.to_register.changes.is_empty() => None,
            _ => Some(new.written(self.today)),
        };
        let before = if synced.to_register.changes.is_empty() {
            None
        } else {
            Some(sync.before()?.written(self.today).1)
        };
        let base = base.map(|(name, text)| (name, text, before));
        let files = self.write(&synced, (&workbook, update), base, &register, reached)?;
        synced.files = files;
        if !self.options.write.dry_run {
            self.save_conflicts(conflicts, &mut synced)?;
            self.store.prune(self.today);
        }
        Ok(synced)
    }

    /// The register, without the conflicts of syncs among its findings.
    fn open(&self) -> Result<Reading, Error> {
        match self.form {
            Form::Json => json::read_json(self.register),
            _ if self.register.is_dir() => folder::read_folder(self.register),
            _ => folder::read_folder(file::parent(self.register)),
        }
    }

    /// The conflicts of syncs that are left, with what was decided.
    fn conflicts(&self) -> Result<Vec<Conflict>, Error> {
        let path = conflicts_path(self.register, self.form);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let conflicts = read_conflicts(&path)?;
        if conflicts.iter().all(|conflict| conflict.workbook.is_some()) {
            return Ok(conflicts);
        }
        Err(Error::Refused {
            location: Location::Record {
                record: "register".to_owned(),
                field: None,
            },
            reason: format!("{} has conflicts of a merge", path.display()),
            remedy: Some(Box::new(Remedy::Resolve)),
        })
    }

    /// The workbook, or a new one.
    fn workbook(&self, register: &Reading) -> Result<(Workbook, Reading), Error> {
        let mut read = self.read.clone().with_register(register);
        let bytes = if self.path.exists() {
            read_bytes(self.path, read.limits.of_file())?
        } else {
            create(&register.register, &register.settings)?
        };
        let of_file = |error: Error| error.of_file(self.path);
        match Workbook::open(bytes.clone(), &read) {
            // The columns that the register states may be those of another workbook.
            Err(error @ Error::Unclear { .. }) => {
                read.settings.columns.clear();
                Workbook::open(bytes, &read).map_err(|_| of_file(error))
            }
            opened => opened.map_err(of_file),
        }
    }

    /// The base that the workbook names, else the one that is taken for it.
    fn known(
        &self,
        workbook: &Workbook,
        (register, sheet): (&Reading, &Reading),
    ) -> Result<Known, Error> {
        let name = workbook.base().map_err(|error| error.of_file(self.path))?;
        if let Some(name) = name
            && let Some(base) = self.store.base(&name)?
        {
            let name = Some(name);
            return Ok(Known {
                base,
                name,
                is_known: true,
            });
        }
        let latest = || -> Result<Option<Base>, Error> {
            let newest = self.store.kept().into_iter().next();
            newest.map_or(Ok(None), |(name, _)| self.store.base(&name))
        };
        let common = Base::common(register, sheet)?;
        let is_new = !self.path.exists();
        let (base, is_known) = match &self.options.base {
            SyncBase::Common => (common, true),
            SyncBase::Latest => (
                latest()?.ok_or_else(|| Error::NotARegister {
                    found:
                        "no base is kept; pass a revision of git, or that there is none in common"
                            .to_owned(),
                })?,
                true,
            ),
            SyncBase::Revision(revision) => {
                let reading = open_revision(revision, self.register, &ReadOptions::default())?;
                (Base::of(&reading.register, sheet), true)
            }
            SyncBase::Unknown if is_new => (common, true),
            // Where both have the same, it makes no difference.
            SyncBase::Unknown => (latest()?.unwrap_or(common), false),
        };
        Ok(Known {
            base,
            name: None,
            is_known,
        })
    }

    /// Writes what an interrupted sync had not written of the base that the workbook names.
    fn complete(
        &self,
        known: &mut Known,
        register: &mut Reading,
    ) -> Result<Option<(Edited, Vec<FileChange>)>, Error> {
        let Some(name) = &known.name else {
            return Ok(None);
        };
        let Some(before) = self.store.intent(name)? else {
            return Ok(None);
        };
        let (edited, left) = Sync::complete((&known.base, before), register)?;
        let files = self.save(&edited, register)?;
        if left.is_none() && !self.options.write.dry_run {
            self.store.done(name)?;
        }
        known.base = left.unwrap_or_else(|| known.base.clone());
        *register = if self.options.write.dry_run {
            Reading::of(edited.after.clone(), register.settings.clone())
        } else {
            self.open()?
        };
        Ok(Some((edited, files)))
    }

    fn save(&self, edited: &Edited, register: &Reading) -> Result<Vec<FileChange>, Error> {
        if edited.changes.is_empty() {
            return Ok(Vec::new());
        }
        let read = ReadOptions::default();
        let write = self.options.write.remove(true);
        save::save(self.register, edited, &register.settings, &read, write)
    }

    /// The workbook with all that it takes, and what it does not.
    fn update(
        &self,
        workbook: &Workbook,
        sheet: &Reading,
        sync: &mut Sync<'_>,
    ) -> Result<(Update, Vec<SyncRefusal>), Error> {
        let mut refused = Vec::new();
        // Cells first; then, where rows cannot come or go, none does; then nothing.
        for attempt in 0.. {
            let edited = sync.to_workbook()?;
            let edited = in_words(&edited, &sheet.scope)?;
            let error = match workbook.put(&edited) {
                Ok(update) => return Ok((update, refused)),
                Err(error) if attempt > MOST_ATTEMPTS => return Err(error.of_file(self.path)),
                Err(error) => error,
            };
            let cells = match attempt {
                0 => workbook.refusals(&edited).unwrap_or_default(),
                _ => Vec::new(),
            };
            let mut found: Vec<SyncRefusal> = cells
                .into_iter()
                .filter_map(|(location, error)| refusal(&edited, &location, &error))
                .collect();
            if found.is_empty() {
                found = rows(&edited, attempt > 1, &error);
            }
            if found.is_empty() {
                return Err(error.of_file(self.path));
            }
            let fields = found
                .iter()
                .map(|one| (one.record.clone(), one.field.clone()));
            sync.refuse(&fields.collect::<Vec<_>>())?;
            refused.append(&mut found);
        }
        unreachable!("the last attempt returns")
    }

    /// Writes what is to be known to the next sync, the workbook, the register, in this order.
    fn write(
        &self,
        synced: &Synced,
        (workbook, mut update): (&Workbook, Update),
        base: Option<(String, String, Option<String>)>,
        register: &Reading,
        reached: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<Vec<FileChange>, Error> {
        let WriteOptions { dry_run, force, .. } = self.options.write;
        let mut files = Vec::new();
        if let Some((name, ..)) = &base {
            let named = workbook.with_base(update, name);
            update = named.map_err(|error| error.of_file(self.path))?;
        }
        let is_new = !self.path.exists();
        let is_changed = is_new || update.bytes != workbook.bytes();
        if is_changed && !force {
            lock_file::refuse_locked(self.path)?;
        }
        if let Some((name, text, before)) = &base {
            let path = self.store.path(name);
            if !path.exists() {
                files.push(FileChange::new(path, ChangeKind::Created));
            }
            if !dry_run {
                self.store.keep((name, text), before.as_deref())?;
            }
        }
        reached(Step::Base)?;
        if is_changed {
            let kind = match is_new {
                true => ChangeKind::Created,
                false => ChangeKind::Updated,
            };
            let mut change = FileChange::new(self.path, kind);
            match (dry_run, is_new) {
                (true, _) => {}
                (false, true) => file::create(self.path, &update.bytes)?,
                (false, false) => {
                    file::replace_if_still(self.path, workbook.bytes(), &update.bytes)?;
                }
            }
            change.cells = update.cells;
            change.parts = update.parts;
            change.notes = update.notes;
            files.push(change);
        }
        reached(Step::Workbook)?;
        files.extend(self.save(&synced.to_register, register)?);
        reached(Step::Register)?;
        if let Some((name, ..)) = base.filter(|_| !dry_run) {
            self.store.done(&name)?;
        }
        Ok(files)
    }

    /// Keeps the conflicts of the workbook for a person to decide, beside those of others.
    fn save_conflicts(&self, before: Vec<Conflict>, synced: &mut Synced) -> Result<(), Error> {
        let name = Some(file_name(self.path));
        let others = before.iter().filter(|conflict| conflict.workbook != name);
        let conflicts: Vec<Conflict> = others.chain(&synced.conflicts).cloned().collect();
        if conflicts != before {
            let of_register = (self.register, self.form);
            let saved = save_conflicts(of_register, &conflicts, self.options.write)?;
            synced.files.extend(saved);
        }
        Ok(())
    }
}

/// An update refuses cells, rows, or everything.
const MOST_ATTEMPTS: usize = 2;

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A refusal of a field of a record, by the place that the update names it by; of a new record as a whole.
fn refusal(edited: &Edited, location: &Location, error: &Error) -> Option<SyncRefusal> {
    fn is_new<T: Record>(edited: &Edited, origins: &[Option<usize>], key: &Key) -> Option<bool> {
        let at = T::position(&edited.after, key)?;
        Some(origins.get(at).copied().flatten().is_none())
    }
    let Location::Record { record, field } = location else {
        return None;
    };
    let lineage = &edited.lineage;
    let of_component = record.strip_prefix("component ").and_then(|name| {
        let key = Key::parse(name);
        let is_new = is_new::<Component>(edited, &lineage.components, &key)?;
        Some((RecordId::Component(key), is_new))
    });
    let of_risk = || {
        let key = Key::parse(record);
        let is_new = is_new::<Risk>(edited, &lineage.risks, &key)?;
        Some((RecordId::Risk(key), is_new))
    };
    let (record, is_new) = of_component.or_else(of_risk)?;
    Some(SyncRefusal {
        record,
        field: field.clone().filter(|_| !is_new),
        reason: error.to_string(),
    })
}

/// The records that come or go, or all that change.
fn rows(edited: &Edited, all: bool, error: &Error) -> Vec<SyncRefusal> {
    fn changed<T: Record>(edited: &Edited, origins: &[Option<usize>], all: bool) -> Vec<RecordId> {
        let [before, after] = [&edited.before, &edited.after].map(T::shared);
        let kept: HashSet<usize> = origins.iter().copied().flatten().collect();
        let is_changed = |(at, origin): &(usize, &Option<usize>)| {
            let old = origin.and_then(|origin| before.get(origin));
            old.is_none_or(|old| all && *old != after[*at])
        };
        let rows = origins.iter().enumerate().filter(is_changed);
        let gone = (0..before.len()).filter(|at| !kept.contains(at));
        let gone = gone.map(|at| T::id_at(&edited.before, at));
        rows.map(|(at, _)| T::id_at(&edited.after, at))
            .chain(gone)
            .collect()
    }
    let mut records = changed::<Component>(edited, &edited.lineage.components, all);
    records.extend(changed::<Risk>(edited, &edited.lineage.risks, all));
    let refused = records.into_iter().map(|record| SyncRefusal {
        record,
        field: None,
        reason: error.to_string(),
    });
    refused.collect()
}
