//! What a workbook has, how sure that is, and what has to be decided.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::inert::{hostile, inert, without_colours};
use crate::registers::{
    HEADER, REVIEW, corrected, files, review_workbook, sheet, web_shop, workbook,
};
use crate::run::{Run, command, end, risk};

/// A workbook in which two columns could be the likelihood, and another one may be runbook actions.
pub fn two_likelihoods(path: &Path) {
    let header = [
        "Ref",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Probability",
        "Response",
    ];
    let rows: [&[&str]; 3] = [
        &[
            "R1",
            "Queue",
            "Backlog of hours",
            "High",
            "Low",
            "Low",
            "Scale out",
        ],
        &[
            "R2",
            "DNS",
            "A record is removed by hand",
            "Low",
            "High",
            "Medium",
            "Restore",
        ],
        &[
            "R3",
            "Login",
            "Keys rotate",
            "Medium",
            "High",
            "High",
            "Roll back",
        ],
    ];
    workbook(path, &header, &rows);
}

/// A folder with workbooks: `clear.xlsx`, `two.xlsx` with a question about columns, `years.xlsx` with
/// one about sheets, and `none.xlsx` without risks.
fn workbooks() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    review_workbook(&path("clear.xlsx"), &corrected());
    two_likelihoods(&path("two.xlsx"));
    let mut years = Workbook::new();
    sheet(years.add_worksheet(), "2025", &HEADER, &[&REVIEW[0]]);
    sheet(
        years.add_worksheet(),
        "it's 2026",
        &HEADER,
        &[&REVIEW[1], &REVIEW[2]],
    );
    years.save(path("years.xlsx")).unwrap();
    workbook(
        &path("none.xlsx"),
        &["Ship", "Sails on"],
        &[&["Anna", "Monday"]],
    );
    folder
}

fn inspect(folder: &Path, workbook: &str, more: &[&str]) -> Run {
    risk(folder, &[&["inspect", workbook], more].concat())
}

fn inspected(folder: &Path, workbook: &str, more: &[&str]) -> Value {
    let run = inspect(folder, workbook, &[more, &["--format", "json"]].concat());
    serde_json::from_str(&run.says_nothing().stdout).expect("standard output is JSON alone")
}

/// The line of a page that begins so.
#[track_caller]
fn line<'a>(run: &'a Run, begins: &str) -> &'a str {
    let found = run.stdout.lines().find(|line| line.starts_with(begins));
    found.unwrap_or_else(|| panic!("no line begins with `{begins}`: {}", run.stdout))
}

/// Runs a line as a shell does, with the command for `risk`.
#[cfg(unix)]
fn in_shell(folder: &Path, line: &str) -> Run {
    let risk = Path::new(env!("CARGO_BIN_EXE_risk")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut shell = std::process::Command::new("bash");
    shell
        .args(["-c", line])
        .current_dir(folder)
        .env_remove("RISK_REGISTER");
    end(shell.env("PATH", format!("{}:{path}", risk.display())))
}

#[test]
fn a_clear_workbook_is_told_on_one_screen_and_asks_nothing() {
    let folder = workbooks();
    let run = inspect(folder.path(), "clear.xlsx", &[])
        .exits(0)
        .says_nothing();
    let first = run.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "clear.xlsx: 6 risks in the sheet Risks, header in row 1; nothing to ask"
    );
    let run = run
        .writes("D       Likelihood      likelihood       certain  by its header\n")
        .writes("Scale  low-medium-high (certain:")
        .writes("Low < Medium < High")
        .writes("Rows  2 to 7 have the risks")
        .writes("The first 5 of 6 risks")
        .writes("Critical  R03  High        High    Checkout   Connection pool runs dry\n");
    let begins = "risk import clear.xlsx --into FOLDER --columns 'reference=Reference,";
    assert_eq!(run.stdout.lines().last().unwrap(), line(&run, begins));
    assert!(run.stdout.lines().count() <= 40, "{}", run.stdout);
    assert!(!run.stdout.contains("Questions"), "{}", run.stdout);
}

#[test]
fn a_question_is_told_first_with_its_answers_and_the_values_it_is_about() {
    let folder = workbooks();
    let run = inspect(folder.path(), "two.xlsx", &[])
        .exits(1)
        .says_nothing();
    let beginning: Vec<&str> = run.stdout.lines().take(7).collect();
    let expected = [
        "two.xlsx: 3 risks in the sheet Risks, header in row 1; 1 question to answer",
        "",
        "Questions",
        "1. in the sheet `Risks` the columns D (`Likelihood`) and F (`Probability`) could both be the \
         likelihood",
        "     D has  High, Low, Medium",
        "     F has  Low, Medium, High",
        "   pass --columns likelihood=D or likelihood=F",
    ];
    assert_eq!(beginning, expected);
    run.writes("F       Probability  likelihood?               unclear")
        .writes("G       Response     extra (runbook_actions?)")
        .writes("likelihood = \"Likelihood\"\n")
        .writes("Import  with the first answer to each question\n");
}

