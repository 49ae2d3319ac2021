//! What is read without events is what events say.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Workbook, read};
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::grid::Grid;
use crate::workbook::package::{SheetEntry, Xml};
use crate::workbook::styles::Styles;
use crate::workbook::texts::Texts;

/// Shared texts: two that are blank or odd among plain ones.
const SHARED: &str = "<sst><si><t>Low</t></si><si><t xml:space=\"preserve\"> \n</t></si>\
    <si><t>a &amp; b_x0041_</t></si><si><r><rPr><b/></rPr><t>Alarm</t></r></si></sst>";

/// Formats: the second one is bold.
const STYLES: &str = "<styleSheet><fonts><font/><font><b/></font></fonts>\
    <cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs></styleSheet>";

/// Reads a sheet with what the workbook about it has.
fn sheet(text: &str, most_rows: usize, depth: u64) -> Result<Grid, Error> {
    let limits = Limits {
        depth,
        cells: 40,
        ..Limits::default()
    };
    let shared = Arc::new(Texts::shared("sharedStrings.xml", SHARED, 9)?);
    let styles = Styles::read("styles.xml", STYLES, limits)?;
    let workbook = Workbook {
        shared: &shared,
        styles: &styles,
        is_1904: false,
        limits,
    };
    let entry = SheetEntry {
        name: "Risks".to_owned(),
        ..SheetEntry::default()
    };
    read(&entry, text, workbook, most_rows)
}

/// All that is read of a sheet but for where in it the rows stand, or why it is none.
fn seen(text: &str, most_rows: usize, depth: u64) -> String {
    match sheet(text, most_rows, depth) {
        Ok(mut grid) => {
            for (_, place) in &mut grid.places.rows {
                *place = 0;
            }
            format!("{grid:?}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// The same sheet in a form that is left to the events: nobody writes two spaces there.
fn as_events(text: &str) -> String {
    text.replace("<c ", "<c  ").replace("</row>", "</row >")
}

/// A piece of a sheet: mostly what programs write, in order or not, and some that is odd or wrong.
fn piece() -> impl Strategy<Value = String> {
    let column = prop_oneof![
        Just("A"),
        Just("B"),
        Just("AZ"),
        Just("XFD"),
        Just("XFE"),
        Just("a")
    ];
    let value = prop_oneof![
        Just("0"),
        Just("1"),
        Just("2"),
        Just("3"),
        Just("9"),
        Just("12.5"),
        Just("1e3"),
        Just("-"),
        Just(""),
        Just(" 1 "),
        Just("&amp;"),
        Just("4<!-- -->5")
    ];
    let kind = prop_oneof![
        3 => Just(" t=\"s\""), 2 => Just(""), 1 => Just(" t=\"n\""), 1 => Just(" t=\"str\""), 1 => Just(" t=\"b\""),
        1 => Just(" t='s'"), 1 => Just(" x=\"1\"")
    ];
    let format = prop_oneof![
        Just(""),
        Just(" s=\"1\""),
        Just(" s=\"77\""),
        Just(" s=\"-\"")
    ];
    let cell = (column, 0_u32..9, format, kind, value);
    let cell = cell.prop_map(|(column, row, format, kind, value)| {
        format!("<c r=\"{column}{row}\"{format}{kind}><v>{value}</v></c>")
    });
    let row = (0_u32..9, any::<bool>()).prop_map(|(row, is_spanned)| {
        let spans = if is_spanned {
            " spans=\"1:3\" ht=\"15.5\""
        } else {
            ""
        };
        format!("</row><row r=\"{row}\"{spans}>")
    });
    let other = prop_oneof![
        Just("</row><row>"),
        Just("<row>"),
        Just("</row>"),
        Just("<row r=\"3\"/>"),
        Just("<c r=\"B2\"/>"),
        Just("<c/>"),
        Just("<c r=\"C3\" s=\"1\"></c>"),
        Just("<c r=\"D4\"><f>A1</f><v>7</v></c>"),
        Just("<c><v>1</v></c>"),
        Just("<c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c>"),
        Just("<foo>"),
        Just("</foo>"),
        Just("\n  "),
        Just("text"),
        Just("</sheetData>"),
        Just("<c r=\"A1\"><v>1</v>"),
        Just("<c r=\"A1\" s=\"1\" s=\"0\" t=\"s\"><v>2</v></c>")
    ];
    let space = prop_oneof![Just("\n    "), Just(" "), Just("\r\n\t")];
    prop_oneof![
        6 => cell, 3 => row, 2 => space.prop_map(str::to_owned), 1 => other.prop_map(str::to_owned)
    ]
}

proptest! {
    #[test]
    fn cells_read_without_events_are_those_that_events_say(
        pieces in prop::collection::vec(piece(), 0..30), most_rows in 1_usize..9, depth in 2_u64..7,
    ) {
        let rows = pieces.concat();
        for text in [
            format!("<worksheet><sheetData><row r=\"1\">{rows}</row></sheetData></worksheet>"),
            format!("<worksheet><sheetData>{rows}</sheetData><c r=\"A1\"><v>1</v></c></worksheet>"),
            format!("<worksheet><sheetData/>{rows}</worksheet>"),
        ] {
            let read = seen(&text, most_rows, depth);
            prop_assert_eq!(&read, &seen(&as_events(&text), most_rows, depth), "{}", text);
        }
    }

    #[test]
    fn texts_read_without_events_are_those_that_events_say(
        texts in prop::collection::vec("([ a_xA0-9é]|\r|&amp;|&lt;|&#65;|&x;|&|_x0041_|<b/>|\n){0,6}", 0..8),
        open in prop::sample::select(vec!["<si><t>", "<si><t xml:space=\"preserve\">", "<si><t/><t>"]),
        space in prop::sample::select(vec!["", "\n  ", "x"]), depth in 1_u64..5,
    ) {
        let items = texts.iter().map(|text| format!("{open}{text}</t></si>{space}"));
        let text = format!("<sst>{space}{}</sst>", items.collect::<String>());
        let events = text.replace("<si>", "<si >").replace("<t xml", "<t  xml");
        let read = |text| format!("{:?}", Texts::shared("sharedStrings.xml", text, depth));
        prop_assert_eq!(read(&text), read(&events), "{}", text);
    }
}

#[test]
fn nothing_is_left_to_events_of_a_sheet_that_programs_write() {
    let row = "<row r=\"2\" spans=\"1:2\"><c r=\"A2\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>4.5</v></c></row>";
    let text = format!("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row>{row}</sheetData>");
    let grid = sheet(&text, 9, 9).expect("it is a sheet");
    assert_eq!(grid.cells.len(), 2);
    let mut xml = Xml::new(
        "sheet1.xml",
        "<sst><si><t>Low</t></si><si><t>&gt; 1</t></si></sst>",
        9,
    );
    xml.next_start().expect("it is XML");
    let mut texts = Texts::default();
    texts.append_plain_items(&mut xml);
    assert_eq!((texts.text(1), xml.rest(0)), (Some("> 1"), Some("</sst>")));
}
