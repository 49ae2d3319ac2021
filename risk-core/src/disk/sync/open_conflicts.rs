//! The conflicts that syncs leave for a person to decide, those of each workbook beside those of others.

use std::collections::HashSet;
use std::path::Path;

use super::super::conflicts::{conflicts_beside, conflicts_path, save_conflicts};
use super::super::file;
use super::super::git::is_unmerged;
use super::super::open::folder_of;
use super::Synced;
use super::run::Run;
use crate::error::{Error, Remedy};
use crate::record::{Location, RecordId, RecordKind};
use crate::versions::{Conflict, MergeNote, Take, follow, without_removed};

impl Run<'_> {
    /// Refuses a register, or a workbook, that git has left in the middle of a merge: what this sync wrote there would be in
    /// the way of whoever ends that, and would go with it.
    pub(super) fn refuse_unmerged(&self) -> Result<(), Error> {
        let Some(path) = [self.register, self.path]
            .into_iter()
            .find(|path| is_unmerged(path))
        else {
            return Ok(());
        };
        let register = path.to_owned();
        Err(Error::Refused {
            location: Location::Record {
                record: RecordKind::Register.to_string(),
                field: None,
            },
            reason: format!("git has a merge of {} that is not done", path.display()),
            remedy: Some(Box::new(Remedy::EndMerge { register })),
        })
    }

    /// The conflicts of syncs that are left, with what was decided.
    pub(super) fn conflicts(&self) -> Result<Vec<Conflict>, Error> {
        let conflicts = conflicts_beside(self.register, self.form)?;
        if conflicts.iter().all(|conflict| conflict.workbook.is_some()) {
            return Ok(conflicts);
        }
        Err(Error::Refused {
            location: Location::Record {
                record: "register".to_owned(),
                field: None,
            },
            reason: format!(
                "{} has conflicts of a merge",
                conflicts_path(self.register, self.form).display()
            ),
            remedy: Some(Box::new(Remedy::Resolve)),
        })
    }

    /// Refuses a choice that somebody wrote into the file of conflicts and that the register has not: the workbook would
    /// get what ours states.
    pub(super) fn refuse_unapplied(&self, decided: &[Conflict]) -> Result<(), Error> {
        let is_unapplied = |one: &&Conflict| one.take.is_some() && one.is_open();
        let Some(conflict) = decided.iter().find(is_unapplied) else {
            return Ok(());
        };
        let file = conflicts_path(self.register, self.form);
        let take = conflict.take.map(Take::as_str).unwrap_or_default();
        let stands = format!("{} has `{take}` for it", file.display());
        let (reason, remedy) = match conflict.taken_already() {
            Some(taken) => (format!("{stands}; {taken}"), None),
            None => (
                format!("{stands}, which the register does not have yet"),
                Some(Box::new(Remedy::ApplyChoices { file })),
            ),
        };
        Err(Error::Refused {
            location: Location::Record {
                record: conflict.record.to_string(),
                field: conflict.field.clone(),
            },
            reason,
            remedy,
        })
    }

    /// What the workbook is called from the folder of the register, whatever the working directory is.
    pub(super) fn workbook_name(&self) -> String {
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

    /// Those of some conflicts that this sync is to know of: of the workbook; where it has none, of one that is not there any
    /// more, as that may have been renamed to it. What of the latter is still open is found again.
    pub(super) fn decided(&self, conflicts: &[Conflict]) -> Vec<Conflict> {
        let own = Some(self.workbook_name());
        let is_known_by_name = conflicts.iter().any(|conflict| conflict.workbook == own);
        let is_known = |conflict: &&Conflict| {
            conflict.workbook == own || !is_known_by_name && !self.is_there(conflict)
        };
        conflicts.iter().filter(is_known).cloned().collect()
    }

    /// Whether the workbook of a conflict is still where it was.
    fn is_there(&self, conflict: &Conflict) -> bool {
        let folder = folder_of(self.register, self.form);
        let workbook = conflict.workbook.as_ref();
        workbook.is_some_and(|workbook| folder.join(workbook).exists())
    }

    /// Keeps the conflicts of the workbook for a person to decide, beside those of others.
    pub(super) fn save_conflicts(
        &self,
        before: &[Conflict],
        decided: &[Conflict],
        synced: &mut Synced,
    ) -> Result<(), Error> {
        let own = Some(self.workbook_name());
        let others = before.iter().filter(|conflict| conflict.workbook != own);
        let others = others.cloned();
        let (mut others, gone): (Vec<Conflict>, Vec<Conflict>) =
            others.partition(|conflict| self.is_there(conflict));
        let edits = [synced.completed.as_ref(), Some(&synced.to_register)];
        for edited in edits.into_iter().flatten() {
            // A record that is gone is a conflict of another kind to the next sync of that workbook.
            (others, _) = without_removed(others, edited);
            follow(&mut others, edited);
        }
        report_gone(gone, decided, synced);
        let conflicts: Vec<Conflict> = others.into_iter().chain(synced.conflicts.clone()).collect();
        if conflicts != before {
            let of_register = (self.register, self.form);
            let saved = save_conflicts(of_register, &conflicts, self.options.write)?;
            synced.files.extend(saved);
        }
        Ok(())
    }
}

/// Reports the conflicts that go with their workbook: what nobody decided and this sync did not find again, and what
/// was decided, of which this sync may have made use.
fn report_gone(gone: Vec<Conflict>, decided: &[Conflict], synced: &mut Synced) {
    fn place(conflict: &Conflict) -> (&RecordId, Option<&str>) {
        (&conflict.record, conflict.field.as_deref())
    }
    let found: HashSet<_> = synced.conflicts.iter().map(place).collect();
    let held: HashSet<_> = decided
        .iter()
        .map(|one| (place(one), &one.workbook))
        .collect();
    let message = |one: &Conflict| {
        let workbook = one.workbook.as_deref().unwrap_or_default();
        match one.take {
            None if found.contains(&place(one)) => None,
            None => Some(format!(
                "its conflict with {workbook} is dropped: there is no such file any more"
            )),
            Some(_) if held.contains(&(place(one), &one.workbook)) => Some(format!(
                "decided as for {workbook}, which is not there any more"
            )),
            Some(take) => Some(format!(
                "the decision `{}` of its conflict with {workbook} is dropped: there is no such file any more",
                take.as_str()
            )),
        }
    };
    let messages: Vec<Option<String>> = gone.iter().map(message).collect();
    let notes = gone.into_iter().zip(messages);
    synced.notes.extend(notes.filter_map(|(conflict, message)| {
        Some(MergeNote {
            record: conflict.record,
            field: conflict.field,
            message: message?,
        })
    }));
}
