//! The packages of a Linux distribution as a component graph, with alternatives as groups and recommendations as
//! soft requirements, and answers that a solver of package dependencies gave for it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use risk_core::edit::{Adoption, Editor};
use risk_core::graph::format::{GraphFormat, read_components};
use risk_core::graph::{ComponentSet, Graph};
use risk_core::{Register, Scale};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Where the file with the dependencies is: CSV, perhaps packed by xz.
const DEPENDENCIES: &str = "RISK_DEBIAN_DEPENDENCIES";

/// The bytes of a file, unpacked where need be; `None` where nothing is there that unpacks it.
fn unpacked(path: &Path) -> Option<Vec<u8>> {
    if path.extension().is_none_or(|ending| ending != "xz") {
        return Some(std::fs::read(path).unwrap());
    }
    let output = Command::new("xz").arg("-dc").arg(path).output().ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(output.stdout)
}

/// The names of a set in the order of the alphabet, and the hash of these, a line each.
fn names(graph: &Graph, set: &ComponentSet) -> (Vec<String>, Vec<String>) {
    let names = set.iter().map(|one| graph.name(one).unwrap().to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    let hashes = [names.join("\n"), names.join("\n") + "\n"].map(|text| {
        let hash = Sha256::digest(text.as_bytes());
        hash.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        })
    });
    (names, hashes.into())
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn the_answers_of_a_solver_are_met_exactly() {
    let Some(path) = std::env::var_os(DEPENDENCIES).map(PathBuf::from) else {
        eprintln!("skipped: {DEPENDENCIES} names no file");
        return;
    };
    let Some(bytes) = unpacked(&path) else {
        eprintln!("skipped: there is no xz to unpack {}", path.display());
        return;
    };
    let read = read_components(&bytes, "debian.csv", None).unwrap();
    assert_eq!(read.format, GraphFormat::Csv);
    assert_eq!(read.components.len(), 60_788);
    let empty = Register::new("Debian", Scale::default(), Vec::new(), Vec::new()).unwrap();
    let mut editor = Editor::new(empty);
    editor
        .import_components(
            &[("debian.csv", read.components.as_slice())],
            Adoption::ByName,
        )
        .unwrap();
    let register = editor.finish().unwrap().after;
    let graph = Graph::new(&register);

    let answers = path.with_file_name("debian-bookworm-answers.json");
    let answers: Value = serde_json::from_slice(&std::fs::read(answers).unwrap()).unwrap();
    let answers = answers["answers"].as_object().unwrap();
    assert_eq!(answers.len(), 4);
    for (package, answer) in answers {
        let blast = graph.fail([graph.find(package).unwrap()]).unwrap();
        for (set, count, hash) in [
            (blast.down(), "down", "down_sha256"),
            (blast.potential(), "reachable", "reachable_sha256"),
        ] {
            let (names, hashes) = names(&graph, set);
            assert_eq!(
                answer[count].as_u64(),
                Some(names.len() as u64),
                "{count} of {package}"
            );
            let hash = answer[hash].as_str().unwrap().to_owned();
            assert!(hashes.contains(&hash), "{count} of {package}");
            if let Some(expected) = answer[&format!("{count}_names")].as_array() {
                assert!(expected.iter().eq(names.iter()), "{count} of {package}");
            }
        }
    }
}
