//! Reading a register from JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decode::{Decoder, FieldKey, keys};
use super::header::{self, DecodedHeader};
use super::json;
use super::markers::Marked;
use super::node::{Node, Value};
use super::positions::{File, Positions};
use super::read::without_mark;
use crate::check::{Draft, Reading};
use crate::error::Error;
use crate::record::RecordPosition;
use crate::register::{Component, Record, Register, Risk, SourceScope};

/// What a JSON text is called, where it has no name of its own.
pub(crate) const REGISTER_JSON: &str = "register.json";

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
    let mut marked = Marked::new(|text| File::json(name.to_owned(), text), text);
    let decoded = match decode(&marked) {
        // A number that no float has costs its field alone.
        Err(_) if marked.file.set_aside_huge_numbers() => decode(&marked)?,
        decoded => decoded?,
    };
    let Decoded {
        header,
        components,
        risks,
        findings,
        mut positions,
    } = decoded;
    positions.add_file(marked.file);
    let register = Register::default().with_title(header.title);
    let register = register.with_records(header.scale, components, risks)?;
    Ok(Reading {
        scope: SourceScope::Everything,
        columns: BTreeMap::new(),
        settings: header.settings,
        findings: Draft::findings(findings, &register),
        register,
        sources: Box::new(positions),
    })
}

/// What a file has.
struct Decoded {
    header: DecodedHeader,
    components: Vec<Arc<Component>>,
    risks: Vec<Arc<Risk>>,
    findings: Vec<Draft>,
    positions: Positions,
}

fn decode(marked: &Marked) -> Result<Decoded, Error> {
    let malformed = |problem| Error::Malformed {
        problems: vec![marked.problem(problem)],
    };
    let file = &marked.file;
    let mut positions = Positions::default();
    let mut components = List::<Component>::new(file);
    let mut risks = List::<Risk>::new(file);
    let node = json::parse(file, &mut |key, node| match key {
        Component::FOLDER => components.add(node, &mut positions),
        Risk::FOLDER => risks.add(node, &mut positions),
        _ => false,
    });
    let node = node.map_err(malformed)?;
    let mut decoder = Decoder::new(file);
    let header = header::decode(&mut decoder, &node, &[Component::FOLDER, Risk::FOLDER]);
    let header = header.map_err(|error| malformed(file.problem(error)))?;
    positions.set(RecordPosition::Register, decoder.starts);
    let mut findings = decoder.findings;
    findings.extend(marked.findings(RecordPosition::Register));
    Ok(Decoded {
        header,
        components: components.finish(&node, &mut findings),
        risks: risks.finish(&node, &mut findings),
        findings,
        positions,
    })
}

/// The records of one list of the file.
struct List<'a, T: Record> {
    decoder: Decoder<'a>,
    keys: Vec<FieldKey<T::Field>>,
    records: Vec<Arc<T>>,
}

impl<'a, T: Record> List<'a, T> {
    fn new(file: &'a File) -> Self {
        Self {
            decoder: Decoder::new(file),
            keys: keys::<T>(""),
            records: Vec::new(),
        }
    }

    /// Adds a record, of which nothing is left to be kept.
    fn add(&mut self, node: &Node, positions: &mut Positions) -> bool {
        let index = self.records.len();
        let record = self.decoder.record::<T>(&self.keys, node, index);
        self.records.push(Arc::new(record));
        positions.set(T::at(index), self.decoder.starts.clone());
        true
    }

    /// The records, and what could not be read of them and of the list.
    fn finish(mut self, register: &Node, findings: &mut Vec<Draft>) -> Vec<Arc<T>> {
        if let Some(list) = register.get(T::FOLDER)
            && !matches!(list.value, Value::Null | Value::List(_))
        {
            self.decoder.invalid(list, "a list");
        }
        findings.append(&mut self.decoder.findings);
        self.records
    }
}
