//! Reading a register from JSON.

use std::collections::BTreeMap;
use std::path::Path;

use super::decode::Decoder;
use super::node::{Node, Value};
use super::positions::{Positions, RecordOffsets};
use super::read::{problem, utf8};
use super::{header, json};
use crate::check::Reading;
use crate::check::rules::reading::INVALID_VALUE;
use crate::error::Error;
use crate::file;
use crate::record::RecordPosition;
use crate::register::Record;
use crate::register::{Component, Register, Risk, SourceScope};

/// The largest JSON file that is read.
const LARGEST_JSON: u64 = 4 << 30;

/// Reads the register of a JSON file.
///
/// # Errors
///
/// When the file cannot be read or is no JSON, or when the scale or a tracker cannot be used.
pub fn read_json(path: &Path) -> Result<Reading, Error> {
    json_reading(path, json_text(path)?)
}

/// The text of a JSON file.
pub(super) fn json_text(path: &Path) -> Result<String, Error> {
    let bytes = file::read(path, (None, LARGEST_JSON))?;
    utf8(bytes).map_err(|error| error.of_file(path))
}

/// Reads the register of a JSON text, which is that of a file.
pub(super) fn json_reading(path: &Path, text: String) -> Result<Reading, Error> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy();
    let malformed = |error| Error::Malformed {
        problems: vec![problem(&name, &text, error)],
    };
    let node = json::parse(&text).map_err(malformed)?;
    let mut decoder = Decoder::new(&name, &text);
    let others = [Component::FOLDER, Risk::FOLDER];
    let header = header::decode(&mut decoder, &node, &others).map_err(malformed)?;
    let mut placed = vec![(
        RecordPosition::Register,
        std::mem::take(&mut decoder.position),
    )];
    let components = list(&mut decoder, &node, &mut placed);
    let risks = list(&mut decoder, &node, &mut placed);
    let findings = std::mem::take(&mut decoder.findings);
    let mut positions = Positions::default();
    positions.add_file(name.into_owned(), text);
    for (record, position) in placed {
        positions.set(record, position);
    }
    Ok(Reading {
        register: Register::new(header.title, header.scale, components, risks)?,
        scope: SourceScope::Everything,
        columns: BTreeMap::new(),
        settings: header.settings,
        findings,
        sources: Box::new(positions),
    })
}

/// The records of one list of the file. Where each stands goes to `placed`.
fn list<T: Record>(
    decoder: &mut Decoder<'_>,
    node: &Node,
    placed: &mut Vec<(RecordPosition, RecordOffsets)>,
) -> Vec<T> {
    let Some(list) = node.get(T::FOLDER) else {
        return Vec::new();
    };
    if matches!(list.value, Value::Null) {
        return Vec::new();
    }
    let Value::List(nodes) = &list.value else {
        let message = format!("expected a list, found {}", list.describe());
        let finding = decoder.finding(&INVALID_VALUE, list.start, message);
        decoder.findings.push(finding);
        return Vec::new();
    };
    let mut records = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        decoder.position.start = node.start;
        records.push(decoder.record::<T>(node));
        placed.push((T::at(index), std::mem::take(&mut decoder.position)));
    }
    records
}
