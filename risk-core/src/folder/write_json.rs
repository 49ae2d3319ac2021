//! Writing a register into a JSON file: a put, which keeps the keys that it does not know.

use std::path::Path;

use serde::Serialize;
use serde_json::Value as Json;

use super::fields::{Fields, UnreadableList, fields, refused};
use super::header::Header;
use super::read::{COMPONENTS, RISKS, json_records, read_json_text};
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
        let text = read_json_text(path)?;
        let put = put(&text, register, settings, options).map_err(|e| e.of_file(path))?;
        match put {
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

/// Puts a register into a text; `None` when the text states it already.
fn put(
    text: &str,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Option<String>, Error> {
    let old = json_records("", text.to_owned())?;
    let raw: Fields = serde_json::from_str(text).unwrap_or_default();
    let old_settings = old.header.settings;
    let old_register = Register::new(
        old.header.title,
        old.header.scale,
        old.components,
        old.risks,
    )?;
    if old_register == *register && old_settings == *settings {
        return Ok(None);
    }
    let vanishing = vanishing(&old_register, register);
    if !vanishing.is_empty() && !options.remove {
        return Err(Error::WouldVanish { records: vanishing });
    }
    let old_header = Header::new(old_register.title(), old_register.scale(), &old_settings);
    let new_header = Header::new(register.title(), register.scale(), settings);
    let mut form = merge(&raw, &fields(&old_header), &fields(&new_header))
        .map_err(|unreadable| refused("register".to_owned(), unreadable))?;
    let components = register.components().map(|new| {
        let old = old_register.component(&new.key());
        let old = old.map(|old| (old.position(), old.stated()));
        merged_record(&raw, COMPONENTS, &new.key(), old, new.stated())
    });
    let components = components.collect::<Result<_, _>>()?;
    let risks = register.risks().map(|new| {
        let old = old_register.risk(&new.key());
        let old = old.map(|old| (old.position(), old.stated()));
        merged_record(&raw, RISKS, &new.key(), old, new.stated())
    });
    let risks = risks.collect::<Result<_, _>>()?;
    form.insert(COMPONENTS.to_owned(), Json::Array(components));
    form.insert(RISKS.to_owned(), Json::Array(risks));
    Ok(Some(pretty(&form)))
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

fn merged_record<T: Serialize + PartialEq>(
    raw: &Fields,
    list: &str,
    key: &Key,
    old: Option<(usize, &T)>,
    new: &T,
) -> Result<Json, Error> {
    let raw = |position: usize| raw.get(list)?.get(position);
    match old.and_then(|(position, old)| Some((raw(position)?, old))) {
        Some((raw, old)) if old == new => Ok(raw.clone()),
        Some((Json::Object(raw), old)) => merge(raw, &fields(old), &fields(new))
            .map(Json::Object)
            .map_err(|unreadable| refused(key.to_string(), unreadable)),
        _ => Ok(Json::Object(fields(new))),
    }
}

/// The new fields; what is the same stays as it stood, and so does what could not be read.
fn merge(raw: &Fields, old: &Fields, new: &Fields) -> Result<Fields, UnreadableList> {
    let mut merged = Fields::new();
    for (key, value) in new {
        let value = match (raw.get(key), old.get(key), value) {
            (Some(raw), Some(old), new) if old == new => raw.clone(),
            (Some(Json::Object(raw)), Some(Json::Object(old)), Json::Object(new)) => {
                Json::Object(merge(raw, old, new)?)
            }
            (Some(Json::Array(raw)), old, _) if Some(raw.len()) != length(old) => {
                return Err(UnreadableList { key: key.clone() });
            }
            (_, _, new) => new.clone(),
        };
        merged.insert(key.clone(), value);
    }
    let others = raw.iter().filter(|(key, _)| !old.contains_key(*key));
    for (key, value) in others {
        merged.entry(key).or_insert_with(|| value.clone());
    }
    Ok(merged)
}

fn length(value: Option<&Json>) -> Option<usize> {
    // A list without entries is left out of what was read.
    Some(value.and_then(Json::as_array).map_or(0, Vec::len))
}
