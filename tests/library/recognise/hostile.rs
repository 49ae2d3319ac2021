//! Registers made to take long to recognise, or to be recognised in one way by one look and in
//! another by the next.

use std::fmt::Write;

use risk_core::edit::Editor;
use risk_core::workbook::{LeftBehindKind, ReadOptions, Workbook, inspect, read};
use risk_core::{Error, RiskField};

use super::outcome::{answer, answer_with, asked, is_told, references};
use crate::xlsx::{
    Package, formula, relationship, relationships, row, sheet, sheet_part, text, value, workbook,
};

const HEADERS: [&str; 5] = ["Id", "Asset", "Risk title", "Likelihood", "Impact"];

/// The letters of a column, counted from 1.
fn letters(column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap()));
        rest /= 26;
    }
    letters
}

/// A row of texts from column A on; an empty one is no cell.
fn texts<T: AsRef<str>>(number: u32, cells: &[T]) -> String {
    let cells = (1..)
        .zip(cells)
        .filter(|(_, cell)| !cell.as_ref().is_empty());
    let cells: String = cells
        .map(|(column, cell)| text(&format!("{}{number}", letters(column)), cell.as_ref()))
        .collect();
    row(number, &cells)
}

/// A risk that is called after its row.
fn risk(number: u32) -> String {
    texts(
        number,
        &[
            format!("R{number}").as_str(),
            "DNS",
            "It fails",
            "Low",
            "High",
        ],
    )
}

/// The rows of a register of so many risks.
fn register(count: u32) -> String {
    let risks: String = (2..count + 2).map(risk).collect();
    texts(1, &HEADERS) + &risks
}

/// A workbook of one sheet, with more before and after its rows.
fn with(before: &str, rows: &str, after: &str) -> Package {
    let xml = sheet(rows)
        .replace("<sheetData>", &format!("{before}<sheetData>"))
        .replace("</sheetData>", &format!("</sheetData>{after}"));
    Package::of_rows("").part(&sheet_part(1), xml)
}

fn merges(ranges: impl Iterator<Item = String>) -> String {
    let mut xml = String::from("<mergeCells>");
    for range in ranges {
        write!(xml, "<mergeCell ref=\"{range}\"/>").unwrap();
    }
    xml + "</mergeCells>"
}

/// A list that the cells of both axes are to be chosen from.
fn list(source: &str) -> String {
    format!(
        "<dataValidations><dataValidation type=\"list\" sqref=\"D2:E99\"><formula1>{source}\
         </formula1></dataValidation></dataValidations>"
    )
}

/// The references of the risks, which every way to read a workbook gives alike.
#[track_caller]
fn alike(package: &Package) -> Vec<String> {
    let workbook = package.build();
    {
        let read = answer(&workbook).expect("nothing is asked");
        let inspection = inspect(&workbook, &ReadOptions::default()).expect("it is inspected");
        assert_eq!(inspection.questions, []);
        let inspected = inspection.into_reading().expect("nothing is asked");
        assert_eq!(references(&inspected), references(&read));
        assert_eq!(inspected.columns, read.columns);
        references(&read)
    }
}

#[test]
fn merged_cells_anywhere_change_nothing_of_a_small_register() {
    let ranges: [fn(u32) -> String; 5] = [
        |number| format!("G{number}:H{}", number + 1),
        |_| "A2:A3".to_owned(),
        |_| "A1:XFD1048576".to_owned(),
        |number| format!("A{}:C{}", 1_000_000 + number, 1_000_001 + number),
        |number| format!("B{number}:B1048576"),
    ];
    for range in ranges {
        let after = merges((1..3_000).map(range));
        let found = alike(&with("", &register(3), &after));
        assert_eq!(found, ["R2", "R3", "R4"], "{}", range(1));
    }
}

#[test]
fn merged_cells_that_are_none_are_nothing() {
    for range in [
        "",
        ":",
        "A",
        "A0:B2",
        "A1:XFE1",
        "A1:A1048577",
        "#REF!",
        "A1:B2:C3",
    ] {
        let after = merges(std::iter::once(range.to_owned()));
        assert_eq!(alike(&with("", &register(1), &after)), ["R2"], "{range}");
    }
}

#[test]
fn cells_merged_over_more_than_a_sheet_may_have_are_over_the_limit() {
    let blank: String = (3..200).map(|number| texts(number, &["x"])).collect();
    let rows = texts(1, &HEADERS) + &risk(2) + &blank;
    let workbook = with("", &rows, &merges((0..50).map(|_| "B2:B200".to_owned()))).build();
    let mut options = ReadOptions::default();
    options.limits.cells = 1_000;
    let message = read(&workbook, &options).unwrap_err().to_string();
    assert_eq!(
        message,
        "the number of cells of Risks is over the limit of 1000"
    );
}

