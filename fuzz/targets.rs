//! What each fuzz target does with its input. Whatever that is, nothing panics; what is put back
//! unchanged is unchanged; and what is written is read back as it was said.
//!
//! The tests run the same functions on every seed.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use risk_core::disk::{write_folder, write_json};
use risk_core::edit::{Assignment, EditError, Edited, Editor};
use risk_core::folder::REGISTER_FILE;
use risk_core::json;
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Date, Error, Form, Key, Reading, Register, WriteOptions, open, save};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::xlsx::{Package, formula, header, inline, row, text, value};

/// The bytes of a workbook.
pub fn package(bytes: &[u8]) {
    let options = ReadOptions::default();
    match Workbook::open(bytes.to_vec(), &options) {
        Ok((workbook, reading)) => {
            tell(&reading);
            put_unchanged(&workbook, &reading.register);
            for edited in edits(&reading.register) {
                put(&workbook, &edited, &options);
            }
        }
        Err(error) => tell_error(&error),
    }
}

fn put_unchanged(workbook: &Workbook, register: &Register) {
    let edited = Editor::new(register.clone()).finish();
    let update = workbook.put(&edited.expect("a register is valid"));
    let update = update.expect("what does not change can be put");
    assert!(update.bytes == workbook.bytes(), "the bytes changed");
    assert!(
        update.cells.is_empty() && update.parts.is_empty(),
        "{update:?}"
    );
}

fn put(workbook: &Workbook, edited: &Edited, options: &ReadOptions) {
    match workbook.put(edited) {
        Ok(update) => {
            for cell in &update.cells {
                drop(cell.to_string());
            }
            let read = Workbook::open(update.bytes, options);
            let (_, reading) = read.expect("what was written can be read");
            assert_eq!(without_formulas(&reading.register, edited), edited.after);
        }
        Err(error) => tell_error(&error),
    }
}

/// A register as it is read after an edit, but for values of new risks that were not said: those of
/// formulas, which go on in new rows.
fn without_formulas(read: &Register, edited: &Edited) -> Register {
    let (title, scale, components, mut risks) = read.clone().into_parts();
    let after = edited.after.risks().zip(&edited.lineage.risks);
    for (risk, (expected, origin)) in risks.iter_mut().zip(after) {
        if origin.is_none() {
            let is_formula = |header: &Key| expected.extra.get(header).is_none();
            let headers = risk.extra.iter().map(|(header, _)| header.clone());
            let formulas: Vec<Key> = headers.filter(is_formula).collect();
            for header in formulas {
                risk.extra.remove(&header);
            }
        }
    }
    Register::new(title, scale, components, risks).expect("it was one before")
}

/// The XML within a string that cells share, and within strings of cells.
pub fn rich_text(bytes: &[u8]) {
    let Ok(xml) = str::from_utf8(bytes) else {
        return;
    };
    let shared = |reference: &str| value(reference, "s=\"1\" t=\"s\"", "0");
    let first =
        text("A2", "R1") + &shared("C2") + &shared("F2") + &inline("G2", xml) + &shared("I2");
    let last = text("C3", "It fails") + &inline("F3", xml) + &shared("G3") + &inline("I3", xml);
    let rows = header(&[]) + &row(2, &first) + &row(3, &last);
    let workbook = Package::of_rows(&rows).shared(&[xml]).with_bold_style();
    package(&stored(&workbook));
}

/// The bytes of a workbook, whose parts stand in it as they are: to pack and unpack them takes
/// longer than all the rest.
pub fn stored(package: &Package) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in (0..package.count()).map(|position| package.part_at(position)) {
        zip.start_file(name, options).expect("the name is new");
        zip.write_all(content).expect("memory takes all writes");
    }
    zip.finish().expect("memory takes all writes").into_inner()
}

/// The rows of a sheet and, behind an end of them, shared texts. Cells of the shape that all programs write are read without
/// events, as those texts are: what is read so is what events of the same say.
pub fn sheet(bytes: &[u8]) {
    let text = str::from_utf8(bytes).ok();
    // There a tag is text, which would be another one.
    let Some(text) = text.filter(|text| !text.contains("<![")) else {
        return;
    };
    let (rows, shared) = text.split_once("</sheetData>").unwrap_or((text, SHARED));
    let read = |rows: &str, shared: &str| {
        let workbook = Package::of_rows(&(header(&["Score"]) + rows));
        let workbook = workbook.with_bold_style();
        let part = format!("<sst>{shared}</sst>");
        seen(&stored(&workbook.part("xl/sharedStrings.xml", part)))
    };
    let (as_events, texts) = (rows_as_events(rows), shared.replace("<si>", "<si >"));
    assert_eq!(read(rows, shared), read(&as_events, &texts));
}

