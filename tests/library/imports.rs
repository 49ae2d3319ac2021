//! `.ods`, `.xls` and `.xlsb`: what is made by hand here. That real ones are read is for the
//! [cross-checks](crate::cross_checks).

use risk_core::{DateTime, ExtraValue, Key, Remedy};

use crate::compound::{Stream, compound, record, sheet_records};
use crate::reading::{error, message, reading, risks, told};
use crate::xlsx::Package;

/// An `.ods` workbook of one sheet, `Risks`, of the given rows.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    of_content(&format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet><table:table table:name=\"Risks\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    ))
}

fn of_content(content: &str) -> Vec<u8> {
    Package::empty()
        .part("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .part("META-INF/manifest.xml", "<manifest:manifest/>")
        .part("content.xml", content)
        .build()
}

pub(crate) fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

pub(crate) fn cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// A cell that is repeated, or a row.
pub(crate) fn repeated(element: &str, what: &str, times: &str) -> String {
    let name = element.find([' ', '>', '/']).expect("it is an element");
    let (name, rest) = element.split_at(name);
    format!("{name} table:number-{what}-repeated=\"{times}\"{rest}")
}

pub(crate) fn number(number: &str) -> String {
    format!("<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>")
}

pub(crate) fn header() -> String {
    row(&["ID", "Risk", "Likelihood", "Observation", "Extra"]
        .map(cell)
        .concat())
}

#[test]
fn an_ods_workbook_is_read_but_for_what_is_bold() {
    let cells = number("7")
        + &cell("It fails &amp; stops")
        + &cell("High")
        + &cell("Alarm</text:p><text:p>Graph");
    let risks = risks(&ods(&(header() + &row(&cells))));
    assert_eq!(risks[0].reference, "7");
    assert_eq!(risks[0].description, "It fails & stops");
    let observations: Vec<String> = risks[0]
        .observations
        .iter()
        .map(|o| format!("{}: {}", o.status, o.text))
        .collect();
    assert_eq!(observations, ["unknown: Alarm", "unknown: Graph"]);
}

/// A cell with a number that is shown as something else.
fn shown(number: &str, text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"float\" office:value=\"{number}\">\
         <office:annotation><text:p>9</text:p></office:annotation><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn a_reference_of_an_ods_workbook_is_what_its_cell_shows_and_other_numbers_stay_what_they_are() {
    let empty = repeated("<table:table-cell/>", "columns", "2");
    let risk = |reference: &str, extra: &str| {
        row(&(reference.to_owned() + &cell("It fails") + &empty + extra))
    };
    let first = risk(&shown("1", "R&amp;D-001"), &shown("5", "C-005"));
    let gap = repeated(&row(&empty), "rows", "2");
    let others = repeated(&risk(&shown("2", "RISK-002"), &number("6")), "rows", "2");
    let last = risk(&shown("1200", "1,200"), &shown("7", "R7"));
    let risks = risks(&ods(&(header() + &first + &gap + &others + &last)));
    let references: Vec<&str> = risks.iter().map(|risk| risk.reference.as_str()).collect();
    assert_eq!(references, ["R&D-001", "RISK-002", "RISK-002", "1200"]);
    let key = Key::first("Extra");
    assert_eq!(risks[0].extra.get(&key), Some(&ExtraValue::Integer(5)));
    assert_eq!(risks[3].extra.get(&key), Some(&ExtraValue::Integer(7)));
}

/// The values in the last column of a sheet whose cells have such attributes and such content.
fn extras(columns: &str, cells: &[(&str, &str)]) -> Vec<Option<ExtraValue>> {
    let risk = |(attributes, shown): &(&str, &str)| {
        let last = format!("<table:table-cell {attributes}>{shown}</table:table-cell>");
        let empty = repeated("<table:table-cell/>", "columns", "2");
        row(&(number("7") + &cell("It fails") + &empty + &last))
    };
    let rows: String = cells.iter().map(risk).collect();
    let key = Key::first("Extra");
    let risks = risks(&ods(&(columns.to_owned() + &header() + &rows)));
    let values = risks.iter().map(|risk| risk.extra.get(&key).cloned());
    values.collect()
}

#[test]
fn cells_that_are_merged_in_an_ods_workbook_count_in_each_of_their_rows() {
    let merged = |text: &str, rows: &str, columns: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"{rows}\" \
             table:number-columns-spanned=\"{columns}\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let covered = "<table:covered-table-cell/>";
    let first =
        number("1") + &cell("It fails") + &merged("High", "2", "1") + &merged("Alarm", "3", "1");
    let second = number("2") + &cell("It stops") + covered + covered;
    let third = number("3") + &cell("It lags") + &cell("Low") + covered;
    let heading = merged("Other things", "1", "5");
    let huge = number("4") + &cell("It ends") + &merged("Medium", "4294967295", "99999");
    let rows = [
        header(),
        row(&first),
        row(&second),
        row(&third),
        row(&heading),
        row(&huge),
    ];
    let risks = risks(&ods(&rows.concat()));
    let read: Vec<_> = risks
        .iter()
        .map(|risk| (risk.likelihood.as_deref(), risk.observations.len()))
        .collect();
    let expected = [
        (Some("High"), 1),
        (Some("High"), 1),
        (Some("Low"), 1),
        (Some("Medium"), 0),
    ];
    assert_eq!(read, expected);
}

#[test]
fn an_ods_formula_without_a_result_leaves_what_it_is_merged_with_unknown() {
    let open = "<table:table-cell table:formula=\"of:=[.Z1]\" table:number-rows-spanned=\"2\" \
                table:number-columns-spanned=\"1\"/>";
    let covered = "<table:covered-table-cell/>";
    let rows = [
        header(),
        row(&(number("1") + &cell("It fails") + open)),
        row(&(number("2") + &cell("It stops") + covered)),
        row(&(number("3") + &cell("It lags") + &cell("Low"))),
    ];
    let reading = reading(&ods(&rows.concat()));
    let told = told(&reading.findings, "formula-without-result");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(": C2, C3;"), "{told:?}");
}