/// The option that gives an answer, and its value.
fn option(answer: &Value) -> (&'static str, String) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    if let Some(column) = answer.get("column") {
        let (field, letters) = (text(&column["field"]), text(&column["column"]));
        return ("--columns", format!("{field}={letters}"));
    }
    ("--sheet", text(&answer["sheet"]))
}

#[test]
fn every_answer_that_is_offered_makes_the_register_readable() {
    let folder = workbooks();
    for (workbook, answers) in [("two.xlsx", 2), ("years.xlsx", 2)] {
        let told = inspected(folder.path(), workbook, &[]);
        let offered = told["questions"][0]["answers"].as_array().unwrap();
        assert_eq!(offered.len(), answers);
        risk(folder.path(), &["list", "-r", workbook]).exits(2);
        for answer in offered {
            let (option, value) = option(answer);
            risk(folder.path(), &["list", "-r", workbook, option, &value]).exits(0);
            inspect(folder.path(), workbook, &[option, &value]).exits(0);
        }
    }
}

#[cfg(unix)]
#[test]
fn the_arguments_that_are_offered_make_the_register_readable() {
    let folder = workbooks();
    for workbook in ["clear.xlsx", "two.xlsx", "years.xlsx"] {
        let run = inspect(folder.path(), workbook, &[]);
        let (_, arguments) = run.stdout.split_once("--into FOLDER").unwrap();
        let arguments = arguments.trim_end();
        let run = in_shell(
            folder.path(),
            &format!("risk list -r {workbook} {arguments}"),
        );
        run.exits(0).writes("Rating");
    }
}

#[cfg(unix)]
#[test]
fn the_last_line_is_an_import_that_runs_as_it_stands() {
    let folder = workbooks();
    for (workbook, imported) in [("clear", 6), ("two", 3), ("years", 1)] {
        let run = inspect(folder.path(), &format!("{workbook}.xlsx"), &[]);
        let line = run.stdout.lines().last().unwrap();
        let line = line.replace("FOLDER", workbook);
        let counted = format!("imported {imported} risk");
        in_shell(folder.path(), &line).exits(0).says(&counted);
    }
}

/// A workbook whose headers and sheet are hard to say, in which two columns could be the likelihood.
fn hard_to_say(path: &Path) {
    let header = [
        "Ref",
        "Component",
        "Risk",
        "Likelihood\n(how often)",
        "Impact \u{202e}",
        "Owner, status=x",
        "It's a \"Status\"",
        "Mitigation",
        "Mitigation",
        "Accepted by",
        "Probability",
    ];
    let rows: [&[&str]; 2] = [
        &[
            "R1",
            "Queue",
            "Backlog",
            "High",
            "Low",
            "Bo",
            "open",
            "More workers",
            "x",
            "Ada",
            "Low",
        ],
        &[
            "R2",
            "DNS",
            "Zone is gone",
            "Low",
            "High",
            "Bo",
            "open",
            "Zone in git",
            "y",
            "Ada",
            "Low",
        ],
    ];
    let mut workbook = Workbook::new();
    let risks = workbook.add_worksheet();
    sheet(risks, "-it's ours", &header, &rows);
    risks.set_column_hidden(8).unwrap();
    sheet(
        workbook.add_worksheet(),
        "Guide",
        &["How"],
        &[&["Fill it in"]],
    );
    workbook.save(path).unwrap();
}

const SAID: [&str; 2] = ["--columns", "owner=F,impact=E,status=G"];

#[cfg(unix)]
#[test]
fn whatever_headers_and_sheets_are_called_a_shell_and_toml_give_them_back() {
    let folder = tempfile::tempdir().unwrap();
    hard_to_say(&folder.path().join("-hard.xlsx"));
    let run = inspect(folder.path(), "./-hard.xlsx", &SAID).exits(1);
    let import = line(&run, "risk import").replace("FOLDER", "a");
    in_shell(folder.path(), &import)
        .exits(0)
        .says("imported 2 risks");
    let run = risk(folder.path(), &["show", "R1", "-r", "a"]).exits(0);
    let run = run
        .writes("owner           Bo")
        .writes("accepted by     Ada");
    run.writes("status          open").writes("- More workers");
    let told = inspected(folder.path(), "./-hard.xlsx", &SAID);
    let columns = &told["resolved"]["columns"];
    assert_eq!(columns["likelihood"], "Likelihood\n(how often)");
    assert_eq!(columns["mitigations"], "Mitigation~1");
    assert_eq!(columns["acceptance.by"], "Accepted by");
}

