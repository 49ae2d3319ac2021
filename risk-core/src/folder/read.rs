//! Reading a register from a folder or from JSON.

use std::fs;
use std::path::Path;

use super::decode::Decoder;
use super::file_name::key_of;
use super::header::{self, DecodedHeader};
use super::node::{Node, SyntaxError, Value};
use super::positions::{Lines, Positions};
use super::{json, toml};
use crate::check::rules::reading::INVALID_VALUE;
use crate::check::{Finding, Reading};
use crate::error::{Error, Problem};
use crate::file;
use crate::register::{Component, Coverage, Key, Record, Register, Risk, natural_order};

/// The name of the file that makes a folder a register.
pub const REGISTER_FILE: &str = "register.toml";
/// The folder of the risks, in that of the register.
pub(super) const RISKS: &str = "risks";
/// The folder of the components, in that of the register.
pub(super) const COMPONENTS: &str = "components";

/// A file of one record larger than this is no record.
const LARGEST_RECORD: u64 = 16 << 20;
/// The largest JSON file that is read.
const LARGEST_JSON: u64 = 4 << 30;

/// A file of one record, as it stands.
#[derive(Debug)]
pub(super) struct RecordFile<T> {
    pub key: Key,
    pub file_name: String,
    pub text: String,
    pub record: T,
}

/// The files of a folder, as they stand.
#[derive(Debug, Default)]
pub(super) struct FolderFiles {
    /// The text of `register.toml`, if there is one.
    pub header_text: Option<String>,
    pub header: DecodedHeader,
    pub components: Vec<RecordFile<Component>>,
    pub risks: Vec<RecordFile<Risk>>,
    pub positions: Positions,
    pub findings: Vec<Finding>,
}

/// Reads the register of a folder.
///
/// # Errors
///
/// When a file cannot be read or is no TOML, or when the scale or a tracker cannot be used.
pub fn read_folder(folder: &Path) -> Result<Reading, Error> {
    let files = read_files(folder)?;
    if files.header_text.is_none() {
        let found = format!("the folder {} has no {REGISTER_FILE}", folder.display());
        return Err(Error::NotARegister { found });
    }
    let components = files
        .components
        .into_iter()
        .map(|file| file.record)
        .collect();
    let risks = files.risks.into_iter().map(|file| file.record).collect();
    Ok(Reading {
        register: Register::new(files.header.title, files.header.scale, components, risks)?,
        coverage: Coverage::Everything,
        settings: files.header.settings,
        findings: files.findings,
        sources: Box::new(files.positions),
    })
}

/// Reads all files of a folder, with or without a `register.toml`.
pub(super) fn read_files(folder: &Path) -> Result<FolderFiles, Error> {
    let mut files = FolderFiles::default();
    let mut problems = Vec::new();
    let path = folder.join(REGISTER_FILE);
    if path.is_file() {
        let text = read_text(&path)?;
        let mut decoder = Decoder::new(REGISTER_FILE, &text);
        let parsed = toml::parse(&text);
        match parsed.and_then(|node| header::decode(&mut decoder, &node, &[])) {
            Ok(header) => files.header = header,
            Err(error) => problems.push(problem(REGISTER_FILE, &text, error)),
        }
        files.findings.append(&mut decoder.findings);
        files
            .positions
            .add_file(REGISTER_FILE.to_owned(), text.clone());
        files.positions.set(Record::Register, decoder.position);
        files.header_text = Some(text);
    }
    files.components = records(
        folder,
        COMPONENTS,
        &mut problems,
        &mut Sink {
            decode: |decoder, node| decoder.component(node),
            name: |component| &mut component.name,
            record: Record::Component,
            positions: &mut files.positions,
            findings: &mut files.findings,
        },
    )?;
    files.risks = records(
        folder,
        RISKS,
        &mut problems,
        &mut Sink {
            decode: |decoder, node| decoder.risk(node),
            name: |risk| &mut risk.reference,
            record: Record::Risk,
            positions: &mut files.positions,
            findings: &mut files.findings,
        },
    )?;
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(Error::Malformed { problems })
    }
}

/// What is particular to one sort of record, and where its findings and positions go.
struct Sink<'a, T> {
    decode: fn(&mut Decoder<'_>, &Node) -> T,
    name: fn(&mut T) -> &mut String,
    record: fn(usize) -> Record,
    positions: &'a mut Positions,
    findings: &'a mut Vec<Finding>,
}

/// Reads the records of a folder, in natural order.
fn records<T>(
    folder: &Path,
    subfolder: &str,
    problems: &mut Vec<Problem>,
    sink: &mut Sink<'_, T>,
) -> Result<Vec<RecordFile<T>>, Error> {
    let mut records = Vec::new();
    for file_name in file_names(&folder.join(subfolder))? {
        let Some(key) = key_of(&file_name) else {
            continue;
        };
        let text = read_text(&folder.join(subfolder).join(&file_name))?;
        let shown = format!("{subfolder}/{file_name}");
        match toml::parse(&text) {
            Ok(node) => {
                let mut decoder = Decoder::new(&shown, &text);
                let mut record = (sink.decode)(&mut decoder, &node);
                let name = (sink.name)(&mut record);
                // The file's name is the record's, unless the file states it.
                if name.is_empty() {
                    key.name().clone_into(name);
                }
                sink.findings.append(&mut decoder.findings);
                let position = decoder.position;
                records.push((
                    RecordFile {
                        key,
                        file_name,
                        text,
                        record,
                    },
                    position,
                ));
            }
            Err(error) => problems.push(problem(&shown, &text, error)),
        }
    }
    order(&mut records, sink.name);
    let mut files = Vec::with_capacity(records.len());
    for (index, (file, record)) in records.into_iter().enumerate() {
        let shown = format!("{subfolder}/{}", file.file_name);
        sink.positions.add_file(shown, file.text.clone());
        sink.positions.set((sink.record)(index), record);
        files.push(file);
    }
    Ok(files)
}

