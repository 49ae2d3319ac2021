//! What `.ods` workbooks have beside the values of their cells.

use risk_core::workbook::{LeftBehind, ReadOptions, inspect};

use crate::imports::{cell, header, number, ods, repeated, row};
use crate::reading::{reading, risks};

fn left_behind(workbook: &[u8]) -> Vec<String> {
    let inspection = inspect(workbook, &ReadOptions::default()).expect("it is a workbook");
    let told = |left: &LeftBehind| {
        let sheet = left.sheet.as_deref().unwrap_or("-");
        format!(
            "{} {sheet} {}",
            left.kind.counted(left.count),
            left.cells.join(" ")
        )
    };
    inspection.not_imported.iter().map(told).collect()
}

const COMMENT: &str = "<office:annotation><text:p>No</text:p></office:annotation>";
const IMAGE: &str = "<draw:frame><draw:image><text:p>Alt</text:p></draw:image></draw:frame>";
const OBJECT: &str =
    "<draw:frame><draw:object/><draw:image/></draw:frame><draw:g><draw:line/><draw:line/></draw:g>";

fn of_text(attributes: &str, content: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" {attributes}>{content}</table:table-cell>"
    )
}

#[test]
fn what_an_ods_workbook_has_beside_its_values_is_counted_with_its_places() {
    let styles = "<style:style style:name=\"old\">\
                  <style:text-properties style:text-line-through-type=\"single\"/></style:style>\
                  <style:style style:name=\"gone\">\
                  <style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
                  <style:style style:name=\"plain\">\
                  <style:text-properties style:text-line-through-style=\"none\" \
                  style:text-line-through-type=\"none\"/></style:style>";
    let shapes = format!("<table:shapes>{OBJECT}</table:shapes>");
    let formula = "table:formula=\"of:=&quot;R&quot;&amp;1\"";
    let link = "<text:p><text:a xlink:href=\"https://a.test/7\">GH-7</text:a> \
                <text:a xlink:href=\"#Risks.A1\">top</text:a></text:p>";
    let shown =
        "<text:p><text:a xlink:href=\"https://a.test/7/\">https://a.test/7</text:a></text:p>";
    let text = format!("{IMAGE}{COMMENT}<text:p>It <text:tab/>fails</text:p>");
    let first = of_text(formula, "<text:p>R1</text:p>")
        + &of_text("", &text)
        + "<table:table-cell/>"
        + &of_text("table:style-name=\"gone\"", "<text:p>Alarm</text:p>")
        + &of_text("", link);
    let struck = "<text:p>A <text:span text:style-name=\"old\">b</text:span></text:p>";
    let second = of_text("", "<text:p>R2</text:p>")
        + &of_text("table:style-name=\"plain\"", "<text:p>It stops</text:p>")
        + &format!("<table:table-cell table:style-name=\"gone\">{COMMENT}</table:table-cell>")
        + &of_text("", struck)
        + &of_text("", shown);
    let workbook = ods(&(shapes + styles + &header() + &row(&first) + &row(&second)));
    assert_eq!(
        left_behind(&workbook),
        [
            "1 formula Risks A2",
            "1 link behind a text Risks E2",
            "2 cells with text struck through, which is read as any other Risks D2:D3",
            "2 comments on cells Risks B2 C3",
            "1 image Risks B2",
            "1 shape Risks ",
            "1 embedded object Risks ",
        ]
    );
    // The text of a drawing is none of the cell that it stands in.
    assert_eq!(risks(&workbook)[0].description, "It \tfails");
}

#[test]
fn a_formula_of_an_ods_workbook_without_a_result_is_a_finding() {
    let formula = "<table:table-cell table:formula=\"of:=&quot;R&quot;&amp;1\"/>";
    let risk = |reference: &str| row(&(reference.to_owned() + &cell("It fails")));
    let computed = repeated(&risk(formula), "rows", "2");
    let read = reading(&ods(&(header() + &risk(&number("7")) + &computed)));
    let found = read.findings.iter().map(|one| one.message.clone());
    let found: Vec<String> = found.filter(|one| one.contains("formula")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("A3, A4"), "{found:?}");
}

#[test]
fn a_score_of_an_ods_workbook_is_derived_as_in_other_formats() {
    let headers = ["ID", "Risk", "Likelihood", "Impact", "Score"];
    let header = row(&headers.map(cell).concat());
    let risk = |place: u32| {
        let at = place + 1;
        let score = format!(
            "<table:table-cell table:formula=\"of:=[.$C{at}]*[.D{at}]\" \
             office:value-type=\"float\" office:value=\"9\"/>"
        );
        let levels = cell("High") + &cell("Low");
        row(&(number(&place.to_string()) + &cell("It fails") + &levels + &score))
    };
    let rows: String = (1..=5).map(risk).collect();
    let first = &risks(&ods(&(header + &rows)))[0];
    assert!(first.extra.is_empty(), "{:?}", first.extra);
}
