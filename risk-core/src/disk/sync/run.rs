//! A sync, step by step.

use std::path::Path;

use super::super::bytes::read as read_bytes;
use super::super::conflicts::{conflicts_path, read_conflicts, save_conflicts};
use super::super::git::open_revision;
use super::super::open::{folder_of, open_as};
use super::super::{file, lock_file, save};
use super::refusals::update;
use super::store::Store;
use super::{SyncBase, SyncOptions, Synced};
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::Reading;
use crate::content::Form;
use crate::edit::{Edited, Lineage};
use crate::error::{Error, Remedy};
use crate::parallel;
use crate::record::Location;
use crate::register::Date;
use crate::versions::{Base, Conflict, Sync};
use crate::workbook::{ReadOptions, Update, Workbook, create};

/// What is durable when a sync is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Completed,
    Base,
    Workbook,
    Register,
}

/// A sync.
pub(super) struct Run<'a> {
    pub register: &'a Path,
    pub form: Form,
    pub path: &'a Path,
    pub read: &'a ReadOptions,
    pub today: Date,
    pub options: &'a SyncOptions,
    pub store: Store,
}

/// The base of a workbook, and whether it is certain that it is one.
struct Known {
    base: Base,
    /// The name of it, where the workbook states one.
    name: Option<String>,
    is_certain: bool,
}

/// A base that is to be kept.
struct NewBase {
    name: String,
    text: String,
    /// The text of what the register has of it until it is written, where it is to be.
    before: Option<String>,
}

