//! Programs that read TOML 1.0 and nothing newer read what is written.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;

use super::generate::{register, settings};
use super::*;

/// Prints what Python makes of every file: a line of JSON each. Dates become texts.
const SCRIPT: &str = "
import json, sys, tomllib
sys.stdout.reconfigure(encoding='utf-8')
for name in sys.stdin.buffer.read().decode().split('\\0'):
    with open(name, 'rb') as file:
        print(json.dumps(tomllib.load(file), default=lambda date: date.isoformat()))
";

/// The values in the files, or `None` without a Python that has them.
fn read_with_python(files: &[PathBuf]) -> Option<Vec<Json>> {
    let has_tomllib = Command::new("python3")
        .args(["-c", "import tomllib"])
        .output();
    if !has_tomllib.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let names: Vec<&str> = files.iter().map(|path| path.to_str().unwrap()).collect();
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(names.join("\0").as_bytes()).unwrap();
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "Python cannot read a file");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// Native dates are compared as what they mean, as Python spells them otherwise.
fn with_dates(json: Json) -> Json {
    match json {
        Json::String(text) => match text.parse::<crate::register::DateTime>() {
            Ok(date) => Json::String(format!("{date}")),
            Err(_) => Json::String(text),
        },
        Json::Array(entries) => entries.into_iter().map(with_dates).collect(),
        Json::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(key, value)| (key, with_dates(value)));
            Json::Object(fields.collect())
        }
        other => other,
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn python_reads_the_same_values() {
    let mut runner = TestRunner::deterministic();
    let mut folders = Vec::new();
    let mut files = Vec::new();
    for _ in 0..16 {
        let register = register().new_tree(&mut runner).unwrap().current();
        let settings = settings().new_tree(&mut runner).unwrap().current();
        let folder = Folder::of(&register, &settings);
        files.extend(folder.files().keys().map(|name| folder.path().join(name)));
        folders.push(folder);
    }
    let Some(values) = read_with_python(&files) else {
        eprintln!("skipped: there is no python3 with tomllib");
        return;
    };
    assert_eq!(values.len(), files.len());
    for (path, value) in files.iter().zip(values) {
        let text = fs::read_to_string(path).unwrap();
        let own = toml::parse(&text).unwrap().to_json();
        assert_eq!(with_dates(value), with_dates(own), "{text}");
    }
}

#[test]
fn control_characters_are_escaped_as_toml_1_0_has_it() {
    let mut risk = Risk::new("R1");
    risk.description = (0..0x20).chain([0x7f]).map(char::from).collect();
    let header = crate::record::Key::first("\u{1b}\u{0}\n");
    risk.extra
        .insert(header, crate::register::ExtraValue::Boolean(true));
    let folder = Folder::of(&register_of(vec![risk]), &Settings::default());
    let text = folder.get("risks/R1.toml");
    assert!(!text.contains("\\e") && !text.contains("\\x"), "{text}");
    assert!(text.contains("\"\\u001B\\u0000\\n\" = true"), "{text}");
}
