//! The entries of a list in a cell, and what stands before each.

use std::ops::Range;

use super::pieces::{CellText, Pieces};
use crate::workbook::layout::entries::MARK;

/// Where an entry stands in the text of its cell.
#[derive(Debug)]
pub(super) struct Chunk {
    /// What parts the entry from the one before: the breaks of lines, or white space within one.
    pub breaks: Range<usize>,
    /// The indent and the mark, if the entry begins a line.
    pub mark: Range<usize>,
    /// What states that the status of an observation is unknown.
    pub unknown: Range<usize>,
    pub body: Range<usize>,
    pub begins_line: bool,
}

/// The entries of a cell.
#[derive(Debug)]
pub(super) struct List<'a> {
    pub cell: &'a CellText,
    pub chunks: Vec<Chunk>,
    usual_breaks: &'a str,
}

/// What is to stand before an entry.
#[derive(Debug)]
pub(super) struct Lead {
    /// What parts it from the one before; `None` for what the list has between its entries.
    breaks: Option<Range<usize>>,
    mark: Range<usize>,
    /// The number that takes the place of the one in the mark.
    number: Option<String>,
    begins_line: bool,
}

/// The numbers of the marks of a list.
#[derive(Debug)]
struct Numbers {
    first: usize,
    /// How many digits each has at least.
    width: usize,
}

/// The greatest number that is read as a mark: one of three digits. Of four, it may be a year.
const GREATEST: usize = 999;

impl<'a> List<'a> {
    pub(super) fn new(cell: &'a CellText, chunks: Vec<Chunk>) -> Self {
        Self {
            usual_breaks: usual_breaks(cell.text(), &chunks),
            cell,
            chunks,
        }
    }

    /// What is to stand before each entry, given whose place it has, and whether it shares the line
    /// of the entry before it.
    pub(super) fn leads(&self, places: &[Option<usize>], shares_line: &[bool]) -> Vec<Lead> {
        let first_place = places.iter().find_map(|place| *place).unwrap_or_default();
        let mut mark_above = self.mark_of_line(first_place);
        let mut leads = Vec::with_capacity(places.len());
        for (position, (place, shares_line)) in places.iter().zip(shares_line).enumerate() {
            let is_in_place =
                place.is_some_and(|place| *shares_line || self.chunks[place].begins_line);
            let mark = match place {
                Some(place) if is_in_place => self.chunks[*place].mark.clone(),
                Some(place) => self.mark_of_line(*place),
                None => mark_above.clone(),
            };
            if !shares_line {
                mark_above = self.first_line(mark.clone());
            }
            let breaks = match place {
                _ if position == 0 => Some(self.chunks[0].breaks.clone()),
                // Nothing parts the first entry from another.
                Some(place @ 1..) if is_in_place => Some(self.chunks[*place].breaks.clone()),
                _ => None,
            };
            leads.push(Lead {
                breaks,
                mark,
                number: None,
                begins_line: !shares_line,
            });
        }
        self.number(&mut leads);
        leads
    }

    /// Writes what stands before an entry. Where the list is to be marked, a line without a mark
    /// gets one, in the format of the entry.
    pub(super) fn write_lead(&self, lead: &Lead, is_marked: bool, format: usize, to: &mut Pieces) {
        match &lead.breaks {
            Some(breaks) => to.copy(self.cell, breaks.clone()),
            None => {
                let format = to.last_format().unwrap_or(format);
                to.push(self.usual_breaks, format);
            }
        }
        let has_mark = !self.mark(lead).trim().is_empty();
        self.write_mark(lead, has_mark, to);
        if is_marked && !has_mark && lead.begins_line {
            to.push(MARK, format);
        }
    }

    fn write_mark(&self, lead: &Lead, has_mark: bool, to: &mut Pieces) {
        let (mark, text) = (&lead.mark, self.mark(lead));
        match (&lead.number, digits(text)) {
            (Some(number), Some(digits)) => {
                let digits = mark.start + digits.start..mark.start + digits.end;
                to.copy(self.cell, mark.start..digits.start);
                to.push(number, self.cell.format_at(digits.start));
                to.copy(self.cell, digits.end..mark.end);
            }
            _ => to.copy(self.cell, mark.clone()),
        }
        // The text may begin in the line below the mark.
        if has_mark && !text.ends_with(char::is_whitespace) {
            to.push(" ", self.cell.format_at(mark.end - 1));
        }
    }

    /// What stands behind the last entry.
    pub(super) fn write_tail(&self, to: &mut Pieces) {
        let start = self.chunks.last().map_or(0, |chunk| chunk.body.end);
        to.copy(self.cell, start..self.cell.text().len());
    }

    /// The text of the indent and the mark before an entry.
    pub(super) fn mark(&self, lead: &Lead) -> &str {
        &self.cell.text()[lead.mark.clone()]
    }

    /// The mark of the line that an entry is in.
    fn mark_of_line(&self, place: usize) -> Range<usize> {
        let line = self.chunks[..=place]
            .iter()
            .rfind(|chunk| chunk.begins_line);
        line.map_or(0..0, |chunk| self.first_line(chunk.mark.clone()))
    }

    /// The part of a mark in its first line: the text of an entry may begin below.
    fn first_line(&self, mark: Range<usize>) -> Range<usize> {
        let length = self.cell.text()[mark.clone()].find('\n');
        mark.start..length.map_or(mark.end, |length| mark.start + length)
    }

    /// Numbers the lines anew, if the list counts them.
    fn number(&self, leads: &mut [Lead]) {
        let Some(numbers) = self.numbers() else {
            return;
        };
        let lines = leads.iter().filter(|lead| lead.begins_line).count();
        if numbers.first + lines > GREATEST + 1 {
            return;
        }
        let lines = leads.iter_mut().filter(|lead| lead.begins_line);
        for (lead, number) in lines.zip(numbers.first..) {
            lead.number = Some(numbers.text(number));
        }
    }

    /// The numbers of the lines, if they count them.
    fn numbers(&self) -> Option<Numbers> {
        let lines = self.chunks.iter().filter(|chunk| chunk.begins_line);
        let stated: Vec<&str> = lines
            .map(|chunk| {
                let mark = &self.cell.text()[chunk.mark.clone()];
                digits(mark).map(|digits| &mark[digits])
            })
            .collect::<Option<_>>()?;
        let numbers = Numbers {
            first: stated.first()?.parse().ok()?,
            width: stated.first()?.len(),
        };
        let mut expected = (numbers.first..).map(|number| numbers.text(number));
        stated
            .iter()
            .all(|stated| expected.next().as_deref() == Some(stated))
            .then_some(numbers)
    }
}

/// The breaks between the lines of entries: where there are several, the shortest.
fn usual_breaks<'a>(text: &'a str, chunks: &[Chunk]) -> &'a str {
    let between = chunks.iter().skip(1).filter(|chunk| chunk.begins_line);
    between
        .map(|chunk| &text[chunk.breaks.clone()])
        .filter(|breaks| breaks.trim().is_empty())
        .min_by_key(|breaks| breaks.len())
        .unwrap_or("\n")
}

impl Numbers {
    fn text(&self, number: usize) -> String {
        let width = self.width;
        format!("{number:0width$}")
    }
}

/// Where the number of a mark is in it.
fn digits(mark: &str) -> Option<Range<usize>> {
    let start = mark.len() - mark.trim_start().len();
    let digits = mark[start..].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then_some(start..start + digits)
}
