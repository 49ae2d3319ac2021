//! `risk git merge-driver`: one file of a register, merged for git.

use std::path::{Path, PathBuf};

use risk_core::disk::merge_driver;
use risk_core::document::shell_word;
use risk_core::versions::FileMerge;
use risk_core::workbook::ReadOptions;

use crate::commands::Outcome;
use crate::output::Output;
use crate::render::{conflict_line, counted, in_one_line, left_out_line, note_line};

/// How many conflicts and notes people get: a screen of them.
const SHOWN: usize = 20;

/// Merges the files into that of ours. Whatever goes wrong is a conflict to git, so that theirs is not lost.
pub fn run(path: &Path, files: [&PathBuf; 3], output: &mut Output) -> Outcome {
    let name = path.to_string_lossy().replace('\\', "/");
    let files = files.map(PathBuf::as_path);
    match merge_driver(&name, files, &ReadOptions::default()) {
        Ok(merge) => {
            report(&name, &merge, output);
            Outcome::of(!merge.is_clean)
        }
        Err(error) => {
            let error = in_one_line(&error);
            output.warning(&format!("{name}: not merged, ours stays: {error}"));
            Outcome::Findings
        }
    }
}

fn report(name: &str, merge: &FileMerge, output: &mut Output) {
    let notes = merge.notes.iter().map(note_line);
    let cells = merge.cells.iter().map(ToString::to_string);
    first(notes.chain(cells), name, |line| output.words(line));
    if let Some(reason) = &merge.refused {
        let done = match merge.content {
            Some(_) => "merged by line",
            None => "not merged, ours stays",
        };
        output.warning(&format!("{name}: {done}: {reason}"));
    }
    let left = merge.left_out.iter().map(|what| left_out_line(what));
    first(left, name, |line| output.warning(line));
    first(merge.conflicts.iter().map(conflict_line), name, |line| {
        output.warning(line);
    });
    if !merge.conflicts.is_empty() {
        let register = register_of(name);
        output.hint(&format!("risk resolve -r {}", shell_word(register)));
    }
}

/// Prints the first lines, each with the file that it is about, and how many more there are.
fn first(lines: impl Iterator<Item = String>, name: &str, mut print: impl FnMut(&str)) {
    let lines: Vec<String> = lines.collect();
    for line in lines.iter().take(SHOWN) {
        print(&format!("{name}: {line}"));
    }
    if lines.len() > SHOWN {
        print(&format!(
            "{name}: {}",
            counted(lines.len() - SHOWN, "more line")
        ));
    }
}

/// The register that a file belongs to: the folder around the one that a record is in, else the file itself.
fn register_of(name: &str) -> &str {
    if name.strip_suffix(".toml").is_none() {
        return name;
    }
    name.rsplitn(3, '/').nth(2).unwrap_or(".")
}
