//! Reading a register from a folder.

use super::decode::{Decoder, keys};
use super::file_name::key_of;
use super::files::Files;
use super::header::{self, DecodedHeader};
use super::layout::Layout;
use super::markers::Marked;
use super::positions::{File, Positions, RecordStarts};
use super::{toml, unread};
use crate::check::{Draft, Reading};
use crate::error::{Error, Problem};
use crate::record::{Key, RecordPosition};
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
use crate::register::{Component, Risk};
use crate::register::{Record, Register, natural_order};

/// The name of the file that makes a folder a register.
pub const REGISTER_FILE: &str = "register.toml";

/// The folders, in that of a register, that have the files of records.
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub(crate) const FOLDERS: [&str; 2] = [Component::FOLDER, Risk::FOLDER];

/// A file of one record larger than this many bytes is no record: a thousand times what a person writes.
pub(crate) const LARGEST_RECORD: u64 = 16 << 20;

/// A file of one record, as it stands.
#[derive(Debug)]
pub(crate) struct RecordFile {
    pub file_name: String,
    /// What the file's name states: the record's name, unless the text states it, and its place
    /// among the records of that name.
    pub told: Key,
    pub text: String,
    pub layout: Layout,
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
#[derive(Debug)]
pub(crate) struct FolderFiles {
    pub reading: Reading,
    /// The text of `register.toml`, if there is one, and how it stands.
    pub header: Option<(String, Layout)>,
    /// The files of the components, in their order.
    pub components: Vec<RecordFile>,
    /// The files of the risks, in their order.
    pub risks: Vec<RecordFile>,
}

/// Reads the register of a folder from its files. Those that are none of a register's are not looked at.
///
/// # Errors
///
/// When there is no `register.toml`, when a file is no text or no TOML, or when the scale or a tracker
/// cannot be used.
pub fn read(files: &Files) -> Result<Reading, Error> {
    read_register(files).map(|files| files.reading)
}

/// Reads files among which there is a `register.toml`.
pub(crate) fn read_register(files: &Files) -> Result<FolderFiles, Error> {
    if !files.has(REGISTER_FILE) {
        let found = format!("there is no {REGISTER_FILE}");
        return Err(Error::NotARegister { found });
    }
    read_files(files)
}

/// Reads files, with or without a `register.toml`.
pub(crate) fn read_files(from: &Files) -> Result<FolderFiles, Error> {
    let mut reader = Reader {
        from,
        positions: Positions::default(),
        findings: Vec::new(),
        problems: Vec::new(),
    };
    let (header_file, header) = reader.header()?;
    reader.findings.extend(unread::findings(from));
    let (component_files, components) = reader.records()?;
    let (risk_files, risks) = reader.records()?;
    let problems = reader.problems;
    if !problems.is_empty() {
        return Err(Error::Malformed { problems });
    }
    let register = Register::new(header.title, header.scale, components, risks)?;
    Ok(FolderFiles {
        header: header_file,
        components: component_files,
        risks: risk_files,
        reading: Reading {
            findings: Draft::findings(reader.findings, &register),
            sources: Box::new(reader.positions),
            ..Reading::of(register, header.settings)
        },
    })
}

/// What was read of the files so far, but for the records.
struct Reader<'a> {
    from: &'a Files,
    positions: Positions,
    findings: Vec<Draft>,
    problems: Vec<Problem>,
}

/// A record, the file that it was read from, and where its fields stand there.
struct Decoded<T> {
    file: RecordFile,
    record: T,
    source: File,
    starts: RecordStarts,
    findings: Vec<Draft>,
}

