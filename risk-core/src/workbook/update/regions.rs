//! What a sheet states beside its cells: ranges that have something in common, and links.

use std::ops::{Range, RangeInclusive};

use quick_xml::events::{BytesStart, Event};

use super::markup::attribute_span;
use crate::error::Error;
use crate::workbook::package::{Xml, attribute, is_true, local, parsed};
use crate::workbook::ranges::{self, Area};

/// What a sheet states beside its cells.
#[derive(Debug, Default)]
pub(super) struct Regions {
    /// Where the range stands that all cells are in.
    pub dimension: Option<Range<usize>>,
    pub columns: Vec<ColumnLook>,
    /// The content of the element of the rows: where it begins, and where it ends.
    pub rows: Range<usize>,
    pub merges: Vec<Area>,
    /// The lists of ranges that a new row is to be in if the one above is, and what they are of.
    pub lists: Vec<(Range<usize>, &'static str)>,
    pub links: Vec<Link>,
    /// The element that all links are in.
    pub link_list: Range<usize>,
    /// The relationships of the tables.
    pub tables: Vec<String>,
    /// Whether programs are to keep people from changing its cells.
    pub is_protected: bool,
}

/// How columns look.
#[derive(Debug)]
pub(super) struct ColumnLook {
    columns: RangeInclusive<u32>,
    /// The number of their format, as it stands.
    style: Option<String>,
    /// How wide they are, in digits.
    width: Option<f64>,
    is_hidden: bool,
}

/// A link that a cell is.
#[derive(Debug)]
pub(super) struct Link {
    pub area: Area,
    pub element: Range<usize>,
    /// The relationship that leads to its address.
    pub relationship: Option<String>,
}

impl Regions {
    /// Reads what stands before the rows of a sheet, and from a place among them on.
    pub fn read(
        part: &str,
        text: &str,
        last_row: Option<usize>,
        depth: u64,
    ) -> Result<Self, Error> {
        let mut regions = Self::default();
        let mut xml = Xml::new(part, text, depth);
        loop {
            let Some(element) = xml.next_start()? else {
                return Ok(regions);
            };
            let tag = xml.span();
            if local(&element) == "sheetData" {
                regions.rows = tag.end..tag.end;
                break;
            }
            regions.head(text, tag, &element);
        }
        // What stands between is skipped: it was read before.
        let mut xml = match last_row {
            Some(place) => {
                let mut xml = Xml::within(part, text, place, depth);
                xml.next()?;
                xml.skip()?;
                xml
            }
            None => xml,
        };
        regions.tail(&mut xml, text)?;
        Ok(regions)
    }

    fn head(&mut self, text: &str, tag: Range<usize>, element: &BytesStart<'_>) {
        match local(element) {
            "dimension" => self.dimension = attribute_span(text, tag, "ref"),
            "col" => {
                if let (Some(first), Some(last)) = (parsed(element, "min"), parsed(element, "max"))
                {
                    self.columns.push(ColumnLook {
                        columns: first..=last,
                        style: parsed(element, "style"),
                        width: parsed(element, "width"),
                        is_hidden: is_true(element, "hidden"),
                    });
                }
            }
            _ => {}
        }
    }

    fn tail(&mut self, xml: &mut Xml<'_>, text: &str) -> Result<(), Error> {
        let mut within = "";
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    let tag = xml.span();
                    match local(&element) {
                        // The other edition of a list has its ranges as text.
                        "conditionalFormatting" => {
                            within = "the conditional formats";
                            self.list(text, tag, "sqref", within);
                        }
                        "dataValidation" => {
                            within = "the validations";
                            self.list(text, tag, "sqref", within);
                        }
                        "sparkline" => within = "",
                        "sqref" if !within.is_empty() => {
                            let start = xml.position();
                            xml.skip()?;
                            self.lists.push((start..xml.span().start, within));
                        }
                        "autoFilter" => self.list(text, tag, "ref", "the filter"),
                        "protectedRange" => self.list(text, tag, "sqref", "the protected ranges"),
                        "ignoredError" => self.list(text, tag, "sqref", "the ignored errors"),
                        "mergeCell" => self.merges.extend(area(&element)),
                        "sheetProtection" => self.is_protected = is_true(&element, "sheet"),
                        "hyperlinks" => self.link_list = tag,
                        "hyperlink" => {
                            xml.skip()?;
                            self.link(tag.start..xml.position(), &element);
                        }
                        "tablePart" => self.tables.extend(parsed(&element, "id")),
                        _ => {}
                    }
                }
                Event::End(element) => match element.local_name().into_inner() {
                    "sheetData" => self.rows.end = xml.span().start,
                    "hyperlinks" => self.link_list.end = xml.position(),
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn list(&mut self, text: &str, tag: Range<usize>, name: &str, what: &'static str) {
        let span = attribute_span(text, tag, name);
        self.lists.extend(span.map(|span| (span, what)));
    }

    fn link(&mut self, element: Range<usize>, tag: &BytesStart<'_>) {
        if let Some(area) = area(tag) {
            self.links.push(Link {
                area,
                element,
                relationship: parsed(tag, "id"),
            });
        }
    }

    /// The merged cells that a cell is one of.
    pub fn merge_of(&self, row: u32, column: u32) -> Option<&Area> {
        self.merges.iter().find(|area| area.contains(row, column))
    }

    /// The format of a column.
    pub fn column_style(&self, column: u32) -> Option<&str> {
        self.column(column)?.style.as_deref()
    }

    /// The width of a column, in digits.
    pub fn column_width(&self, column: u32) -> Option<f64> {
        self.column(column)?.width
    }

    /// Whether nobody sees a column.
    pub fn is_hidden(&self, column: u32) -> bool {
        self.column(column).is_some_and(|look| look.is_hidden)
    }

    fn column(&self, column: u32) -> Option<&ColumnLook> {
        let mut columns = self.columns.iter();
        columns.find(|look| look.columns.contains(&column))
    }
}

/// The range of an element.
pub(super) fn area(element: &BytesStart<'_>) -> Option<Area> {
    ranges::parse(&attribute(element, "ref")?)
}
