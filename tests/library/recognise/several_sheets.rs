//! Registers over several sheets, imported whole: each sheet in its own layout, all of them one register.

use risk_core::edit::{Editor, Matches};
use risk_core::workbook::{ALL_SHEETS, ReadOptions, inspect_all};
use risk_core::{Answer, Error, Import, ImportOptions, Key, Reading, Remedy, Scale, json};

use super::board::Board;
use super::{matching, workbook};

const HEADER: [&str; 5] = ["ID", "Asset", "Risk", "Likelihood", "Impact"];

fn team(rows: &[[&str; 5]]) -> Board {
    let rows = rows.iter().map(<[&str; 5]>::as_slice);
    let all: Vec<&[&str]> = std::iter::once(HEADER.as_slice()).chain(rows).collect();
    Board::of(&all)
}

/// Two sheets that have nothing in common but that they have risks: other columns, in another row.
fn two(web: &str, data: &str) -> Vec<u8> {
    let web = team(&[
        ["W1", "Queue", web, "High", "Low"],
        ["W2", "DNS", "A record is removed", "Low", "High"],
    ]);
    let data = Board::of(&[&["Risks of the databases"]]).then(
        1,
        &[
            &["Impact", "Failure mode", "No.", "Probability", "Budget"],
            &["Low", data, "D1", "High", "five"],
            &["High", "The replica lags", "D2", "Low", ""],
        ],
    );
    let notes = Board::of(&[&["Agreed in the meeting of May"]]);
    workbook(&[
        ("Web", "", &web),
        ("Data", "", &data),
        ("Notes", "", &notes),
    ])
}

fn read(book: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    inspect_all(book, options)?.into_reading()
}

fn import(target: Option<&Reading>, book: &[u8], matches: &Matches) -> Result<Import, Error> {
    let mut options = target.map_or_else(ReadOptions::default, ReadOptions::beside);
    options.sheet = Some(ALL_SHEETS.to_owned());
    Import::new(target, &read(book, &options)?, &options, &matching(matches))
}

/// A first import of a workbook, as it is read again.
fn target(book: &[u8]) -> Reading {
    let import = import(None, book, &Matches::new()).expect("nothing is asked");
    json::read(&json::write(&import.register, &import.settings)).expect("it is written")
}

fn lines(import: &Import) -> Vec<String> {
    let edited = import.edited.as_ref().expect("there is a target");
    let lines = edited.lines().into_iter();
    lines
        .map(|line| {
            let [before, after] = [line.before, line.after].map(Option::unwrap_or_default);
            let path = line.path.unwrap_or_default();
            format!("{} {path}: {before} → {after}", line.record)
        })
        .collect()
}

#[test]
fn the_sheets_are_read_each_by_its_own_layout() {
    let book = two("It is full for hours", "The disk fails");
    let inspection = inspect_all(&book, &ReadOptions::default()).expect("it is read");
    let contents = inspection.sheets.iter();
    let contents = contents.map(|sheet| format!("{} {:?}", sheet.name, sheet.content));
    let contents: Vec<String> = contents.collect();
    assert_eq!(contents, ["Web Risks", "Data Risks", "Notes Other"]);
    let reading = inspection.into_reading().expect("nothing is asked");
    let risks = reading.register.risks();
    let risks = risks.map(|risk| format!("{} {}", risk.reference, risk.description));
    let risks: Vec<String> = risks.collect();
    let expected = [
        "W1 It is full for hours",
        "W2 A record is removed",
        "D1 The disk fails",
        "D2 The replica lags",
    ];
    assert_eq!(risks, expected);
    let last = reading
        .register
        .risk(&Key::first("D2"))
        .expect("it is read");
    let in_row = reading.risk_in_row("Data!5").expect("it stands there");
    assert_eq!(in_row.key(), last.key());
    assert!(reading.risk_in_row("5").is_none(), "of which sheet?");
}

#[test]
fn the_second_import_changes_what_was_edited_in_each_sheet_and_asks_nothing() {
    let target = target(&two("It is full for hours", "The disk fails"));
    assert_eq!(target.settings.sheet.as_deref(), Some(ALL_SHEETS));
    assert!(ReadOptions::beside(&target).reads_all_sheets());
    let same = two("It is full for hours", "The disk fails");
    let again = import(Some(&target), &same, &Matches::new()).expect("nothing is asked");
    assert_eq!(lines(&again), [""; 0]);
    let edited = two("It is full for days", "The disk fails often");
    let again = import(Some(&target), &edited, &Matches::new()).expect("nothing is asked");
    let expected = [
        "W1 description: It is full for hours → It is full for days",
        "D1 description: The disk fails → The disk fails often",
    ];
    assert_eq!(lines(&again), expected);
}

#[test]
fn what_one_sheet_has_no_column_for_stays_though_another_has_it() {
    let book = two("It is full for hours", "The disk fails");
    let mut target = target(&book);
    let mut editor = Editor::new(target.register.clone());
    let set = |text: &str| vec![text.parse().expect("it is an assignment")];
    editor.set_risk("W1", &set("extra.Budget=seven")).unwrap();
    editor.set_risk("D1", &set("component=Disk")).unwrap();
    target.register = editor.finish().expect("it is a register").after;
    let again = import(Some(&target), &book, &Matches::new()).expect("nothing is asked");
    assert_eq!(lines(&again), [""; 0]);
}

