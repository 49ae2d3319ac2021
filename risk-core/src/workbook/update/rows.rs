//! A row of a sheet as its XML stands.

use std::ops::Range;

use quick_xml::events::BytesStart;

use crate::error::Error;
use crate::workbook::grid::cell_position;
use crate::workbook::package::{Xml, attribute, local, parsed};

/// A row as it stands.
#[derive(Debug)]
pub(super) struct RawRow {
    /// The start tag.
    pub tag: Range<usize>,
    /// Where the row ends.
    pub end: usize,
    /// Where its content ends: before the end tag.
    pub content_end: usize,
    pub cells: Vec<RawCell>,
}

/// A cell as it stands.
#[derive(Debug)]
pub(super) struct RawCell {
    pub column: u32,
    pub range: Range<usize>,
    /// Its type, such as `s`; empty where it has none.
    pub kind: String,
    /// The number of its format, as it stands.
    pub style: Option<String>,
    pub formula: Option<RawFormula>,
    /// What stands in its `v`.
    pub value: Option<String>,
    /// Where its `is` begins.
    pub inline: Option<usize>,
}

/// A formula as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawFormula {
    /// `shared`, `array`, `dataTable`; empty where it is an ordinary one.
    pub kind: String,
    /// The cells that it is for, where it states so.
    pub area: Option<String>,
    /// The number of the formula that it shares.
    pub shared: Option<u32>,
    pub text: String,
    /// Where the text stands.
    pub span: Range<usize>,
    /// Where its element stands.
    pub element: Range<usize>,
}

impl RawCell {
    /// Whether it has neither a value nor a formula.
    pub fn is_blank(&self) -> bool {
        self.formula.is_none() && self.value.is_none() && self.inline.is_none()
    }
}

/// Reads the row that begins at a place of a part.
pub(super) fn read_row(
    part: &str,
    text: &str,
    start: usize,
    most_depth: u64,
) -> Result<RawRow, Error> {
    let mut xml = Xml::within(part, text, start, most_depth);
    xml.next()?;
    let tag = xml.span();
    let mut cells: Vec<RawCell> = Vec::new();
    while let Some(element) = xml.next_child()? {
        if local(&element) == "c" {
            let previous = cells.last().map_or(0, |cell| cell.column);
            cells.push(read_cell(&mut xml, &element, previous)?);
        } else {
            xml.skip()?;
        }
    }
    let Range { start, end } = xml.span();
    Ok(RawRow {
        tag,
        end,
        content_end: start,
        cells,
    })
}

fn read_cell(xml: &mut Xml<'_>, element: &BytesStart<'_>, previous: u32) -> Result<RawCell, Error> {
    let get = |name| attribute(element, name).map(|value| value.into_owned());
    let stated = get("r").and_then(|reference| cell_position(&reference));
    let mut cell = RawCell {
        column: stated.map_or(previous + 1, |(_, column)| column),
        range: xml.span(),
        kind: get("t").unwrap_or_default(),
        style: get("s"),
        formula: None,
        value: None,
        inline: None,
    };
    while let Some(child) = xml.next_child()? {
        match local(&child) {
            "f" => cell.formula = Some(read_formula(xml, &child)?),
            "v" => xml.append_text(cell.value.insert(String::new()))?,
            name => {
                if name == "is" {
                    cell.inline = Some(xml.span().start);
                }
                xml.skip()?;
            }
        }
    }
    cell.range.end = xml.position();
    // A shared string without a number is none, and takes none from the count of those in use.
    if cell.kind == "s"
        && cell
            .value
            .as_ref()
            .is_none_or(|value| value.trim().is_empty())
    {
        (cell.kind, cell.value) = (String::new(), None);
    }
    Ok(cell)
}

fn read_formula(xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<RawFormula, Error> {
    let get = |name| attribute(element, name).map(|value| value.into_owned());
    let mut formula = RawFormula {
        kind: get("t").filter(|kind| kind != "normal").unwrap_or_default(),
        area: get("ref"),
        shared: parsed(element, "si"),
        text: String::new(),
        span: xml.position()..xml.position(),
        element: xml.span(),
    };
    xml.append_text(&mut formula.text)?;
    formula.span.end = xml.span().start;
    formula.element.end = xml.position();
    Ok(formula)
}