#[test]
fn cells_merged_again_and_again_over_filled_ones_are_over_the_limit() {
    let after = merges((0..8_000).map(|_| "A2:A8001".to_owned()));
    let workbook = with("", &register(8_000), &after).build();
    let mut options = ReadOptions::default();
    options.limits.cells = 1_000_000;
    let error = read(&workbook, &options).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error}");
}

#[test]
fn very_many_hidden_columns_are_read_at_once() {
    let more: Vec<String> = (0..16_000).map(|_| "x".to_owned()).collect();
    let headers = HEADERS.map(str::to_owned).to_vec();
    let rows = texts(1, &[headers, more].concat()) + &risk(2);
    let columns = "<col min=\"20000\" max=\"20000\" hidden=\"1\"/>".repeat(200_000);
    let workbook = with(&format!("<cols>{columns}</cols>"), &rows, "").build();
    assert_eq!(references(&answer(&workbook).unwrap()), ["R2"]);
}

#[test]
fn a_thousand_headers_that_are_all_the_same_are_asked_about() {
    let headers = [vec!["Risk"], vec!["Likelihood"; 999]].concat();
    let rows = texts(1, &headers) + &texts(2, &["It fails", "Low", "High"]);
    let workbook = Package::of_rows(&rows).build();
    let asked = asked(&workbook);
    assert_eq!(
        asked.question,
        "in the sheet `Risks` the columns B (`Likelihood`) and C (`Likelihood`) could both be the \
         likelihood"
    );
}

#[test]
fn a_header_in_every_column_of_a_sheet_is_kept() {
    let more: Vec<String> = (6..=16_384).map(|n| format!("u{n}")).collect();
    let headers = HEADERS.map(str::to_owned).to_vec();
    let cells: String = ["R2", "", "It fails"]
        .iter()
        .zip(["A", "B", "C"])
        .map(|(cell, column)| text(&format!("{column}2"), cell))
        .collect();
    let last = text("XFD2", "behind all");
    let rows = texts(1, &[headers, more].concat()) + &row(2, &(cells + &last));
    let workbook = Package::of_rows(&rows).build();
    let reading = answer(&workbook).unwrap();
    assert_eq!(references(&reading), ["R2"]);
    let risk = reading.register.risks().next().expect("it has a risk");
    let mut extra = risk.extra.iter();
    let (key, value) = extra.next().expect("the last column has a value");
    assert_eq!(
        (key.to_string(), value.to_string()),
        ("u16384".to_owned(), "behind all".to_owned())
    );
}

#[test]
fn a_header_without_a_letter_names_no_field() {
    for strange in [
        "\u{301}",
        "\u{200f}\u{200e}",
        "\u{200b}",
        "\u{202e}",
        "\u{fe0f}",
    ] {
        for header in [strange.to_owned(), strange.repeat(10_000)] {
            let headers: Vec<&str> = HEADERS.into_iter().chain([header.as_str()]).collect();
            let cells = ["R2", "DNS", "It fails", "Low", "High", "more"];
            let rows = texts(1, &headers) + &texts(2, &cells);
            assert_eq!(alike(&Package::of_rows(&rows)), ["R2"], "{strange:?}");
        }
    }
}

#[test]
fn levels_of_very_many_words_are_those_of_the_default() {
    let risks: String = (2..2_000)
        .map(|n| {
            let [likelihood, impact] = ["v", "w"].map(|word| format!("{word}{n}"));
            texts(
                n,
                &[
                    format!("R{n}").as_str(),
                    "",
                    "It fails",
                    &likelihood,
                    &impact,
                ],
            )
        })
        .collect();
    let found = alike(&Package::of_rows(&(texts(1, &HEADERS) + &risks)));
    assert_eq!(found.len(), 1_998);
}

#[test]
fn numbers_that_are_no_levels_are_asked_about() {
    for number in ["1e308", "-1e308", "1e-320", "0.5"] {
        let cells = text("A2", "R2") + &text("C2", "It fails") + &value("D2", "", number);
        let rows = texts(1, &HEADERS) + &row(2, &cells);
        let asked = asked(&Package::of_rows(&rows).build());
        assert!(
            asked.question.contains("the likelihood in column D"),
            "{asked:?}"
        );
    }
}