#[test]
fn booleans_and_errors_of_an_ods_workbook_are_what_its_cells_show() {
    let cells = [
        (
            "table:formula=\"of:=TRUE()\" office:value-type=\"float\" office:value=\"1\"",
            "<text:p>TRUE</text:p>",
        ),
        (
            "table:formula=\"of:=FALSE()\" office:value-type=\"float\" office:value=\"0\"",
            "<text:p>FALSCH</text:p>",
        ),
        (
            "office:value-type=\"boolean\" office:boolean-value=\"true\"",
            "<text:p>WAHR</text:p>",
        ),
        (
            "office:value-type=\"float\" office:value=\"1\"",
            "<text:p>TRUE</text:p>",
        ),
        (
            "table:formula=\"of:=#N/A\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
            "<text:p>#N/A</text:p>",
        ),
        (
            "table:formula=\"of:=1/0\" office:value-type=\"float\" office:value=\"0\"",
            "<text:p>#DIV/0!</text:p>",
        ),
        (
            "table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"#DIV/0!\"",
            "",
        ),
        ("office:value-type=\"string\"", "<text:p>#N/A</text:p>"),
    ];
    let error = |text: &str| Some(ExtraValue::Error(text.into()));
    assert_eq!(
        extras("", &cells),
        [
            Some(ExtraValue::Boolean(true)),
            Some(ExtraValue::Boolean(false)),
            Some(ExtraValue::Boolean(true)),
            Some(ExtraValue::Integer(1)),
            error("#N/A"),
            error("#DIV/0!"),
            error("#DIV/0!"),
            Some(ExtraValue::Text("#N/A".into())),
        ]
    );
}

#[test]
fn a_formula_of_an_ods_workbook_that_gives_an_empty_text_has_a_result_and_one_that_nobody_computed_has_none()
 {
    let findings = |within: &str| {
        let formula =
            format!("<table:table-cell table:formula=\"of:=[.B1]\">{within}</table:table-cell>");
        let cells = cell("R1") + &cell("It fails") + &cell("High") + &formula;
        let reading = reading(&ods(&(header() + &row(&cells))));
        told(&reading.findings, "formula-without-result").len()
    };
    assert_eq!(findings("<text:p/>"), 0, "as LibreOffice writes it");
    assert_eq!(findings("<text:p></text:p>"), 0);
    assert_eq!(findings(""), 1);
    assert_eq!(findings("<text:p>lost</text:p>"), 1, "a text of no type");
}

