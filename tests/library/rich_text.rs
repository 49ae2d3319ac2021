//! Which text is bold, and so which observations are implemented.

use risk_core::workbook::{ReadOptions, inspect};

use crate::reading::observations;
use crate::xlsx::{Package, header, inline, row, sheet, sheet_part, text, value};

/// The observations of a text, which are the same whether it is shared or stands in its sheet.
fn of_item(item: &str, is_bold_cell: bool) -> Vec<String> {
    let style = if is_bold_cell { "s=\"1\"" } else { "" };
    let cell = inline("F2", item).replace("t=", &format!("{style} t="));
    let own = Package::of_risk(&cell).with_bold_style();
    let cell = value("F2", &format!("{style} t=\"s\""), "1");
    let shared = Package::of_risk(&cell).with_bold_style();
    let shared = shared.shared(&["<t>another</t>", item]);
    let own = observations(&own.build());
    assert_eq!(own, observations(&shared.build()));
    own
}

#[test]
fn bold_runs_are_implemented_and_plain_ones_suggested() {
    let item = "<r><rPr><b/><sz val=\"11\"/></rPr><t>Alarm pages us.</t></r>\
                <r><rPr><sz val=\"11\"/></rPr><t xml:space=\"preserve\"> Add a graph.</t></r>";
    let expected = ["implemented: Alarm pages us.", "suggested: Add a graph."];
    assert_eq!(of_item(item, false), expected);
    assert_eq!(of_item(item, true), expected);
}

#[test]
fn a_run_without_properties_has_the_font_of_its_cell() {
    let item = "<r><t>First. </t></r><r><rPr><b/></rPr><t>Second.</t></r>";
    assert_eq!(
        of_item(item, false),
        ["suggested: First.", "implemented: Second."]
    );
    assert_eq!(of_item(item, true), ["implemented: First. Second."]);
}

#[test]
fn a_run_with_properties_is_bold_only_if_they_say_so() {
    let item = "<r><rPr/><t>First. </t></r><r><t>Second.</t></r>";
    assert_eq!(of_item(item, false), ["suggested: First. Second."]);
    assert_eq!(
        of_item(item, true),
        ["suggested: First.", "implemented: Second."]
    );
}

#[test]
fn bold_is_said_in_several_ways() {
    for (bold, status) in [
        ("<b/>", "implemented"),
        ("<b></b>", "implemented"),
        ("<b val=\"1\"/>", "implemented"),
        ("<b val=\"true\"/>", "implemented"),
        ("<b val=\"on\"/>", "implemented"),
        ("<b val=\"0\"/>", "suggested"),
        ("<b val=\"false\"/>", "suggested"),
        ("<i/>", "suggested"),
        ("<b val='0'/>", "suggested"),
    ] {
        let item = format!("<r><rPr>{bold}</rPr><t>Alarm</t></r>");
        let expected = [format!("{status}: Alarm")];
        assert_eq!(of_item(&item, false), expected, "{bold}");
        assert_eq!(of_item(&item, true), expected, "{bold}");
    }
}

#[test]
fn plain_text_has_the_font_of_its_cell_also_before_runs() {
    assert_eq!(of_item("<t>Alarm</t>", false), ["suggested: Alarm"]);
    assert_eq!(of_item("<t>Alarm</t>", true), ["implemented: Alarm"]);
    let item = "<t>Alarm. </t><r><rPr><i/></rPr><t>Graph.</t></r>";
    assert_eq!(
        of_item(item, true),
        ["implemented: Alarm.", "suggested: Graph."]
    );
}

#[test]
fn the_font_of_a_cell_is_that_of_its_format_and_of_no_other_list() {
    let cell = inline("F2", "<t>Alarm</t>").replace("t=\"inl", "s=\"1\" t=\"inl");
    for (bold, status) in [("<b val=\"false\"/>", "suggested"), ("<b/>", "implemented")] {
        let fonts = format!("<font/><font>{bold}</font>");
        let package = Package::of_risk(&cell).styles("", &fonts, "<xf/><xf fontId=\"1\"/>");
        assert_eq!(
            observations(&package.build()),
            [format!("{status}: Alarm")],
            "{bold}"
        );
    }
    let package = Package::of_risk(&cell).styles("", "<font/>", "<xf/><xf fontId=\"7\"/>");
    assert_eq!(observations(&package.build()), ["suggested: Alarm"]);
}