/// The lines for `register.toml` on a page.
fn resolved_lines(run: &Run) -> String {
    let (_, after) = run
        .stdout
        .split_once("\nResolved")
        .expect("something is resolved");
    let (_, after) = after.split_once('\n').unwrap();
    let (lines, _) = after.split_once("\nImport").unwrap();
    lines.to_owned()
}

#[test]
fn the_lines_for_register_toml_are_read_and_an_import_onto_it_asks_nothing() {
    let folder = workbooks();
    hard_to_say(&folder.path().join("hard.xlsx"));
    let asked = [
        ("two.xlsx", [].as_slice()),
        ("years.xlsx", &[]),
        ("hard.xlsx", &SAID),
    ];
    for (workbook, said) in asked {
        let run = inspect(folder.path(), workbook, said).exits(1);
        let register = folder.path().join(format!("{workbook}.d"));
        fs::create_dir(&register).unwrap();
        let lines = resolved_lines(&run);
        let text = format!("schema_version = 1\ntitle = \"x\"\n{lines}");
        fs::write(register.join("register.toml"), &text).unwrap();
        let register = register.to_str().unwrap();
        risk(folder.path(), &["check", "-r", register])
            .exits(0)
            .says("no findings");
        risk(folder.path(), &["import", workbook, "--into", register]).exits(0);
        inspect(folder.path(), workbook, &["-r", register])
            .exits(0)
            .writes("nothing to ask");
    }
}

#[test]
fn a_register_counts_only_where_it_is_named() {
    let folder = workbooks();
    let register =
        "schema_version = 1\ntitle = \"x\"\n\n[columns]\n\nlikelihood = \"Probability\"\n";
    fs::write(folder.path().join("register.toml"), register).unwrap();
    inspect(folder.path(), "two.xlsx", &[]).exits(1);
    inspect(folder.path(), "two.xlsx", &["-r", "."])
        .exits(0)
        .writes("F       Probability  likelihood                specified")
        .writes("risk import two.xlsx --into . --columns");
    inspect(folder.path(), "two.xlsx", &["-r", "register.toml"])
        .exits(0)
        .writes("risk import two.xlsx --into . --columns");
    // Another workbook says nothing of this one.
    inspect(folder.path(), "two.xlsx", &["-r", "clear.xlsx"]).exits(1);
    inspect(folder.path(), "two.xlsx", &["-r", "gone"])
        .exits(2)
        .says("there is nothing at gone");
}

#[test]
fn what_was_said_is_told_in_a_form_that_can_be_kept() {
    let folder = workbooks();
    let run = inspect(folder.path(), "two.xlsx", &["--columns", "likelihood=F"]).exits(0);
    assert!(resolved_lines(&run).contains("\nlikelihood = \"Probability\"\n"));
    let run = inspect(folder.path(), "years.xlsx", &["--sheet", "it's 2026"]).exits(0);
    assert!(resolved_lines(&run).starts_with("sheet = \"it's 2026\"\n"));
    let clear = inspect(folder.path(), "clear.xlsx", &[]).exits(0);
    assert!(!clear.stdout.contains("\nResolved"), "{}", clear.stdout);
}

#[test]
fn a_field_that_no_column_has_stays_without_one() {
    let folder = workbooks();
    let told = inspected(folder.path(), "two.xlsx", &["--columns", "likelihood="]);
    assert_eq!(told["questions"], json!([]));
    assert_eq!(told["resolved"]["columns"]["likelihood"], "");
    let run = inspect(folder.path(), "two.xlsx", &["--columns", "likelihood="]);
    assert!(line(&run, "risk import").contains(",likelihood=,"));
}

#[test]
fn questions_that_an_answer_leads_to_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["Ref", "Component", "Risk", "Wie oft", "Wie schlimm"];
    let rows: [&[&str]; 2] = [
        &["R1", "Queue", "Backlog of hours", "High", "Low"],
        &["R2", "DNS", "A record is gone", "Low", "High"],
    ];
    workbook(&folder.path().join("x.xlsx"), &header, &rows);
    inspect(folder.path(), "x.xlsx", &[])
        .exits(1)
        .writes("1 question to answer")
        .writes("With the first answer to each, there is more to ask:\n2. ");
    let told = inspected(folder.path(), "x.xlsx", &[]);
    assert_eq!(told["scale"], Value::Null);
    assert_eq!(told["later_questions"].as_array().unwrap().len(), 1);
    assert_eq!(told["resolved"]["columns"]["impact"], "Wie schlimm");
}

