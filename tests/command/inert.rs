//! What a register says is shown, and never obeyed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{HEADER, workbook};
use crate::run::{Run, risk};

/// A text with most of what a terminal or a spreadsheet program would obey.
pub fn hostile() -> String {
    let sequences = "\u{1b}[35mred\u{1b}]0;title\u{7}\u{9b}2J\u{8}\u{7f}\u{0}";
    let directions = "\u{202e}desrever\u{202c}\u{2066}x\u{2069}\u{200f}\u{200b}\u{feff}";
    format!("=1+1 {sequences} {directions} 😀 _x0041_ a\r\nerror: b\tc \u{2028} \u{85}")
}

/// The command's registers with hostile texts wherever a text may be.
fn registers() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, register: Value| {
        fs::write(folder.path().join(name), register.to_string()).unwrap();
    };
    write("hostile.json", register(&hostile()));
    write("long.json", register(&"ab🦀 ".repeat(2_000)));
    write("word.json", register(&"x".repeat(8_000)));
    folder
}

/// A register with a text in every field.
pub fn register(text: &str) -> Value {
    let component = json!({
        "name": text, "kind": text, "owner": text, "tier": text, "description": text,
        "restore": text, "within": text, "requires": [text], "extra": {text: text},
    });
    let risk = |likelihood: &str, impact: &str| {
        json!({
            "reference": text, "component": text, "description": text,
            "likelihood": likelihood, "impact": impact,
            "observations": [
                {"text": text, "status": "implemented"},
                {"text": text, "status": text},
            ],
            "mitigations": [text], "runbook_actions": [text], "notes": text,
            "tracker_links": [text], "status": text, "owner": text, "review_by": text,
            "acceptance": {"by": text, "until": text, "reason": text},
            "extra": {text: text, "b": {"error": text}},
            text: text,
        })
    };
    let level = json!([{"label": text, "aliases": [text]}]);
    json!({
        "schema_version": 1, "title": text, text: text,
        "scale": {
            "name": text, "likelihood": level, "impact": level, "rating": level,
            "matrix": [[text]],
        },
        "severities": {text: "error"},
        "trackers": [{"name": text, "pattern": "x"}],
        "components": [component.clone(), component],
        "risks": [risk(text, text), risk("other", "")],
    })
}

/// Whether a terminal would obey the character, or show something else than it says.
fn is_active(c: char) -> bool {
    let is_control = c.is_control() && c != '\n';
    let is_direction = matches!(
        c,
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    let is_break = matches!(c, '\u{2028}' | '\u{2029}');
    is_control || is_direction || is_break
}

/// Refuses a text with a character that a terminal would obey.
#[track_caller]
pub fn inert(what: &str, text: &str) {
    if let Some(c) = text.chars().find(|c| is_active(*c)) {
        panic!("{what} has {c:?} raw");
    }
}

/// The text without what the command itself colours it with. A sequence that is left is not ours.
pub fn without_colours(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let (codes, after) = after.split_once('m').expect("colours end with an m");
        let is_ours = codes.bytes().all(|b| b.is_ascii_digit() || b == b';') && codes != "35";
        assert!(is_ours, "{codes:?}");
        rest = after;
    }
    plain + rest
}

const QUERIES: [&[&str]; 19] = [
    &["list"],
    &["list", "--format", "json"],
    &["list", "--format", "md"],
    &["list", "--tracker", "nothing"],
    &["list", "--component", "nothing"],
    &["list", "--min-rating", "nothing"],
    &["show", "nothing"],
    &["check"],
    &["check", "--format", "json"],
    &["check", "--format", "md"],
    &["component", "list"],
    &["component", "list", "--format", "json"],
    &["coverage"],
    &["coverage", "--format", "json"],
    &["coverage", "--component", "nothing"],
    &["next"],
    &["next", "--format", "json"],
    &["runbook", "--component", "nothing"],
    &["runbook", "--risk", "nothing"],
];

/// Runs a query on a register; whatever it finds, it must be able to tell it.
fn query(folder: &Path, register: &str, args: &[&str]) -> Run {
    let run = risk(folder, &[args, &["-r", register]].concat());
    assert!((0..=2).contains(&run.code), "{args:?}: {run:?}");
    run
}

#[test]
fn no_query_shows_a_control_or_direction_character_of_the_register() {
    let folder = registers();
    for register in ["hostile.json", "long.json", "word.json"] {
        for args in QUERIES {
            let run = query(folder.path(), register, args);
            inert(&format!("stdout of {args:?}"), &run.stdout);
            inert(&format!("stderr of {args:?}"), &run.stderr);
        }
    }
}

