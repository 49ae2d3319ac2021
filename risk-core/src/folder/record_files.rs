//! The files of one sort of record, as they are to be.

use std::collections::HashMap;

use super::fields::{fields, refused};
use super::file_name::{FileName, FileNames};
use super::plan::{Plan, Write};
use super::put_toml::{create, put};
use super::read::{RecordFile, shown};
use crate::change::ChangeKind;
use crate::error::Error;
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
    leaving: HashMap<&'a str, &'a RecordFile>,
    names: FileNames,
}

impl<'a, T: Record> RecordFiles<'a, T> {
    /// Tells which record came from which: the register that stands in the files has it at the position
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
        let leaving: HashMap<_, _> = leaving.map(|f| (f.file_name.as_str(), f)).collect();
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

    /// Plans the changes of the files.
    pub fn plan(mut self, plan: &mut Plan) -> Result<(), Error> {
        for (origin, record) in std::mem::take(&mut self.records) {
            match origin {
                None => {
                    let chosen = self.choose(record);
                    let content = created(&chosen, record);
                    self.write(&chosen.name, content, plan);
                }
                Some(old) if self.names.keep(old.file, old.record.name(), record.name()) => {
                    Self::update(&old, record, plan)?;
                }
                Some(old) => {
                    let chosen = self.choose(record);
                    let content = updated(&old, record, chosen.tells)?;
                    self.write(&chosen.name, content, plan);
                    plan.removals.push(shown::<T>(&old.file.file_name));
                }
            }
        }
        let mut leaving: Vec<_> = self.leaving.into_keys().collect();
        leaving.sort_unstable();
        for file_name in leaving {
            plan.removals.push(shown::<T>(file_name));
        }
        Ok(())
    }

    /// Chooses a name for the file of a record, which is no other's.
    fn choose(&mut self, record: &T) -> FileName {
        loop {
            let chosen = self.names.choose(record.name());
            // Some systems take two spellings, as of `é`, for one name; and a file that was not
            // read is somebody else's.
            let is_there = (self.is_there)(&shown::<T>(&chosen.name));
            if !is_there || self.leaving.contains_key(chosen.name.as_str()) {
                return chosen;
            }
        }
    }

    /// Plans a file of another name than that of the record's origin.
    fn write(&mut self, file_name: &str, content: String, plan: &mut Plan) {
        let kind = match self.leaving.remove(file_name) {
            Some(file) if file.text == content => return,
            Some(_) => ChangeKind::Updated,
            None => ChangeKind::Created,
        };
        plan.writes.push(Write {
            path: shown::<T>(file_name),
            kind,
            content,
        });
    }

    /// Plans a record that stays in its file.
    fn update(old: &Filed<'a, T>, record: &T, plan: &mut Plan) -> Result<(), Error> {
        if old.record == record {
            return Ok(());
        }
        let tells = old.file.told.name() == record.name();
        let content = updated(old, record, tells)?;
        // Two values may be written alike, such as a status and the text that says it.
        if content != old.file.text {
            plan.writes.push(Write {
                path: shown::<T>(&old.file.file_name),
                kind: ChangeKind::Updated,
                content,
            });
        }
        Ok(())
    }
}

fn created<T: Record>(name: &FileName, record: &T) -> String {
    let mut fields = fields(record);
    if name.tells {
        fields.shift_remove(T::Field::NAME.path());
    }
    create(&schema_comment::<T>(), &fields)
}

/// The text of a file with what differs put into it. It states the name of the record where it did
/// so before, and where the name of the file that it is for does not tell it.
fn updated<T: Record>(old: &Filed<'_, T>, record: &T, tells: bool) -> Result<String, Error> {
    if old.record == record && (tells || old.file.states_name) {
        return Ok(old.file.text.clone());
    }
    let (mut before, mut after) = (fields(old.record), fields(record));
    if !old.file.states_name {
        before.shift_remove(T::Field::NAME.path());
        if tells {
            after.shift_remove(T::Field::NAME.path());
        }
    }
    put(&old.file.text, &before, &after)
        .map_err(|unreadable| refused(shown::<T>(&old.file.file_name), unreadable))
}

/// The comment at the top of the file of a record, which tells editors its schema.
fn schema_comment<T: Record>() -> String {
    format!("#:schema ../.schema/{}.json", T::KIND)
}
