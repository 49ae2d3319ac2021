//! Reading a register from a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::decode::Decoder;
use super::file_name::key_of;
use super::header::{self, DecodedHeader};
use super::node::SyntaxError;
use super::positions::{Lines, Positions, RecordOffsets};
use super::toml;
use crate::check::{Finding, Reading, Settings};
use crate::error::{Error, Problem};
use crate::file;
use crate::record::{Key, RecordPosition};
use crate::register::Record;
use crate::register::{Register, SourceScope, natural_order};

/// The name of the file that makes a folder a register.
pub const REGISTER_FILE: &str = "register.toml";

/// A file of one record larger than this is no record.
const LARGEST_RECORD: u64 = 16 << 20;

/// A file of one record, as it stands.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub file_name: String,
    /// What the file's name tells: the record's name, unless the text states it, and its place
    /// among the records of that name.
    pub told: Key,
    pub text: String,
    /// Whether the text states the record's name.
    pub states_name: bool,
}

impl RecordFile {
    /// The place of the record among those of its name.
    pub fn place(&self) -> (u32, &str) {
        (self.told.occurrence(), &self.file_name)
    }
}

/// The register of a folder, and the files that it was read from as they stand.
#[derive(Debug, Default)]
pub(super) struct FolderFiles {
    pub register: Register,
    pub settings: Settings,
    /// The text of `register.toml`, if there is one.
    pub header_text: Option<String>,
    /// The files of the components, in their order.
    pub components: Vec<RecordFile>,
    /// The files of the risks, in their order.
    pub risks: Vec<RecordFile>,
    pub positions: Positions,
    pub findings: Vec<Finding>,
}

/// Reads the register of a folder.
///
/// # Errors
///
/// When a file cannot be read or is no TOML, or when the scale or a tracker cannot be used.
pub fn read_folder(folder: &Path) -> Result<Reading, Error> {
    let files = read_register(folder)?;
    Ok(Reading {
        register: files.register,
        scope: SourceScope::Everything,
        columns: BTreeMap::new(),
        settings: files.settings,
        findings: files.findings,
        sources: Box::new(files.positions),
    })
}

/// Reads all files of a folder that has a `register.toml`.
pub(super) fn read_register(folder: &Path) -> Result<FolderFiles, Error> {
    let files = read_files(folder)?;
    if files.header_text.is_none() {
        let found = format!("the folder {} has no {REGISTER_FILE}", folder.display());
        return Err(Error::NotARegister { found });
    }
    Ok(files)
}

/// Reads all files of a folder, with or without a `register.toml`.
pub(super) fn read_files(folder: &Path) -> Result<FolderFiles, Error> {
    let mut files = FolderFiles::default();
    let mut problems = Vec::new();
    let header = read_header(folder, &mut files, &mut problems)?;
    let mut sink = Sink {
        folder,
        positions: &mut files.positions,
        findings: &mut files.findings,
        problems: &mut problems,
    };
    let components = sink.records()?;
    let risks = sink.records()?;
    if !problems.is_empty() {
        return Err(Error::Malformed { problems });
    }
    let (component_files, components) = components.into_iter().unzip();
    let (risk_files, risks) = risks.into_iter().unzip();
    files.components = component_files;
    files.risks = risk_files;
    files.settings = header.settings;
    files.register = Register::new(header.title, header.scale, components, risks)?;
    Ok(files)
}

/// Reads `register.toml`, if there is one.
fn read_header(
    folder: &Path,
    files: &mut FolderFiles,
    problems: &mut Vec<Problem>,
) -> Result<DecodedHeader, Error> {
    let path = folder.join(REGISTER_FILE);
    if !path.is_file() {
        return Ok(DecodedHeader::default());
    }
    let text = read_text(&path)?;
    let mut decoder = Decoder::new(REGISTER_FILE, &text);
    let parsed = toml::parse(&text);
    let header = parsed.and_then(|node| header::decode(&mut decoder, &node, &[]));
    let header = header.unwrap_or_else(|error| {
        problems.push(problem(REGISTER_FILE, &text, error));
        DecodedHeader::default()
    });
    files.findings.append(&mut decoder.findings);
    let name = REGISTER_FILE.to_owned();
    files.positions.add_file(name, text.clone());
    files
        .positions
        .set(RecordPosition::Register, decoder.position);
    files.header_text = Some(text);
    Ok(header)
}

/// Where what is read of the files of records goes, beside the records.
struct Sink<'a> {
    folder: &'a Path,
    positions: &'a mut Positions,
    findings: &'a mut Vec<Finding>,
    problems: &'a mut Vec<Problem>,
}

/// A record, the file that it was read from, and where its fields stand there.
struct Decoded<T> {
    file: RecordFile,
    record: T,
    position: RecordOffsets,
}

impl Sink<'_> {
    /// Reads the records of one sort: in natural order, and those of one name by their places.
    fn records<T: Record>(&mut self) -> Result<Vec<(RecordFile, T)>, Error> {
        let folder = self.folder.join(T::FOLDER);
        let mut records = Vec::new();
        for file_name in file_names(&folder)? {
            if let Some(told) = key_of(&file_name) {
                let text = read_text(&folder.join(&file_name))?;
                records.extend(self.record::<T>(file_name, told, text));
            }
        }
        records.sort_by(|a, b| {
            natural_order(a.record.name(), b.record.name())
                .then_with(|| a.file.place().cmp(&b.file.place()))
        });
        let placed = |(index, decoded): (usize, Decoded<T>)| {
            let shown = shown::<T>(&decoded.file.file_name);
            self.positions.add_file(shown, decoded.file.text.clone());
            self.positions.set(T::at(index), decoded.position);
            (decoded.file, decoded.record)
        };
        Ok(records.into_iter().enumerate().map(placed).collect())
    }

    /// Reads the record of one file, if it is TOML.
    fn record<T: Record>(
        &mut self,
        file_name: String,
        told: Key,
        text: String,
    ) -> Option<Decoded<T>> {
        let shown = shown::<T>(&file_name);
        let node = match toml::parse(&text) {
            Ok(node) => node,
            Err(error) => {
                self.problems.push(problem(&shown, &text, error));
                return None;
            }
        };
        let mut decoder = Decoder::new(&shown, &text);
        let mut record = decoder.record::<T>(&node);
        let states_name = !record.name().is_empty();
        if !states_name {
            told.name().clone_into(record.name_mut());
        }
        self.findings.append(&mut decoder.findings);
        let position = decoder.position;
        let file = RecordFile {
            file_name,
            told,
            text,
            states_name,
        };
        Some(Decoded {
            file,
            record,
            position,
        })
    }
}

/// A file of a record as messages name it: as a person would from the register's folder.
pub(super) fn shown<T: Record>(file_name: &str) -> String {
    format!("{}/{file_name}", T::FOLDER)
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
    let bytes = file::read(path, (None, LARGEST_RECORD))?;
    let text = utf8(bytes).map_err(|error| error.of_file(path))?;
    // Git may give the lines other ends in every working copy; what they say is the same.
    Ok(if text.contains("\r\n") {
        text.replace("\r\n", "\n")
    } else {
        text
    })
}

pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, Error> {
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
