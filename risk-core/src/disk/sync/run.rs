//! A sync, step by step.

use std::path::Path;

use super::super::open::folder_of;
use super::super::opened::{Opened, Prepared, TextPath};
use super::super::{file, lock_file};
use super::refusals::update;
use super::sides::Known;
use super::store::Store;
use super::{SyncOptions, SyncRefusal, Synced};
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::{Finding, Reading, new_findings};
use crate::content::Form;
use crate::edit::{Edited, Lineage};
use crate::error::Error;
use crate::parallel;
use crate::register::Date;
use crate::versions::Sync;
use crate::workbook::{ReadOptions, Update, Workbook};

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

/// What is to become of the workbook, and of what is known.
struct Planned {
    update: Update,
    to_workbook: Edited,
    refused: Vec<SyncRefusal>,
    base: Option<NewBase>,
    /// Whether nobody knows what the base is, so that nothing is written.
    is_unknown: bool,
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
        let conflicts = self.conflicts()?;
        self.refuse_unmerged()?;
        let bytes = self.bytes()?;
        let (named, opened) = parallel::join(
            || self.named(bytes.as_deref()),
            || -> Result<_, Error> {
                let opened = self.open()?;
                let (workbook, sheet) = self.workbook(bytes.clone(), opened.reading())?;
                Ok((opened, workbook, sheet))
            },
        );
        let (mut opened, workbook, sheet) = opened?;
        let mut known = match named? {
            Some(named) => named,
            None => self.taken(opened.reading(), &sheet)?,
        };
        let unused = self.unused(&known);
        let completed = self.complete(&mut known, &mut opened)?;
        reached(Step::Completed)?;
        let (completed, files) = completed.unzip();
        let dry_run = self.options.write.dry_run;
        let settings = &opened.reading().settings;
        let left = completed.as_ref().filter(|_| dry_run);
        let then = left.map(|left| Reading::of(left.after.clone(), settings.clone()));
        let register = then.as_ref().unwrap_or(opened.reading());
        let base = known.base.without(&self.options.without);
        let decided = self.decided(&conflicts);
        self.refuse_unapplied(&decided)?;
        let mut sync = Sync::new(base, register, &sheet, &decided)?;
        let to_register = sync.to_register().clone();
        // What a dry run completes was not written.
        let edited = left.map_or_else(|| to_register.clone(), |left| both(left, &to_register));
        let (prepared, planned) = parallel::join(
            || opened.prepare(&edited, settings),
            || self.plan(&known, (&workbook, &sheet), &mut sync),
        );
        let (prepared, planned) = (prepared?, planned?);
        let found = (planned.to_workbook, planned.refused);
        let mut synced = self.synced(&sync, (register, &sheet), found);
        synced.is_unknown = planned.is_unknown;
        synced.completed = completed;
        synced.notes.extend(unused);
        synced.files = files.unwrap_or_default();
        if synced.is_unknown {
            if !dry_run {
                self.store.leave();
            }
            return Ok(synced);
        }
        let (update, register) = ((&workbook, planned.update), (&opened, prepared));
        let files = self.write(update, planned.base, register, reached)?;
        synced.files.extend(files);
        self.save_conflicts(&conflicts, sync.decided(), &mut synced)?;
        if !dry_run {
            self.store.prune(self.today);
        }
        Ok(synced)
    }

    /// What is to become of the workbook, and of what is known.
    fn plan(
        &self,
        known: &Known,
        (workbook, sheet): (&Workbook, &Reading),
        sync: &mut Sync<'_>,
    ) -> Result<Planned, Error> {
        let (update, refused) =
            update(workbook, sheet, sync).map_err(|error| error.of_file(self.path))?;
        let to_workbook = sync.to_workbook()?;
        let is_written = !sync.to_register().changes.is_empty();
        let is_same = sync.to_register().is_nothing()
            && to_workbook.is_nothing()
            && sync.conflicts().is_empty();
        let mut planned = Planned {
            update,
            to_workbook,
            refused,
            base: None,
            is_unknown: !known.is_certain && !is_same,
        };
        if planned.is_unknown {
            return Ok(planned);
        }
        let new = sync.base()?;
        let is_named = known.name.is_some() && new.is_same(&known.base);
        if is_written || !is_named {
            let before = is_written.then(|| sync.before()).transpose()?;
            let before = || before.map(|before| before.written(self.today).1);
            let (before, (name, text)) = parallel::join(before, || new.written(self.today));
            planned.base = Some(NewBase { name, text, before });
        }
        Ok(planned)
    }

    /// What a sync is to do, but for what is planned of the workbook.
    fn synced(
        &self,
        sync: &Sync<'_>,
        (register, sheet): (&Reading, &Reading),
        (to_workbook, refused): (Edited, Vec<SyncRefusal>),
    ) -> Synced {
        let name = self.workbook_name();
        let mut conflicts = sync.conflicts().to_vec();
        for conflict in &mut conflicts {
            conflict.workbook = Some(name.clone());
        }
        Synced {
            is_unknown: false,
            to_register: sync.to_register().clone(),
            to_workbook,
            completed: None,
            conflicts,
            refused,
            vanished: sync.vanished(),
            rehearsals_left: if sheet.scope.has_rehearsals() {
                0
            } else {
                register.register.count_rehearsals()
            },
            notes: sync.notes().to_vec(),
            findings: self.findings(register, sheet),
            files: Vec::new(),
        }
    }

    /// What makes no sense in the workbook, but for what makes none in the register either.
    fn findings(&self, register: &Reading, sheet: &Reading) -> Vec<Finding> {
        let found = sheet.failing_findings(self.today);
        if found.is_empty() {
            return found;
        }
        new_findings(&register.failing_findings(self.today), &found)
    }

    fn text_path(&self) -> TextPath<'_> {
        match self.form {
            Form::Folder => TextPath::Folder(folder_of(self.register, self.form)),
            Form::Json | Form::Workbook => TextPath::Json(self.register),
        }
    }

    fn open(&self) -> Result<Opened<'_>, Error> {
        self.text_path().open()
    }

    /// Writes what an interrupted sync had not written of the base that the workbook names.
    fn complete<'o>(
        &'o self,
        known: &mut Known,
        opened: &mut Opened<'o>,
    ) -> Result<Option<(Edited, Vec<FileChange>)>, Error> {
        let Some(name) = &known.name else {
            return Ok(None);
        };
        let Some(before) = self.store.intent(name)? else {
            return Ok(None);
        };
        let (edited, left) = Sync::complete((&known.base, before), opened.reading())?;
        let is_done = left.is_none();
        known.base = left.unwrap_or_else(|| known.base.clone());
        if self.options.write.dry_run {
            return Ok(Some((edited, Vec::new())));
        }
        let prepared = opened.prepare(&edited, &opened.reading().settings)?;
        let files = self.save(opened, prepared)?;
        if is_done {
            self.store.done(name)?;
        }
        *opened = self.open()?;
        Ok(Some((edited, files)))
    }

    /// Writes what an edit makes of the register, unless somebody else wrote it since it was read.
    fn save(&self, opened: &Opened<'_>, prepared: Prepared) -> Result<Vec<FileChange>, Error> {
        let _lock = self.text_path().lock()?;
        opened.refuse_changed(&prepared)?;
        opened.write(prepared, self.options.write)
    }

    /// Writes what is to be known to the next sync, the workbook, the register, in this order.
    fn write(
        &self,
        (workbook, mut update): (&Workbook, Update),
        base: Option<NewBase>,
        (opened, prepared): (&Opened<'_>, Prepared),
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
        files.extend(self.save(opened, prepared)?);
        reached(Step::Register)?;
        if let Some(base) = base.filter(|_| !dry_run) {
            self.store.done(&base.name)?;
        }
        Ok(files)
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
