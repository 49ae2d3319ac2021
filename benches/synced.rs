//! How long a sync takes, beside the reading of both sides.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use risk_core::disk::{SyncOptions, read_folder, read_json, sync, write_folder, write_json};
use risk_core::edit::Edited;
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Date, Register, Settings, WriteOptions};

use crate::timing::{report, report_ratio};

/// A register in both forms, with a workbook that was synced; then both sides are edited.
pub fn run(before: &Register, ours: &Register, theirs: &Register, runs: usize) {
    let room = tempfile::tempdir().expect("there is room");
    for name in ["register.json", "register"] {
        let (register, workbook) = (room.path().join(name), room.path().join("risks.xlsx"));
        let _ = fs::remove_file(&workbook);
        let _ = fs::remove_dir_all(room.path().join("sync"));
        write(&register, before);
        run_sync(&register, &workbook);
        let bytes = fs::read(&workbook).expect("it was made");
        let read = Workbook::open(bytes, &ReadOptions::default());
        let (opened, reading) = read.expect("it is a workbook");
        let edited = Edited::by_key(reading.register, theirs.clone());
        let update = opened.put(&edited).expect("it has columns for that");
        let (mut reads, mut syncs) = (Vec::new(), Vec::new());
        for _ in 0..runs.min(5) {
            write(&register, ours);
            fs::write(&workbook, &update.bytes).expect("it can be written");
            reads.push(time(|| read_both(&register, &workbook)));
            syncs.push(time(|| run_sync(&register, &workbook)));
        }
        let form = if name == "register" {
            "a folder"
        } else {
            "JSON"
        };
        let [reads, syncs] = [reads, syncs].map(median);
        report(&format!("{form} and a workbook read"), reads);
        report("  and synced", syncs);
        report_ratio(syncs, reads);
    }
}

fn write(path: &Path, register: &Register) {
    let options = WriteOptions::default().remove(true);
    let settings = Settings::default();
    let written = if path.extension().is_some() {
        write_json(path, register, &settings, options)
    } else {
        write_folder(path, register, &settings, options)
    };
    written.expect("it can be written");
}

fn read_both(register: &Path, workbook: &Path) {
    let read = if register.is_dir() {
        read_folder(register)
    } else {
        read_json(register)
    };
    let bytes = fs::read(workbook).expect("it is there");
    let opened = Workbook::open(bytes, &ReadOptions::default()).expect("it is a workbook");
    std::hint::black_box((read.expect("it is a register"), opened));
}

fn run_sync(register: &Path, workbook: &Path) {
    let today = Date::new(2026, 6, 1).expect("there is such a day");
    let options = SyncOptions::default();
    let synced = sync(register, workbook, &ReadOptions::default(), today, &options);
    assert!(synced.expect("both can be synced").is_clean());
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