#[test]
fn levels_of_two_scales_are_a_question_that_names_both() {
    let web = team(&[["W1", "Queue", "It is full", "High", "Low"]]);
    let numbers = [
        ["D1", "Disk", "It is slow", "5", "1"],
        ["D2", "Fan", "It stops", "1", "5"],
        ["D3", "Fan", "It is loud", "3", "4"],
    ];
    let data = team(&numbers);
    let book = workbook(&[("Web", "", &web), ("Data", "", &data)]);
    let error = read(&book, &ReadOptions::default()).expect_err("which scale?");
    let text = error.to_string();
    for named in ["`Web` are of low-medium-high", "`Data` of 1-5"] {
        assert!(text.contains(named), "{text}");
    }
    let Some(Remedy::Answer { answers, .. }) = error.remedy() else {
        panic!("{error:?}");
    };
    for answer in answers {
        let mut options = ReadOptions::default();
        options.answer(&answer);
        let scale = read(&book, &options).expect("it is answered");
        assert_eq!(Some(scale.register.scale()), options.scale.as_ref());
    }
    let blank = team(&[["B1", "Disk", "Nobody rated this", "", ""]]);
    let book = workbook(&[("Blank", "", &blank), ("Data", "", &data)]);
    let reading = read(&book, &ReadOptions::default()).expect("one has no levels");
    assert_eq!(
        Ok(reading.register.scale()),
        Scale::built_in("1-5").as_ref()
    );
}

#[test]
fn a_reference_in_two_sheets_is_of_two_risks_and_a_finding() {
    let book = |web: &str, data: &str| {
        let [web, data] = [web, data].map(|risk| team(&[["R1", "Queue", risk, "High", "Low"]]));
        workbook(&[("Web", "", &web), ("Data", "", &data)])
    };
    let before = book("It is full for hours", "Keys rotate without notice");
    let target = target(&before);
    assert_eq!(target.register.risks().len(), 2);
    let swapped = book("Keys rotate without notice", "It is full for days");
    let again = import(Some(&target), &swapped, &Matches::new()).expect("nothing is asked");
    let changed = "R1 description: It is full for hours → It is full for days";
    let changes = lines(&again);
    assert!(
        changes.len() == 1 && changes[0].ends_with(&changed[2..]),
        "{changes:?}"
    );
    let other = book("Something of another sort", "Words that nobody knows");
    let error = import(Some(&target), &other, &Matches::new()).expect_err("which is which?");
    let Error::Unmatched(unmatched) = &error else {
        panic!("{error:?}");
    };
    let names: Vec<&str> = unmatched.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Web!2", "Data!2"]);
}

#[test]
fn a_question_about_the_columns_of_a_sheet_leads_to_that_sheet() {
    let plain = team(&[["W1", "Queue", "It is full", "High", "Low"]]);
    let unclear = Board::of(&[
        &[
            "Nr",
            "Was",
            "Chance now",
            "Probability",
            "Likelihood",
            "Impact",
        ],
        &["1", "The queue fills up over night", "5", "2", "3", "4"],
        &["2", "Nobody renews the certificate", "1", "1", "1", "5"],
    ]);
    let book = workbook(&[("Web", "", &plain), ("Data", "", &unclear)]);
    let asked = inspect_all(&book, &ReadOptions::default()).expect("it is read");
    assert!(asked.reading.is_none());
    let answers = asked.questions.iter().map(|question| &question.answers);
    let sheet = vec![Answer::Sheet("Data".to_owned())];
    assert!(answers.clone().count() > 0);
    for given in answers {
        assert!(
            *given == sheet || given.iter().all(|one| matches!(one, Answer::Scale(_))),
            "{given:?}"
        );
    }
    let mut options = ReadOptions::default();
    let letters = (risk_core::RiskField::Likelihood, "D".to_owned());
    options.columns.extend([letters]);
    let error = inspect_all(&book, &options).expect_err("of which sheet?");
    assert!(
        error.to_string().contains("column D of each sheet"),
        "{error}"
    );
}

#[test]
fn the_layout_of_one_sheet_says_nothing_of_another() {
    let book = two("It is full for hours", "The disk fails");
    let one = |target: Option<&Reading>, sheet: &str| {
        let mut options = target.map_or_else(ReadOptions::default, ReadOptions::beside);
        options.sheet = Some(sheet.to_owned());
        let reading = risk_core::workbook::inspect(&book, &options).expect("it is read");
        let reading = reading.into_reading().expect("nothing is asked");
        let import = Import::new(target, &reading, &options, &ImportOptions::default());
        let import = import.expect("nothing is asked");
        json::read(&json::write(&import.register, &import.settings)).expect("it is written")
    };
    let web = one(None, "Web");
    let both = one(Some(&web), "Data");
    assert_eq!(both.register.risks().len(), 4);
    assert_eq!(both.settings.columns.len(), 4, "those of the last one");
}
