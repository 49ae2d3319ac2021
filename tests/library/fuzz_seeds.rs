//! Every seed of the fuzz targets, which `.ci/fuzz` runs for long, in the ordinary tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::targets;

/// Runs a target on each of its seeds, and names the seed that fails.
fn replay(target: &str, run: fn(&[u8])) {
    for seed in seeds(target) {
        let bytes = fs::read(&seed).unwrap();
        let is_sound = std::panic::catch_unwind(|| run(&bytes)).is_ok();
        assert!(is_sound, "{} fails", seed.display());
    }
}

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz/seeds")
        .join(target)
}

fn seeds(target: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(target)).unwrap();
    let seeds: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(seeds.len() >= 20, "{target} has {} seeds", seeds.len());
    seeds
}

#[test]
fn every_seed_of_packages_is_read_and_put_back() {
    replay("package", targets::package);
}

#[test]
fn every_seed_of_rich_text_is_read_and_put_back() {
    replay("rich_text", targets::rich_text);
}

#[test]
fn every_seed_of_sheets_is_read_without_events_as_events_say_it() {
    replay("sheet", targets::sheet);
}

#[test]
fn every_seed_of_columns_is_read_and_put_back() {
    replay("columns", targets::columns);
}

#[test]
fn every_seed_of_text_is_read_and_saved() {
    replay("toml", targets::toml);
}

#[test]
fn every_seed_is_small() {
    for target in ["package", "rich_text", "sheet", "columns", "toml"] {
        for seed in seeds(target) {
            assert!(
                fs::metadata(&seed).unwrap().len() < 4096,
                "{}",
                seed.display()
            );
        }
    }
}
