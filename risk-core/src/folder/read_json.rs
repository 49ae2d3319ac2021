//! Reading a register from JSON.

use std::collections::BTreeMap;

use super::decode::Decoder;
use super::node::{Node, Value};
use super::positions::{Positions, RecordOffsets};
use super::read::{problem, without_mark};
use super::{header, json};
use crate::check::{Draft, Reading};
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::{Component, Record, Register, Risk, SourceScope};

/// What a JSON text is called, where it has no name of its own.
pub(super) const REGISTER_JSON: &str = "register.json";

/// Reads the register of a JSON text. Places in it are reported as in `register.json:5:1`.
///
/// # Errors
///
/// When the text is no JSON, or when the scale or a tracker cannot be used.
///
/// ```
/// let text = r#"{ "schema_version": 1, "risks": [{ "reference": "R01", "impact": "High" }] }"#;
/// let reading = risk_core::json::read(text)?;
/// assert_eq!(reading.register.risks().len(), 1);
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn read(text: &str) -> Result<Reading, Error> {
    read_named(REGISTER_JSON, without_mark(text).to_owned())
}

/// Reads the register of the text of a file, which has no byte order mark.
pub(crate) fn read_named(name: &str, text: String) -> Result<Reading, Error> {
    let malformed = |error| Error::Malformed {
        problems: vec![problem(name, &text, error)],
    };
    let node = json::parse(&text).map_err(malformed)?;
    let mut decoder = Decoder::new(name, &text);
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
    positions.add_file(name.to_owned(), text);
    for (record, position) in placed {
        positions.set(record, position);
    }
    let register = Register::new(header.title, header.scale, components, risks)?;
    Ok(Reading {
        scope: SourceScope::Everything,
        columns: BTreeMap::new(),
        settings: header.settings,
        findings: Draft::findings(findings, &register),
        register,
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
        decoder.invalid(list, "a list");
        return Vec::new();
    };
    let mut records = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        decoder.position.start = node.start;
        records.push(decoder.record::<T>(node, index));
        placed.push((T::at(index), std::mem::take(&mut decoder.position)));
    }
    records
}