impl Run<'_> {
    pub fn sync(
        &self,
        reached: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<Synced, Error> {
        let mut register = self.open()?;
        let conflicts = self.conflicts()?;
        let (workbook, sheet) = self.workbook(&register)?;
        let mut known = self.known(&workbook, (&register, &sheet))?;
        let (completed, files) = self.complete(&mut known, &mut register)?.unzip();
        reached(Step::Completed)?;
        let base = known.base.without(&self.options.without);
        let mut sync = Sync::new(base, &register, &sheet, &conflicts)?;
        let (update, refused) =
            update(&workbook, &sheet, &mut sync).map_err(|error| error.of_file(self.path))?;
        let mut synced = Synced {
            is_unknown: false,
            to_register: sync.to_register().clone(),
            to_workbook: sync.to_workbook()?,
            completed,
            conflicts: sync.conflicts().to_vec(),
            refused,
            vanished: sync.vanished(),
            rehearsals_left: if sheet.scope.has_rehearsals() {
                0
            } else {
                register.register.count_rehearsals()
            },
            notes: sync.notes().to_vec(),
            files: files.unwrap_or_default(),
        };
        let name = self.workbook_name();
        for conflict in &mut synced.conflicts {
            conflict.workbook = Some(name.clone());
        }
        let is_same = synced.is_nothing() && synced.conflicts.is_empty();
        synced.is_unknown = !known.is_certain && !is_same;
        if synced.is_unknown {
            if !self.options.write.dry_run {
                self.store.leave();
            }
            return Ok(synced);
        }
        let new = sync.base()?;
        let is_written = !synced.to_register.changes.is_empty();
        let is_named = known.name.is_some() && new.is_same(&known.base);
        let base = if is_named && !is_written {
            None
        } else {
            let before = is_written.then(|| sync.before()).transpose()?;
            let before = || before.map(|before| before.written(self.today).1);
            let (before, (name, text)) = parallel::join(before, || new.written(self.today));
            Some(NewBase { name, text, before })
        };
        let files = self.write(&synced, (&workbook, update), base, &register, reached)?;
        synced.files.extend(files);
        if !self.options.write.dry_run {
            self.save_conflicts(&conflicts, &mut synced)?;
            self.store.prune(self.today);
        }
        Ok(synced)
    }

    /// The register, without the conflicts of syncs among its findings.
    fn open(&self) -> Result<Reading, Error> {
        open_as(self.register, self.form, self.read)
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

    /// What the workbook is called from the folder of the register, whatever the working directory is.
    fn workbook_name(&self) -> String {
        let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = absolute(folder_of(self.register, self.form));
        let parent = absolute(file::parent(self.path));
        let workbook = parent.join(self.path.file_name().unwrap_or_default());
        let above = folder.ancestors().enumerate();
        let mut names = above.filter_map(|(steps, folder)| {
            let within = workbook.strip_prefix(folder).ok()?;
            let within = within
                .components()
                .map(|part| part.as_os_str().to_string_lossy());
            let up = std::iter::repeat_n("..".into(), steps);
            Some(up.chain(within).collect::<Vec<_>>().join("/"))
        });
        names
            .next()
            .unwrap_or_else(|| workbook.display().to_string())
    }

    /// The workbook, or a new one.
    fn workbook(&self, register: &Reading) -> Result<(Workbook, Reading), Error> {
        let bytes = if self.path.exists() {
            read_bytes(self.path, self.read.limits.of_file())?
        } else {
            create(&register.register, &register.settings)?
        };
        let open = |options: &ReadOptions| Workbook::open(bytes.clone(), options);
        let opened = self.read.clone().read_with_register(register, open);
        let (opened, _) = opened.map_err(|error| error.of_file(self.path))?;
        Ok(opened)
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
                is_certain: true,
            });
        }
        let latest = || -> Result<Option<Base>, Error> {
            let newest = self.store.kept().into_iter().next();
            newest.map_or(Ok(None), |(name, _)| self.store.base(&name))
        };
        let common = || Base::common(register, sheet);
        let is_new = !self.path.exists();
        let (base, is_certain) = match &self.options.base {
            SyncBase::Common => (common()?, true),
            SyncBase::Latest => (
                latest()?.ok_or_else(|| Error::NotARegister {
                    found: "no base of a sync is kept beside it".to_owned(),
                })?,
                true,
            ),
            SyncBase::Revision(revision) => {
                let reading = open_revision(revision, self.register, &ReadOptions::default())?;
                (Base::of(&reading.register, sheet), true)
            }
            SyncBase::Unknown if is_new => (common()?, true),
            // Where both have the same, it makes no difference.
            SyncBase::Unknown => (latest()?.map_or_else(common, Ok)?, false),
        };
        Ok(Known {
            base,
            name: None,
            is_certain,
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
        let is_done = left.is_none();
        known.base = left.unwrap_or_else(|| known.base.clone());
        if self.options.write.dry_run {
            *register = Reading::of(edited.after.clone(), register.settings.clone());
            return Ok(Some((edited, Vec::new())));
        }
        let files = self.save(&edited, register)?;
        if is_done {
            self.store.done(name)?;
        }
        *register = self.open()?;
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

    /// Writes what is to be known to the next sync, the workbook, the register, in this order.
    fn write(
        &self,
        synced: &Synced,
        (workbook, mut update): (&Workbook, Update),
        base: Option<NewBase>,
        register: &Reading,
        reached: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<Vec<FileChange>, Error> {
        let WriteOptions { dry_run, force, .. } = self.options.write;
        let mut files = Vec::new();
        if let Some(base) = &base {
            let named = workbook.with_base(update, &base.name);
            update = named.map_err(|error| error.of_file(self.path))?;
        }
        let is_new = !self.path.exists();
        if is_new && !file::parent(self.path).is_dir() {
            let source = std::io::ErrorKind::NotFound.into();
            return Err(Error::write(self.path, source));
        }
        let is_changed = is_new || update.bytes != workbook.bytes();
        if is_changed && !force {
            lock_file::refuse_locked(self.path)?;
        }
        if let Some(base) = &base {
            let path = self.store.path(&base.name);
            if !path.exists() {
                files.push(FileChange::new(path, ChangeKind::Created));
            }
            if !dry_run {
                self.store
                    .keep((&base.name, &base.text), base.before.as_deref())?;
            }
        }
        reached(Step::Base)?;
        if is_changed {
            let kind = if is_new {
                ChangeKind::Created
            } else {
                ChangeKind::Updated
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
        let edited = match &synced.completed {
            // What it completes is not written.
            Some(completed) if dry_run => &both(completed, &synced.to_register),
            _ => &synced.to_register,
        };
        files.extend(self.save(edited, register)?);
        reached(Step::Register)?;
        if let Some(base) = base.filter(|_| !dry_run) {
            self.store.done(&base.name)?;
        }
        Ok(files)
    }

    /// Keeps the conflicts of the workbook for a person to decide, beside those of others.
    fn save_conflicts(&self, before: &[Conflict], synced: &mut Synced) -> Result<(), Error> {
        let name = Some(self.workbook_name());
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

/// Two edits, of which the second one is of what the first one makes, as one.
fn both(first: &Edited, second: &Edited) -> Edited {
    let follow = |second: &[Option<usize>], first: &[Option<usize>]| {
        let origins = second.iter().map(|at| first.get((*at)?).copied().flatten());
        origins.collect()
    };
    let [one, other] = [&first.lineage, &second.lineage];
    let components = follow(&other.components, &one.components);
    let lineage = Lineage::of(components, follow(&other.risks, &one.risks));
    Edited::new(first.before.clone(), second.after.clone(), lineage)
}