#[test]
fn a_number_of_very_many_digits_is_told_where_it_stands() {
    let digits = "9".repeat(1_000_000);
    let cells = text("A2", "R2") + &text("C2", "It fails") + &value("D2", "", &digits);
    let rows = texts(1, &HEADERS) + &row(2, &cells);
    let reading = answer(&Package::of_rows(&rows).build()).unwrap();
    assert_eq!(references(&reading), ["R2"]);
    assert!(is_told(&reading, 2), "{:?}", reading.findings);
}

#[test]
fn what_is_called_a_number_and_is_none_is_told_or_asked_about() {
    for number in [
        "-0", "1e400", "NaN", "-NaN", "inf", "infinity", "0x10", "1_000",
    ] {
        let cells = text("A2", "R2") + &text("C2", "It fails");
        let typed = [value("D2", "", number), text("D2", number)];
        for level in typed {
            let rows = texts(1, &HEADERS) + &row(2, &(cells.clone() + &level));
            let workbook = Package::of_rows(&rows).build();
            let read = answer(&workbook);
            let inspection = inspect(&workbook, &ReadOptions::default()).unwrap();
            assert_eq!(read.is_ok(), inspection.questions.is_empty(), "{number}");
        }
    }
}

#[test]
fn a_validation_of_every_whole_number_is_no_scale() {
    let after = format!(
        "<dataValidations><dataValidation type=\"whole\" sqref=\"D2:E9\"><formula1>{}</formula1>\
         <formula2>{}</formula2></dataValidation></dataValidations>",
        i64::MIN,
        i64::MAX
    );
    let cells = text("A2", "R2") + &text("C2", "It fails") + &value("D2", "", "3");
    let rows = texts(1, &HEADERS) + &row(2, &cells);
    let asked = asked(&with("", &rows, &after).build());
    assert!(
        asked.question.contains("has a range that no scale has"),
        "{asked:?}"
    );
}

#[test]
fn a_list_that_leads_nowhere_offers_nothing() {
    let mut names = String::new();
    for n in 0..200 {
        write!(names, "<definedName name=\"n{n}\">n{}</definedName>", n + 1).unwrap();
    }
    let names = format!(
        "<definedNames><definedName name=\"a\">b</definedName><definedName name=\"b\">a\
         </definedName>{names}</definedNames>"
    );
    let book =
        workbook("", &[("Risks", "")]).replace("</workbook>", &format!("{names}</workbook>"));
    for source in [
        "a",
        "n0",
        "#REF!",
        "'No such'!A:A",
        "!",
        "''!A1",
        "INDIRECT(A1)",
        "\"",
        "\",,,\"",
        "D:D",
        "$D$2:$D$1048576",
        "A1:XFD1048576",
        "=",
        "Risks!Risks!A1",
    ] {
        let package = with("", &register(2), &list(source)).part("xl/workbook.xml", book.clone());
        assert_eq!(alike(&package), ["R2", "R3"], "{source}");
    }
}

#[test]
fn very_many_validations_are_read_at_once() {
    let one = "<dataValidation type=\"list\" sqref=\"Z1 Z2:Z9 A:A 5:9 ? Z1:\"><formula1>x\
               </formula1></dataValidation>";
    let after = format!("<dataValidations>{}</dataValidations>", one.repeat(5_000));
    assert_eq!(alike(&with("", &register(2), &after)), ["R2", "R3"]);
}

#[test]
fn very_many_blocks_and_headings_are_told_apart_at_once() {
    let blocks: String = (2..800).map(|n| risk(2 * n)).collect();
    let found = alike(&Package::of_rows(&(texts(1, &HEADERS) + &blocks)));
    assert_eq!(found.len(), 798);
    let rows: String = (1..800)
        .map(|n| texts(2 * n, &["A heading"]) + &risk(2 * n + 1))
        .collect();
    let after = merges((1..800).map(|n| format!("A{0}:E{0}", 2 * n)));
    let found = alike(&with("", &(texts(1, &HEADERS) + &rows), &after));
    assert_eq!(found.len(), 799);
}

#[test]
fn very_many_merged_cells_below_wide_rows_are_read_at_once() {
    let rows: String = (2..202)
        .map(|n| {
            let number = format!("R{n}");
            let mut cells = vec![number.as_str(), "DNS", "It fails", "Low", "High"];
            cells.resize(400, "More");
            texts(n, &cells)
        })
        .collect();
    let after = merges((1_000..61_000).map(|n| format!("AA{n}:AB{n}")));
    let found = alike(&with("", &(texts(1, &HEADERS) + &rows), &after));
    assert_eq!(found.len(), 200);
}

