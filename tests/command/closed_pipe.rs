//! Output that nobody reads to its end.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::registers::{json_register, risk};
use crate::run::command;

#[test]
fn a_reader_that_leaves_early_ends_the_command_quietly() {
    let folder = tempfile::tempdir().unwrap();
    // More than any pipe holds.
    let risks: Vec<_> = (0..5_000)
        .map(|n| risk(&format!("R{n}"), "Queue", "High", "High"))
        .collect();
    json_register(&folder.path().join("large.json"), &risks);
    for format in ["table", "json", "md", "csv"] {
        let mut child = command(folder.path())
            .args(["list", "-r", "large.json", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut first).unwrap();
        drop(stdout);
        let mut words = String::new();
        let mut stderr = child.stderr.take().unwrap();
        stderr.read_to_string(&mut words).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}");
        assert_eq!(words, "", "{format}");
        assert!(!first.is_empty(), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let folder = crate::registers::web_shop();
    let run = crate::run::end(command(&folder).arg("list").stdout(full));
    run.exits(2).says("error: failed to write the output");
}