#[test]
fn a_time_of_day_of_an_ods_workbook_is_told_from_a_length_of_time_by_its_format() {
    let style = |name: &str, format: &str, overflow: &str| {
        format!(
            "<number:time-style style:name=\"{format}\"{overflow}/>\
             <style:style style:name=\"{name}\" style:data-style-name=\"{format}\"/>"
        )
    };
    let columns = style("day", "N1", "")
        + &style("long", "N2", " number:truncate-on-overflow=\"false\"")
        + "<table:table-column table:number-columns-repeated=\"4\"/>\
           <table:table-column table:default-cell-style-name=\"long\"/>";
    let time = "office:value-type=\"time\" office:time-value=\"PT12H00M00S\"";
    let of_day = format!("table:style-name=\"day\" {time}");
    let of_style = format!("table:style-name=\"long\" {time}");
    let noon = DateTime::new(1899, 12, 31, 12, 0, 0).map(ExtraValue::DateTime);
    let half = Some(ExtraValue::Float(0.5));
    let cells = [of_day.as_str(), &of_style, time].map(|cell| (cell, ""));
    assert_eq!(extras(&columns, &cells), [noon, half.clone(), half]);
}

#[test]
fn tabs_spaces_and_line_breaks_within_a_text_of_an_ods_workbook_stay() {
    let text = "<text:p>a<text:tab/>b<text:s text:c=\"3\"/>c<text:line-break/>d<text:s/>e</text:p>";
    let read = extras("", &[("office:value-type=\"string\"", text)]);
    assert_eq!(read, [Some(ExtraValue::Text("a\tb   c\nd e".into()))]);
}

#[test]
fn empty_cells_and_rows_of_an_ods_workbook_may_be_repeated_to_the_end_of_the_sheet() {
    let empty = |times| {
        repeated(
            "<table:table-cell table:style-name=\"a\"/>",
            "columns",
            times,
        )
    };
    let cells = number("7") + &cell("It fails") + &empty("16382");
    let rest = repeated(&row(&empty("16384")), "rows", "1048574");
    let reading = reading(&ods(&(header() + &row(&cells) + &rest)));
    assert_eq!(reading.register.risks().len(), 1);
    assert_eq!(reading.findings, []);
}

#[test]
fn repeated_cells_and_rows_of_an_ods_workbook_are_read_as_often_as_they_stand() {
    let cells = repeated(&cell("It fails"), "columns", "2");
    let risks = risks(&ods(&(header() + &repeated(&row(&cells), "rows", "3"))));
    assert_eq!(risks.len(), 3);
    assert_eq!(risks[2].description, "It fails");
}

#[test]
fn an_ods_workbook_of_more_cells_than_any_memory_has_is_refused() {
    for (columns, rows) in [
        ("16384", "1048576"),
        ("1000000000", "1000000000"),
        ("&#57;999999", "20"),
        ("5", "999999"),
    ] {
        let cells = repeated(&number("7"), "columns", columns);
        let rows = repeated(&row(&cells), "rows", rows).repeat(50);
        assert_eq!(
            message(&ods(&(header() + &rows))),
            "the number of cells that the sheets take up is over the limit of 4000000"
        );
    }
}

#[test]
fn two_cells_of_an_ods_workbook_may_not_be_too_far_apart() {
    let gap = repeated(&row("<table:table-cell/>"), "rows", "1048570");
    let far = repeated("<table:table-cell/>", "columns", "16383") + &number("7");
    assert_eq!(
        message(&ods(&(header() + &gap + &row(&far)))),
        "the number of cells that the sheets take up is over the limit of 4000000"
    );
}

#[test]
fn long_texts_of_an_ods_workbook_may_not_be_repeated_without_end() {
    let spaces = cell("a<text:s text:c=\"4000000000\"/>b");
    let long = repeated(&cell(&"x".repeat(100_000)), "columns", "10000");
    let never = repeated(&cell("a<text:s text:c=\"150000000\"/>b"), "columns", "0").repeat(2);
    for cells in [spaces, long, never] {
        assert_eq!(
            message(&ods(&(header() + &row(&cells)))),
            "the length of all texts in bytes is over the limit of 268435456"
        );
    }
}

