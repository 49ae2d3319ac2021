//! Workbooks that become text or JSON.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::registers::{HEADER, REVIEW, corrected, files, review_workbook, sheet, workbook};
use crate::run::{Run, risk};

/// A folder with a workbook of a review, in D7 of which is `Hgih`.
fn review() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    folder
}

fn import(folder: &Path, workbook: &str, more: &[&str]) -> Run {
    let args = ["import", workbook, "--into", "register"];
    risk(folder, &[&args, more].concat())
}

#[test]
fn a_mistyped_level_is_named_by_its_cell_with_what_was_meant() {
    let folder = review();
    risk(folder.path(), &["check", "-r", "review.xlsx"])
        .exits(1)
        .writes("Risks!D7: error[unknown-level]: invalid likelihood `Hgih`; expected Low, Medium or High")
        .writes("did you mean `High`?");
}

#[test]
fn an_import_keeps_a_mistyped_level_and_its_row() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[])
        .exits(1)
        .says("imported 6 risks")
        .says("Risks!D7");
    let text = fs::read_to_string(folder.path().join("register/risks/R06.toml")).unwrap();
    assert!(text.contains("likelihood = \"Hgih\""), "{text}");
    assert!(text.contains("Backlog of hours"), "{text}");
    risk(folder.path(), &["list", "-r", "register"])
        .exits(0)
        .writes("unrated   R06  Hgih?")
        .says("1 risk is unrated: R06");
}

#[test]
fn every_field_of_a_row_arrives() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[]).exits(1);
    let run = risk(folder.path(), &["show", "R02", "-r", "register"]).exits(0);
    for text in [
        "R02  CDN  High",
        "Certificate expires",
        "likelihood      Medium",
        "implemented  Alarm 14 days before",
        "- Renew by DNS",
        "1. Renew by hand",
        "Trello k3VtQ9aZ",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
}

#[test]
fn importing_twice_changes_no_byte() {
    let folder = review();
    for target in ["register", "register.json"] {
        let args = ["import", "review.xlsx", "--into", target];
        risk(folder.path(), &args).exits(1);
        let before = files(folder.path());
        risk(folder.path(), &args).exits(1).says("nothing changed");
        assert_eq!(files(folder.path()), before, "{target}");
    }
}

#[test]
fn two_imports_of_one_workbook_give_the_same_bytes() {
    let folder = review();
    for target in ["a.json", "b.json"] {
        risk(folder.path(), &["import", "review.xlsx", "--into", target]).exits(1);
    }
    let read = |name| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.json"), read("b.json"));
}

#[test]
fn what_the_workbook_has_no_column_for_stays() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[]).exits(1);
    let path = folder.path().join("register/risks/R03.toml");
    let text = fs::read_to_string(&path).unwrap();
    let edited =
        format!("# Ask Web first.\n{text}\nowner = \"Payments\"\n\nstatus = \"accepted\"\n");
    fs::write(&path, edited).unwrap();
    let mut rows = corrected();
    rows[2][2] = "Connection pool is exhausted";
    review_workbook(&folder.path().join("review.xlsx"), &rows);
    import(folder.path(), "review.xlsx", &[])
        .exits(0)
        .says("2 files updated");
    let text = fs::read_to_string(&path).unwrap();
    for kept in [
        "# Ask Web first.",
        "owner = \"Payments\"",
        "status = \"accepted\"",
        "Connection pool is exhausted",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
}

#[test]
fn risks_do_not_vanish_unless_that_is_said() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[]).exits(1);
    review_workbook(&folder.path().join("fewer.xlsx"), &corrected()[..4]);
    let before = files(folder.path());
    import(folder.path(), "fewer.xlsx", &[])
        .exits(2)
        .says("2 records would be deleted: R05, R06")
        .says("hint: pass --remove");
    assert_eq!(files(folder.path()), before);
    import(folder.path(), "fewer.xlsx", &["--remove"])
        .exits(0)
        .says("2 files removed");
    assert!(!folder.path().join("register/risks/R05.toml").exists());
    assert!(folder.path().join("register/risks/R04.toml").exists());
}

#[test]
fn a_dry_run_tells_what_would_be_and_writes_nothing() {
    let folder = review();
    let before = files(folder.path());
    import(folder.path(), "review.xlsx", &["--dry-run"])
        .exits(1)
        .says("would import 6 risks")
        .says("files created");
    assert_eq!(files(folder.path()), before);
    assert!(!folder.path().join("register").exists());
}

#[test]
fn a_dry_run_refuses_what_the_import_would_refuse() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[]).exits(1);
    review_workbook(&folder.path().join("fewer.xlsx"), &corrected()[..4]);
    import(folder.path(), "fewer.xlsx", &["--dry-run"])
        .exits(2)
        .says("would be deleted");
}

#[test]
fn columns_that_the_model_does_not_know_come_along() {
    let folder = tempfile::tempdir().unwrap();
    let header: Vec<&str> = HEADER.iter().copied().chain(["Region"]).collect();
    let row: Vec<&str> = REVIEW[0].iter().copied().chain(["eu-west-1"]).collect();
    workbook(&folder.path().join("more.xlsx"), &header, &[&row]);
    import(folder.path(), "more.xlsx", &[]).exits(0);
    risk(folder.path(), &["show", "R01", "-r", "register"])
        .exits(0)
        .writes("Other columns\n  Region: eu-west-1");
}

