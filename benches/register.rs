//! How long it takes to import, check, read and write registers.
//!
//! `cargo bench --bench register` runs everything; behind `--`, a size runs only that one, and a
//! word (`import`, `update`, `export`, `check`, `text`) only that part. Each figure is the median of several runs. Work that a library does for us is measured beside the
//! bare library on the same input, turn by turn in the same run, and told as a ratio.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod bare_export;
mod generator;

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use risk_core::WriteOptions;
use risk_core::edit::Editor;
use risk_core::folder::{read_folder, read_json, write_folder, write_json};
use risk_core::workbook::{self, ReadOptions, Workbook};
use risk_core::{Reading, Register, Settings};

/// A part of the benchmark: its name, and what it does with a register, so many times.
type Part = (&'static str, fn(&Register, usize));

fn main() {
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
        let parts: [Part; 5] = [
            ("import", import),
            ("update", update),
            ("export", export),
            ("check", check),
            ("text", text_forms),
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
    println!(
        "  {:<28} {:>10.2}",
        "ratio",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
}

/// Bytes of a workbook to its bytes with one cell changed, beside a bare read of its cells.
fn update(register: &Register, runs: usize) {
    let bytes = generator::workbook(register);
    let middle = register.risk_at(register.risks().len() / 2);
    let risk = middle.expect("there are risks").key().to_string();
    let levels = ["likelihood=Low", "likelihood=High"].map(|level| {
        let level = level.parse();
        level.expect("it is an assignment")
    });
    let ours = || {
        let options = ReadOptions::default();
        let (workbook, reading) =
            Workbook::open(bytes.clone(), &options).expect("it is a register");
        let mut editor = Editor::new(reading.register);
        // One of the two is a change.
        let before = editor.clone();
        editor.set_risk(&risk, &levels[..1]).expect("it can be set");
        let mut edited = editor.finish().expect("it is a register");
        if edited.changes.is_empty() {
            editor = before;
            editor.set_risk(&risk, &levels[1..]).expect("it can be set");
            edited = editor.finish().expect("it is a register");
        }
        let update = workbook.put(&edited).expect("the cell can be changed");
        assert_eq!(update.cells.len(), 1);
        update
    };
    let [ours, bare] = medians(runs, [&mut || Box::new(ours()), &mut || bare_read(&bytes)]);
    report("update of one cell", ours);
    report("  calamine, cells alone", bare);
    println!(
        "  {:<28} {:>10.2}",
        "ratio",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
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
    println!(
        "  {:<28} {:>10.2}",
        "ratio",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
}

fn check(register: &Register, runs: usize) {
    let settings = Settings::default();
    let [check] = medians(
        runs,
        [&mut || Box::new(risk_core::check(register, &settings))],
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

/// What a piece of work made, to be taken apart when its time is taken.
type Done<'a> = Box<dyn Made + 'a>;
trait Made {}
impl<T> Made for T {}

/// The median times of several pieces of work, done turn by turn so that all meet the same machine.
fn medians<'a, const N: usize>(
    runs: usize,
    mut work: [&mut dyn FnMut() -> Done<'a>; N],
) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..runs {
        for (work, times) in work.iter_mut().zip(&mut times) {
            let start = Instant::now();
            let result = black_box(work());
            times.push(start.elapsed());
            // To take the result apart is not part of the work.
            drop(result);
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

fn report(name: &str, time: Duration) {
    println!("  {name:<28} {:>10.2} ms", time.as_secs_f64() * 1000.0);
}
