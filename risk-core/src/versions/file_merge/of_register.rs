//! Versions of a file that has all or a part of a register, merged by what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::FileMerge;
use crate::check::{Reading, Settings};
use crate::content::Form;
use crate::error::Error;
use crate::folder::layout::Layout;
use crate::folder::one_record::{put_one, read_one};
use crate::folder::read::{record_of, utf8, whole_text};
use crate::folder::read_json::read_named;
use crate::folder::write_json::put_edit;
use crate::record::RecordId;
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::markers::with_markers;
use crate::versions::merge::{Conflict, Merge, MergeOptions, merge};
use crate::workbook::{self, ReadOptions, Workbook, beside, in_words, sheets_of};

impl FileMerge {
    fn new(content: Vec<u8>, merge: Merge) -> Self {
        Self {
            is_clean: merge.conflicts.is_empty(),
            content: Some(content),
            conflicts: merge.conflicts,
            notes: merge.notes,
            ..Self::default()
        }
    }
}

/// A file that has all or a part of a register.
#[derive(Clone, Copy)]
pub(super) enum OfRegister<'a> {
    Workbook,
    /// A register in JSON, by the path of its file.
    Json(&'a str),
    /// The file of a record, by its path in the folder of the register.
    Record(&'a str),
}

impl<'a> OfRegister<'a> {
    /// By the name of a text form, and else by the content, as nobody's files have to have a certain ending.
    pub fn of(path: &'a str, versions: [&[u8]; 3]) -> Result<Self, Error> {
        let mut parts = path.rsplit('/');
        if let (Some(name), Some(folder)) = (parts.next(), parts.next())
            && [Component::FOLDER, Risk::FOLDER].contains(&folder)
            && record_of(name).is_some()
        {
            return Ok(Self::Record(
                &path[path.len() - name.len() - 1 - folder.len()..],
            ));
        }
        let [base, ours, theirs] = versions;
        let form = Form::of_bytes(ours)?;
        for other in [base, theirs] {
            if !(other.is_empty() || Form::of_bytes(other)? == form) {
                let found = "one version is a workbook and another one JSON".to_owned();
                return Err(Error::NotARegister { found });
            }
        }
        match form {
            Form::Workbook => Ok(Self::Workbook),
            _ => Ok(Self::Json(path)),
        }
    }

    /// Whether a content is a text of this form, so far as it is one.
    pub fn reads(self, content: &[u8]) -> bool {
        match self {
            Self::Workbook => true,
            Self::Json(path) => json(path, content).is_ok(),
            Self::Record(path) => read_one(path, content).is_ok(),
        }
    }

    pub fn merge(self, versions: [&[u8]; 3], options: &ReadOptions) -> Result<FileMerge, Error> {
        match self {
            Self::Workbook => workbooks(versions, options),
            Self::Json(path) => texts(path, versions),
            Self::Record(path) if path.starts_with(Risk::FOLDER) => records::<Risk>(path, versions),
            Self::Record(path) => records::<Component>(path, versions),
        }
    }
}

fn nothing() -> Reading {
    Reading::of(Register::default(), Settings::default())
}

fn workbooks(versions: [&[u8]; 3], options: &ReadOptions) -> Result<FileMerge, Error> {
    let [base, ours, theirs] = versions;
    let (workbook, ours) = Workbook::open(ours.to_vec(), options)?;
    let options = options.clone().with_register(&ours);
    let theirs = workbook::read(theirs, &options)?;
    let base = if base.is_empty() {
        nothing()
    } else {
        workbook::read(base, &options)?
    };
    let readings = [&base, &ours, &theirs];
    let merge = merge(&base, &ours, &theirs, MergeOptions::default())?;
    let update = workbook.put(&*in_words(&merge.edited, &ours.scope)?)?;
    let left_out = left_out(versions, readings, (&merge, &options))?;
    Ok(FileMerge {
        is_clean: merge.conflicts.is_empty() && left_out.is_empty(),
        cells: update.notes,
        left_out,
        ..FileMerge::new(update.bytes, merge)
    })
}

/// What theirs changed and a workbook of ours does not get: columns that only theirs has, and what is of no register.
fn left_out(
    versions: [&[u8]; 3],
    readings: [&Reading; 3],
    (merge, options): (&Merge, &ReadOptions),
) -> Result<Vec<String>, Error> {
    let of_register = readings
        .iter()
        .flat_map(|reading| sheets_of(reading))
        .collect();
    let [base, ours, theirs] = versions.map(|bytes| {
        if bytes.is_empty() {
            return Ok(BTreeMap::new());
        }
        beside(bytes, options, &of_register)
    });
    let [base, ours, theirs] = [base?, ours?, theirs?];
    let all: BTreeSet<&String> = base.keys().chain(theirs.keys()).collect();
    let is_left = |what: &&&String| {
        let stated = theirs.get(**what);
        stated != base.get(**what) && stated != ours.get(**what)
    };
    let others = all.iter().filter(is_left).map(|what| (*what).clone());
    // Of the register itself there is no other note.
    let notes = merge
        .notes
        .iter()
        .filter(|note| note.record == RecordId::Register);
    Ok(others
        .chain(notes.map(|note| note.message.clone()))
        .collect())
}

fn json(path: &str, content: &[u8]) -> Result<Reading, Error> {
    read_named(path, utf8(path, content.to_vec())?)
}

fn texts(path: &str, [base, ours, theirs]: [&[u8]; 3]) -> Result<FileMerge, Error> {
    let base = if base.is_empty() {
        nothing()
    } else {
        json(path, base)?
    };
    let (of_ours, theirs) = (json(path, ours)?, json(path, theirs)?);
    let merge = merge(&base, &of_ours, &theirs, MergeOptions::default())?;
    let ours = whole_text(path, ours.to_vec())?;
    let text = put_edit(&ours, &merge.edited, &of_ours.settings)?;
    Ok(FileMerge::new(text.into_bytes(), merge))
}

fn records<T: Record>(path: &str, versions: [&[u8]; 3]) -> Result<FileMerge, Error> {
    let [base, file, theirs] = versions.map(|content| read_one(path, content));
    let (base, file, theirs) = (base?.reading, file?, theirs?.reading);
    let ours = &file.reading;
    let both = merge(&base, ours, &theirs, MergeOptions::default())?;
    let beside = both.edited.beside.get(&T::at(0));
    let mut text = put_one::<T>(&file, only(&both)?, beside)?;
    if !both.conflicts.is_empty() {
        let swapped = merge(&base, &theirs, ours, MergeOptions::default())?;
        let record = theirs_at_conflicts::<T>(&both, &swapped)?;
        text = with_markers(&text, &put_one(&file, &record, beside)?);
    }
    // A conflict of a key that nothing is known of is one that the markers do not show.
    let is_shown = |conflict: &Conflict| {
        let path = conflict.field.as_deref().unwrap_or_default();
        let mut fields = T::Field::ALL.iter();
        path.is_empty() || fields.any(|field| is_in(field.path(), path))
    };
    let are_shown = both.conflicts.iter().all(is_shown);
    let merged = FileMerge::new(Layout::of(versions[1]).give(&text).into_bytes(), both);
    if are_shown {
        return Ok(merged);
    }
    let refused = "both sides changed a key that means nothing to a register".to_owned();
    Ok(FileMerge {
        content: None,
        refused: Some(refused),
        ..merged
    })
}

/// The one record of a merge.
fn only<T: Record>(merge: &Merge) -> Result<&T, Error> {
    match T::shared(&merge.edited.after) {
        [record] => Ok(record),
        _ => Err(Error::NotARegister {
            found: "the versions state different records".to_owned(),
        }),
    }
}

/// What a merge makes of a record with theirs at each conflict. With the sides swapped a merge leaves theirs there; all
/// that is not in conflict is as it came of the merge that leaves ours.
fn theirs_at_conflicts<T: Record>(merge: &Merge, swapped: &Merge) -> Result<T, Error> {
    let (mut record, mut theirs) = (only::<T>(merge)?.clone(), only::<T>(swapped)?.clone());
    for field in T::Field::ALL {
        let mut conflicts = merge.conflicts.iter();
        let is_in_conflict = |conflict: &Conflict| {
            let path = conflict.field.as_deref();
            path.is_none_or(|path| is_in(field.path(), path))
        };
        if conflicts.any(is_in_conflict) {
            field.kind().swap(&mut record, &mut theirs);
        }
    }
    Ok(record)
}

/// Whether the path of a conflict is of a field.
fn is_in(field: &str, path: &str) -> bool {
    let rest = path.strip_prefix(field);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}
