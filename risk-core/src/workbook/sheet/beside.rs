//! What a sheet states of its cells beside them: which are merged, linked or validated, and which are hidden.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::SheetReader;
use crate::error::Error;
use crate::workbook::grid::{Allowed, Validation};
use crate::workbook::package::{Xml, attribute, is_true, local, parsed};
use crate::workbook::ranges::{self, Area};

impl SheetReader<'_> {
    /// Whether columns are hidden.
    pub(super) fn column_look(&mut self, element: &BytesStart<'_>) {
        if is_true(element, "hidden") {
            let columns = parsed(element, "min").zip(parsed(element, "max"));
            self.grid.hidden_columns.extend(columns);
        }
    }

    pub(super) fn merge(&mut self, element: &BytesStart<'_>) {
        let area = attribute(element, "ref").and_then(|range| ranges::parse(&range));
        self.grid.merges.extend(area);
    }

    /// A link to an address outside of the workbook; others lead to no card.
    pub(super) fn link(&mut self, element: &BytesStart<'_>) {
        let area = attribute(element, "ref").and_then(|range| ranges::parse(&range));
        let relationship = attribute(element, "id").map(Cow::into_owned);
        self.grid.links.extend(area.zip(relationship));
    }

    /// The conditional formats of some cells that just started: whether any of them says what is bold.
    pub(super) fn condition(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let mut states_bold = false;
        let styles = self.workbook.styles;
        let areas = self.with_ranges(element, |_, child| {
            let format = parsed::<usize>(child, "dxfId");
            // One edition has the format within the rule.
            states_bold |=
                local(child) == "b" || format.is_some_and(|format| styles.conditions_bold(format));
            Ok(false)
        })?;
        self.grid
            .maybe_bold
            .extend(areas.into_iter().filter(|_| states_bold));
        Ok(())
    }

    /// Reads the children of an element that is about some ranges, each by `read`, which reports whether it read that to its
    /// end; and the ranges.
    fn with_ranges(
        &mut self,
        element: &BytesStart<'_>,
        mut read: impl FnMut(&mut Xml<'_>, &BytesStart<'_>) -> Result<bool, Error>,
    ) -> Result<Vec<Area>, Error> {
        let mut list = attribute(element, "sqref").unwrap_or_default().into_owned();
        let mut depth = 1_u32;
        while depth > 0 {
            match self.xml.next()? {
                // One edition has ranges as text.
                Event::Start(child) if local(&child) == "sqref" => {
                    self.xml.append_text(&mut list)?;
                }
                Event::Start(child) => depth += u32::from(!read(&mut self.xml, &child)?),
                Event::End(_) | Event::Eof => depth -= 1,
                _ => {}
            }
        }
        Ok(list.split_whitespace().filter_map(ranges::parse).collect())
    }

    /// The validation that just started: of lists and of whole numbers.
    pub(super) fn validation(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let kind = attribute(element, "type").unwrap_or_default().into_owned();
        let mut formulas = [String::new(), String::new()];
        // One edition has formulas in elements of their own within these.
        let areas = self.with_ranges(element, |xml, child| {
            let text = match local(child) {
                "formula1" => &mut formulas[0],
                "formula2" => &mut formulas[1],
                _ => return Ok(false),
            };
            xml.append_text(text)?;
            Ok(true)
        })?;
        let [first, second] = formulas.map(|formula| formula.trim().to_owned());
        let allowed = match (kind.as_str(), first.parse(), second.parse()) {
            ("list", ..) if !first.is_empty() => Allowed::List(first),
            ("whole", Ok(least), Ok(greatest)) if least < greatest => {
                Allowed::Whole(least, greatest)
            }
            _ => return Ok(()),
        };
        self.grid.validations.push(Validation { areas, allowed });
        Ok(())
    }
}
