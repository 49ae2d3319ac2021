//! The workbooks that syncs have conflicts with.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use risk_core::document::shell_word;
use risk_core::versions::{Conflict, Take};

use crate::failure::Failure;
use crate::render::place;

/// What the workbook of a conflict is called from here.
pub fn shown_workbook(register: &Path, workbook: &str) -> String {
    let folder = Some(register).filter(|path| path.is_dir());
    let folder = folder.or(register.parent()).unwrap_or(register);
    let stated = folder.join(workbook);
    let short = from_here(&stated);
    // Out of a folder that is a link, `..` leads to where that is.
    let is_same = place_of(&short) == place_of(&stated);
    let path = if is_same { short } else { stated };
    path.to_string_lossy().into_owned()
}

/// The folder that a path is in, whatever leads there.
fn place_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let is_here = folder.as_os_str().is_empty();
    let folder = if is_here { Path::new(".") } else { folder };
    folder.canonicalize().ok()
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

    /// The words for the one that is meant, behind what a conflict is of.
    pub fn words(&self) -> String {
        let meant = self.meant.map(|meant| format!(" with {}", meant.display()));
        meant.unwrap_or_default()
    }

    /// What a conflict is of; with its workbook, where one is meant.
    pub fn place(&self, conflict: &Conflict) -> String {
        let place = place(&conflict.record, conflict.field.as_deref());
        let workbook = conflict.workbook.as_ref().filter(|_| self.meant.is_some());
        let workbook =
            workbook.map(|name| format!(" with {}", shown_workbook(self.register, name)));
        place + &workbook.unwrap_or_default()
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

    /// Refuses to take one of several values that workbooks have in one place: nobody could say which. What to do then is
    /// of the first of them.
    pub fn refuse_several(
        &self,
        chosen: &[Conflict],
        hint: impl Fn(&str) -> String,
    ) -> Result<(), Failure> {
        let place_of = |one: &Conflict| (one.record.clone(), one.field.clone());
        let taken = || chosen.iter().filter(|one| one.take != Some(Take::Ours));
        let mut values = HashMap::new();
        let several = taken().find(|one| {
            let first = values.entry(place_of(one)).or_insert(&one.theirs);
            **first != one.theirs
        });
        let Some(several) = several.map(place_of) else {
            return Ok(());
        };
        let workbooks: BTreeSet<String> = taken()
            .filter(|one| place_of(one) == several)
            .filter_map(|one| one.workbook.as_ref())
            .map(|workbook| shell_word(&shown_workbook(self.register, workbook)))
            .collect();
        let first = workbooks.first().cloned().unwrap_or_default();
        let place = place(&several.0, several.1.as_deref());
        if taken().any(|one| one.workbook.is_none() && place_of(one) == several) {
            return Err(Failure::request(
                format!("{place} has a conflict of a merge, and one with {first}"),
                Some("choose what that of the merge is to be first".to_owned()),
            ));
        }
        let count = workbooks.len();
        let all: Vec<String> = workbooks.into_iter().collect();
        Err(Failure::request(
            format!(
                "{place} has conflicts with {count} workbooks: {}",
                all.join(", ")
            ),
            Some(hint(&first)),
        ))
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
