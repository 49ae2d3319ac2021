//! The shared strings of a workbook: found, and added to. None that is there changes.

use std::collections::HashMap;
use std::ops::Range;

use super::markup::{Dialect, attribute_span, is_empty_element, set_attribute};
use super::splices::Splices;
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::package::{Xml, damage, local};

/// The part of the shared strings, with what is added to it.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    pub part: String,
    pub text: String,
    pub dialect: Dialect,
    depth: u64,
    /// The start tag of the outermost element, and where the last string in it ends.
    tag: Range<usize>,
    last_end: usize,
    /// Where each string begins.
    places: Vec<usize>,
    /// The numbers of strings without any format, by what is written for them.
    plain: HashMap<String, u32>,
    added: Vec<String>,
    /// How many more cells refer to a string than before.
    pub more_uses: i64,
}

impl SharedStrings {
    /// Reads the part that has a text.
    pub fn read(part: String, text: String, limits: Limits) -> Result<Self, Error> {
        let mut strings = Self {
            dialect: Dialect::of(&text),
            depth: limits.depth,
            ..Self::default()
        };
        let mut xml = Xml::new(&part, &text, limits.depth);
        while let Some(element) = xml.next_start()? {
            match local(&element) {
                "sst" => {
                    strings.tag = xml.span();
                    strings.last_end = strings.tag.end;
                }
                "si" => {
                    strings.places.push(xml.span().start);
                    xml.skip()?;
                    strings.last_end = xml.position();
                }
                _ => xml.skip()?,
            }
        }
        if strings.tag.is_empty() {
            return Err(damage(format!("{part} has no strings")));
        }
        Ok(Self {
            part,
            text,
            ..strings
        })
    }

    /// A reader that begins at the string of a number.
    pub fn string(&self, number: usize) -> Result<Xml<'_>, Error> {
        let place = self.places.get(number).copied();
        let place = place.ok_or_else(|| damage(format!("{} has no string {number}", self.part)))?;
        Ok(Xml::within(&self.part, &self.text, place, self.depth))
    }

    /// The number of a string that has the given content: of one that is there and has no format,
    /// else of a new one.
    pub fn number_of(&mut self, content: &str, is_plain: bool) -> Result<u32, Error> {
        if is_plain {
            if let Some(number) = self.plain.get(content) {
                return Ok(*number);
            }
            if let Some(number) = self.find(content) {
                self.plain.insert(content.to_owned(), number);
                return Ok(number);
            }
        }
        let number = u32::try_from(self.places.len() + self.added.len());
        let number = number.map_err(|_| damage(format!("{} has too many strings", self.part)))?;
        let name = self.dialect.name("si");
        self.added.push(format!("<{name}>{content}</{name}>"));
        if is_plain {
            self.plain.insert(content.to_owned(), number);
        }
        Ok(number)
    }

    /// A string that is there and is written with the given content, or but for the mark that its
    /// white space is kept, where there is none to lose.
    fn find(&self, content: &str) -> Option<u32> {
        let name = self.dialect.name("si");
        let marked = format!("<{name}>{content}</{name}>");
        let plain = marked.replacen(MARK, "", 1);
        let may_be_plain = !has_outer_space(&content[content.find('>')? + 1..]);
        let is_same = |place: usize| {
            let string = &self.text[place..];
            string.starts_with(&marked) || (may_be_plain && string.starts_with(&plain))
        };
        let found = self.places.iter().position(|place| is_same(*place))?;
        u32::try_from(found).ok()
    }

    /// The text of the part as it is to be, and how many strings are new; `None` when it stays.
    pub fn changed(&self) -> Option<(String, usize)> {
        if self.added.is_empty() && self.more_uses == 0 {
            return None;
        }
        let mut splices = Splices::default();
        let added: i64 = i64::try_from(self.added.len()).unwrap_or(i64::MAX);
        for (name, more) in [("count", self.more_uses), ("uniqueCount", added)] {
            let span = attribute_span(&self.text, self.tag.clone(), name);
            let stated = span.and_then(|span| self.text[span].parse::<i64>().ok());
            // A part that does not count goes on not counting.
            if let Some(stated) = stated.filter(|_| more != 0) {
                let count = stated.saturating_add(more).max(0).to_string();
                set_attribute(&mut splices, &self.text, self.tag.clone(), name, &count);
            }
        }
        if !self.added.is_empty() {
            self.append(&mut splices);
        }
        (!splices.is_empty()).then(|| (splices.apply(&self.text), self.added.len()))
    }

    fn append(&self, splices: &mut Splices) {
        let added = self.added.concat();
        if is_empty_element(&self.text, self.tag.clone()) {
            let end = self.dialect.name("sst");
            let slash = self.tag.end - "/>".len();
            splices.replace(slash..self.tag.end, format!(">{added}</{end}>"));
        } else {
            splices.insert(self.last_end, added);
        }
    }
}

/// What states that white space is kept.
const MARK: &str = " xml:space=\"preserve\"";

fn has_outer_space(content: &str) -> bool {
    let text = content.split('<').next().unwrap_or_default();
    text.is_empty() || text.trim() != text || text.contains('\n')
}
