//! The fonts of cells, as properties that a run of text may have.

use quick_xml::events::Event;

use super::formats::{Property, properties};
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::package::{Xml, attribute, local};
use crate::workbook::styles::Styles;

/// What the formats of cells say of text.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    /// The properties of each font.
    list: Vec<Vec<Property>>,
    /// The font of each format of cells.
    formats: Vec<usize>,
    pub styles: Styles,
}

impl Fonts {
    /// Reads the styles part.
    pub fn read(part: &str, text: &str, limits: Limits) -> Result<Self, Error> {
        let mut fonts = Self {
            styles: Styles::read(part, text, limits)?,
            ..Self::default()
        };
        let mut xml = Xml::new(part, text, limits.depth);
        let mut list = String::new();
        loop {
            match xml.next()? {
                Event::Start(element) => match local(&element) {
                    name @ ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs") => {
                        name.clone_into(&mut list);
                    }
                    "font" if list == "fonts" => {
                        let font = properties(&mut xml, text)?;
                        fonts
                            .list
                            .push(font.into_iter().map(Property::of_run).collect());
                    }
                    "xf" if list == "cellXfs" => {
                        let font = attribute(&element, "fontId").and_then(|id| id.parse().ok());
                        fonts.formats.push(font.unwrap_or(0));
                    }
                    _ => {}
                },
                Event::Eof => return Ok(fonts),
                _ => {}
            }
        }
    }

    /// The font of a format of cells.
    pub fn of(&self, format: usize) -> Vec<Property> {
        let font = self
            .formats
            .get(format)
            .and_then(|font| self.list.get(*font));
        font.cloned().unwrap_or_default()
    }
}
