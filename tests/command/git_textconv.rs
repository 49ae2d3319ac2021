//! Workbooks as git shows them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::git::{commit, committed, git};
use crate::registers::{REVIEW, corrected, json_register, review_workbook};
use crate::run::{Run, risk};

/// A repository with a workbook whose texts a terminal would obey, and the driver installed.
fn hostile() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    let path = around.path().join("risks.xlsx");
    let mut rows = corrected();
    rows[0][2] = "_x001B_]0;title_x0007_ and _x001B_[31mred";
    rows[1][1] = "CDN\u{202e}gnp.exe\u{9b}31m";
    review_workbook(&path, &rows);
    committed(around.path());
    risk(around.path(), &["git", "install", "risks.xlsx"]).exits(0);
    let mut other = rows;
    other[0][3] = "High";
    other[2][2] = "_x001B_c\u{200b}";
    review_workbook(&path, &other);
    around
}

fn textconv(folder: &Path, file: &str) -> Run {
    risk(folder, &["git", "textconv", "--", file])
}

/// No character that a terminal would obey, or that shows something else than is there.
#[track_caller]
fn is_inert(text: &str) {
    let is_active = |c: char| c.is_control() && c != '\n' && c != '\t';
    let hides = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{200b}';
    assert!(!text.contains(|c| is_active(c) || hides(c)), "{text:?}");
}

#[test]
fn a_difference_and_a_log_of_a_workbook_show_its_risks_and_nothing_that_a_terminal_obeys() {
    let around = hostile();
    let diff = git(around.path(), &["diff", "--no-color"]);
    is_inert(&diff);
    assert!(
        diff.contains("\n-likelihood = \"Low\"\n+likelihood = \"High\"\n"),
        "{diff}"
    );
    commit(around.path(), "An edit");
    for args in [
        &["log", "-p", "--no-color"][..],
        &["blame", "--textconv", "risks.xlsx"],
    ] {
        let shown = git(around.path(), args);
        is_inert(&shown);
        assert!(
            shown.contains("gnp.exe") && shown.contains("31mred"),
            "{shown}"
        );
        assert!(shown.contains("# risks/R01.toml"), "{shown}");
    }
}

#[test]
fn the_text_is_that_of_the_folder_file_by_file_in_the_order_of_references() {
    let around = tempfile::tempdir().unwrap();
    let mut rows = corrected();
    rows.reverse();
    review_workbook(&around.path().join("risks.xlsx"), &rows);
    let text = textconv(around.path(), "risks.xlsx")
        .exits(0)
        .says_nothing()
        .stdout;
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("# ")).collect();
    let risks = (1..=6).map(|at| format!("# risks/R0{at}.toml"));
    let expected: Vec<String> = ["# register.toml".to_owned()]
        .into_iter()
        .chain(risks)
        .collect();
    assert_eq!(headings, expected);
    let args = ["export", "-r", "risks.xlsx", "--to", "folder"];
    risk(around.path(), &args).exits(0);
    for file in ["risks/R03.toml", "risks/R06.toml"] {
        let own = fs::read_to_string(around.path().join("folder").join(file)).unwrap();
        let own = own
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("#:schema"));
        let own: String = own.collect();
        let expected = format!("# {file}\n{}", own.trim_start());
        assert!(text.contains(&expected), "{expected} in {text}");
    }
}

#[test]
fn what_could_not_be_read_of_a_workbook_is_in_its_text() {
    let around = tempfile::tempdir().unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    crate::registers::sheet(sheet, "Risks", &crate::registers::HEADER, &[&REVIEW[0]]);
    let broken = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
    sheet.write_formula(1, 3, broken).unwrap();
    workbook.save(around.path().join("risks.xlsx")).unwrap();
    let text = textconv(around.path(), "risks.xlsx").exits(0).stdout;
    assert!(text.contains("# Risks!D2: "), "{text}");
}

#[test]
fn whatever_cannot_be_read_is_a_line_of_text_and_no_failure() {
    let around = tempfile::tempdir().unwrap();
    let path = around.path();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    let cfb = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 600],
    ]
    .concat();
    for (content, why) in [
        (&b""[..], "neither a workbook nor JSON"),
        (b"PK\x03\x04 and no more", "not a workbook that can be read"),
        (pointer.as_bytes(), "it is a pointer of Git LFS"),
        (&cfb, ""),
        (b"\x1b[31m\xff\0", "neither a workbook nor JSON"),
        (b"{ \"name\": \"\x1b[31m\" }", ""),
    ] {
        fs::write(path.join("x.xlsx"), content).unwrap();
        let run = textconv(path, "x.xlsx").exits(0).says_nothing();
        is_inert(&run.stdout);
        assert!(
            run.stdout.starts_with("risk cannot read this workbook: "),
            "{run:?}"
        );
        assert!(
            run.stdout.contains(why) && run.stdout.lines().count() == 1,
            "{run:?}"
        );
    }
    textconv(path, "missing.xlsx")
        .exits(0)
        .writes("risk cannot read this workbook: ");
    json_register(&path.join("-r.json"), &[]);
    textconv(path, "-r.json")
        .exits(0)
        .writes("title = \"Test\"");
}
