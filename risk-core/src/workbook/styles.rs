//! Which cell formats have a bold font.

use quick_xml::events::Event;

use super::Limits;
use super::package::{Xml, attribute, is_on, local};
use crate::error::Error;

/// Whether each cell format, by its number, has a bold font.
#[derive(Debug, Default)]
pub(super) struct Styles {
    bold: Vec<bool>,
}

impl Styles {
    /// Reads the formats from the styles part.
    pub(super) fn read(name: &str, text: &str, limits: Limits) -> Result<Self, Error> {
        let mut xml = Xml::new(name, text, limits.depth);
        let mut fonts: Vec<bool> = Vec::new();
        let mut formats: Vec<usize> = Vec::new();
        // `font` and `xf` stand in other lists too: of differential and of named styles.
        let mut list = None;
        loop {
            match xml.next()? {
                Event::Start(element) => match (list, local(&element)) {
                    (None, "fonts") => list = Some("fonts"),
                    (None, "cellXfs") => list = Some("cellXfs"),
                    (Some("fonts"), "font") => fonts.push(false),
                    (Some("fonts"), "b") => {
                        if let Some(font) = fonts.last_mut() {
                            *font = is_on(&element);
                        }
                    }
                    (Some("cellXfs"), "xf") => {
                        let font = attribute(&element, "fontId");
                        formats.push(font.and_then(|id| id.parse().ok()).unwrap_or(0));
                    }
                    _ => {}
                },
                Event::End(element) => {
                    let name = element.local_name().into_inner();
                    if list == Some(name) {
                        list = None;
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let is_bold = |font: usize| fonts.get(font).copied().unwrap_or(false);
        Ok(Self {
            bold: formats.into_iter().map(is_bold).collect(),
        })
    }

    /// Whether the cells of a format are bold.
    pub(super) fn is_bold(&self, format: usize) -> bool {
        self.bold.get(format).copied().unwrap_or(false)
    }
}
