//! Changed notes and tracker links.

use std::ops::Range;

use super::links::{LineLink, TrackerLine};
use super::pieces::{CellText, Piece, Pieces, text_of};
use super::text::put;
use crate::record::align::Alignment;
use crate::register::{TrackerLink, Trackers, format_tracker_line};
use crate::workbook::layout::notes::{notes, notes_text};

/// The pieces of a cell that is to have notes and links, in the layout that it has; none for a blank
/// one. `None` when no layout would be read back as what is wanted.
pub(in crate::workbook) fn put_notes(
    old: &[Piece],
    wanted: &str,
    links: &[TrackerLink],
    trackers: &Trackers,
) -> Option<Vec<Piece>> {
    let reads_as_wanted = |pieces: &[Piece]| {
        let (prose, read) = notes(&text_of(pieces), trackers);
        prose == wanted && read == links
    };
    if reads_as_wanted(old) {
        return Some(old.to_vec());
    }
    let cell = CellText::of(old);
    if !cell.text().is_empty() {
        let draft = Draft::new(&cell, wanted, links, trackers);
        for is_canonical in [false, true] {
            let pieces = draft.write(is_canonical).into_list();
            if reads_as_wanted(&pieces) {
                return Some(pieces);
            }
        }
    }
    let mut pieces = Pieces::default();
    pieces.push(&notes_text(wanted, links), cell.base());
    Some(pieces.into_list()).filter(|pieces| reads_as_wanted(pieces))
}

/// A line of the cell as it is.
#[derive(Debug)]
struct Line {
    range: Range<usize>,
    /// `None` for prose.
    links: Option<TrackerLine>,
}

/// A line of the cell as it is to be.
#[derive(Debug)]
enum NewLine<'a> {
    /// A line of prose, and the line whose place it has.
    Prose(&'a str, Option<usize>),
    /// A line of links that is there, and what it is to have.
    Links(usize, Vec<LineLink<'a>>),
    /// Links that there is no line for.
    NewLinks(&'a [TrackerLink]),
}

impl NewLine<'_> {
    /// The line whose place it has.
    fn place(&self) -> Option<usize> {
        match self {
            Self::Prose(_, place) => *place,
            Self::Links(line, _) => Some(*line),
            Self::NewLinks(_) => None,
        }
    }
}

/// Where a new line comes: with an old line, or before it.
type Position = (usize, bool);

/// Notes on their way into the layout of a cell.
struct Draft<'a> {
    cell: &'a CellText,
    old: Vec<Line>,
    new: Vec<NewLine<'a>>,
}

impl<'a> Draft<'a> {
    fn new(
        cell: &'a CellText,
        wanted: &'a str,
        links: &'a [TrackerLink],
        trackers: &Trackers,
    ) -> Self {
        let old = lines(cell, trackers);
        let mut new = prose(cell, &old, wanted);
        if old.iter().any(|line| line.links.is_some()) {
            let links = links_of_lines(cell, &old, links).into_iter().enumerate();
            let lines = links.filter(|(_, links)| !links.is_empty());
            new.extend(lines.map(|(line, links)| ((line, true), NewLine::Links(line, links))));
        } else if !links.is_empty() {
            new.push(((old.len(), true), NewLine::NewLinks(links)));
        }
        new.sort_by_key(|(position, _)| *position);
        let new = new.into_iter().map(|(_, line)| line).collect();
        Self { cell, old, new }
    }

    fn write(&self, is_canonical: bool) -> Pieces {
        let mut pieces = Pieces::default();
        for (position, line) in self.new.iter().enumerate() {
            if position > 0 {
                let last = pieces.last_format().unwrap_or(self.cell.base());
                let old = line.place().map(|old| self.old[old].range.start);
                let old = old.filter(|start| *start > 0);
                pieces.push(
                    "\n",
                    old.map_or(last, |start| self.cell.format_at(start - 1)),
                );
            }
            match line {
                NewLine::Prose(text, place) => {
                    let old = place.map(|place| self.old[place].range.clone());
                    match old.filter(|old| !old.is_empty()) {
                        Some(old) => put(self.cell, old, text, &mut pieces),
                        None => pieces.push(text, self.prose_format(position)),
                    }
                }
                NewLine::Links(line, links) => {
                    if let Some(line) = &self.old[*line].links {
                        line.write(self.cell, links, is_canonical, &mut pieces);
                    }
                }
                NewLine::NewLinks(links) => {
                    pieces.push(&format_tracker_line(links), self.prose_format(position));
                }
            }
        }
        pieces
    }

