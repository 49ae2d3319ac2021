//! Looking at the parts of a sheet that hold no cells: what they have, and where.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::LeftBehindKind::{Charts, Comments, Images, PivotTables, Shapes, ThreadedComments};
use super::Seen;
use super::Thing::{CommentOfThread, Of, ShapeOfObject};
use super::ranges::Position;
use crate::error::Error;
use crate::workbook::grid::cell_position;
use crate::workbook::limits::{COLUMNS, ROWS};
use crate::workbook::package::{Xml, attribute, local, parsed};

/// Looks at one kind of part.
pub(super) type Look = fn(&mut Xml<'_>, &mut Seen) -> Result<(), Error>;

/// What the author of a comment is called that stands in for a thread of comments. The text of the
/// comment states so too, but in the language of the program.
const AUTHOR_OF_THREAD: &str = "tc={";

/// Looks at the comments of a sheet.
pub(super) fn comments(xml: &mut Xml<'_>, seen: &mut Seen) -> Result<(), Error> {
    let mut authors = 0_usize;
    let mut of_threads = HashSet::new();
    while let Some(element) = xml.next_start()? {
        match local(&element) {
            "author" => {
                let mut author = String::new();
                xml.append_text(&mut author)?;
                if author.starts_with(AUTHOR_OF_THREAD) {
                    of_threads.insert(authors);
                }
                authors += 1;
            }
            "comment" => {
                let author = parsed(&element, "authorId");
                let is_of_thread = author.is_some_and(|author| of_threads.contains(&author));
                xml.skip()?;
                let thing = if is_of_thread {
                    CommentOfThread
                } else {
                    Of(Comments)
                };
                seen.note(thing, cell_of(&element));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The cell that an element is of; of a range, its corner.
fn cell_of(element: &BytesStart<'_>) -> Option<Position> {
    let range = attribute(element, "ref")?;
    cell_position(range.split(':').next()?)
}

/// Looks at the threads of comments of a sheet, where each message counts.
pub(super) fn threaded_comments(xml: &mut Xml<'_>, seen: &mut Seen) -> Result<(), Error> {
    while let Some(element) = xml.next_start()? {
        if local(&element) == "threadedComment" {
            xml.skip()?;
            seen.note(Of(ThreadedComments), cell_of(&element));
        }
    }
    Ok(())
}

/// Looks at a pivot table, which is where its corner is.
pub(super) fn pivot_table(xml: &mut Xml<'_>, seen: &mut Seen) -> Result<(), Error> {
    while let Some(element) = xml.next_start()? {
        if local(&element) == "location" {
            seen.note(Of(PivotTables), cell_of(&element));
            break;
        }
    }
    Ok(())
}

/// Looks at the drawing of a sheet.
pub(super) fn drawing(xml: &mut Xml<'_>, seen: &mut Seen) -> Result<(), Error> {
    let mut drawing = Drawing {
        seen,
        cell: None,
        groups: 0,
        has_shape: false,
    };
    loop {
        match xml.next()? {
            Event::Start(element) => drawing.start(local(&element), xml)?,
            Event::End(element) if element.local_name().into_inner() == "grpSp" => {
                drawing.end_group();
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A drawing while it is looked at.
struct Drawing<'s> {
    seen: &'s mut Seen,
    /// The cell that the current anchor is at.
    cell: Option<Position>,
    /// How many groups are open.
    groups: usize,
    /// Whether the outermost of them has a shape.
    has_shape: bool,
}

impl Drawing<'_> {
    /// Looks at the element that just started.
    fn start(&mut self, name: &str, xml: &mut Xml<'_>) -> Result<(), Error> {
        match name {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.cell = None,
            "from" => self.cell = marker(xml)?,
            "grpSp" => self.groups += 1,
            // The same once more, for programs that do not know what comes before it.
            "Fallback" => xml.skip()?,
            "pic" => {
                xml.skip()?;
                self.seen.note(Of(Images), self.cell);
            }
            "graphicFrame" => {
                // Other frames have diagrams, slicers and the like.
                if has_within(xml, "chart")? {
                    self.seen.note(Of(Charts), self.cell);
                } else {
                    self.shape();
                }
            }
            "sp" | "cxnSp" | "contentPart" => {
                if has_within(xml, "compatExt")? {
                    self.seen.note(ShapeOfObject, self.cell);
                } else {
                    self.shape();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes a shape. All those of a group are one.
    fn shape(&mut self) {
        if self.groups > 0 {
            self.has_shape = true;
        } else {
            self.seen.note(Of(Shapes), self.cell);
        }
    }

    fn end_group(&mut self) {
        self.groups = self.groups.saturating_sub(1);
        if self.groups == 0 && std::mem::take(&mut self.has_shape) {
            self.seen.note(Of(Shapes), self.cell);
        }
    }
}

/// The cell in the corner of an anchor that just started, whose numbers count from 0.
fn marker(xml: &mut Xml<'_>) -> Result<Option<Position>, Error> {
    let (mut row, mut column) = (None, None);
    while let Some(element) = xml.next_child()? {
        match local(&element) {
            "row" => row = number(xml, ROWS)?,
            "col" => column = number(xml, COLUMNS)?,
            _ => xml.skip()?,
        }
    }
    Ok(row.zip(column))
}

/// The number in the element that just started, counted from 1 where the text counts from 0.
fn number(xml: &mut Xml<'_>, most: u32) -> Result<Option<u32>, Error> {
    let mut text = String::new();
    xml.append_unescaped(&mut text)?;
    let number: Option<u32> = text.trim().parse().ok();
    Ok(number.filter(|number| *number < most).map(|n| n + 1))
}

/// Whether an element of the name is within the one that just started, which is read to its end.
fn has_within(xml: &mut Xml<'_>, name: &str) -> Result<bool, Error> {
    let mut found = false;
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Event::Start(element) => {
                found |= local(&element) == name;
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(found)
}
