//! The files of one sort of record, as they are to be.

use std::collections::BTreeMap;

use super::beside::{put as put_beside, stated};
use super::fields::{Fields, fields, refused};
use super::file_name::{FileName, FileNames};
use super::layout::Layout;
use super::plan::{Plan, Write};
use super::put_toml::{create, put};
use super::read::{RecordFile, shown};
use crate::edit::OfTheirs;
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::{Record, RecordField, Register};

/// A record with the file that it stands in.
struct Filed<'a, T> {
    file: &'a RecordFile,
    record: &'a T,
}

/// The files of one sort of record, as they are to be.
pub(super) struct RecordFiles<'a, T> {
    /// Whether there is something at a path, whether or not it was read.
    is_there: &'a dyn Fn(&str) -> bool,
    /// Each record that is to be, and what it came from.
    records: Vec<(Option<Filed<'a, T>>, &'a T)>,
    /// The files whose records go, by name.
    leaving: BTreeMap<&'a str, &'a RecordFile>,
    names: FileNames,
}

impl<'a, T: Record> RecordFiles<'a, T> {
    /// Reports which record came from which: the register that stands in the files has it at the position
    /// in `origins`. No two came from one, so that another one from the same is new.
    pub fn new(
        is_there: &'a dyn Fn(&str) -> bool,
        (old, files): (&'a Register, &'a [RecordFile]),
        (new, origins): (&'a Register, &[Option<usize>]),
    ) -> Self {
        let old = files.iter().zip(T::all(old));
        let mut old: Vec<_> = old
            .map(|(file, record)| Some(Filed { file, record }))
            .collect();
        let origins = origins.iter().copied().chain(std::iter::repeat(None));
        let mut origin = |position: Option<usize>| old.get_mut(position?)?.take();
        let records = T::all(new).zip(origins).map(|(new, at)| (origin(at), new));
        let records: Vec<_> = records.collect();
        let mut names = FileNames::default();
        for filed in records.iter().filter_map(|(filed, _)| filed.as_ref()) {
            names.take(filed.file, filed.record.name());
        }
        let leaving = old.into_iter().flatten().map(|filed| filed.file);
        let leaving: BTreeMap<_, _> = leaving.map(|f| (f.file_name.as_str(), f)).collect();
        for file in leaving.values() {
            names.vacate(file);
        }
        Self {
            is_there,
            records,
            leaving,
            names,
        }
    }

    /// Plans the changes of the files, with what another version has beside the records.
    pub fn plan(
        mut self,
        beside: impl Fn(RecordPosition) -> Option<&'a OfTheirs>,
        of_new: &Layout,
        plan: &mut Plan,
    ) -> Result<(), Error> {
        let records = std::mem::take(&mut self.records);
        for (at, (origin, record)) in records.into_iter().enumerate() {
            let theirs = beside(T::at(at));
            match origin {
                None => {
                    let (chosen, stands) = self.choose(record);
                    let content = created(&chosen, record, theirs)?;
                    let layout = stands.map_or(of_new, |file| &file.layout);
                    write::<T>(stands, (&chosen.name, layout), content, plan);
                }
                Some(Filed { file, record: old })
                    if self.names.keep(file, old.name(), record.name()) =>
                {
                    if old != record || theirs.is_some() {
                        let tells = file.told.name() == record.name();
                        let content = updated(file, old, (record, tells), theirs)?;
                        write::<T>(Some(file), (&file.file_name, &file.layout), content, plan);
                    }
                }
                Some(Filed { file, record: old }) => {
                    let (chosen, stands) = self.choose(record);
                    let content = updated(file, old, (record, chosen.tells), theirs)?;
                    write::<T>(stands, (&chosen.name, &file.layout), content, plan);
                    plan.removals.push(shown::<T>(&file.file_name));
                }
            }
        }
        for file_name in self.leaving.into_keys() {
            plan.removals.push(shown::<T>(file_name));
        }
        Ok(())
    }

    /// Chooses a name for the file of a record, which no other has, with the file that goes for it.
    fn choose(&mut self, record: &T) -> (FileName, Option<&'a RecordFile>) {
        loop {
            let chosen = self.names.choose(record.name());
            // Some systems take two spellings, as of `é`, for one name; and a file that was not
            // read is not ours.
            let is_there = (self.is_there)(&shown::<T>(&chosen.name));
            let leaving = self.leaving.remove(chosen.name.as_str());
            if !is_there || leaving.is_some() {
                return (chosen, leaving);
            }
        }
    }
}

/// Plans a file, in place of the one that stands there. Two values may be written alike, such as a status and the
/// text that states it.
fn write<T: Record>(
    old: Option<&RecordFile>,
    (name, layout): (&str, &Layout),
    content: String,
    plan: &mut Plan,
) {
    let old = old.map(|file| file.text.as_bytes());
    let write = Write::over(old, shown::<T>(name), content);
    plan.writes
        .extend(write.map(|write| write.laid_out(layout)));
}

/// The text of a new file: that of another version, where that has the record.
fn created<T: Record>(
    name: &FileName,
    record: &T,
    theirs: Option<&OfTheirs>,
) -> Result<String, Error> {
    let to = (record, name.tells);
    let text = theirs.and_then(OfTheirs::whole_text);
    let made = match text {
        Some(text) => edited((text, &name.name), &stated::<T>(text), to)?,
        None => create(&schema_comment::<T>(), &stating(to)),
    };
    match theirs {
        Some(theirs) if text.is_none() => put_beside(made, theirs, |_| None)
            .map_err(|unreadable| refused(shown::<T>(&name.name), unreadable)),
        _ => Ok(made),
    }
}

/// The text of a file with what differs put into it, and what another version has beside. Where nobody but that one
/// touched the file, its text takes the place of this one.
pub(super) fn updated<T: Record>(
    file: &RecordFile,
    old: &T,
    (new, tells): (&T, bool),
    theirs: Option<&OfTheirs>,
) -> Result<String, Error> {
    let to = (new, tells);
    let edited = |text: &str, before: &Fields| edited((text, &file.file_name), before, to);
    if let Some(text) = theirs.and_then(OfTheirs::whole_text) {
        return edited(text, &stated::<T>(text));
    }
    let mut before = fields(old);
    if !file.states_name {
        before.shift_remove(T::Field::NAME.path());
    }
    let made = edited(&file.text, &before)?;
    let Some(theirs) = theirs else {
        return Ok(made);
    };
    let restate = |text: &str| edited(text, &stated::<T>(text)).ok();
    let put = put_beside(made, theirs, restate);
    put.map_err(|unreadable| refused(shown::<T>(&file.file_name), unreadable))
}

/// Puts a record into the text of a file. It states the name of the record where it did so before, and where the
/// name of the file that it is for does not state it.
fn edited<T: Record>(
    (text, file_name): (&str, &str),
    before: &Fields,
    (new, tells): (&T, bool),
) -> Result<String, Error> {
    let is_told = tells && !before.contains_key(T::Field::NAME.path());
    let after = stating((new, is_told));
    put(text, before, &after).map_err(|unreadable| refused(shown::<T>(file_name), unreadable))
}

/// What a text states of a record, without the name where something else tells it.
fn stating<T: Record>((record, is_told): (&T, bool)) -> Fields {
    let mut fields = fields(record);
    if is_told {
        fields.shift_remove(T::Field::NAME.path());
    }
    fields
}

/// The comment at the top of the file of a record, which gives editors its schema.
fn schema_comment<T: Record>() -> String {
    format!("#:schema ../.schema/{}.json", T::KIND)
}