#[test]
fn no_page_shows_a_control_or_direction_character_of_the_register() {
    let folder = registers();
    for register in ["hostile.json", "long.json", "word.json"] {
        for format in ["md", "html", "json"] {
            let pages = format!("{register}-{format}");
            let args = ["runbook", "--all", "--out", &pages, "--format", format];
            let run = risk(folder.path(), &[&args[..], &["-r", register]].concat()).exits(0);
            inert("stderr of a runbook", &run.stderr);
            let pages = fs::read_dir(folder.path().join(pages)).unwrap();
            for page in pages.map(|page| page.unwrap().path()) {
                let name = page.file_name().unwrap().to_string_lossy().into_owned();
                inert(&name, &name);
                // A command with a tabulator in a name needs it.
                let text = fs::read_to_string(&page).unwrap().replace('\t', " ");
                inert(&name, &text);
            }
        }
    }
}

#[test]
fn what_is_coloured_has_no_sequences_but_those_of_the_colours() {
    let folder = registers();
    for args in QUERIES {
        let coloured = [args, &["--color", "always"]].concat();
        let run = query(folder.path(), "hostile.json", &coloured);
        inert("coloured stdout", &without_colours(&run.stdout));
        inert("coloured stderr", &without_colours(&run.stderr));
    }
}

#[test]
fn a_scale_is_shown_with_its_control_characters_written_out() {
    let folder = registers();
    let run = query(folder.path(), "hostile.json", &["scale", "show"]).exits(0);
    inert("stdout", &run.stdout);
    assert!(run.stdout.contains("\\u{1b}[35mred"), "{}", run.stdout);
}

#[test]
fn a_risk_is_shown_with_its_control_characters_written_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut register = register(&hostile());
    for risk in register["risks"].as_array_mut().unwrap() {
        risk["reference"] = "R1".into();
    }
    let path = folder.path().join("x.json");
    fs::write(&path, register.to_string()).unwrap();
    for format in ["text", "json"] {
        for reference in ["R1", "R1~2"] {
            let args = ["show", reference, "--format", format];
            let run = query(folder.path(), "x.json", &args).exits(0);
            inert(format, &run.stdout);
            inert("stderr", &run.stderr);
            let written_out = if format == "text" {
                "\\u{1b}[35mred"
            } else {
                "\\u001b[35mred"
            };
            assert!(run.stdout.contains(written_out), "{}", run.stdout);
        }
    }
}

#[test]
fn no_text_of_a_register_starts_a_line_of_words() {
    let folder = registers();
    for args in QUERIES {
        let run = query(folder.path(), "hostile.json", args);
        let errors = run.stderr.lines().filter(|l| l.starts_with("error: b"));
        assert_eq!(errors.count(), 0, "{args:?}: {}", run.stderr);
    }
}

#[test]
fn json_gives_a_text_back_exactly() {
    let folder = registers();
    let args = ["list", "--format", "json"];
    let run = query(folder.path(), "hostile.json", &args).exits(0);
    let listed: Value = serde_json::from_str(&run.stdout).unwrap();
    let first = &listed["risks"][0];
    for field in ["reference", "component", "description", "notes", "owner"] {
        assert_eq!(first[field], hostile(), "{field}");
    }
}

#[test]
fn comma_separated_values_in_a_pipe_are_exact() {
    let folder = registers();
    let args = ["list", "--format", "csv"];
    let run = query(folder.path(), "hostile.json", &args).exits(0);
    let quoted = format!("\"{}\"", hostile());
    assert_eq!(run.stdout.matches(&quoted).count(), 10, "{}", run.stdout);
}

#[test]
fn hostile_cells_of_a_workbook_are_findings_and_text_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let text = "=1+1 \u{1b}[35mred \u{202e}desrever _x0041_ 😀";
    let row = ["R1", text, text, text, text, text, text, text, text];
    workbook(&folder.path().join("x.xlsx"), &HEADER, &[&row]);
    for args in [
        ["list", "-r", "x.xlsx"],
        ["check", "-r", "x.xlsx"],
        ["import", "x.xlsx", "--into=register"],
    ] {
        let run = risk(folder.path(), &args);
        assert!(run.code < 2, "{run:?}");
        inert("stdout", &run.stdout);
        inert("stderr", &run.stderr);
    }
    let run = query(folder.path(), "register", &["show", "R1"]).exits(0);
    inert("stdout", &run.stdout);
    assert!(run.stdout.contains("\\u{1b}[35mred"), "{}", run.stdout);
    assert!(run.stdout.contains("_x0041_"), "{}", run.stdout);
}
