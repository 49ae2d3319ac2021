//! The text of a cell, character for character.

use crate::reading::{error, risk};
use crate::xlsx::{Package, formula, inline, value};

/// The description that an item of text is read as, which is the same whether it is shared or
/// stands in its sheet.
fn of_item(item: &str) -> String {
    let own = Package::of_risk(&format!(
        "{}{}",
        inline("A2", "<t>R1</t>"),
        inline("C2", item)
    ));
    let cells = format!(
        "{}{}",
        inline("A2", "<t>R1</t>"),
        value("C2", "t=\"s\"", "0")
    );
    let shared = Package::of_risk(&cells).shared(&[item]);
    let own = risk(&own.build()).description;
    assert_eq!(own, risk(&shared.build()).description);
    own
}

#[test]
fn white_space_is_kept_whether_or_not_it_is_declared() {
    let text = "  two\n  lines\t and a tab ";
    assert_eq!(of_item(&format!("<t>{text}</t>")), text);
    assert_eq!(
        of_item(&format!("<t xml:space=\"preserve\">{text}</t>")),
        text
    );
    assert_eq!(
        of_item("<r><t> a</t></r><r><rPr><b/></rPr><t> b </t></r>"),
        " a b "
    );
    assert_eq!(of_item("<t>a\u{a0}</t>"), "a\u{a0}");
}

#[test]
fn white_space_between_elements_is_no_text() {
    assert_eq!(
        of_item("\n  <r>\n <t>a</t>\n</r>\n  <r> <t>b</t></r>\n"),
        "ab"
    );
}

#[test]
fn character_data_and_references_are_text() {
    assert_eq!(
        of_item("<t><![CDATA[a <b> & \"c\"]]> d</t>"),
        "a <b> & \"c\" d"
    );
    assert_eq!(
        of_item("<t>&lt;a&gt; &amp;amp; &quot;&apos; &#228;&#xE4;&#x1F600;</t>"),
        "<a> &amp; \"' ää😀"
    );
    assert_eq!(of_item("<t>a<!-- no -->b<?no no?>c</t>"), "abc");
}

#[test]
fn escapes_stand_for_one_character_each() {
    assert_eq!(of_item("<t>a_x000D_\nb</t>"), "a\r\nb");
    assert_eq!(of_item("<t>_x005F_x0041_</t>"), "_x0041_");
    assert_eq!(of_item("<t>_x0041__x0042_</t>"), "AB");
    assert_eq!(
        of_item("<t>_x41_ _x004G_ x0041_</t>"),
        "_x41_ _x004G_ x0041_"
    );
    // An escape does not go over the end of a run.
    assert_eq!(of_item("<r><t>_x00</t></r><r><t>41_</t></r>"), "_x0041_");
}

#[test]
fn line_ends_are_read_as_xml_has_them() {
    assert_eq!(of_item("<t>a\r\nb\rc\nd</t>"), "a\nb\nc\nd");
    assert_eq!(of_item("<t>a&#13;&#10;b</t>"), "a\r\nb");
}

#[test]
fn a_text_may_be_empty() {
    for item in ["<t></t>", "<t/>", "", "<r><t/></r>"] {
        assert_eq!(of_item(item), "", "{item}");
    }
}

#[test]
fn the_text_that_a_formula_gave_is_text() {
    let cells = formula("C2", "t=\"str\"", "A1&amp;B1", " a &amp; b_x000D_ ");
    assert_eq!(
        risk(&Package::of_risk(&(inline("A2", "<t>R1</t>") + &cells)).build()).description,
        " a & b\r "
    );
}

#[test]
fn an_entity_that_is_none_is_told_with_its_part() {
    let package = Package::of_risk(&inline("C2", "<t>&nbsp;</t>"));
    assert_eq!(
        error(&package.build()).to_string(),
        "not a workbook that can be read: xl/worksheets/sheet1.xml has the entity &nbsp;, which \
         is none"
    );
}
