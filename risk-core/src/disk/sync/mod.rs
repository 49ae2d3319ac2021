//! A register and a workbook that are kept the same.

mod guard;
mod open_conflicts;
mod refusals;
mod run;
mod sides;
mod store;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use self::guard::refuse_to_take_back;
use self::run::Run;
use self::store::Store;
use crate::change::{FileChange, WriteOptions};
use crate::check::Finding;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::record::RecordId;
use crate::register::Date;
use crate::versions::{Conflict, MergeNote};
use crate::workbook::ReadOptions;

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
    /// What makes no sense in the workbook and was not in the register: errors and warnings, with their cells.
    pub findings: Vec<Finding>,
    /// The files that were written, or would be.
    pub files: Vec<FileChange>,
}

impl Synced {
    /// Whether nothing is left that a person has to decide.
    pub fn is_clean(&self) -> bool {
        let is_clear = self.conflicts.is_empty() && self.refused.is_empty();
        is_clear && self.vanished.is_empty() && !self.is_unknown
    }

    /// Whether nothing differs that a person would say of them: where records and columns stand is no such thing.
    pub fn is_nothing(&self) -> bool {
        let edits = [
            Some(&self.to_register),
            Some(&self.to_workbook),
            self.completed.as_ref(),
        ];
        edits.into_iter().flatten().all(Edited::is_nothing)
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
    let _lock = if options.write.dry_run {
        None
    } else {
        run.store.lock()?
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
