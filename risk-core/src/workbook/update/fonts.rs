//! The fonts of cells, as properties that a run of text may have.

use super::formats::{Property, properties};
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::package::Xml;
use crate::workbook::styles::Styles;

/// What the formats of cells say of text.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    part: String,
    text: String,
    depth: u64,
    pub styles: Styles,
}

impl Fonts {
    /// Reads the styles part.
    pub fn read(part: String, text: String, limits: Limits) -> Result<Self, Error> {
        Ok(Self {
            styles: Styles::read(&part, &text, limits)?,
            part,
            text,
            depth: limits.depth,
        })
    }

    /// The font of a format of cells.
    pub fn of(&self, format: usize) -> Result<Vec<Property>, Error> {
        let Some(place) = self.styles.font(format) else {
            return Ok(Vec::new());
        };
        let mut xml = Xml::within(&self.part, &self.text, place, self.depth);
        xml.next()?;
        let font = properties(&mut xml, &self.text)?;
        Ok(font.into_iter().map(Property::of_run).collect())
    }
}
