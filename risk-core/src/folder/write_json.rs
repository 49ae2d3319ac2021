//! Putting a register into a JSON text, which keeps the keys that it does not know.

#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
use std::io;

use serde::{Serialize, Serializer};

use super::fields::{Depth, Unreadable, fields, refused};
use super::header::Header;
use super::json_layout;
use super::markers;
use super::put_json::{List, Part, Slot, Table, merge, raw_list, set_keys};
use super::read::without_mark;
use super::read_json::{REGISTER_JSON, read};
use super::successor::Successor;
use crate::change::WriteOptions;
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::{Component, Record, Register, Risk};

/// Puts a register into a JSON text. The records are matched by their keys; of the options,
/// [`WriteOptions::remove`] counts.
///
/// # Errors
///
/// When the text cannot be read, or when records would be lost that [`WriteOptions::remove`] does not
/// allow to go.
pub fn put(
    text: &str,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<String, Error> {
    let old = read(text)?;
    let successor = Successor::matched(&old.register, register, settings, options)?;
    update(text, &old, &successor)
}

/// Puts an edit into the JSON text that the register before it was read from, with the settings that
/// were read with it.
///
/// A record keeps what stands there beside it, also under another name.
///
/// # Errors
///
/// When the text is not the register before the edit, with the same settings, and when it cannot be
/// read.
pub fn put_edit(text: &str, edited: &Edited, settings: &Settings) -> Result<String, Error> {
    let old = read(text)?;
    let successor = Successor::of_edit(REGISTER_JSON, &old, edited, settings)?;
    update(text, &old, &successor)
}

/// Puts a register into a text, unless that states it already. A byte order mark stays where it is.
pub(crate) fn update<'a>(
    whole: &'a str,
    old: &Reading,
    successor: &Successor<'a>,
) -> Result<String, Error> {
    if successor.is_same(old) {
        return Ok(whole.to_owned());
    }
    let text = without_mark(whole);
    markers::refuse(REGISTER_JSON, text)?;
    let (before, after) = (&old.register, successor.register);
    let old_header = Header::new(before, &old.settings);
    let header = Header::new(after, successor.settings);
    let object = text.trim_matches([' ', '\t', '\r', '\n']);
    let mut form = merge(
        object,
        &fields(&old_header),
        &fields(&header),
        Depth::Record,
    )
    .map_err(of_register)?;
    let lineage = &successor.lineage;
    let components = list::<Component>((&form, before), &lineage.components, successor)?;
    let risks = list::<Risk>((&form, before), &lineage.risks, successor)?;
    if let Some(theirs) = successor.beside(RecordPosition::Register) {
        set_keys(&mut form, theirs).map_err(of_register)?;
    }
    for (key, list) in [(Component::FOLDER, components), (Risk::FOLDER, risks)] {
        let place = form.entries.get(key).and_then(|slot| slot.place);
        if place.is_some() || !list.entries.is_empty() {
            let slot = Slot::new(place, Part::List(list));
            form.entries.insert(key.to_owned(), slot);
        }
    }
    Ok(json_layout::put(whole, &form))
}

/// The JSON form of a register.
pub fn write(register: &Register, settings: &Settings) -> String {
    pretty(&Form::new(register, settings))
}

fn pretty(form: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(form).expect("a register has a JSON form");
    text.push('\n');
    text
}

/// Writes the JSON form of a register bit by bit: the text of a large one is larger than itself.
///
/// # Errors
///
/// Those of the writer.
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub(crate) fn write_to(
    mut writer: impl io::Write,
    register: &Register,
    settings: &Settings,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut writer, &Form::new(register, settings))?;
    writer.write_all(b"\n")
}

/// The JSON form, without settings: what [`json::write`](crate::json::write) writes where there are none, and
/// [`json::read`](crate::json::read) reads.
///
/// ```
/// use risk_core::{Register, Risk, Scale, json};
///
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![Risk::new("R01")])?;
/// let text = serde_json::to_string(&register)?;
/// assert_eq!(json::read(&text)?.register, register);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for Register {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form::new(self, &Settings::default()).serialize(serializer)
    }
}

#[derive(Serialize)]
struct Form<'a> {
    #[serde(flatten)]
    header: Header,
    components: Vec<&'a Component>,
    risks: Vec<&'a Risk>,
}

impl<'a> Form<'a> {
    fn new(register: &'a Register, settings: &Settings) -> Self {
        Self {
            header: Header::new(register, settings),
            components: register.components().map(|c| c.stated()).collect(),
            risks: register.risks().map(|risk| risk.stated()).collect(),
        }
    }
}

fn of_register(unreadable: Unreadable) -> Error {
    refused("register".to_owned(), unreadable)
}

/// The list of one sort of record as it is to be. `origins` has the position of the old record
/// that each new one came from.
fn list<'a, T: Record>(
    (form, old): (&Table<'a>, &Register),
    origins: &[Option<usize>],
    successor: &Successor<'a>,
) -> Result<List<'a>, Error> {
    let (stands, list) = raw_list(form, T::FOLDER).map_err(of_register)?;
    let origins = origins.iter().copied().chain(std::iter::repeat(None));
    let record = |(new, origin): (&'a T, Option<usize>)| {
        let stands = |at| Some((*list.get(at)?, T::shared(old).get(at)?, T::key_at(old, at)?));
        let Some((raw, old, key)) = origin.and_then(stands) else {
            return Ok(Part::Record(new));
        };
        put_record(raw, &**old, new).map_err(|unreadable| refused(key.to_string(), unreadable))
    };
    let records = T::all(successor.register).zip(origins);
    let entries = records.enumerate().map(|(at, (new, origin))| {
        let record = record((new, origin))?;
        let theirs = successor.beside(T::at(at));
        let part = match theirs.filter(|theirs| !theirs.keys.is_empty()) {
            Some(theirs) => record
                .with_keys(theirs)
                .unwrap_or_else(|| Err(Unreadable::of(T::FOLDER)))
                .map_err(of_register)?,
            None => record,
        };
        Ok(Slot::new(origin.filter(|at| *at < list.len()), part))
    });
    let entries = entries.collect::<Result<_, Error>>()?;
    Ok(List { stands, entries })
}

/// A record as it is to be: where it differs from what stands in the file.
fn put_record<'a, T: Record>(raw: &'a str, old: &T, new: &T) -> Result<Part<'a>, Unreadable> {
    if old == new {
        return Ok(Part::Raw(raw));
    }
    if !raw.starts_with('{') {
        return Err(Unreadable::of(T::FOLDER));
    }
    merge(raw, &fields(old), &fields(new), Depth::Record).map(Part::Table)
}