#[test]
fn without_a_styles_part_no_cell_is_bold() {
    let cell = inline("F2", "<t>Alarm</t>").replace("t=\"inl", "s=\"1\" t=\"inl");
    assert_eq!(
        observations(&Package::of_risk(&cell).build()),
        ["suggested: Alarm"]
    );
}

#[test]
fn what_is_spoken_is_not_read() {
    let item = "<t>課きく</t><rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh><phoneticPr fontId=\"1\"/>";
    assert_eq!(of_item(item, false), ["suggested: 課きく"]);
    let item = "<r><rPr><b/></rPr><t>課</t></r><rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh>\
                <r><rPr><b/></rPr><t>きく</t></r>";
    assert_eq!(of_item(item, false), ["implemented: 課きく"]);
}

#[test]
fn spans_without_a_word_belong_to_their_neighbours() {
    let item = "<r><rPr><b/></rPr><t>Alarm</t></r><r><rPr/><t>; </t></r>\
                <r><rPr><b/></rPr><t>page</t></r><r><rPr/><t xml:space=\"preserve\">\n- Graph</t></r>";
    assert_eq!(
        of_item(item, false),
        ["implemented: Alarm; page", "suggested: Graph"]
    );
}

#[test]
fn a_number_or_a_truth_among_observations_has_the_font_of_its_cell() {
    for (attributes, content, text) in [("", "42", "42"), ("t=\"b\"", "1", "TRUE")] {
        for (style, status) in [("s=\"1\"", "implemented"), ("", "suggested")] {
            let cell = value("F2", &format!("{style} {attributes}"), content);
            let workbook = Package::of_risk(&cell).with_bold_style().build();
            assert_eq!(observations(&workbook), [format!("{status}: {text}")]);
        }
    }
}

#[test]
fn observations_that_a_condition_makes_bold_are_told() {
    let cells = text("C2", "It fails") + &text("F2", "Alarm");
    let of = |format: &str, range: &str| {
        let rule = format!(
            "<conditionalFormatting sqref=\"{range}\"><cfRule type=\"expression\" dxfId=\"1\" \
             priority=\"1\"><formula>TRUE</formula></cfRule></conditionalFormatting>"
        );
        let rows = header(&[]) + &row(2, &cells);
        let sheet = sheet(&rows).replace("</sheetData>", &format!("</sheetData>{rule}"));
        let package = Package::of_rows(&rows).part(&sheet_part(1), sheet);
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let styles = format!(
            "<styleSheet xmlns=\"{main}\"><fonts><font/></fonts><cellXfs><xf/></cellXfs><dxfs>\
             <dxf><font><b/></font></dxf><dxf><font>{format}</font></dxf></dxfs></styleSheet>"
        );
        let workbook = package.part("xl/styles.xml", styles).build();
        let inspection = inspect(&workbook, &ReadOptions::default()).expect("it is a workbook");
        let told = inspection.not_imported.iter();
        let told =
            told.map(|left| format!("{} {}", left.kind.counted(left.count), left.cells.join(" ")));
        told.collect::<Vec<_>>()
    };
    let cell = "1 cell of observations whose bold depends on a condition, which is not read F2";
    for bold in ["<b/>", "<b val=\"0\"/>"] {
        for range in ["F2:F3", "A1 F1:F9 A2", "A1:Z9"] {
            assert_eq!(of(bold, range), [cell], "{bold} {range}");
        }
        assert_eq!(of(bold, "A1:E9 F3"), [""; 0], "{bold}");
    }
    assert_eq!(of("<i/>", "F2:F3"), [""; 0]);
}