#[test]
fn a_damaged_ods_workbook_is_an_error_and_does_not_hang() {
    let whole = header() + &row(&number("7"));
    let open = of_content(&format!(
        "<a xmlns:table=\"t\"><table:table table:name=\"Risks\">{whole}"
    ));
    assert_eq!(
        message(&open),
        "not a workbook that can be read: the XML of content.xml ends too early"
    );
    let nested = ods("<table:table table:name=\"Inner\"></table:table>");
    assert_eq!(
        message(&nested),
        "not a workbook that can be read: it has a sheet within a sheet"
    );
    let bomb = of_content("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
    assert_eq!(
        message(&bomb),
        "not a workbook that can be read: content.xml declares a document type"
    );
    let other = ods(&row("<table:something/>"));
    assert_eq!(
        message(&other),
        "not a workbook that can be read: its cells cannot be read"
    );
}

#[test]
fn an_encrypted_ods_workbook_says_so() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/>\
                    </manifest:file-entry></manifest:manifest>";
    let workbook = Package::empty()
        .part("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .part("META-INF/manifest.xml", manifest)
        .part("content.xml", vec![0x81, 0xFF, 0x00])
        .build();
    assert_eq!(message(&workbook), "the workbook is encrypted");
}

#[test]
fn an_encrypted_workbook_says_so_and_what_to_do() {
    let streams = [
        ("EncryptionInfo", vec![4; 5000]),
        ("EncryptedPackage", vec![1; 5000]),
    ];
    let workbook = compound(&streams.map(|(name, content)| Stream::new(name, content)));
    let error = error(&workbook);
    assert_eq!(error.to_string(), "the workbook is encrypted");
    assert_eq!(error.remedy(), Some(Remedy::RemovePassword));
    let old = compound(&[Stream::new(
        "Workbook",
        record(0x002F, &[1, 0]).repeat(1000),
    )]);
    assert_eq!(message(&old), "the workbook is encrypted");
}

/// An `.xls` workbook with cells of numbers at rows and columns counted from 0.
fn xls(more: &[u8], cells: &[(u16, u16)]) -> Vec<u8> {
    compound(&[Stream::new("Workbook", sheet_records("Risks", more, cells))])
}

#[test]
fn two_cells_of_an_xls_workbook_may_not_be_too_far_apart() {
    // It is read, and has no register.
    assert_eq!(
        message(&xls(&[], &[(0, 0), (10, 10)])),
        "no sheet has a table of risks (looked at Risks)"
    );
    for far in [(65_535, 255), (65_535, 65_535)] {
        assert_eq!(
            message(&xls(&[], &[(0, 0), far])),
            "the number of cells that the sheets take up is over the limit of 4000000"
        );
    }
}

#[test]
fn an_xls_workbook_may_not_declare_a_sheet_larger_than_any() {
    let mut dimensions = vec![0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0];
    assert_eq!(
        message(&xls(&record(0x0200, &dimensions), &[])),
        "not a workbook that can be read: a sheet declares more rows or columns than it can have"
    );
    dimensions[4..8].copy_from_slice(&65_536_u32.to_le_bytes());
    dimensions[10..12].copy_from_slice(&256_u16.to_le_bytes());
    assert_eq!(
        message(&xls(&record(0x0200, &dimensions), &[])),
        "no sheet has a table of risks (looked at Risks)"
    );
}

#[test]
fn sectors_in_circles_are_an_error() {
    let mut workbook = xls(&[], &[(0, 0)]);
    // The directory is in sector 1, and said to go on in itself.
    workbook[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(
        message(&workbook),
        "not a workbook that can be read: its sectors form a cycle"
    );
    let mut workbook = xls(&[], &[(0, 0)]);
    let size = 512 + 512 + 128 + 120;
    workbook[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(
        message(&workbook),
        "not a workbook that can be read: its stream `Workbook` declares to be larger than the file"
    );
    assert_eq!(
        message(&workbook[..300]),
        "not a workbook that can be read: it is cut short"
    );
}

#[test]
fn an_xlsb_workbook_without_its_parts_is_an_error() {
    let workbook = Package::empty()
        .part("xl/workbook.bin", vec![0xFF; 1000])
        .build();
    assert_eq!(
        message(&workbook),
        "not a workbook that can be read: its cells cannot be read"
    );
}
