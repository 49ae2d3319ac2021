//! Which text is bold, and so which observations are implemented.

use crate::reading::observations;
use crate::xlsx::{Package, inline, value};

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
fn a_number_among_the_observations_has_no_status() {
    let package = Package::of_risk(&value("F2", "", "42"));
    assert_eq!(observations(&package.build()), ["unknown: 42"]);
}