/// Shared texts of sheets that bring none.
const SHARED: &str = "<si><t>R1</t></si><si><t>It fails</t></si><si><t>Low</t></si><si><t> \n</t></si>\
    <si><t>a &amp; b_x0041_</t></si><si><r><rPr><b/></rPr><t>Alarm</t></r></si>";

/// The same rows in a form that is left to events: no program writes its tags so.
pub fn rows_as_events(rows: &str) -> String {
    rows.replace("<c ", "<c  ").replace("</row>", "</row >")
}

/// All that is read of a workbook, or why it is none.
pub fn seen(workbook: &[u8]) -> String {
    match Workbook::open(workbook.to_vec(), &ReadOptions::default()) {
        Ok((_, reading)) => {
            let register = json::write(&reading.register, &reading.settings);
            format!("{register}\n{}", found(&reading).join("\n"))
        }
        Err(error) => format!("{error:?}"),
    }
}

/// The rows of a sheet, whose cells have tabs between them: what begins with `=` is a formula, and
/// what reads as a number is one.
pub fn columns(bytes: &[u8]) {
    const MOST_ROWS: u32 = 40;
    let table = String::from_utf8_lossy(bytes);
    let rows: String = (1..=MOST_ROWS)
        .zip(table.split('\n'))
        .map(|(number, cells)| row(number, &cells_of(number, cells)))
        .collect();
    let risks = header(&[]) + &row(2, &(text("A2", "R1") + &text("C2", "It fails")));
    package(&stored(&Package::of_rows(&rows)));
    for name in ["Components", "Scale"] {
        package(&stored(&Package::of_sheets(&[
            ("Risks", &risks),
            (name, &rows),
        ])));
    }
}

fn cells_of(row: u32, cells: &str) -> String {
    let cells = ('A'..='Z').zip(cells.split('\t'));
    cells
        .map(|(column, content)| cell(&format!("{column}{row}"), content))
        .collect()
}

fn cell(reference: &str, content: &str) -> String {
    match content.strip_prefix('=') {
        _ if content.is_empty() => String::new(),
        Some(computed) => {
            let escaped = computed.replace('&', "&amp;").replace('<', "&lt;");
            formula(reference, "", &escaped, "1")
        }
        None if content.parse::<f64>().is_ok() => value(reference, "", content),
        None => text(reference, content),
    }
}

/// The text of each file of a register's folder, and of a register in JSON.
pub fn toml(bytes: &[u8]) {
    for name in FILES {
        register(|folder| {
            for (file, text) in FILES.into_iter().zip(TEXTS) {
                write(&folder.join(file), text.as_bytes());
            }
            write(&folder.join(name), bytes);
            folder.to_owned()
        });
    }
    if bytes.trim_ascii_start().starts_with(b"{") {
        register(|folder| {
            let file = folder.join("x.json");
            write(&file, bytes);
            file
        });
    }
}

/// The files of a folder, and texts of each that make a register.
const FILES: [&str; 3] = [REGISTER_FILE, "risks/R1.toml", "components/A.toml"];
const TEXTS: [&str; 3] = [
    "schema_version = 1\n",
    "description = \"It fails\"\n",
    "kind = \"service\"\n",
];

fn write(file: &Path, bytes: &[u8]) {
    let folder = file.parent().expect("it is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(file, bytes).expect("the folder takes files");
}

/// A folder for a moment: in memory, where there is such a place, as a fuzzer makes very many.
fn moment() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    folder.expect("a folder can be made")
}

/// Reads a register that is no workbook, and that is made where it is said. Where it is one, it is
/// written as it is and with edits.
fn register(make: impl Fn(&Path) -> PathBuf) {
    let folder = moment();
    let path = make(folder.path());
    let reading = match open(&path, &ReadOptions::default()) {
        Ok(reading) => reading,
        Err(error) => return tell_error(&error),
    };
    tell(&reading);
    write_unchanged(&path, &reading);
    write_json_anew(&reading);
    for edited in edits(&reading.register) {
        let folder = moment();
        save_edit(&make(folder.path()), &edited, &reading);
    }
}

