//! Changed links in the lines that they stand in.

use std::ops::Range;

use super::pieces::{CellText, Pieces};
use super::text::put;
use crate::register::{Trackers, tracker_line};

/// A line of tracker links in a cell.
#[derive(Debug)]
pub(super) struct TrackerLine {
    line: Range<usize>,
    pub links: Vec<Range<usize>>,
}

/// A link that is to stand in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineLink<'a> {
    pub url: &'a str,
    /// Its position in the line, if it takes the place of a link.
    pub place: Option<usize>,
}

/// What stands between links where nothing else shows.
const SEPARATOR: &str = " & ";

impl TrackerLine {
    /// Reads a line; `None` for prose.
    pub(super) fn of(cell: &CellText, line: Range<usize>, trackers: &Trackers) -> Option<Self> {
        let text = &cell.text()[line.clone()];
        let stated = tracker_line(text, trackers)?;
        let mut rest = text.find(':')? + 1;
        let mut links = Vec::with_capacity(stated.len());
        for link in stated {
            // No link is part of what separates links.
            let start = rest + text[rest..].find(link.url())?;
            rest = start + link.url().len();
            links.push(line.start + start..line.start + rest);
        }
        Some(Self { line, links })
    }

    /// Writes the line with other links. Its label and what stands between links stay, unless it is
    /// asked for the separator that suits any link.
    pub(super) fn write(
        &self,
        cell: &CellText,
        links: &[LineLink<'_>],
        is_canonical: bool,
        to: &mut Pieces,
    ) {
        let (Some(first), Some(last)) = (self.links.first(), self.links.last()) else {
            return;
        };
        self.write_label(cell, first.start, links.len(), to);
        for (position, link) in links.iter().enumerate() {
            if position > 0 {
                match self.separator(link.place).filter(|_| !is_canonical) {
                    Some(separator) => to.copy(cell, separator),
                    None => to.push(SEPARATOR, cell.format_at(first.start - 1)),
                }
            }
            match link.place {
                Some(place) => put(cell, self.links[place].clone(), link.url, to),
                None => to.push(link.url, cell.format_at(last.start)),
            }
        }
        to.copy(cell, last.end..self.line.end);
    }

    /// What stands before a link, and what the line has between its last ones where a link is new or
    /// was the first.
    fn separator(&self, place: Option<usize>) -> Option<Range<usize>> {
        let last = self.links.len() - 1;
        let place = place.filter(|place| *place > 0).unwrap_or(last);
        let before = place.checked_sub(1)?;
        Some(self.links[before].end..self.links[place].start)
    }

    /// Writes what stands before the first link. The label of a single link becomes that of several.
    fn write_label(&self, cell: &CellText, end: usize, links: usize, to: &mut Pieces) {
        let text = &cell.text()[self.line.start..end];
        let label = text.split(':').next().unwrap_or_default().trim_end();
        let label_end = self.line.start + label.len();
        let is_plural = label.ends_with(['s', 'S']);
        to.copy(cell, self.line.start..label_end);
        if self.links.len() == 1 && links > 1 && !is_plural {
            let is_upper = !label.contains(char::is_lowercase);
            let plural = if is_upper { "S" } else { "s" };
            to.push(plural, cell.format_at(label_end - 1));
        }
        to.copy(cell, label_end..end);
    }
}
