//! The texts of cells, with their runs.

use std::collections::HashSet;

use quick_xml::events::Event;

use super::package::{Xml, is_on, limit, local, parsed, plain_text};
use crate::error::Error;

/// Texts in one piece of memory, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    content: String,
    bounds: Vec<Text>,
    runs: Vec<Run>,
    /// The texts of which a part is struck through.
    struck: HashSet<u32>,
}

/// Where a text and its runs end; they start where those of the text before end.
#[derive(Debug, Clone, Copy, Default)]
struct Text {
    end: usize,
    runs_end: usize,
    /// Whether it is nothing but white space.
    is_blank: bool,
}

/// A run of one format.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where it ends in the content.
    end: usize,
    /// Whether it is bold; `None` when it has the font of its cell.
    bold: Option<bool>,
}

impl Texts {
    /// Reads the shared strings.
    pub(super) fn shared(name: &str, text: &str, most_depth: u64) -> Result<Self, Error> {
        let mut xml = Xml::new(name, text, most_depth);
        let mut texts = Self::default();
        while let Some(element) = xml.next_start()? {
            match local(&element) {
                "si" => _ = texts.append(&mut xml)?,
                "sst" => check_count(parsed(&element, "uniqueCount"), text.len())?,
                _ => {}
            }
            texts.append_plain_items(&mut xml);
        }
        Ok(texts)
    }

    /// Appends the items that are next, as far as they are one plain text each, as most are. It reads them without events,
    /// and leaves to those whatever is written in another way.
    pub(super) fn append_plain_items(&mut self, xml: &mut Xml<'_>) {
        // An item with its text is two elements deep.
        let Some(all) = xml.rest(2) else {
            return;
        };
        let mut rest = all;
        loop {
            let start = self.content.len();
            let item = rest.strip_prefix("<si><t");
            let text = item.and_then(|item| {
                item.strip_prefix(" xml:space=\"preserve\"")
                    .unwrap_or(item)
                    .strip_prefix('>')
            });
            let read = text
                .and_then(|text| plain_text(text, &mut self.content)?.strip_prefix("</t></si>"));
            let Some(next) = read else {
                self.content.truncate(start);
                break;
            };
            self.finish();
            rest = next;
        }
        xml.pass(all.len() - rest.len());
    }

    /// Appends the text of the element that just started, an `si` or an `is`.
    pub(super) fn append(&mut self, xml: &mut Xml<'_>) -> Result<u32, Error> {
        let start = self.content.len();
        let mut bold = None;
        let mut is_rich = false;
        let mut is_struck = false;
        // How many elements are open within the one that started.
        let mut depth = 0_u32;
        loop {
            match xml.next()? {
                Event::Start(child) => match local(&child) {
                    "t" => {
                        xml.append_text(&mut self.content)?;
                        if is_rich {
                            let end = self.content.len();
                            self.runs.push(Run { end, bold });
                        }
                    }
                    // A run that has properties is bold only when they say so.
                    "rPr" => {
                        let look = Look::read(xml)?;
                        bold = Some(look.is_bold);
                        is_struck |= look.is_struck;
                    }
                    // What is spoken is not what is written.
                    "rPh" => xml.skip()?,
                    name => {
                        if name == "r" {
                            // Plain text before the first run has the font of its cell.
                            if !is_rich && self.content.len() > start {
                                let end = self.content.len();
                                self.runs.push(Run { end, bold: None });
                            }
                            is_rich = true;
                            bold = None;
                        }
                        depth += 1;
                    }
                },
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        let number = self.finish();
        if is_struck {
            self.struck.insert(number);
        }
        Ok(number)
    }

    /// Whether a part of a text is struck through.
    pub(super) fn is_struck(&self, number: u32) -> bool {
        self.struck.contains(&number)
    }

    /// The length of all texts in bytes.
    pub(super) fn len(&self) -> usize {
        self.content.len()
    }

    /// Appends the plain text of the element that just started.
    pub(super) fn append_plain(&mut self, xml: &mut Xml<'_>) -> Result<u32, Error> {
        xml.append_text(&mut self.content)?;
        Ok(self.finish())
    }

    /// Appends a plain text.
    pub(super) fn push(&mut self, text: &str) -> u32 {
        self.content.push_str(text);
        self.finish()
    }

    fn finish(&mut self) -> u32 {
        let number = u32::try_from(self.bounds.len()).unwrap_or(u32::MAX);
        let start = self.bounds.last().map_or(0, |text| text.end);
        self.bounds.push(Text {
            end: self.content.len(),
            runs_end: self.runs.len(),
            is_blank: self.content[start..].trim_start().is_empty(),
        });
        number
    }

    fn bounds_of(&self, number: u32) -> Option<(Text, Text)> {
        let number = number as usize;
        let start = match number.checked_sub(1) {
            Some(previous) => *self.bounds.get(previous)?,
            None => Text::default(),
        };
        Some((start, *self.bounds.get(number)?))
    }

    /// Whether there is a text of a number.
    pub(super) fn has(&self, number: u32) -> bool {
        (number as usize) < self.bounds.len()
    }

    /// A text by its number.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        let (start, end) = self.bounds_of(number)?;
        Some(&self.content[start.end..end.end])
    }

    /// Whether a text is nothing but white space, or there is none.
    pub(super) fn is_blank(&self, number: u32) -> bool {
        let text = self.bounds.get(number as usize);
        text.is_none_or(|text| text.is_blank)
    }

    /// The runs of a text, each with whether it is bold, in a cell of the given font.
    pub(super) fn runs(&self, number: u32, cell_is_bold: bool) -> Vec<(&str, bool)> {
        let Some((start, end)) = self.bounds_of(number) else {
            return Vec::new();
        };
        let runs = &self.runs[start.runs_end..end.runs_end];
        if runs.is_empty() {
            return vec![(&self.content[start.end..end.end], cell_is_bold)];
        }
        let mut from = start.end;
        let mut parts = Vec::with_capacity(runs.len());
        for run in runs {
            parts.push((
                &self.content[from..run.end],
                run.bold.unwrap_or(cell_is_bold),
            ));
            from = run.end;
        }
        parts
    }
}

/// What the properties of a run or a font say of its text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub is_bold: bool,
    /// Whether they say which of both it is.
    pub tells_bold: bool,
    pub is_struck: bool,
}

impl Look {
    /// Reads the properties in the element that just started.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Error> {
        let mut look = Self::default();
        while let Some(property) = xml.next_child()? {
            match local(&property) {
                "b" => (look.is_bold, look.tells_bold) = (is_on(&property), true),
                "strike" | "dstrike" => look.is_struck = is_on(&property),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(look)
    }
}

/// Refuses a count that the part cannot have: it is there to make readers set memory aside.
fn check_count(count: Option<u64>, part_bytes: usize) -> Result<(), Error> {
    // Not even empty strings can be this many.
    let most = part_bytes as u64 / "<si/>".len() as u64;
    match count {
        Some(count) if count > most => Err(limit("uniqueCount of the shared strings", most)),
        _ => Ok(()),
    }
}
