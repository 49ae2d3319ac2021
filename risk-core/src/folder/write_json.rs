//! Writing a register into a JSON file: a put, which keeps the keys that it does not know.

use std::path::Path;

use serde::Serialize;
use serde_json::value::RawValue;

use super::fields::{UnreadableList, fields, refused};
use super::header::Header;
use super::put_json::{Part, RawList, RawTable, merge};
use super::read::{COMPONENTS, JsonRecords, RISKS, json_records, read_json_text};
use super::write::{ChangeKind, FileChange, WriteOptions};
use crate::check::Settings;
use crate::error::Error;
use crate::file;
use crate::register::{Component, Key, Register, Risk};

/// Writes a register into a JSON file, which is made if need be.
///
/// # Errors
///
/// When the file that is there cannot be read or the new one cannot be written, or when records
/// would be lost that [`WriteOptions::remove`] does not allow to go.
pub fn write_json(
    path: &Path,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let (content, kind) = if path.exists() {
        match put(path, register, settings, options)? {
            Some(content) => (content, ChangeKind::Updated),
            None => return Ok(Vec::new()),
        }
    } else {
        (to_json(register, settings), ChangeKind::Created)
    };
    if !options.dry_run {
        file::replace(path, content.as_bytes())?;
        file::sync_folder(file::parent(path));
    }
    let path = path.to_owned();
    Ok(vec![FileChange { path, kind }])
}

/// The JSON form of a register.
pub fn to_json(register: &Register, settings: &Settings) -> String {
    pretty(&Form {
        header: Header::new(register.title(), register.scale(), settings),
        components: register.components().map(|c| c.stated()).collect(),
        risks: register.risks().map(|risk| risk.stated()).collect(),
    })
}

#[derive(Serialize)]
struct Form<'a> {
    #[serde(flatten)]
    header: Header,
    components: Vec<&'a Component>,
    risks: Vec<&'a Risk>,
}

fn pretty(form: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(form).expect("a register has a JSON form");
    text.push('\n');
    text
}

/// Puts a register into a file; `None` when the file states it already.
fn put(
    path: &Path,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Option<String>, Error> {
    let text = read_json_text(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let old = json_records(&name, text.clone())?;
    let (old, old_settings) = register_of(old)?;
    if old == *register && old_settings == *settings {
        return Ok(None);
    }
    let vanishing = vanishing(&old, register);
    if !vanishing.is_empty() && !options.remove {
        return Err(Error::WouldVanish { records: vanishing });
    }
    let refused = |record: String| move |unreadable| refused(record, unreadable);
    let raw = RawTable::new(&text);
    let old_header = Header::new(old.title(), old.scale(), &old_settings);
    let header = Header::new(register.title(), register.scale(), settings);
    let mut form = merge(&raw, &fields(&old_header), &fields(&header))
        .map_err(refused("register".to_owned()))?;
    let components = RawList::new(&raw, COMPONENTS).map_err(refused("register".to_owned()))?;
    let components = register.components().map(|new| {
        let key = new.key();
        let old = old.component(&key);
        let stands = old.and_then(|old| Some((components.get(old.position())?, old.stated())));
        record(COMPONENTS, stands, new.stated()).map_err(refused(key.to_string()))
    });
    let components = components.collect::<Result<_, _>>()?;
    let risks = RawList::new(&raw, RISKS).map_err(refused("register".to_owned()))?;
    let risks = register.risks().map(|new| {
        let key = new.key();
        let old = old.risk(&key);
        let stands = old.and_then(|old| Some((risks.get(old.position())?, old.stated())));
        record(RISKS, stands, new.stated()).map_err(refused(key.to_string()))
    });
    let risks = risks.collect::<Result<_, _>>()?;
    form.set(COMPONENTS, Part::List(components));
    form.set(RISKS, Part::List(risks));
    let content = pretty(&form);
    Ok((content != text).then_some(content))
}

fn register_of(records: JsonRecords) -> Result<(Register, Settings), Error> {
    let header = records.header;
    let register = Register::new(
        header.title,
        header.scale,
        records.components,
        records.risks,
    )?;
    Ok((register, header.settings))
}

/// The records of the old register that the new one has not.
fn vanishing(old: &Register, new: &Register) -> Vec<Key> {
    let components = old.components().map(|component| component.key());
    let risks = old.risks().map(|risk| risk.key());
    components
        .filter(|key| new.component(key).is_none())
        .chain(risks.filter(|key| new.risk(key).is_none()))
        .collect()
}

/// A record as it is to be: where it differs from what stands in the file, if it is there.
fn record<'a, T: Serialize + PartialEq>(
    list: &str,
    stands: Option<(&'a RawValue, &T)>,
    new: &T,
) -> Result<Part<'a>, UnreadableList> {
    match stands {
        None => Ok(Part::New(fields(new).into())),
        Some((raw, old)) if old == new => Ok(Part::Raw(raw)),
        Some((raw, old)) if raw.get().starts_with('{') => {
            let merged = merge(&RawTable::new(raw.get()), &fields(old), &fields(new))?;
            Ok(Part::Table(merged))
        }
        Some(_) => Err(UnreadableList {
            key: list.to_owned(),
        }),
    }
}
