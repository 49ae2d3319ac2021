//! The workbooks that syncs have conflicts with.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use risk_core::document::shell_word;
use risk_core::versions::{Conflict, Take};

use crate::failure::Failure;
use crate::render::place;

/// What the workbook of a conflict is called from here.
pub fn shown_workbook(register: &Path, workbook: &str) -> String {
    let folder = Some(register).filter(|path| path.is_dir());
    let folder = folder.or(register.parent()).unwrap_or(register);
    let path = from_here(&folder.join(workbook));
    path.to_string_lossy().into_owned()
}

/// The workbooks that conflicts are with, and the one that is meant.
pub struct Workbooks<'a> {
    register: &'a Path,
    meant: Option<&'a Path>,
}

impl<'a> Workbooks<'a> {
    pub fn of(register: &'a Path, meant: Option<&'a Path>) -> Self {
        Self { register, meant }
    }

    pub fn is_meant(&self, conflict: &Conflict) -> bool {
        let Some(meant) = self.meant else { return true };
        let stated = conflict.workbook.as_deref().unwrap_or_default();
        let shown = PathBuf::from(shown_workbook(self.register, stated));
        let is_same = |path: &Path| match (path.canonicalize(), meant.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => path == meant,
        };
        conflict.workbook.is_some() && (is_same(&shown) || meant == Path::new(stated))
    }

    /// Refuses to take one of several values that workbooks have in one place: nobody could say which.
    pub fn refuse_several(&self, chosen: &[Conflict], take: Take) -> Result<(), Failure> {
        let is_other = |one: &Conflict, other: &Conflict| {
            let of = |conflict: &Conflict| (conflict.record.clone(), conflict.field.clone());
            of(one) == of(other) && one.theirs != other.theirs
        };
        let several = chosen
            .iter()
            .find(|one| chosen.iter().any(|other| is_other(one, other)));
        let Some(one) = several.filter(|_| take != Take::Ours) else {
            return Ok(());
        };
        let others = chosen
            .iter()
            .filter(|other| (&other.record, &other.field) == (&one.record, &one.field));
        let workbooks: BTreeSet<String> = others
            .filter_map(|other| other.workbook.as_ref())
            .map(|workbook| shell_word(&shown_workbook(self.register, workbook)))
            .collect();
        let first = workbooks.first().cloned().unwrap_or_default();
        let place = place(&one.record, one.field.as_deref());
        let count = workbooks.len();
        let all: Vec<String> = workbooks.into_iter().collect();
        Err(Failure::request(
            format!(
                "{place} has conflicts with {count} workbooks: {}",
                all.join(", ")
            ),
            Some(format!(
                "add `--workbook {first}` to take what that one has"
            )),
        ))
    }
}

/// A conflict with another workbook over what was resolved: ours is what was taken there.
pub fn decided_beside(conflict: &mut Conflict, chosen: &[Conflict]) {
    let beside = chosen.iter().find(|one| {
        let is_same_place = (&one.record, &one.field) == (&conflict.record, &conflict.field);
        is_same_place && one.take == Some(Take::Theirs) && one.ours == conflict.ours
    });
    if let Some(one) = beside {
        conflict.ours = one.theirs.clone();
    }
}

/// A path without the folders that it enters and leaves again.
fn from_here(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        let is_within = matches!(short.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if is_within => {
                short.pop();
            }
            Component::CurDir => {}
            part => short.push(part),
        }
    }
    short
}