#[test]
fn very_many_sheets_of_risks_are_asked_about_in_few_words() {
    let rows = register(1);
    let names: Vec<String> = (0..400).map(|n| format!("S{n}")).collect();
    let sheets: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), &*rows)).collect();
    let workbook = Package::of_sheets(&sheets).build();
    let asked = asked(&workbook);
    assert!(
        asked
            .question
            .ends_with("S9 and 390 more all have a table of risks"),
        "{asked:?}"
    );
}

#[test]
fn a_header_said_in_a_row_that_no_sheet_has_is_told() {
    let workbook = Package::of_rows(&register(2)).build();
    for row in [0, 4, 1_048_576, 1_048_577, u32::MAX] {
        let mut options = ReadOptions::default();
        options.header_row = Some(row);
        let expected = format!("row {row} is not the header of a table of risks");
        let asked = answer_with(&workbook, &options).unwrap_err();
        assert!(asked.question.starts_with(&expected), "{asked:?}");
        let error = inspect(&workbook, &options).unwrap_err().to_string();
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn a_column_of_any_name_that_is_not_there_is_asked_about() {
    let workbook = Package::of_rows(&register(2)).build();
    for name in [
        "~",
        "~0",
        "~1",
        "~99999999999",
        "AAAA",
        "XFE",
        "'",
        "\"",
        "#",
        "=",
        "a,b",
        "~~~",
        "Likelihood~0",
        "Likelihood~2",
        "Likelihood~4294967295",
        "\u{1b}[31m",
        "\u{0}",
        "\u{301}",
    ] {
        let mut options = ReadOptions::default();
        options
            .columns
            .insert(RiskField::Likelihood, name.to_owned());
        let asked = answer_with(&workbook, &options).unwrap_err();
        assert!(asked.question.contains("no column is headed"), "{asked:?}");
        assert!(!asked.question.contains('\u{1b}'), "{asked:?}");
        let inspection = inspect(&workbook, &options).unwrap();
        assert_eq!(inspection.questions.len(), 1, "{name:?}");
    }
}

#[test]
fn long_texts_below_long_headers_are_not_the_header_again() {
    let [first, second] =
        ["Description of ", "Mitigation by "].map(|of| of.to_owned() + &"x".repeat(130));
    let [risk, means] =
        ["During a storm ", "Move away and "].map(|of| of.to_owned() + &"y".repeat(130));
    let rows = texts(1, &[&first, &second]) + &texts(2, &[&risk, &means]);
    let mut options = ReadOptions::default();
    options
        .columns
        .insert(RiskField::Description, "A".to_owned());
    options
        .columns
        .insert(RiskField::Mitigations, "B".to_owned());
    let reading = answer_with(&Package::of_rows(&rows).build(), &options).unwrap();
    assert_eq!(reading.register.risks().len(), 1);
}

#[test]
#[ignore = "letters mean a column wherever it is, also where there is none"]
fn letters_of_a_column_that_is_not_there_are_asked_about() {
    let workbook = Package::of_rows(&register(2)).build();
    for letters in ["F", "ZZ", "XFD"] {
        let mut options = ReadOptions::default();
        options
            .columns
            .insert(RiskField::Likelihood, letters.to_owned());
        assert!(answer_with(&workbook, &options).is_err(), "{letters}");
    }
}

#[test]
fn a_component_is_filled_down_over_very_many_rows_at_once() {
    let below: String = (3..3_000)
        .map(|n| texts(n, &[format!("R{n}").as_str(), "", "It fails"]))
        .collect();
    let workbook = Package::of_rows(&(texts(1, &HEADERS) + &risk(2) + &below)).build();
    let mut options = ReadOptions::default();
    options.fill_down.insert(RiskField::Component);
    let reading = answer_with(&workbook, &options).unwrap();
    assert!(reading.register.risks().all(|risk| risk.component == "DNS"));
}

#[test]
fn a_text_that_is_filled_down_counts_in_each_cell() {
    let long = "x".repeat(20_000);
    let below: String = (3..100).map(|n| texts(n, &["", "", "It fails"])).collect();
    let rows = texts(1, &HEADERS) + &texts(2, &["R2", &long, "It fails"]) + &below;
    let workbook = Package::of_rows(&rows).build();
    let mut options = ReadOptions::default();
    options.fill_down.insert(RiskField::Component);
    options.limits.text_bytes = 100_000;
    let error = read(&workbook, &options).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error}");
}

#[test]
fn a_table_is_recognised_by_the_same_rows_whoever_asks() {
    let headers = texts(1, &["Risk foo", "Likelihood", "Impact", "Id"]);
    let rows: String = (2..300)
        .map(|n| {
            let cells = match n {
                ..=200 => value(&format!("A{n}"), "", "7"),
                _ => text(&format!("A{n}"), "It fails badly in so many words"),
            };
            let others = text(&format!("B{n}"), "Low") + &text(&format!("D{n}"), &format!("R{n}"));
            row(n, &(cells + &others))
        })
        .collect();
    let workbook = Package::of_rows(&(headers + &rows)).build();
    let read = answer(&workbook).is_ok();
    let inspected = inspect(&workbook, &ReadOptions::default());
    let inspected = inspected.is_ok_and(|inspection| inspection.into_reading().is_ok());
    assert_eq!(read, inspected);
}

#[test]
fn very_many_columns_of_ratings_are_read_at_once() {
    let mut headers = vec!["Id", "Risk", "Likelihood", "Impact"];
    headers.resize(4_000, "Rated");
    let rows: String = (2..62)
        .map(|n| {
            let number = (n % 5 + 1).to_string();
            let mut cells = vec![format!("R{n}"), "It fails".into(), number.clone(), number];
            cells.resize(4_000, "Low".to_owned());
            texts(n, &cells)
        })
        .collect();
    let workbook = Package::of_rows(&(texts(1, &headers) + &rows)).build();
    let reading = answer(&workbook).unwrap();
    assert_eq!(reading.register.risks().len(), 60);
}

#[test]
#[ignore = "each formula is searched for each column of the other axis"]
fn long_formulas_in_very_many_columns_are_read_at_once() {
    let long = format!("C1{}", "+1".repeat(4_000));
    let headers = [vec!["Id", "Risk", "Severity"], vec!["Likelihood"; 300]].concat();
    let cells: String = (4..304)
        .map(|column| formula(&format!("{}2", letters(column)), "", &long, "1"))
        .collect();
    let first = text("A2", "R2") + &text("B2", "It fails") + &value("C2", "", "1");
    let rows = texts(1, &headers) + &row(2, &(first + &cells));
    let workbook = Package::of_rows(&rows).build();
    answer(&workbook).ok();
}

#[test]
fn parts_beside_the_cells_that_are_damaged_stop_nothing() {
    let rels = relationships(&[
        relationship(1, "comments", "../c.xml"),
        relationship(2, "drawing", "../d.xml"),
        relationship(3, "pivotTable", "../p.xml"),
        relationship(4, "threadedComment", "../missing.xml"),
    ]);
    let deep = "<grpSp>".repeat(1_000);
    for (comments, drawing) in [
        ("", ""),
        ("<comments>\u{0}", "\u{feff}<wsDr"),
        ("<!DOCTYPE c><comments/>", "<wsDr>&x;</wsDr>"),
        ("<comments><comment ref=\"A0\"/></comments", deep.as_str()),
    ] {
        let package = Package::of_rows(&register(1))
            .part("xl/worksheets/_rels/sheet1.xml.rels", rels.clone())
            .part("xl/c.xml", comments)
            .part("xl/d.xml", drawing)
            .part("xl/p.xml", vec![0xFF; 100]);
        assert_eq!(alike(&package), ["R2"], "{comments}");
        let inspection = inspect(&package.build(), &ReadOptions::default()).unwrap();
        let kinds: Vec<LeftBehindKind> = inspection.not_imported.iter().map(|l| l.kind).collect();
        assert!(kinds.contains(&LeftBehindKind::PivotTables), "{kinds:?}");
    }
}

#[test]
fn a_register_among_hostile_parts_is_changed_in_one_field_alone() {
    let names = (2..2_000).map(|n| format!("G{n}:H{}", n + 1));
    let after = merges(names) + &list("$E:$E");
    let workbook = with("", &register(3), &after).build();
    let (workbook, before) = Workbook::open(workbook, &ReadOptions::default()).unwrap();
    let stated = |reading: &risk_core::Reading| -> Vec<_> {
        let risks = reading.register.risks();
        risks.map(|risk| risk.stated().clone()).collect()
    };
    let mut expected = stated(&before);
    expected[1].likelihood = Some("Medium".to_owned());
    let mut editor = Editor::new(before.register);
    editor
        .set_risk("R3", &["likelihood=Medium".parse().unwrap()])
        .unwrap();
    let update = workbook.put(&editor.finish().unwrap()).unwrap();
    assert_eq!(stated(&answer(&update.bytes).unwrap()), expected);
}
