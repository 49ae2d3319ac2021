//! How long it takes to import, check, read and write registers.
//!
//! `cargo bench --bench register` runs everything; behind `--`, a size runs only that one, and a
//! word (`import`, `update`, `export`, `check`, `text`, `versions`, `sync`) only that part. Each figure is the median of several runs. Work that a library does for us is measured beside the
//! bare library on the same input, turn by turn in the same run, and told as a ratio. `-- bare-read FILE` and `-- bare-json FILE` only
//! read a file with those libraries, as processes to be measured.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod bare_export;
mod generator;
mod synced;
mod timing;

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use risk_core::WriteOptions;
use risk_core::disk::{read_folder, read_json, write_folder, write_json};
use risk_core::edit::Editor;
use risk_core::versions::{self, MergeOptions};
use risk_core::workbook::{self, ReadOptions, Update, Workbook};
use risk_core::{Date, Reading, Register, Settings, json};
use timing::{Done, medians, report, report_ratio};

/// A part of the benchmark: its name, and what it does with a register, so many times.
type Part = (&'static str, fn(&Register, usize));

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, path] = arguments.as_slice() {
        let bytes = || std::fs::read(path).expect("it is there");
        match word.as_str() {
            PEAK => return tell_peak(path),
            "bare-read" => return drop(black_box(bare_read(&bytes()))),
            "bare-json" => {
                let value: serde_json::Value =
                    serde_json::from_slice(&bytes()).expect("it is JSON");
                return drop(black_box(value));
            }
            _ => {}
        }
    }
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![1_000, 100_000]
    } else {
        sizes
    };
    for size in sizes {
        let register = generator::register(size);
        let runs = if size > 10_000 { 7 } else { 51 };
        println!("{size} risks");
        let parts: [Part; 7] = [
            ("import", import),
            ("update", update),
            ("export", export),
            ("check", check),
            ("text", text_forms),
            ("versions", versions),
            ("sync", syncs),
        ];
        let chosen = |name: &str| std::env::args().any(|word| word == name);
        let all = !parts.iter().any(|(name, _)| chosen(name));
        for (name, run) in parts {
            if all || chosen(name) {
                run(&register, runs);
            }
        }
    }
}

/// Bytes of a workbook to a register, beside a bare read of its cells.
fn import(register: &Register, runs: usize) {
    let bytes = generator::workbook(register);
    let read = || workbook::read(&bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(read().register.risks().len(), register.risks().len());
    let [ours, bare] = medians(runs, [&mut || Box::new(read()), &mut || bare_read(&bytes)]);
    report("import", ours);
    report("  calamine, cells alone", bare);
    report_ratio(ours, bare);
}

/// Bytes of a workbook to its bytes with one cell changed, beside a bare read of its cells.
fn update(register: &Register, runs: usize) {
    let bytes = generator::workbook(register);
    let ours = || updated(bytes.clone());
    let [ours, bare] = medians(runs, [&mut || Box::new(ours()), &mut || bare_read(&bytes)]);
    report("update of one cell", ours);
    report("  calamine, cells alone", bare);
    report_ratio(ours, bare);
    report_peak("  peak memory", &bytes);
}

/// Bytes of a workbook to its bytes with one cell changed.
fn updated(bytes: Vec<u8>) -> Update {
    let (workbook, reading) =
        Workbook::open(bytes, &ReadOptions::default()).expect("it is a register");
    let risk = reading.register.risk_at(reading.register.risks().len() / 2);
    let risk = risk.expect("there are risks");
    // The other one is a change.
    let level = match risk.stated().likelihood.as_deref() {
        Some("High") => "likelihood=Low",
        _ => "likelihood=High",
    };
    let (key, level) = (risk.key().to_string(), level.parse());
    let mut editor = Editor::new(reading.register);
    editor
        .set_risk(&key, &[level.expect("it is an assignment")])
        .expect("it can be set");
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited).expect("the cell can be changed");
    assert_eq!(update.cells.len(), 1);
    update
}

/// The argument that makes this program update a workbook and tell the most memory it took.
const PEAK: &str = "peak-of";

/// Reports the most memory that an update takes in a process of its own, where the system tells.
fn report_peak(name: &str, workbook: &[u8]) {
    let file = tempfile::NamedTempFile::new().expect("there is room for temporary files");
    std::fs::write(file.path(), workbook).expect("it is written");
    let this = std::env::current_exe().expect("it has a path");
    let output = std::process::Command::new(this)
        .arg(PEAK)
        .arg(file.path())
        .output();
    let output = output.expect("it runs").stdout;
    println!(
        "  {name:<34} {:>10}",
        String::from_utf8_lossy(&output).trim()
    );
}

/// Updates the workbook at a path, and prints the most memory that it took.
fn tell_peak(path: &str) {
    black_box(updated(std::fs::read(path).expect("it is there")));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.unwrap_or("unknown").trim());
}

