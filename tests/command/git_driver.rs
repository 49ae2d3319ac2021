//! The merge driver, given files that it is not meant for.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::registers::{REVIEW, json_register, review_workbook, risk as a_risk};
use crate::run::{Run, risk};

/// The three files, as git names them.
fn three(base: &[u8], ours: &[u8], theirs: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [("O", base), ("A", ours), ("B", theirs)] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn drive(folder: &Path, path: &str) -> Run {
    risk(folder, &["git", "merge-driver", "--", "O", "A", "B", path])
}

fn ours(folder: &Path) -> String {
    fs::read_to_string(folder.join("A")).unwrap()
}

#[test]
fn what_is_no_register_is_merged_by_line() {
    let text = |first: &str, last: &str| {
        format!("{{\n \"a\": \"{first}\",\n\n\n\n \"b\": \"{last}\"\n}}\n")
    };
    let files = three(
        text("x", "x").as_bytes(),
        text("y", "x").as_bytes(),
        text("x", "z").as_bytes(),
    );
    for path in ["package.json", "Cargo.toml", "-x/risks/.hidden.toml"] {
        fs::write(files.path().join("A"), text("y", "x")).unwrap();
        drive(files.path(), path).exits(0).says("merged by line");
        assert_eq!(ours(files.path()), text("y", "z"), "{path}");
    }
    let files = three(b"a\n", b"b\n", b"c\n");
    drive(files.path(), "notes.txt")
        .exits(1)
        .says("merged by line");
    let expected = "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n";
    assert_eq!(ours(files.path()), expected);
}

#[test]
fn a_binary_a_pointer_and_two_forms_leave_ours_and_are_no_clean_merge() {
    let pointer =
        |id: &str| format!("version https://git-lfs.github.com/spec/v1\noid sha256:{id}\n");
    let pointers = ["1", "2", "3"].map(pointer);
    let cases: [([&[u8]; 3], &str); 4] = [
        ([b"PK\x03\x04", b"PK\x03\x05", b"PK\x03\x06"], "risks.xlsx"),
        ([b"", b"a\0b", b"a\0c"], "logo.png"),
        ([b"{}", b"{ }", b"PK\x03\x06"], "risks.xlsx"),
        (
            pointers.each_ref().map(|text| text.as_bytes()),
            "risks.xlsx",
        ),
    ];
    for ([base, ours, theirs], path) in cases {
        let files = three(base, ours, theirs);
        drive(files.path(), path)
            .exits(1)
            .says("not merged, ours stays");
        assert_eq!(fs::read(files.path().join("A")).unwrap(), ours, "{path}");
    }
}

#[test]
fn whatever_goes_wrong_is_a_conflict_and_never_ends_the_merge() {
    let files = three(b"", b"x", b"y");
    fs::remove_file(files.path().join("B")).unwrap();
    drive(files.path(), "risks/R1.toml")
        .exits(1)
        .says("not merged, ours stays");
    let run = risk(files.path(), &["git", "merge-driver"]);
    assert!((1..128).contains(&run.code), "{run:?}");
}

#[test]
fn a_value_that_could_not_be_read_is_not_taken_for_absent() {
    let version = |review_by: &str, owner: &str| {
        format!(
            "component = \"CDN\"\nreview_by = {review_by}\nlikelihood = \"Low\"\nowner = \"{owner}\"\n"
        )
    };
    // Theirs made no date of it; ours did not touch it.
    let files = three(
        version("\"2026-01-01\"", "Web").as_bytes(),
        version("\"2026-01-01\"", "Ops").as_bytes(),
        version("[1]", "Web").as_bytes(),
    );
    let run = drive(files.path(), "risks/R1.toml").exits(0);
    run.says("merged by line: refused to change risks/R1.toml:2:13: theirs has there what cannot be read");
    assert_eq!(ours(files.path()), version("[1]", "Ops"));
    // A place in JSON is one in the file that there is.
    let register = |likelihood: &str, title: &str| {
        format!(
            "{{\"schema_version\":1,\n\n\"title\":\"{title}\",\n\n\"risks\":[\n{{\"likelihood\":{likelihood}}}]}}\n"
        )
    };
    let files = three(
        register("\"Low\"", "A").as_bytes(),
        register("\"Low\"", "B").as_bytes(),
        register("3", "A").as_bytes(),
    );
    drive(files.path(), "systems/r.json")
        .exits(0)
        .says("merged by line: refused to change systems/r.json:6:15: ");
    // Where nobody touched it, it is as it was.
    let files = three(
        version("[1]", "Web").as_bytes(),
        version("[1]", "Ops").as_bytes(),
        version("[1]", "Web").replace("Low", "High").as_bytes(),
    );
    drive(files.path(), "risks/R1.toml").exits(0).says_nothing();
    assert_eq!(
        ours(files.path()),
        version("[1]", "Ops").replace("Low", "High")
    );
}

/// git merges two lines that make one key stand twice, and nothing could read the file any more.
#[test]
fn lines_that_make_sense_on_each_side_and_none_together_are_no_clean_merge() {
    let version = |above: &str, below: &str| {
        let lines = "component = \"CDN\"\n\nimpact = \"High\"\n\nlikelihood = \"Low\"\n";
        format!("{above}{lines}{below}")
    };
    let files = three(
        version("", "").as_bytes(),
        version("owner = [1]\n", "").as_bytes(),
        version("", "owner = [2]\n").as_bytes(),
    );
    drive(files.path(), "risks/R1.toml")
        .exits(1)
        .says("merged by line");
    assert_eq!(
        ours(files.path()),
        version("owner = [1]\n", "owner = [2]\n")
    );
}

#[test]
fn a_file_keeps_its_mark_and_its_line_ends() {
    let version = |likelihood: &str, owner: &str| {
        let text = format!(
            "component = \"CDN\"\r\nlikelihood = \"{likelihood}\"\r\nowner = \"{owner}\"\r\n"
        );
        [b"\xEF\xBB\xBF", text.as_bytes()].concat()
    };
    let files = three(
        &version("Low", "Web"),
        &version("High", "Web"),
        &version("Low", "Ops"),
    );
    drive(files.path(), "a/risks/R1.toml")
        .exits(0)
        .says_nothing();
    assert_eq!(
        fs::read(files.path().join("A")).unwrap(),
        version("High", "Ops")
    );
}

#[test]
fn both_sides_added_a_file_and_the_base_is_empty() {
    let around = tempfile::tempdir().unwrap();
    let path = |name: &str| around.path().join(name);
    fs::write(path("O"), "").unwrap();
    json_register(&path("A"), &[a_risk("R1", "CDN", "Low", "High")]);
    json_register(&path("B"), &[a_risk("R2", "DNS", "Low", "High")]);
    drive(around.path(), "risks.json").exits(0);
    risk(around.path(), &["list", "-r", "A"])
        .exits(0)
        .writes("DNS")
        .writes("CDN");
    let corrected = crate::registers::corrected();
    review_workbook(&path("A"), &corrected[..3]);
    review_workbook(&path("B"), &corrected[2..]);
    drive(around.path(), "any/risks.xlsx").exits(0);
    risk(around.path(), &["list", "-r", "A"])
        .exits(0)
        .writes("R01")
        .writes("R06");
    assert_eq!(REVIEW.len(), 6);
}

/// A driver of a workbook writes the cells of its register, and a merge of git would forget the rest in silence.
#[test]
fn what_theirs_changed_beside_the_register_in_a_workbook_is_no_clean_merge() {
    let around = tempfile::tempdir().unwrap();
    let version = |name: &str, owner: &str, other: &str, has_comment: bool| {
        let mut rows = crate::registers::corrected();
        rows[0][8] = owner;
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        crate::registers::sheet(sheet, "Risks", &crate::registers::HEADER, &rows);
        if has_comment {
            let comment = rust_xlsxwriter::Note::new("Ask Ann");
            sheet.insert_note(1, 2, &comment).unwrap();
        }
        let sheet = workbook.add_worksheet();
        crate::registers::sheet(sheet, "Minutes", &["Day", "What"], &[&["Monday", other]]);
        workbook.save(around.path().join(name)).unwrap();
    };
    let merged = |theirs: (&str, bool)| {
        version("O", "", "We met", false);
        version("A", "Seen in May", "We met", false);
        version("B", "", theirs.0, theirs.1);
        drive(around.path(), "risks.xlsx")
    };
    merged(("We met", false)).exits(0).says_nothing();
    let words = "theirs changed the sheet `Minutes`, which is as in ours";
    merged(("We met twice", false)).exits(1).says(words);
    let words = "theirs changed the comments on cells of the sheet `Risks`";
    merged(("We met", true)).exits(1).says(words);
    // Where both did the same, nothing is left out.
    version("O", "", "We met", false);
    version("A", "", "We met twice", true);
    version("B", "", "We met twice", true);
    drive(around.path(), "risks.xlsx").exits(0).says_nothing();
}