impl Reader<'_> {
    /// Reads `register.toml`, if there is one.
    fn header(&mut self) -> Result<(Option<(String, Layout)>, DecodedHeader), Error> {
        let Some(content) = self.from.get(REGISTER_FILE) else {
            return Ok(Default::default());
        };
        let (text, layout) = text_of(REGISTER_FILE, content)?;
        let named = |text| File::toml(REGISTER_FILE.to_owned(), text);
        let marked = Marked::new(named, text.clone());
        let file = &marked.file;
        let mut decoder = Decoder::new(file);
        let parsed = toml::parse(file.text());
        let header = parsed.and_then(|node| header::decode(&mut decoder, &node, &[]));
        let header = header.unwrap_or_else(|error| {
            self.problems.push(marked.problem(file.problem(error)));
            DecodedHeader::default()
        });
        self.findings.append(&mut decoder.findings);
        self.findings
            .extend(marked.findings(RecordPosition::Register));
        self.positions.set(RecordPosition::Register, decoder.starts);
        self.positions.add_file(marked.file);
        Ok((Some((text, layout)), header))
    }

    /// Reads the records of one sort: in natural order, and those of one name by their places.
    fn records<T: Record>(&mut self) -> Result<(Vec<RecordFile>, Vec<T>), Error> {
        let mut records = Vec::new();
        for (file_name, content) in self.from.within(T::FOLDER) {
            if let Some(told) = record_of(file_name) {
                let text = text_of(&shown::<T>(file_name), content)?;
                records.extend(self.record::<T>(file_name.to_owned(), told, text));
            }
        }
        records.sort_by(|a, b| {
            natural_order(a.record.name(), b.record.name())
                .then_with(|| a.file.place().cmp(&b.file.place()))
        });
        let placed = |(index, decoded): (usize, Decoded<T>)| {
            self.positions.set(T::at(index), decoded.starts);
            self.positions.add_file(decoded.source);
            self.findings
                .extend(decoded.findings.into_iter().map(|mut draft| {
                    draft.place.record = T::at(index);
                    draft
                }));
            (decoded.file, decoded.record)
        };
        Ok(records.into_iter().enumerate().map(placed).unzip())
    }

    /// Reads the record of one file, if it is TOML.
    fn record<T: Record>(
        &mut self,
        file_name: String,
        told: Key,
        (text, layout): (String, Layout),
    ) -> Option<Decoded<T>> {
        let named = |text| File::toml(shown::<T>(&file_name), text);
        let marked = Marked::new(named, text.clone());
        let node = match toml::parse(marked.file.text()) {
            Ok(node) => node,
            Err(error) => {
                let problem = marked.file.problem(error);
                self.problems.push(marked.problem(problem));
                return None;
            }
        };
        let mut decoder = Decoder::new(&marked.file);
        // Where it is among the others is known when all are read.
        let mut record = decoder.record::<T>(&keys::<T>(""), &node, 0);
        let states_name = !record.name().is_empty();
        if !states_name {
            told.name().clone_into(record.name_mut());
        }
        let file = RecordFile {
            file_name,
            told,
            text,
            layout,
            states_name,
        };
        let mut findings = decoder.findings;
        findings.extend(marked.findings(T::at(0)));
        Some(Decoded {
            file,
            record,
            starts: decoder.starts,
            findings,
            source: marked.file,
        })
    }
}

/// A file of a record as messages name it: as a person would from the register's folder.
pub(super) fn shown<T: Record>(file_name: &str) -> String {
    format!("{}/{file_name}", T::FOLDER)
}

/// The key of the record that a file in the folder of its sort has, by the file's name; `None` of other files.
/// Hidden files are not looked at: they are other programs' temporary ones.
pub(crate) fn record_of(file_name: &str) -> Option<Key> {
    let is_plain = !file_name.starts_with('.') && !file_name.contains('/');
    key_of(file_name).filter(|_| is_plain)
}

/// The text of a file, with the line ends of one system, and how it stands: git may give the lines other ends in
/// every working copy; what they mean is the same.
fn text_of(path: &str, content: &[u8]) -> Result<(String, Layout), Error> {
    if content.len() as u64 > LARGEST_RECORD {
        return Err(Error::Limit {
            what: format!("the size of {path} in bytes"),
            limit: LARGEST_RECORD,
            name: None,
        });
    }
    Ok(Layout::take(whole_text(path, content.to_vec())?))
}

/// The text that bytes are, without a byte order mark.
#[cfg(feature = "workbook")]
pub(crate) fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    whole_text(name, bytes).map(unmarked)
}

/// A text of a file without a byte order mark.
#[cfg(any(
    feature = "workbook",
    all(feature = "disk", not(target_arch = "wasm32"))
))]
pub(crate) fn unmarked(text: String) -> String {
    match without_mark(&text) {
        rest if rest.len() < text.len() => rest.to_owned(),
        _ => text,
    }
}

/// The text that the bytes of a file are, all of it.
pub(crate) fn whole_text(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let location = File::toml(name.to_owned(), before).position_of_byte(at);
        let message = format!("the text is not UTF-8 from byte {} on", at + 1);
        let problems = vec![Problem { location, message }];
        Error::Malformed { problems }
    })
}

/// A text without a byte order mark, with which some editors begin a file. It is no part of the text.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
