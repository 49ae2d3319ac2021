//! What an insertion changes in one part: every row and every reference that it states.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::NewRows;
use super::anchors::{Anchor, note_after, row_after};
use super::shared::{Place, Shared, of_cell, taken_apart};
use crate::change::CellNote;
use crate::error::{Error, Remedy};
use crate::record::Location;
use crate::workbook::limits::ROWS;
use crate::workbook::package::{Xml, attribute, attribute_spans, local, parsed};
use crate::workbook::ranges;
use crate::workbook::update::formula::{is_over_sheets, pushed_down};
use crate::workbook::update::markup::{Dialect, set_attribute};
use crate::workbook::update::splices::Splices;

/// A reader of one part, and the changes that it finds.
pub(super) struct Walk<'w> {
    part: &'w str,
    text: &'w str,
    /// The sheet that the part is, for messages; otherwise that of the rows.
    sheet: &'w str,
    /// Whether what is stated without a sheet is of the sheet of the rows.
    is_home: bool,
    rows: &'w NewRows,
    dialect: Dialect,
    splices: Splices,
    /// What does not follow by itself.
    notes: Vec<CellNote>,
    /// The formulas that their cells cannot share any more.
    shared: HashMap<u32, Shared>,
    place: Place,
    anchor: Anchor,
    is_in_row_breaks: bool,
    /// Whether the part is the list of formulas.
    is_chain: bool,
    /// The sheet whose cells the list of formulas has at that place.
    listed: String,
}

impl<'w> Walk<'w> {
    pub fn new(
        (part, text): (&'w str, &'w str),
        sheet: &'w str,
        is_home: bool,
        rows: &'w NewRows,
    ) -> Self {
        Self {
            part,
            text,
            sheet,
            is_home,
            rows,
            dialect: Dialect::of(text),
            splices: Splices::default(),
            notes: Vec::new(),
            shared: HashMap::new(),
            place: Place::default(),
            anchor: Anchor::default(),
            is_in_row_breaks: false,
            is_chain: false,
            listed: String::new(),
        }
    }

    /// Finds all changes, and what a person should look at.
    pub fn run(mut self, depth: u64) -> Result<(Splices, Vec<CellNote>), Error> {
        let part = (self.part, self.text);
        self.shared = taken_apart(part, self.is_home, self.rows, depth)?;
        let mut xml = Xml::new(self.part, self.text, depth);
        loop {
            match xml.next()? {
                Event::Start(element) => self.element(&mut xml, &element)?,
                Event::End(element) => {
                    if matches!(element.local_name().into_inner(), "from" | "to") {
                        self.anchor.corner = None;
                    }
                }
                Event::Eof => return Ok((self.splices, self.notes)),
                _ => {}
            }
        }
    }