fn write_unchanged(path: &Path, reading: &Reading) {
    let options = WriteOptions::default();
    let (register, settings) = (&reading.register, &reading.settings);
    let changes = match Form::of(path).expect("it was read") {
        Form::Json => write_json(path, register, settings, options),
        _ => write_folder(path, register, settings, options),
    };
    assert_eq!(changes.expect("what does not change can be written"), []);
}

fn write_json_anew(reading: &Reading) {
    let folder = moment();
    let path = folder.path().join("x.json");
    let text = json::write(&reading.register, &reading.settings);
    write(&path, text.as_bytes());
    let again = open(&path, &ReadOptions::default()).expect("what was written can be read");
    assert_eq!(again.register, reading.register);
    assert_eq!(again.settings, reading.settings);
}

fn save_edit(path: &Path, edited: &Edited, reading: &Reading) {
    let read = ReadOptions::default();
    match save(
        path,
        edited,
        &reading.settings,
        &read,
        WriteOptions::default(),
    ) {
        Ok(_) => {
            let again = open(path, &read).expect("what was written can be read");
            assert_eq!(again.settings, reading.settings);
            assert!(
                is_same(&again.register, &edited.after),
                "{again:?} {edited:?}"
            );
        }
        Err(error) => tell_error(&error),
    }
}

/// Whether two registers state the same. A folder has no order of its own.
fn is_same(register: &Register, other: &Register) -> bool {
    let sorted = |register: &Register| {
        let (title, scale, mut components, mut risks) = register.clone().into_parts();
        components.sort_by(|a, b| a.name.cmp(&b.name));
        risks.sort_by(|a, b| a.reference.cmp(&b.reference));
        (title, scale, components, risks)
    };
    sorted(register) == sorted(other)
}

/// Edits of a register, each by itself: of the first risk and component, of new ones, and of the
/// last risk. What cannot be said of this register is left out.
fn edits(register: &Register) -> Vec<Edited> {
    let mut edits = Vec::new();
    let mut edit = |change: &dyn Fn(&mut Editor) -> Result<Key, EditError>| {
        let mut editor = Editor::new(register.clone());
        if change(&mut editor).is_ok() {
            edits.push(editor.finish().expect("an edited register is valid"));
        }
    };
    edit(&|editor| editor.add_risk(&[assignment("description=It fails")], None));
    edit(&|editor| editor.add_component("New", &[]));
    if let Some(risk) = register.risks().next() {
        let key = risk.key().to_string();
        for text in OF_RISK {
            edit(&|editor| editor.set_risk(&key, &[assignment(text)]));
        }
        edit(&|editor| editor.rename_risk(&key, "New"));
        for (header, _) in risk.extra.iter().take(2) {
            for value in ["", "other"] {
                let path = format!("extra.{header}");
                edit(&|editor| editor.set_risk(&key, &[Assignment::set(&path, value)?]));
            }
        }
    }
    if let Some(risk) = register.risks().last() {
        edit(&|editor| editor.remove_risk(&risk.key().to_string()));
    }
    if let Some(component) = register.components().next() {
        let key = component.key().to_string();
        for text in OF_COMPONENT {
            edit(&|editor| editor.set_component(&key, &[assignment(text)]));
        }
        edit(&|editor| editor.remove_component(&key));
    }
    edits
}

const OF_RISK: [&str; 9] = [
    "description=It fails\nagain & <again>",
    "likelihood=Medium",
    "impact=",
    "observations+=Alarm",
    "observations[1].status=implemented",
    "mitigations[1]=",
    "runbook_actions[1]=Restart",
    "notes+=Seen in _x0041_",
    "tracker_links+=https://trello.com/c/k3VtQ9aZ",
];

const OF_COMPONENT: [&str; 2] = ["requires=New", "owner=Ann"];

fn assignment(text: &str) -> Assignment {
    text.parse().expect("it is an assignment")
}

/// Says all that there is to say of a register.
fn tell(reading: &Reading) {
    drop(found(reading));
}

fn found(reading: &Reading) -> Vec<String> {
    let today = Date::new(2026, 6, 1).expect("there is such a day");
    let findings = reading.check(today).into_iter();
    let findings = findings.map(|finding| format!("{} {}", finding.location, finding.message));
    findings.collect()
}

/// Says all that there is to say of an error.
fn tell_error(error: &Error) {
    drop(format!("{error}{:?}", error.remedy()));
}