#[test]
fn a_question_about_sheets_tells_what_each_has() {
    let folder = workbooks();
    let run = inspect(folder.path(), "years.xlsx", &[]).exits(1);
    run.writes("years.xlsx: it is not clear which sheet has the risks; 1 question to answer")
        .writes("Sheet      Has\n2025       risks\nit's 2026  risks\n")
        .writes("pass --sheet 2025 or 'it'\\''s 2026'")
        .writes("Resolved  in register.toml, with the first answer to each question\nsheet = \"2025\"\n");
    inspect(folder.path(), "years.xlsx", &["--sheet", "it's 2026"])
        .exits(0)
        .writes("2 risks in the sheet it's 2026")
        .writes("2025       also risks\nit's 2026  risks\n")
        .writes("--sheet 'it'\\''s 2026'");
}

#[test]
fn rows_that_are_left_alone_are_told_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 4] = [
        &["R1", "Queue", "Backlog of hours", "High", "Low"],
        &["", "Network"],
        &["R2", "DNS", "A record is gone", "Low", "High"],
        &["Total"],
    ];
    workbook(
        &folder.path().join("x.xlsx"),
        &["Id", "Asset", "Risk", "Likelihood", "Impact"],
        &rows,
    );
    inspect(folder.path(), "x.xlsx", &[])
        .exits(0)
        .writes("Rows  2 to 4 have the risks; left alone:\n")
        .writes("  3  `Network` has nothing but a heading\n")
        .writes("  5  `Total` has nothing but a word for a total\n");
    let told = inspected(folder.path(), "x.xlsx", &[]);
    assert_eq!(told["table"]["risk_rows"], json!([2, 4]));
    assert_eq!(told["table"]["left_alone"], json!([3, 5]));
    assert_eq!(told["findings"][0]["code"], "row-is-no-risk");
}

#[test]
fn what_an_import_leaves_behind_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let risks = workbook.add_worksheet();
    let header = ["Ref", "Component", "Risk", "Likelihood", "Impact", "Score"];
    sheet(
        risks,
        "Risks",
        &header,
        &[&["R1", "Queue", "Backlog of hours", "High", "Low", ""]],
    );
    risks.write_formula(1, 5, Formula::new("=D2&E2")).unwrap();
    workbook.save(folder.path().join("x.xlsx")).unwrap();
    inspect(folder.path(), "x.xlsx", &[])
        .exits(0)
        .writes("Not imported  the workbook keeps these, and an import does not carry them\n")
        .writes("  1 formula in Risks (F2)\n");
    let told = inspected(folder.path(), "x.xlsx", &[]);
    let expected = json!([{"kind": "formulas", "sheet": "Risks", "count": 1, "cells": ["F2"]}]);
    assert_eq!(told["not_imported"], expected);
}

#[test]
fn what_cannot_be_read_is_an_error_with_a_hint() {
    let folder = workbooks();
    fs::write(folder.path().join("text.xlsx"), "no workbook").unwrap();
    for (workbook, said) in [
        ("none.xlsx", "no sheet has a table of risks"),
        ("text.xlsx", "neither a workbook nor JSON"),
        ("gone.xlsx", "failed to read gone.xlsx"),
    ] {
        let run = inspect(folder.path(), workbook, &[]).exits(2).says(said);
        assert_eq!(run.stdout, "");
    }
    inspect(folder.path(), "none.xlsx", &[])
        .says("hint: ")
        .says("none.xlsx");
    let shop = web_shop();
    inspect(folder.path(), shop.to_str().unwrap(), &[])
        .exits(2)
        .says("is not a workbook");
    inspect(folder.path(), "clear.xlsx", &["--limit", "file-bytes=100"])
        .exits(2)
        .says("over the limit of 100");
    inspect(folder.path(), "clear.xlsx", &["--sheet", "Archive"])
        .exits(2)
        .says("no sheet `Archive`");
}

#[test]
fn an_inspection_writes_nothing() {
    let folder = workbooks();
    let before = files(folder.path());
    for workbook in ["clear.xlsx", "two.xlsx", "years.xlsx", "none.xlsx"] {
        inspect(folder.path(), workbook, &[]);
    }
    assert_eq!(files(folder.path()), before);
}

