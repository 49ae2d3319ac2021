//! What the formats of cells say: which have a bold font, and which show their number as a date.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::Limits;
use super::number_format;
use super::package::{Xml, attribute, is_on, local};
use crate::error::Error;

/// The formats of cells, by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
}

#[derive(Debug, Clone, Copy)]
struct Format {
    is_bold: bool,
    is_date: bool,
}

/// The styles part as far as it was read.
#[derive(Default)]
struct Parts {
    /// Whether each font is bold.
    fonts: Vec<bool>,
    /// Whether each number format that the workbook defines is one of dates.
    dates: HashMap<u32, bool>,
    formats: Vec<(usize, u32)>,
}

impl Styles {
    /// Reads the formats from the styles part.
    pub(super) fn read(name: &str, text: &str, limits: Limits) -> Result<Self, Error> {
        let mut xml = Xml::new(name, text, limits.depth);
        let mut parts = Parts::default();
        // `font` and `xf` stand in other lists too: of differential and of named styles.
        let mut list = None;
        loop {
            match xml.next()? {
                Event::Start(element) => match (list, local(&element)) {
                    (None, "fonts") => list = Some("fonts"),
                    (None, "numFmts") => list = Some("numFmts"),
                    (None, "cellXfs") => list = Some("cellXfs"),
                    (Some(list), name) => parts.read(list, name, &element),
                    _ => {}
                },
                Event::End(element) => {
                    let name = element.local_name().into_inner();
                    if list == Some(name) {
                        list = None;
                    }
                }
                Event::Eof => return Ok(parts.styles()),
                _ => {}
            }
        }
    }

    /// Whether the cells of a format are bold.
    pub(super) fn is_bold(&self, format: usize) -> bool {
        self.formats.get(format).is_some_and(|f| f.is_bold)
    }

    /// Whether the cells of a format show their number as a date or a time of day.
    pub(super) fn is_date(&self, format: usize) -> bool {
        self.formats.get(format).is_some_and(|f| f.is_date)
    }
}

impl Parts {
    /// Reads an element within a list.
    fn read(&mut self, list: &str, name: &str, element: &BytesStart<'_>) {
        let number = |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        match (list, name) {
            ("fonts", "font") => self.fonts.push(false),
            ("fonts", "b") => {
                if let Some(font) = self.fonts.last_mut() {
                    *font = is_on(element);
                }
            }
            ("numFmts", "numFmt") => {
                let code = attribute(element, "formatCode").unwrap_or_default();
                if let Some(id) = number("numFmtId") {
                    self.dates.insert(id, number_format::is_date(&code));
                }
            }
            ("cellXfs", "xf") => {
                let font = number("fontId").unwrap_or(0) as usize;
                let format = number("numFmtId").unwrap_or(0);
                self.formats.push((font, format));
            }
            _ => {}
        }
    }

    fn styles(self) -> Styles {
        let is_date = |id: u32| {
            let defined = self.dates.get(&id).copied();
            defined.unwrap_or_else(|| number_format::is_built_in_date(id))
        };
        let formats = self.formats.iter().map(|(font, number)| Format {
            is_bold: self.fonts.get(*font).copied().unwrap_or(false),
            is_date: is_date(*number),
        });
        Styles {
            formats: formats.collect(),
        }
    }
}
