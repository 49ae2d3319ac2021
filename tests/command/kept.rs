//! What a register keeps of the workbook that it was imported from, and what stays there.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Note, Workbook};
use tempfile::TempDir;

use crate::registers::{HEADER, corrected, sheet, workbook};
use crate::run::{Run, risk};

/// Risks in words of their own: two columns could be the likelihood, and the levels are numbers.
const OWN: [&str; 6] = [
    "Nr",
    "Was",
    "Chance now",
    "Probability",
    "Likelihood",
    "Impact",
];
const ROWS: [&[&str]; 3] = [
    &["1", "The queue fills up over night", "5", "2", "3", "4"],
    &["2", "Nobody renews the certificate", "1", "1", "1", "5"],
    &["3", "The region is gone for hours", "1", "1", "2", "2"],
];

fn import(folder: &Path, name: &str, more: &[&str]) -> Run {
    let args = ["import", name, "--into", "register"];
    risk(folder, &[&args, more].concat())
}

fn register_toml(folder: &Path) -> String {
    fs::read_to_string(folder.join("register/register.toml")).unwrap()
}

/// A workbook of the review, with the given headers.
fn review(header: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "review.xlsx", header);
    folder
}

fn write(folder: &Path, name: &str, header: &[&str]) {
    let rows = corrected();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
    workbook(&folder.join(name), header, &rows);
}

#[test]
fn the_second_import_of_a_workbook_asks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    workbook(&folder.path().join("own.xlsx"), &OWN, &ROWS);
    import(folder.path(), "own.xlsx", &[])
        .exits(2)
        .says("could both be the likelihood")
        .says("--columns likelihood=D or likelihood=E");
    let answers = ["--columns", "description=B,likelihood=D", "--scale", "1-5"];
    import(folder.path(), "own.xlsx", &answers).exits(0);
    let text = register_toml(folder.path());
    for kept in [
        "scale = \"1-5\"",
        "description = \"Was\"",
        "likelihood = \"Probability\"",
        "impact = \"Impact\"",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    import(folder.path(), "own.xlsx", &[])
        .exits(0)
        .says("nothing changed");
    assert_eq!(register_toml(folder.path()), text);
}

#[test]
fn a_column_that_none_is_said_to_be_stays_none() {
    let folder = tempfile::tempdir().unwrap();
    workbook(&folder.path().join("own.xlsx"), &OWN, &ROWS);
    let answers = ["--columns", "description=B,likelihood=", "--scale", "1-5"];
    import(folder.path(), "own.xlsx", &answers).exits(0);
    assert!(register_toml(folder.path()).contains("likelihood = \"\""));
    import(folder.path(), "own.xlsx", &[])
        .exits(0)
        .says("nothing changed");
}

#[test]
fn a_header_that_changed_to_words_of_its_own_is_asked_about() {
    let folder = review(&HEADER);
    import(folder.path(), "review.xlsx", &[]).exits(0);
    let mut changed = HEADER;
    changed[6] = "What we do about it";
    write(folder.path(), "review.xlsx", &changed);
    import(folder.path(), "review.xlsx", &[])
        .exits(2)
        .says("which had the mitigations, is gone; it may be G (`What we do about it`)")
        .says("hint: pass --columns mitigations=G");
    import(
        folder.path(),
        "review.xlsx",
        &["--columns", "mitigations=G"],
    )
    .exits(0)
    .says("1 file updated");
    import(folder.path(), "review.xlsx", &[])
        .exits(0)
        .says("nothing changed");
}

#[test]
fn a_header_that_changed_is_a_finding_that_names_both() {
    for (position, header, field) in [
        (3, "Chance", "likelihood"),
        (4, "Consequence", "impact"),
        (6, "Countermeasures", "mitigations"),
        (7, "Contingency", "runbook_actions"),
    ] {
        let folder = review(&HEADER);
        import(folder.path(), "review.xlsx", &[]).exits(0);
        let mut changed = HEADER;
        let old = std::mem::replace(&mut changed[position], header);
        write(folder.path(), "review.xlsx", &changed);
        let told = format!(
            "warning[changed-header]: the column `{header}`, which has the {field}, was headed `{old}`"
        );
        import(folder.path(), "review.xlsx", &[])
            .exits(1)
            .says("nothing changed")
            .says(&told);
        let columns = format!("{field}={header}");
        import(folder.path(), "review.xlsx", &["--columns", &columns]).exits(0);
        assert!(register_toml(folder.path()).contains(&format!("{field} = \"{header}\"")));
        import(folder.path(), "review.xlsx", &[])
            .exits(0)
            .says("nothing changed");
    }
}