/// Every cell of the first sheet, as the library gives them.
fn bare_read(bytes: &[u8]) -> Done<'_> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let mut cells = workbook
        .worksheet_cells_reader("Risks")
        .expect("it has the sheet");
    let mut count = 0;
    while let Some(cell) = cells.next_cell().expect("its cells are sound") {
        black_box(cell);
        count += 1;
    }
    assert!(count > 0);
    drop(cells);
    Box::new(workbook)
}

/// A register to the bytes of a workbook, beside a bare write of the same cells, rich strings,
/// formulas and formats.
fn export(register: &Register, runs: usize) {
    let settings = Settings::default();
    let ours = || workbook::create(register, &settings).expect("it is representable");
    let sheets = bare_export::Sheets::of(register);
    let runs = runs.min(5);
    let [ours, bare] = medians(
        runs,
        [&mut || Box::new(ours()), &mut || Box::new(sheets.write())],
    );
    report("export", ours);
    report("  rust_xlsxwriter alone", bare);
    report_ratio(ours, bare);
}

fn check(register: &Register, runs: usize) {
    let settings = Settings::default();
    let today = Date::new(2026, 6, 1).expect("there is such a day");
    let [check] = medians(
        runs,
        [&mut || Box::new(risk_core::check(register, &settings, today))],
    );
    report("check", check);
}

fn text_forms(register: &Register, runs: usize) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let settings = Settings::default();
    let options = WriteOptions::default();
    let mut number = 0;
    let mut fresh = || {
        number += 1;
        folder.path().join(number.to_string())
    };
    let runs = runs.min(5);
    let path = fresh();
    write_folder(&path, register, &settings, options).expect("the folder can be written");
    let read = |path: &Path| -> Reading { read_folder(path).expect("the folder was written") };
    let [create, unchanged, reading] = medians(
        runs,
        [
            &mut || {
                Box::new(write_folder(&fresh(), register, &settings, options).expect("written"))
            },
            &mut || Box::new(write_folder(&path, register, &settings, options).expect("read")),
            &mut || Box::new(read(&path)),
        ],
    );
    report("folder, new", create);
    report("folder, write unchanged", unchanged);
    report("folder, read", reading);
    let path = folder.path().join("register.json");
    let [create, reading] = medians(
        runs,
        [
            &mut || {
                let _ = std::fs::remove_file(&path);
                Box::new(write_json(&path, register, &settings, options).expect("written"))
            },
            &mut || Box::new(read_json(&path).expect("it was written")),
        ],
    );
    report("JSON, new", create);
    report("JSON, read", reading);
}

/// So many changes are made of a version: what a busy month leaves.
const CHANGES: usize = 1_000;

/// Versions from JSON, and what differs between them and comes of both, beside their reading alone.
fn versions(register: &Register, runs: usize) {
    let settings = Settings::default();
    let text = |register: &Register| json::write(register, &settings);
    let base = text(register);
    let ours = text(&changed(register, 0, "likelihood=High"));
    let theirs = text(&changed(register, 1, "mitigations+=Shed load"));
    let read = |text: &str| json::read(text).expect("it is a register");
    let today = Date::new(2026, 6, 1).expect("there is such a day");
    let runs = runs.min(9);
    let compare = |before: Reading, after: Reading, has_findings: bool| -> Done<'static> {
        let diff = if has_findings {
            versions::diff_with_findings(&before, &after, today)
        } else {
            versions::diff(&before, &after)
        };
        let diff = diff.expect("they are registers");
        assert!(!diff.is_empty());
        Box::new((before, after, diff))
    };
    let [two, diff, whole] = medians(
        runs,
        [
            &mut || Box::new((read(&base), read(&ours))),
            &mut || compare(read(&base), read(&ours), false),
            &mut || compare(read(&base), read(&ours), true),
        ],
    );
    report("two versions read", two);
    report("  and compared", diff);
    report_ratio(diff, two);
    report("  with the findings of both", whole);
    let [three, merge] = medians(
        runs,
        [
            &mut || Box::new((read(&base), read(&ours), read(&theirs))),
            &mut || {
                let three = (read(&base), read(&ours), read(&theirs));
                let options = MergeOptions::default();
                let merge = versions::merge(&three.0, &three.1, &three.2, options);
                let merge = merge.expect("they are registers");
                assert!(merge.conflicts.is_empty());
                Box::new((three, merge))
            },
        ],
    );
    report("three versions read", three);
    report("  and merged", merge);
    report_ratio(merge, three);
}

/// Both sides of a sync, a hundred changes each, beside the reading of both.
fn syncs(register: &Register, runs: usize) {
    let ours = changed(register, 0, "likelihood=High");
    let theirs = changed(register, 1, "mitigations+=Shed load");
    synced::run(register, &ours, &theirs, runs);
}

/// A register after an edit of every so many of its risks.
fn changed(register: &Register, first: usize, edit: &str) -> Register {
    let mut editor = Editor::new(register.clone());
    let step = (register.risks().len() / CHANGES).max(2);
    for risk in register.risks().skip(first).step_by(step) {
        let assignment = edit.parse().expect("it is an assignment");
        let key = risk.key().to_string();
        editor.set_risk(&key, &[assignment]).expect("it can be set");
    }
    editor.finish().expect("it is a register").after
}