fn schema() -> jsonschema::Validator {
    let run = risk(&web_shop(), &["schema", "inspect"])
        .exits(0)
        .says_nothing();
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).expect("the schema is one")
}

#[test]
fn the_json_is_as_its_schema_says_whatever_is_found() {
    let folder = workbooks();
    hard_to_say(&folder.path().join("hard.xlsx"));
    let schema = schema();
    for (workbook, questions) in [
        ("clear.xlsx", 0),
        ("two.xlsx", 1),
        ("years.xlsx", 1),
        ("hard.xlsx", 1),
    ] {
        let said: &[&str] = if workbook == "hard.xlsx" { &SAID } else { &[] };
        let told = inspected(folder.path(), workbook, said);
        let errors: Vec<String> = schema.iter_errors(&told).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{workbook}: {errors:#?}");
        assert_eq!(
            told["questions"].as_array().unwrap().len(),
            questions,
            "{workbook}"
        );
    }
}

#[test]
fn the_json_has_the_columns_the_scale_and_the_first_risks() {
    let folder = workbooks();
    let told = inspected(folder.path(), "clear.xlsx", &[]);
    assert_eq!(told["schema_version"], 2);
    assert_eq!(
        told["sheets"],
        json!([{"name": "Risks", "content": "risks", "hidden": false}])
    );
    assert_eq!(told["table"]["header_rows"], json!([1, 1]));
    let likelihood = json!({
        "column": "D", "header": "Likelihood", "hidden": false, "content": "field",
        "field": "likelihood", "extra": null, "certainty": "certain",
        "because": "by its header", "possible": null,
    });
    assert_eq!(told["table"]["columns"][3], likelihood);
    assert_eq!(
        told["scale"]["likelihood"],
        json!(["Low", "Medium", "High"])
    );
    assert_eq!(told["risks"], 6);
    let args = ["list", "-r", "clear.xlsx", "--format", "json"];
    let listed: Value = serde_json::from_str(&risk(folder.path(), &args).stdout).unwrap();
    let preview = told["preview"].as_array().unwrap();
    assert_eq!(preview.len(), 5);
    for risk in preview {
        assert!(listed["risks"].as_array().unwrap().contains(risk), "{risk}");
    }
    let told = inspected(folder.path(), "years.xlsx", &[]);
    for unknown in ["table", "scale", "risks"] {
        assert_eq!(told[unknown], Value::Null, "{unknown}");
    }
}

#[test]
fn nothing_of_a_workbook_is_obeyed_by_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    // A workbook cannot hold the null character.
    let text = hostile().replace('\u{0}', "");
    let mut header: Vec<&str> = HEADER.to_vec();
    header.extend([text.as_str(), "Impact of it \u{1b}[35m"]);
    let row = [text.as_str(); 11];
    let mut workbook = Workbook::new();
    sheet(
        workbook.add_worksheet(),
        "a \u{202e}b",
        &header,
        &[&row, &row],
    );
    sheet(
        workbook.add_worksheet(),
        "\u{200f}c",
        &["x"],
        &[&[text.as_str()]],
    );
    workbook.save(folder.path().join("x.xlsx")).unwrap();
    for more in [
        [].as_slice(),
        &["--format", "json"],
        &["--columns", "impact=K,likelihood=J"],
    ] {
        let run = inspect(folder.path(), "x.xlsx", more);
        assert!(run.code < 2, "{run:?}");
        inert(&format!("stdout with {more:?}"), &run.stdout);
        inert(&format!("stderr with {more:?}"), &run.stderr);
        let coloured = inspect(
            folder.path(),
            "x.xlsx",
            &[more, &["--color=always"]].concat(),
        );
        inert("coloured stdout", &without_colours(&coloured.stdout));
        assert!(
            !run.stdout.lines().any(|line| line.starts_with("error: b")),
            "{run:?}"
        );
    }
}

#[test]
fn there_are_colours_only_where_they_are_asked_for() {
    let folder = workbooks();
    for workbook in ["clear.xlsx", "two.xlsx", "years.xlsx"] {
        let plain = inspect(folder.path(), workbook, &[]).stdout;
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
        let coloured = inspect(folder.path(), workbook, &["--color", "always"]).stdout;
        assert!(coloured.contains('\u{1b}'));
        assert_eq!(without_colours(&coloured), plain);
        let mut without = command(folder.path());
        without.args(["inspect", workbook]).env("NO_COLOR", "1");
        assert_eq!(end(&mut without).stdout, plain);
        let json = inspect(
            folder.path(),
            workbook,
            &["--format=json", "--color=always"],
        );
        assert!(!json.stdout.contains('\u{1b}'), "{workbook}");
    }
}
