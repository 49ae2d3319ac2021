//! What the commands that change a register show is never obeyed by a terminal.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::inert::{hostile, inert, register, without_colours};
use crate::registers::files;
use crate::run::{Run, command, end, risk};

/// Arguments cannot have a null character.
fn typed() -> String {
    hostile().replace('\0', "")
}

/// A register with hostile texts, of which one risk and one component can be said.
fn registers() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut register = register(&hostile());
    register["risks"][1]["reference"] = json!("R1");
    register["components"][1]["name"] = json!("Queue");
    register["risks"][1]["component"] = json!("Queue");
    fs::write(folder.path().join("x.json"), register.to_string()).unwrap();
    folder
}

/// Edits and queries, some of which are refused.
fn runs() -> Vec<Vec<String>> {
    let text = typed();
    let runs: [&[&str]; 21] = [
        &["component", "list"],
        &["add", &format!("description={text}"), "component=queue"],
        &["add", "component=nothing"],
        &["set", "R1", &format!("description={text}")],
        &["set", "R1", "description="],
        &[
            "set",
            "R1",
            "observations[1].text=x",
            "mitigations[1]=",
            "notes=x",
            "owner=x",
        ],
        &["set", "R1", &format!("extra.{text}=1")],
        &["set", "R1", &format!("likelihood={text}")],
        &["set", "R1", &format!("component={text}")],
        &["set", "R1", &text],
        &["set", &text, "owner=x"],
        &["rename", "R1", "R2"],
        &["rename", "R1", &text],
        &["remove", "R1", "R2"],
        &["component", "add", &text],
        &["component", "set", "Queue", &format!("requires={text}")],
        &[
            "component",
            "set",
            "Queue",
            &format!("kind={text}"),
            "requires=none",
        ],
        &["component", "rename", "Queue", "Broker"],
        &["component", "remove", "Queue"],
        &["scale", "use", "low-medium-high"],
        &[
            "scale",
            "use",
            "nist-800-30",
            &format!("likelihood.{text}=Low"),
        ],
    ];
    let owned = |args: &&[&str]| args.iter().map(|&text| text.to_owned()).collect();
    runs.iter().map(owned).collect()
}

fn dry(folder: &TempDir, args: &[String], more: &[&str]) -> Run {
    let mut command = command(folder.path());
    command.args(args).args(["-r", "x.json"]).args(more);
    if args[1] != "list" {
        command.arg("--dry-run");
    }
    let run = end(&mut command);
    assert!((0..=2).contains(&run.code), "{args:?}: {run:?}");
    run
}

#[test]
fn no_edit_shows_a_control_or_direction_character() {
    let folder = registers();
    let before = files(folder.path());
    for args in runs() {
        for format in ["table", "json", "md"] {
            let run = dry(&folder, &args, &["--format", format]);
            inert(&format!("stdout of {args:?}"), &run.stdout);
            inert(&format!("stderr of {args:?}"), &run.stderr);
        }
    }
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_coloured_edit_has_no_sequences_but_those_of_the_colours() {
    let folder = registers();
    for args in runs() {
        let run = dry(&folder, &args, &["--color", "always"]);
        inert("coloured stdout", &without_colours(&run.stdout));
        inert("coloured stderr", &without_colours(&run.stderr));
    }
}

#[test]
fn what_was_typed_starts_no_line_of_words() {
    let folder = registers();
    for args in runs() {
        let run = dry(&folder, &args, &[]);
        let errors = run.stderr.lines().filter(|l| l.starts_with("error: b"));
        assert_eq!(errors.count(), 0, "{args:?}: {}", run.stderr);
    }
}

#[test]
fn an_export_that_is_refused_names_the_record_on_one_line() {
    let folder = registers();
    let empty = json!({"schema_version": 1, "title": "Test", "components": [], "risks": []});
    fs::write(folder.path().join("empty.json"), empty.to_string()).unwrap();
    for (from, to) in [("x.json", "x.xlsx"), ("empty.json", "x.json")] {
        let args = ["export", "-r", from, "--to", to];
        let run = risk(folder.path(), &args).exits(2);
        inert("stderr", &run.stderr);
        assert!(!run.stderr.contains("\nerror: b"), "{}", run.stderr);
    }
}

#[test]
fn the_name_of_a_scale_that_was_typed_starts_no_line_of_words() {
    let folder = registers();
    for what in ["use", "show"] {
        let run = risk(folder.path(), &["scale", what, &typed(), "-r", "x.json"]).exits(2);
        assert!(!run.stderr.contains("\nerror: b"), "{}", run.stderr);
    }
}

#[test]
fn what_was_typed_is_kept_to_the_letter() {
    let folder = registers();
    let assignment = format!("description={}", typed());
    let args = ["set", "R1", &assignment, "-r", "x.json"];
    risk(folder.path(), &args).exits(0);
    let args = ["show", "R1", "-r", "x.json", "--format", "json"];
    let run = risk(folder.path(), &args).exits(0);
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(shown["risks"][0]["description"], typed());
}