    fn element(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<(), Error> {
        let tag = xml.span();
        if self.anchor.corner.is_some() && local(element) == "row" {
            return self.corner(xml);
        }
        self.place.reach(element);
        match local(element) {
            "row" => self.row(tag.clone())?,
            "calcChain" => self.is_chain = true,
            "from" => self.anchor.corner = Some(false),
            "to" => self.anchor.corner = Some(true),
            "twoCellAnchor" => {
                let edited_as = attribute(element, "editAs");
                self.anchor.keeps_size = edited_as.is_some_and(|edited| edited != "twoCell");
            }
            "rowBreaks" => self.is_in_row_breaks = true,
            "colBreaks" => self.is_in_row_breaks = false,
            "brk" if self.is_home && self.is_in_row_breaks => {
                self.number(tag.clone(), element, "id");
            }
            "Row" if self.is_home => return self.content(xml, note_row),
            "Anchor" if self.is_home => return self.content(xml, note_after),
            _ => {}
        }
        let number: Option<u32> = parsed(element, "si").filter(|_| local(element) == "f");
        let shared = number.and_then(|number| self.shared.get(&number));
        if let Some(own) = shared.map(|shared| of_cell(shared, self.place.cell())) {
            return self.own_formula(xml, own);
        }
        self.attributes(tag, element)?;
        match local(element) {
            "f"
            | "sqref"
            | "formula"
            | "formula1"
            | "formula2"
            | "definedName"
            | "FmlaLink"
            | "FmlaRange"
            | "calculatedColumnFormula"
            | "totalsRowFormula" => self.stated_formula(xml),
            _ => Ok(()),
        }
    }

    /// The row of the cells that follow.
    fn row(&mut self, tag: Range<usize>) -> Result<(), Error> {
        let (row, _) = self.place.cell();
        if self.is_home && row >= self.rows.at {
            if ROWS - self.rows.count < row {
                return Err(self.refused("it would move beyond the last row that a sheet has"));
            }
            let moved = self.rows.after(row).to_string();
            set_attribute(&mut self.splices, self.text, tag, "r", &moved);
        }
        Ok(())
    }

    /// An attribute that is the number of a row.
    fn number(&mut self, tag: Range<usize>, element: &BytesStart<'_>, name: &str) {
        let row: Option<u32> = parsed(element, name);
        if let Some(row) = row.filter(|row| self.rows.after(*row) != *row) {
            let moved = self.rows.after(row).to_string();
            set_attribute(&mut self.splices, self.text, tag, name, &moved);
        }
    }

    /// The row of a corner of something that is drawn.
    fn corner(&mut self, xml: &mut Xml<'_>) -> Result<(), Error> {
        let start = xml.position();
        let mut row = String::new();
        xml.append_text(&mut row)?;
        let moved = self.anchor.row(&row, self.rows).filter(|_| self.is_home);
        if let Some(moved) = moved {
            self.splices
                .replace(start..xml.span().start, moved.to_string());
        }
        Ok(())
    }

    /// The text of an element, which becomes another one.
    fn content(
        &mut self,
        xml: &mut Xml<'_>,
        after: fn(&str, &NewRows) -> Option<String>,
    ) -> Result<(), Error> {
        let start = xml.position();
        let mut text = String::new();
        xml.append_text(&mut text)?;
        if let Some(after) = after(&text, self.rows).filter(|after| *after != text) {
            self.splices.replace(start..xml.span().start, after);
        }
        Ok(())
    }

    /// The references that stand in attributes.
    fn attributes(&mut self, tag: Range<usize>, element: &BytesStart<'_>) -> Result<(), Error> {
        let name = local(element);
        // A list of formulas and the source of a pivot table state their sheets.
        let mut is_home = self.is_home;
        if name == "c" && self.is_chain {
            if let Some(sheet) = attribute(element, "i") {
                self.listed = sheet.into_owned();
            }
            is_home = self.listed == self.rows.id;
        }
        if let Some(sheet) = attribute(element, "sheet") {
            let is_external = attribute(element, "id").is_some();
            is_home = !is_external && sheet == *self.rows.sheet;
        }
        self.check_whole(name, element)?;
        for (attribute_name, span) in attribute_spans(&self.text[tag.clone()]) {
            if !is_reference(name, attribute_name) {
                continue;
            }
            let Some(value) = attribute(element, attribute_name) else {
                continue;
            };
            if let Some(moved) = pushed_down(&value, is_home, self.rows) {
                let moved = self.dialect.text(&moved);
                let moved = moved.replace('"', "&quot;").replace('\'', "&apos;");
                let range = tag.start + span.start..tag.start + span.end;
                self.splices.replace(range, moved);
            }
        }
        Ok(())
    }

    /// Refuses to insert rows into what cannot have more: cells that one formula gives, and a pivot table.
    fn check_whole(&self, name: &str, element: &BytesStart<'_>) -> Result<(), Error> {
        let what = match (name, attribute(element, "t").as_deref()) {
            ("f", Some("array" | "dataTable")) => "one formula gives the cells",
            ("location", _) => "a pivot table has the cells",
            _ => return Ok(()),
        };
        let range = attribute(element, "ref");
        let area = range.as_deref().and_then(ranges::parse);
        match area.filter(|area| self.is_home && self.rows.are_within(area)) {
            Some(area) => Err(self.refused(&format!(
                "{what} {area}, and a new row would stand among them"
            ))),
            None => Ok(()),
        }
    }

    /// Gives a cell the formula that it shared as its own.
    fn own_formula(&mut self, xml: &mut Xml<'_>, own: Option<String>) -> Result<(), Error> {
        let own = own.ok_or_else(|| self.refused("its formula refers to what is on no sheet"))?;
        let start = xml.span().start;
        xml.skip()?;
        self.check_formula(&own)?;
        let own = pushed_down(&own, self.is_home, self.rows).unwrap_or(own);
        let (name, own) = (self.dialect.name("f"), self.dialect.text(&own));
        self.splices
            .replace(start..xml.position(), format!("<{name}>{own}</{name}>"));
        Ok(())
    }

    /// The text of an element that is a formula, or a list of ranges.
    fn stated_formula(&mut self, xml: &mut Xml<'_>) -> Result<(), Error> {
        let start = xml.position();
        let rest = self.text[start..].trim_start();
        // The other edition of a format has its formula in an element of its own.
        if rest.starts_with('<') && !rest.starts_with("<!") {
            return Ok(());
        }
        let mut formula = String::new();
        xml.append_text(&mut formula)?;
        self.check_formula(&formula)?;
        if let Some(moved) = pushed_down(&formula, self.is_home, self.rows) {
            let moved = self.dialect.text(&moved);
            self.splices.replace(start..xml.span().start, moved);
        }
        Ok(())
    }

    /// Refuses a formula that no insertion can move, and notes the first whose cells stand in a text.
    fn check_formula(&mut self, formula: &str) -> Result<(), Error> {
        if is_over_sheets(formula, self.rows) {
            let reason = format!("`{formula}` is about several sheets, and rows of one would move");
            return Err(self.refused(&reason));
        }
        let is_in_text = ["INDIRECT(", "HYPERLINK(\"#"].iter();
        if self.notes.is_empty() && is_in_text.into_iter().any(|name| formula.contains(name)) {
            self.notes.push(CellNote {
                location: self.location(),
                what: "names cells in a text, which does not follow inserted rows".to_owned(),
            });
        }
        Ok(())
    }

    /// The cell, or the sheet where it is none.
    fn location(&self) -> Location {
        let sheet = self.sheet.to_owned();
        match self.place.cell() {
            (0, _) | (_, 0) => Location::Sheet { sheet },
            (row, column) => Location::Cell { sheet, row, column },
        }
    }

    fn refused(&self, reason: &str) -> Error {
        let location = self.location();
        let remedy = match &location {
            Location::Cell { .. } => Remedy::ChangeFormula {
                cell: location.clone(),
            },
            _ => Remedy::MakeNewWorkbook,
        };
        Error::Refused {
            location,
            reason: reason.to_owned(),
            remedy: Some(Box::new(remedy)),
        }
    }
}

/// Whether an attribute of an element has cells.
fn is_reference(element: &str, attribute: &str) -> bool {
    match attribute {
        "ref" | "sqref" | "activeCell" | "textlink" | "cellRange" | "fmlaLink" | "fmlaRange"
        | "linkedCell" | "listFillRange" => true,
        "r" => CELLS.contains(&element),
        "r1" | "r2" => element == "f",
        "location" => element == "hyperlink",
        "val" => element == "cfvo",
        _ => false,
    }
}

/// The elements that state by `r` of which cell they are.
const CELLS: [&str; 5] = [
    "c",
    "cellWatch",
    "inputCells",
    "cellSmartTags",
    "singleXmlCell",
];

/// The row of a note.
fn note_row(row: &str, rows: &NewRows) -> Option<String> {
    row_after(row, rows).map(|row| row.to_string())
}
