//! What the formats of cells say: which have a bold font or one that is struck through, and what they make of a number.

use std::collections::HashMap;

use super::Limits;
use super::number_format::Shows;
use super::package::{Xml, attribute, local, parsed};
use super::texts::Look;
use crate::error::Error;

/// The formats of cells, by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    /// Whether each of the formats that conditions give makes text bold, or not bold.
    conditional: Vec<bool>,
}

#[derive(Debug)]
struct Format {
    /// Where in the part its font begins.
    font: Option<usize>,
    look: Look,
    shows: Shows,
}

impl Styles {
    /// Reads the formats from the styles part.
    pub(super) fn read(name: &str, text: &str, limits: Limits) -> Result<Self, Error> {
        let mut xml = Xml::new(name, text, limits.depth);
        // `font` and `xf` stand in other lists too: of differential and of named styles.
        let mut list = String::new();
        // Where each font begins, and what it looks like.
        let mut fonts: Vec<(usize, Look)> = Vec::new();
        // What each number format that the workbook defines shows.
        let mut numbers: HashMap<u32, Shows> = HashMap::new();
        let mut formats = Vec::new();
        let mut conditional = Vec::new();
        while let Some(element) = xml.next_start()? {
            match (list.as_str(), local(&element)) {
                (_, name @ ("fonts" | "numFmts" | "cellXfs" | "cellStyleXfs" | "dxfs")) => {
                    name.clone_into(&mut list);
                }
                ("dxfs", "dxf") => conditional.push(false),
                ("dxfs", "font") => {
                    let look = Look::read(&mut xml)?;
                    if let Some(last) = conditional.last_mut() {
                        *last = look.tells_bold;
                    }
                }
                ("fonts", "font") => fonts.push((xml.span().start, Look::read(&mut xml)?)),
                ("numFmts", "numFmt") => {
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    let id = parsed(&element, "numFmtId");
                    numbers.extend(id.map(|id| (id, Shows::of(&code))));
                }
                ("cellXfs", "xf") => {
                    let number = |name| parsed::<u32>(&element, name).unwrap_or(0);
                    formats.push((number("fontId") as usize, number("numFmtId")));
                }
                _ => {}
            }
        }
        let format = |(font, number): (usize, u32)| {
            let font = fonts.get(font);
            let defined = numbers.get(&number).cloned();
            Format {
                font: font.map(|(place, _)| *place),
                look: font.map_or_else(Look::default, |(_, look)| *look),
                shows: defined.unwrap_or_else(|| Shows::built_in(number)),
            }
        };
        Ok(Self {
            formats: formats.into_iter().map(format).collect(),
            conditional,
        })
    }

    /// Whether the cells of a format are bold.
    pub(super) fn is_bold(&self, format: usize) -> bool {
        self.formats.get(format).is_some_and(|f| f.look.is_bold)
    }

    /// Whether a format that conditions give says what is bold.
    pub(super) fn conditions_bold(&self, format: usize) -> bool {
        self.conditional.get(format).is_some_and(|tells| *tells)
    }

    /// Whether the cells of a format are struck through.
    pub(super) fn is_struck(&self, format: usize) -> bool {
        self.formats.get(format).is_some_and(|f| f.look.is_struck)
    }

    /// What the cells of a format show of their number.
    pub(super) fn shows(&self, format: usize) -> &Shows {
        self.formats
            .get(format)
            .map_or(&Shows::Number, |f| &f.shows)
    }

    /// Where in the part the font of a format begins.
    pub(super) fn font(&self, format: usize) -> Option<usize> {
        self.formats.get(format)?.font
    }
}