    /// The format of new prose: that with which the prose before it ends, or else that behind it.
    fn prose_format(&self, position: usize) -> usize {
        let (before, behind) = self.new.split_at(position);
        let format = |line: &NewLine<'_>| match line {
            NewLine::Prose(_, Some(place)) => {
                let old = self.old[*place].range.clone();
                (!old.is_empty()).then(|| self.cell.format_at(old.end - 1))
            }
            _ => None,
        };
        let before = before.iter().rev().find_map(format);
        before
            .or_else(|| behind.iter().find_map(format))
            .unwrap_or(self.cell.base())
    }
}

fn lines(cell: &CellText, trackers: &Trackers) -> Vec<Line> {
    let mut start = 0;
    let lines = cell.text().split('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        let links = TrackerLine::of(cell, range.clone(), trackers);
        Line { range, links }
    });
    lines.collect()
}

/// The lines of prose as they are to be, and where each comes.
fn prose<'a>(cell: &'a CellText, old: &[Line], wanted: &'a str) -> Vec<(Position, NewLine<'a>)> {
    let is_prose = |number: &usize| old[*number].links.is_none();
    let numbers: Vec<usize> = (0..old.len()).filter(is_prose).collect();
    let texts = numbers
        .iter()
        .map(|number| &cell.text()[old[*number].range.clone()]);
    let texts: Vec<&str> = texts.collect();
    let new: Vec<&str> = match wanted {
        // Without a text, nothing shows whether there is a line for it.
        "" if texts.join("\n").is_empty() => texts.clone(),
        "" => Vec::new(),
        wanted => wanted.split('\n').collect(),
    };
    let places = Alignment::of_texts(&texts, &new).places.into_iter();
    let mut next = 0;
    let lines = new.into_iter().zip(places).map(|(text, place)| {
        // Lines of links stay behind the prose that they stood behind, also before what is new.
        let position = match place {
            Some(place) => (numbers[place], true),
            None => (numbers.get(next).copied().unwrap_or(old.len()), false),
        };
        next = place.map_or(next, |place| place + 1);
        let place = place.map(|place| numbers[place]);
        (position, NewLine::Prose(text, place))
    });
    lines.collect()
}

/// The links that each of the old lines is to have.
fn links_of_lines<'a>(
    cell: &CellText,
    old: &[Line],
    wanted: &'a [TrackerLink],
) -> Vec<Vec<LineLink<'a>>> {
    let mut stands: Vec<(usize, usize)> = Vec::new();
    let mut urls: Vec<&str> = Vec::new();
    for (number, line) in old.iter().enumerate() {
        let links = line.links.iter().flat_map(|line| &line.links);
        for (position, link) in links.enumerate() {
            stands.push((number, position));
            urls.push(&cell.text()[link.clone()]);
        }
    }
    let new: Vec<&str> = wanted.iter().map(TrackerLink::url).collect();
    let places = Alignment::of_texts(&urls, &new).places;
    let first = places.iter().find_map(|place| *place).unwrap_or_default();
    let mut line = stands.get(first).map_or(0, |(line, _)| *line);
    let mut links = vec![Vec::new(); old.len()];
    for (url, place) in new.into_iter().zip(places) {
        let place = place.map(|place| stands[place]);
        // A new link stands behind the one before it.
        line = place.map_or(line, |(line, _)| line);
        let place = place.map(|(_, position)| position);
        links[line].push(LineLink { url, place });
    }
    links
}