/// Orders records by name, and those of one name by occurrence; keys become those of the register.
fn order<T, P>(records: &mut [(RecordFile<T>, P)], name: fn(&mut T) -> &mut String) {
    for (file, _) in records.iter_mut() {
        let stated = name(&mut file.record).clone();
        file.key = Key::new(stated, file.key.occurrence());
    }
    records.sort_by(|(a, _), (b, _)| {
        natural_order(a.key.name(), b.key.name())
            .then_with(|| a.key.occurrence().cmp(&b.key.occurrence()))
            .then_with(|| a.file_name.cmp(&b.file_name))
    });
    let mut previous: Option<Key> = None;
    for (file, _) in records.iter_mut() {
        let occurrence = match &previous {
            Some(key) if key.name() == file.key.name() => key.occurrence() + 1,
            _ => 1,
        };
        file.key = Key::new(file.key.name(), occurrence);
        previous = Some(file.key.clone());
    }
}

/// The names of the files in a folder; none when there is no such folder. Hidden files are not
/// looked at: they are other programs' temporary ones.
fn file_names(folder: &Path) -> Result<Vec<String>, Error> {
    let failed = |source| Error::read(folder, source);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') {
            names.push(name.into_owned());
        }
    }
    // The order in which a file system lists its files is nobody's intention.
    names.sort_unstable();
    Ok(names)
}

fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = file::read(path, LARGEST_RECORD)?;
    let text = utf8(bytes).map_err(|error| error.of_file(path))?;
    // Git may give the lines other ends in every working copy; what they say is the same.
    Ok(if text.contains("\r\n") {
        text.replace("\r\n", "\n")
    } else {
        text
    })
}

fn utf8(bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::NotARegister {
            found: format!("the text is not UTF-8 from byte {} on", at + 1),
        }
    })?;
    // Some editors begin a file with a byte order mark, which is no part of the text.
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

pub(super) fn problem(file: &str, text: &str, error: SyntaxError) -> Problem {
    Problem {
        location: Lines::new(text).position(file, text, error.start),
        message: error.message,
    }
}

/// The records of a JSON file, in their order.
pub(super) struct JsonRecords {
    pub header: DecodedHeader,
    pub components: Vec<Component>,
    pub risks: Vec<Risk>,
    pub positions: Positions,
    pub findings: Vec<Finding>,
}

/// Reads the register of a JSON file.
///
/// # Errors
///
/// When the file cannot be read or is no JSON, or when the scale or a tracker cannot be used.
pub fn read_json(path: &Path) -> Result<Reading, Error> {
    let text = read_json_text(path)?;
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let records = json_records(&name, text)?;
    Ok(Reading {
        register: Register::new(
            records.header.title,
            records.header.scale,
            records.components,
            records.risks,
        )?,
        coverage: Coverage::Everything,
        settings: records.header.settings,
        findings: records.findings,
        sources: Box::new(records.positions),
    })
}

pub(super) fn read_json_text(path: &Path) -> Result<String, Error> {
    let bytes = file::read(path, LARGEST_JSON)?;
    utf8(bytes).map_err(|error| error.of_file(path))
}

/// Reads the records of a JSON text. A file is named for findings.
pub(super) fn json_records(file: &str, text: String) -> Result<JsonRecords, Error> {
    let malformed = |error| Error::Malformed {
        problems: vec![problem(file, &text, error)],
    };
    let node = json::parse(&text).map_err(malformed)?;
    let mut decoder = Decoder::new(file, &text);
    let others = [COMPONENTS, RISKS];
    let header = header::decode(&mut decoder, &node, &others).map_err(malformed)?;
    let mut placed = vec![(Record::Register, std::mem::take(&mut decoder.position))];
    let components = json_list(
        &mut decoder,
        &node,
        COMPONENTS,
        Decoder::component,
        |place| {
            placed.push((Record::Component(place.0), place.1));
        },
    );
    let risks = json_list(&mut decoder, &node, RISKS, Decoder::risk, |place| {
        placed.push((Record::Risk(place.0), place.1));
    });
    let findings = std::mem::take(&mut decoder.findings);
    let mut positions = Positions::default();
    positions.add_file(file.to_owned(), text);
    for (record, position) in placed {
        positions.set(record, position);
    }
    Ok(JsonRecords {
        header,
        components,
        risks,
        positions,
        findings,
    })
}

/// The records of one list of the file.
fn json_list<'t, T>(
    decoder: &mut Decoder<'t>,
    node: &Node,
    key: &str,
    decode: fn(&mut Decoder<'t>, &Node) -> T,
    mut place: impl FnMut((usize, super::positions::RecordPosition)),
) -> Vec<T> {
    let Some(list) = node.get(key) else {
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
        records.push(decode(decoder, node));
        place((index, std::mem::take(&mut decoder.position)));
    }
    records
}