#[test]
fn an_import_writes_no_workbook_and_reads_nothing_else() {
    let folder = review();
    risk(
        folder.path(),
        &["import", "review.xlsx", "--into", "new.xlsx"],
    )
    .exits(2)
    .says("would be a workbook");
    import(folder.path(), "review.xlsx", &[]).exits(1);
    risk(folder.path(), &["import", "register", "--into", "other"])
        .exits(2)
        .says("is not a workbook");
}

/// The columns that a register keeps are those of the workbook that it came from. One that was
/// exported has the headers that are known.
#[test]
fn an_exported_workbook_comes_back_onto_a_register_that_keeps_other_columns() {
    let folder = tempfile::tempdir().unwrap();
    let mut header = HEADER;
    header[2] = "What breaks";
    let rows = corrected();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
    workbook(&folder.path().join("review.xlsx"), &header, &rows);
    let columns = ["--columns", "description=What breaks"];
    import(folder.path(), "review.xlsx", &columns).exits(0);
    let file = folder.path().join("register/register.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\n[columns]\n") && text.contains("\ndescription = \"What breaks\"\n"));
    import(folder.path(), "review.xlsx", &[]).exits(0);
    risk(
        folder.path(),
        &["export", "-r", "register", "--to", "new.xlsx"],
    )
    .exits(0);
    import(folder.path(), "new.xlsx", &[])
        .exits(0)
        .says("nothing changed");
}

/// A workbook of rows without references.
fn nameless(path: &Path, rows: &[[&str; 4]]) {
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    workbook(path, &["Component", "Risk", "Likelihood", "Impact"], &rows);
}

#[test]
fn what_git_says_of_a_risk_without_a_reference_stays_with_it_wherever_its_row_moves() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, book) = (folder.path(), folder.path().join("risks.xlsx"));
    let queue = ["Queue", "Backlog of hours", "Low", "High"];
    let search = ["Search", "Index is half built", "Low", "Low"];
    nameless(&book, &[queue, search]);
    import(folder, "risks.xlsx", &[]).exits(1);
    risk(folder, &["-r", "register", "set", "~1", "owner=Ann"]).exits(0);
    let moved = ["Search", "Index is half built", "Medium", "Low"];
    nameless(
        &book,
        &[["CDN", "Certificate expires", "Low", "Low"], moved, queue],
    );

    let before = files(&folder.join("register"));
    let dry = import(folder, "risks.xlsx", &["--dry-run"]).exits(1);
    assert_eq!(files(&folder.join("register")), before);
    let run = import(folder, "risks.xlsx", &[]).exits(1);
    assert_eq!(run.stdout, dry.stdout);
    run.writes("~1      added       -       Certificate expires")
        .writes("~2      likelihood  Low     Medium");
    let list = risk(folder, &["-r", "register", "list", "--format", "json"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&list.stdout).unwrap();
    let owned = json["risks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|risk| risk["owner"] == "Ann");
    let owned: Vec<&str> = owned
        .map(|risk| risk["component"].as_str().unwrap())
        .collect();
    assert_eq!(owned, ["Queue"]);
}

#[test]
fn a_row_that_may_be_two_risks_is_asked_about_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, book) = (folder.path(), folder.path().join("risks.xlsx"));
    nameless(&book, &[["Queue", "Backlog of hours", "Low", "High"]]);
    import(folder, "risks.xlsx", &[]).exits(1);
    nameless(
        &book,
        &[["Queue", "Nothing is left of what it said", "Low", "High"]],
    );
    let before = files(&folder.join("register"));
    import(folder, "risks.xlsx", &[])
        .exits(2)
        .says("Risks!B2: \"Nothing is left of what it said\" may be `~1` (Backlog of hours) or a new one")
        .says("hint: pass --match '2=~1' or 2=new");
    import(folder, "risks.xlsx", &["--match", "2=new"])
        .exits(2)
        .says("1 record would be deleted: ~1");
    import(folder, "risks.xlsx", &["--match", "7=~1"])
        .exits(2)
        .says("no risk that is read is in the row or called `7`");
    import(
        folder,
        "risks.xlsx",
        &["--match", "2=~1", "--match", "2=new"],
    )
    .exits(2)
    .says("--match names the risk of `2=new` twice");
    risk(
        folder,
        &[
            "-r", "register", "export", "--to", "new.json", "--match", "~1=new",
        ],
    )
    .exits(2)
    .says("new.json is not a register with risks to match");
    assert!(!folder.join("new.json").exists());
    assert_eq!(files(&folder.join("register")), before);
    import(folder, "risks.xlsx", &["--match", "2=~1"])
        .exits(1)
        .writes("description  Backlog of hours  Nothing is left of what it said");
}