#[test]
fn two_headers_that_changed_at_once_are_told_where_words_tell_them_apart_and_else_asked() {
    let folder = review(&HEADER);
    import(folder.path(), "review.xlsx", &[]).exits(0);
    let mut changed = HEADER;
    (changed[6], changed[7]) = ("Countermeasures", "Contingency");
    write(folder.path(), "review.xlsx", &changed);
    import(folder.path(), "review.xlsx", &[])
        .exits(1)
        .says("`Countermeasures`, which has the mitigations, was headed `Mitigation`")
        .says("`Contingency`, which has the runbook_actions, was headed `Runbook action`");
    (changed[6], changed[7]) = ("Erstens", "Zweitens");
    write(folder.path(), "review.xlsx", &changed);
    import(folder.path(), "review.xlsx", &[])
        .exits(2)
        .says("the column `Mitigation`, which had the mitigations, is gone; it may be")
        .says("G (`Erstens`) or H (`Zweitens`)")
        .says("--columns mitigations=G");
}

#[test]
fn columns_beyond_the_fields_that_come_and_go_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 1] = [&["R1", "The queue fills up", "High", "Low", "Blue"]];
    let header = ["ID", "Risk", "Likelihood", "Impact", "Team"];
    workbook(&folder.path().join("own.xlsx"), &header, &rows);
    import(folder.path(), "own.xlsx", &[]).exits(0);
    let header = ["ID", "Risk", "Likelihood", "Impact", "Squad"];
    workbook(&folder.path().join("own.xlsx"), &header, &rows);
    import(folder.path(), "own.xlsx", &[])
        .exits(0)
        .says("no columns any more, whose values stay in the register: `Team`")
        .says("new columns beyond the fields of a risk: `Squad`");
}

#[test]
fn a_scale_that_an_import_changes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["ID", "Risk", "Likelihood (1-5)", "Impact (1-5)"];
    let words: [&[&str]; 1] = [&["R1", "The queue fills up", "High", "Low"]];
    workbook(&folder.path().join("own.xlsx"), &header, &words);
    import(folder.path(), "own.xlsx", &[]).exits(0);
    let numbers: [&[&str]; 1] = [&["R1", "The queue fills up", "5", "4"]];
    workbook(&folder.path().join("own.xlsx"), &header, &numbers);
    import(folder.path(), "own.xlsx", &[])
        .exits(0)
        .says("the scale was low-medium-high and is 1-5 now")
        .says("note[assumed-scale]: 1 is taken for the lowest level");
}

#[test]
fn blank_components_are_filled_down_where_somebody_said_so_and_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["Component", "Failure mode", "Likelihood", "Impact"];
    let rows: [&[&str]; 3] = [
        &["Queue", "It fills up over night", "High", "Low"],
        &["", "It loses messages at a restart", "Low", "High"],
        &["DNS", "A record is removed by hand", "Low", "High"],
    ];
    workbook(&folder.path().join("own.xlsx"), &header, &rows);
    import(folder.path(), "own.xlsx", &[])
        .says("note[blank-below-component]: 1 risk has no component")
        .says("fill the component down");
    import(folder.path(), "own.xlsx", &["--fill-down", "component"]);
    assert!(register_toml(folder.path()).contains("fill_down = [\n    \"component\",\n]"));
    import(folder.path(), "own.xlsx", &[]).says("nothing changed");
    risk(
        folder.path(),
        &["list", "-r", "register", "--component", "Queue"],
    )
    .writes("It loses messages at a restart");
    risk(
        folder.path(),
        &["list", "-r", "own.xlsx", "--fill-down", "colour"],
    )
    .exits(2)
    .says("`colour` in --fill-down");
}

#[test]
fn what_a_register_has_no_place_for_is_told_with_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let risks = workbook.add_worksheet();
    let rows: [&[&str]; 1] = [&["R1", "The queue fills up", "High", "Low"]];
    sheet(
        risks,
        "Risks",
        &["ID", "Risk", "Likelihood", "Impact", "Score"],
        &rows,
    );
    risks.write_formula(1, 4, "=LEN(C2)*LEN(D2)").unwrap();
    risks.insert_note(1, 1, &Note::new("Since when?")).unwrap();
    workbook.add_worksheet().set_name("Guide").unwrap();
    workbook.save(folder.path().join("own.xlsx")).unwrap();
    import(folder.path(), "own.xlsx", &[])
        .exits(0)
        .says("not imported, and still in the workbook:")
        .says("  1 formula in Risks (E2)")
        .says("  1 comment on a cell in Risks (B2)")
        .says("  1 other sheet: Guide");
}

#[test]
fn an_import_of_all_that_there_is_tells_of_nothing_left_behind() {
    let folder = review(&HEADER);
    let run = import(folder.path(), "review.xlsx", &[]).exits(0);
    assert!(!run.stderr.contains("not imported"), "{}", run.stderr);
}
