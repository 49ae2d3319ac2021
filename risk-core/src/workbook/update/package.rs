//! The package of a workbook that is updated: the parts that change, and the report of them.

use std::collections::HashMap;

use super::fonts::Fonts;
use super::markup::Dialect;
use super::splices::Splices;
use super::strings::SharedStrings;
use crate::change::{CellNote, PartChange};
use crate::error::Error;
use crate::record::Location;
use crate::register::Trackers;
use crate::workbook::Limits;
use crate::workbook::package::{Archive, Contents, Encoding, Relationship, relationships, text_of};

/// A package that is updated.
pub(super) struct PackageUpdate<'a> {
    archive: Archive<'a>,
    pub contents: Contents,
    pub limits: Limits,
    pub trackers: &'a Trackers,
    /// The shared strings, if the workbook has any.
    pub strings: Option<SharedStrings>,
    /// The fonts of cells.
    pub fonts: Fonts,
    /// How the parts that were read are written as bytes.
    encodings: HashMap<String, Encoding>,
    /// The texts of parts that change, by the names of the parts.
    changed: HashMap<String, String>,
    report: Vec<PartChange>,
    /// What a person should look at.
    pub notes: Vec<CellNote>,
    /// The cells that are refused, by the record and the field that they have, where all are asked for.
    pub refused: Option<Vec<(Location, Error)>>,
}

impl<'a> PackageUpdate<'a> {
    /// Opens a package that may be changed.
    ///
    /// # Errors
    ///
    /// When it may not: when it is signed.
    pub fn open(bytes: &'a [u8], limits: Limits, trackers: &'a Trackers) -> Result<Self, Error> {
        let mut package = Self::without_cells(bytes, limits, trackers)?;
        if let Some((part, text)) = package.text_at(package.contents.shared_strings.clone())? {
            package.strings = Some(SharedStrings::read(part, text, limits)?);
        }
        if let Some((part, text)) = package.text_at(package.contents.styles.clone())? {
            package.fonts = Fonts::read(part, text, limits)?;
        }
        Ok(package)
    }

    /// The same where no cell is changed.
    pub fn without_cells(
        bytes: &'a [u8],
        limits: Limits,
        trackers: &'a Trackers,
    ) -> Result<Self, Error> {
        let mut archive = Archive::open(bytes, limits)?;
        let contents = Contents::read(&mut archive, limits)?;
        if contents.is_signed {
            return Err(Error::NotUpdatable {
                reason: "it has a digital signature, which any change would break".to_owned(),
            });
        }
        Ok(Self {
            archive,
            contents,
            limits,
            trackers,
            strings: None,
            fonts: Fonts::default(),
            encodings: HashMap::new(),
            changed: HashMap::new(),
            report: Vec::new(),
            notes: Vec::new(),
            refused: None,
        })
    }

    /// The text of a part as it is by now, if there is one of the name.
    pub fn text(&mut self, part: &str) -> Result<Option<String>, Error> {
        if let Some(changed) = self.changed.get(part) {
            return Ok(Some(changed.clone()));
        }
        let Some(bytes) = self.archive.part(part)? else {
            return Ok(None);
        };
        self.encodings.insert(part.to_owned(), Encoding::of(&bytes));
        text_of(part, bytes).map(Some)
    }

    /// The same of a part that the workbook may not have, with the name.
    fn text_at(&mut self, part: Option<String>) -> Result<Option<(String, String)>, Error> {
        match part {
            Some(part) => Ok(self.text(&part)?.map(|text| (part, text))),
            None => Ok(None),
        }
    }

    /// A part has another text.
    pub fn replace(&mut self, part: &str, text: String) {
        self.changed.insert(part.to_owned(), text);
    }

    /// Makes changes in the text of a part, and reports them; nothing where there are none.
    pub fn change(&mut self, part: &str, text: &str, splices: Splices, what: impl Into<String>) {
        if !splices.is_empty() {
            self.replace(part, splices.apply(text));
            self.report(part, what);
        }
    }

    /// Reports a change in a part, beside those of the values of cells.
    pub fn report(&mut self, part: &str, what: impl Into<String>) {
        self.report.push(PartChange {
            part: part.to_owned(),
            what: what.into(),
        });
    }

    /// What a part is related to.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Error> {
        relationships(&mut self.archive, part, self.limits)
    }

    /// Whether any sheet has a formula.
    pub fn has_formulas(&mut self) -> Result<bool, Error> {
        if self.contents.calc_chain.is_some() {
            return Ok(true);
        }
        for sheet in self.contents.sheets.clone() {
            let Some(text) = self.text(&sheet.part)? else {
                continue;
            };
            let tag = format!("<{}", Dialect::of(&text).name("f"));
            let is_formula = |at: usize| {
                text[at + tag.len()..]
                    .starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
            };
            if text.match_indices(&tag).any(|(at, _)| is_formula(at)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The bytes of the package with all changes made, and the report of its parts.
    pub fn finish(mut self) -> Result<(Vec<u8>, Vec<PartChange>), Error> {
        if let Some(strings) = &self.strings
            && let Some((text, added)) = strings.changed()
        {
            let part = strings.part.clone();
            let what = match added {
                0 => "how many cells have its texts".to_owned(),
                1 => "1 text more".to_owned(),
                added => format!("{added} texts more"),
            };
            self.report(&part, what);
            self.replace(&part, text);
        }
        let mut contents = HashMap::new();
        for (part, text) in std::mem::take(&mut self.changed) {
            let encoding = self.encodings.get(&part).copied();
            let encoding = encoding.unwrap_or(Encoding::Utf8);
            contents.insert(part, encoding.bytes(text));
        }
        let bytes = self.archive.with(&contents)?;
        Ok((bytes, self.report))
    }
}