#[test]
fn an_export_onto_a_sheet_without_unique_references_moves_nothing_between_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, book) = (folder.path(), folder.path().join("risks.xlsx"));
    let header = ["Reference", "Component", "Risk", "Likelihood", "Impact"];
    let rows = [
        ["R3", "Queue", "Backlog of hours", "Low", "High"],
        ["R3", "Search", "Index is half built", "Low", "Low"],
    ];
    let sheet = |rows: &[[&str; 5]]| {
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        workbook(&book, &header, &rows);
    };
    sheet(&rows);
    risk(
        folder,
        &["-r", "risks.xlsx", "export", "--to", "risks.json"],
    )
    .exits(0);
    risk(
        folder,
        &["-r", "risks.json", "set", "R3~1", "likelihood=High"],
    )
    .exits(0);
    // Somebody sorts the sheet meanwhile.
    sheet(&[rows[1], rows[0]]);
    risk(
        folder,
        &["-r", "risks.json", "export", "--to", "risks.xlsx"],
    )
    .exits(0)
    .writes("Risks!D3: Low → High");
}

#[test]
fn links_behind_texts_and_what_is_struck_through_are_listed_with_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .write_row(0, 0, ["Reference", "Risk", "Likelihood", "Impact", "Notes"])
        .unwrap();
    for (at, reference) in (1..).zip(["R1", "R2", "R3"]) {
        sheet
            .write_row(at, 0, [reference, "Backlog", "Low", "High"])
            .unwrap();
    }
    let card = "https://trello.com/c/k3VtQ9aZ";
    let url = rust_xlsxwriter::Url::new(card);
    sheet.write_url(1, 4, url.clone()).unwrap();
    sheet.write_url(2, 4, url.set_text("the card")).unwrap();
    let plain = rust_xlsxwriter::Format::new();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    sheet
        .write_string_with_format(3, 1, "Backlog of hours", &struck)
        .unwrap();
    let pieces = [(&plain, "Seldom"), (&struck, " or never")];
    sheet.write_rich_string(3, 4, &pieces).unwrap();
    book.save(folder.path().join("links.xlsx")).unwrap();
    import(folder.path(), "links.xlsx", &[])
        .exits(0)
        .says("  1 link behind a text in Sheet1 (E3)\n")
        .says(
            "  2 cells with text struck through, which is read as any other in Sheet1 (B4, E4)\n",
        );
}

#[test]
fn all_sheets_of_a_workbook_are_imported_at_once_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let (path, book) = (folder.path(), folder.path().join("risks.xlsx"));
    let write = |likelihood: &str| {
        let mut workbook = Workbook::new();
        let web = ["W1", "Queue", "It is full for hours", "Low", "High"];
        let header = ["Reference", "Component", "Risk", "Likelihood", "Impact"];
        sheet(workbook.add_worksheet(), "Web", &header, &[&web]);
        let header = ["Failure mode", "Likelihood", "Number"];
        sheet(
            workbook.add_worksheet(),
            "Data",
            &header,
            &[&["The disk fails", likelihood, "D1"]],
        );
        workbook.save(&book).unwrap();
    };
    write("Low");
    import(path, "risks.xlsx", &[])
        .exits(2)
        .says("hint: pass --sheet Web or Data; or --all-sheets, to import all of them");
    import(path, "risks.xlsx", &["--all-sheets", "--sheet", "Web"])
        .exits(2)
        .says("error: --sheet and --all-sheets");
    import(path, "risks.xlsx", &["--all-sheets"])
        .exits(0)
        .says("imported 2 risks and 0 components");
    import(path, "risks.xlsx", &[])
        .exits(0)
        .says("nothing changed");
    write("High");
    let run = import(path, "risks.xlsx", &[])
        .exits(0)
        .writes("D1      likelihood  Low     High");
    assert!(!run.stdout.contains("W1"), "{run:#?}");
}

#[test]
fn components_that_rows_name_are_declared_where_that_is_asked_for() {
    let folder = review();
    import(folder.path(), "review.xlsx", &["--declare-components"])
        .exits(1)
        .says("only named so far, and now declared: `")
        .says("imported 6 risks and 6 components");
    let names = |folder: &Path| {
        let args = ["component", "list", "-r", "register", "--format", "csv"];
        risk(folder, &args).exits(0).stdout
    };
    let declared = names(folder.path());
    assert!(declared.contains("Queue,1,"), "{declared}");
    assert!(!declared.contains("not declared"), "{declared}");
    // What is declared is kept by the next import, with and without the option.
    for more in [&["--declare-components"][..], &[]] {
        let again = import(folder.path(), "review.xlsx", more).exits(1);
        assert!(again.stderr.contains("nothing changed"), "{again:?}");
        assert!(!again.stderr.contains("now declared"), "{again:?}");
        assert_eq!(names(folder.path()), declared);
    }
}

#[test]
fn an_import_onto_a_register_lists_the_components_that_it_declares() {
    let folder = review();
    import(folder.path(), "review.xlsx", &[]).exits(1);
    import(
        folder.path(),
        "review.xlsx",
        &["--declare-components", "--dry-run"],
    )
    .exits(1)
    .writes("Queue")
    .writes("added")
    .says("6 files created");
}
