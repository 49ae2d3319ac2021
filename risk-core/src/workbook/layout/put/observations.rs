//! Changed observations.

use std::ops::Range;

use super::list::{Chunk, Lead, List};
use super::pieces::{CellText, Formats, Piece, Pieces, of_boldness};
use super::text::Change;
use crate::record::align::{Alignment, Item};
use crate::register::representable::UNKNOWN_MARK;
use crate::register::{Observation, ObservationStatus};
use crate::workbook::layout::observations::{
    Stretches, observation_runs, observations, says_something, spans, status,
};

/// The pieces of a cell that is to have observations, in the layout that it has; none for a blank
/// one. `None` when no layout would be read back as what is wanted.
pub(in crate::workbook) fn put_observations(
    old: &[Piece],
    wanted: &[Observation],
    formats: &mut dyn Formats,
) -> Option<Vec<Piece>> {
    if reads_as(old, wanted, formats) {
        return Some(old.to_vec());
    }
    if wanted.is_empty() {
        return Some(Vec::new());
    }
    let cell = CellText::of(old);
    if let Some(draft) = Draft::new(&cell, wanted, formats) {
        for manner in [Manner::Kept, Manner::Uniform, Manner::Marked] {
            let pieces = draft.write(manner, formats).into_list();
            if reads_as(&pieces, wanted, formats) {
                return Some(pieces);
            }
        }
    }
    let mut pieces = Pieces::default();
    for (text, is_bold) in observation_runs(wanted) {
        pieces.push(&text, of_boldness(formats, cell.base(), is_bold));
    }
    Some(pieces.into_list()).filter(|pieces| reads_as(pieces, wanted, formats))
}

fn reads_as(pieces: &[Piece], wanted: &[Observation], formats: &dyn Formats) -> bool {
    let runs = pieces.iter();
    let runs: Vec<(&str, bool)> = runs
        .map(|piece| (piece.text.as_str(), formats.is_bold(piece.format)))
        .collect();
    observations(&runs) == wanted
}

/// How observations are put into the layout of a cell, from what changes least on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Manner {
    /// What an entry has in common with the old one keeps its boldness.
    Kept,
    /// All of an entry that is not as it was gets the boldness of its status. Signs within it may have
    /// had the other one, and say something different elsewhere.
    Uniform,
    /// Beside that, every line gets a mark that has none.
    Marked,
}

/// Observations on their way into the layout of a cell.
struct Draft<'a> {
    list: List<'a>,
    /// The statuses of the old observations.
    statuses: Vec<ObservationStatus>,
    wanted: &'a [Observation],
    alignment: Alignment,
    leads: Vec<Lead>,
}

impl<'a> Draft<'a> {
    /// There is none for a cell without observations, as that has no layout.
    fn new(cell: &'a CellText, wanted: &'a [Observation], formats: &dyn Formats) -> Option<Self> {
        let (chunks, statuses) = chunks(cell, formats);
        if chunks.is_empty() {
            return None;
        }
        let old = chunks.iter().zip(&statuses).map(|(chunk, status)| Item {
            text: &cell.text()[chunk.body.clone()],
            rest: *status,
        });
        let new = wanted.iter().map(|wanted| Item {
            text: &wanted.text,
            rest: wanted.status,
        });
        let alignment = Alignment::of(&old.collect::<Vec<_>>(), &new.collect::<Vec<_>>());
        let shares_line = shares_line(&chunks, &alignment.places, wanted);
        let list = List::new(cell, chunks);
        let leads = list.leads(&alignment.places, &shares_line);
        Some(Self {
            list,
            statuses,
            wanted,
            alignment,
            leads,
        })
    }

    fn write(&self, manner: Manner, formats: &mut dyn Formats) -> Pieces {
        let mut pieces = Pieces::default();
        for (entry, lead) in self.leads.iter().enumerate() {
            let is_uniform = manner >= Manner::Uniform && !self.is_kept(entry);
            let body = self.body(entry, is_uniform, formats);
            let format = body.first_format().unwrap_or_default();
            let is_marked = manner == Manner::Marked;
            self.list.write_lead(lead, is_marked, format, &mut pieces);
            if self.wanted[entry].status == ObservationStatus::Unknown {
                self.write_unknown(entry, is_uniform, format, formats, &mut pieces);
            }
            pieces.append(body.list());
        }
        self.list.write_tail(&mut pieces);
        pieces
    }

    /// Writes what states that the status of an observation is unknown.
    fn write_unknown(
        &self,
        entry: usize,
        is_uniform: bool,
        format: usize,
        formats: &mut dyn Formats,
        to: &mut Pieces,
    ) {
        let old = self.alignment.places[entry].map(|old| self.list.chunks[old].unknown.clone());
        match old.filter(|old| !old.is_empty() && !is_uniform) {
            Some(old) => to.copy(self.list.cell, old),
            None => to.push(UNKNOWN_MARK, of_boldness(formats, format, false)),
        }
    }

    fn body(&self, entry: usize, is_uniform: bool, formats: &mut dyn Formats) -> Pieces {
        let wanted = &self.wanted[entry];
        let is_bold = is_bold(wanted.status);
        let mut body = Pieces::default();
        let Some(old) = self.alignment.layout(entry) else {
            let format = self.format_of_neighbour(entry, formats);
            body.push(&wanted.text, formats.without_strike(format));
            return body;
        };
        let is_uniform = is_uniform || is_bold != self::is_bold(self.statuses[old]);
        let boldness = is_uniform.then_some(is_bold);
        let old = self.list.chunks[old].body.clone();
        let change = Change::of(self.list.cell, old, &wanted.text);
        self.copy(change.before, boldness, formats, &mut body);
        body.push(change.text, of_boldness(formats, change.format, is_bold));
        self.copy(change.after, boldness, formats, &mut body);
        body
    }

    /// Copies a part of the cell, bold or not where that is given.
    fn copy(
        &self,
        part: Range<usize>,
        boldness: Option<bool>,
        formats: &mut dyn Formats,
        to: &mut Pieces,
    ) {
        for (text, format) in self.list.cell.part(part) {
            let bold = boldness.map(|is_bold| of_boldness(formats, format, is_bold));
            to.push(text, bold.unwrap_or(format));
        }
    }

    /// Whether an observation is as it was, and where it was.
    fn is_kept(&self, entry: usize) -> bool {
        let wanted = &self.wanted[entry];
        let place = self.alignment.places[entry];
        place.is_some_and(|old| {
            let text = &self.list.cell.text()[self.list.chunks[old].body.clone()];
            text == wanted.text && self.statuses[old] == wanted.status
        })
    }

    /// The format of a new observation: that of the nearest one that is as bold.
    fn format_of_neighbour(&self, entry: usize, formats: &mut dyn Formats) -> usize {
        let is_bold = is_bold(self.wanted[entry].status);
        let before = self.alignment.places[..entry]
            .iter()
            .rev()
            .find_map(|place| *place);
        let distance = |old: &usize| match before {
            Some(before) if *old > before => (old - before, true),
            Some(before) => (before - old + 1, false),
            None => (old + 1, true),
        };
        let all = 0..self.list.chunks.len();
        let alike = |old: &usize| self::is_bold(self.statuses[*old]) == is_bold;
        let nearest = all.clone().filter(alike).min_by_key(distance);
        let Some(nearest) = nearest.or_else(|| all.min_by_key(distance)) else {
            return of_boldness(formats, self.list.cell.base(), is_bold);
        };
        let body = self.list.chunks[nearest].body.clone();
        let mut of_body = self
            .list
            .cell
            .part(body.clone())
            .rev()
            .map(|(_, format)| format);
        let format = of_body.find(|format| formats.is_bold(*format) == is_bold);
        let format = format.unwrap_or_else(|| self.list.cell.format_at(body.end - 1));
        of_boldness(formats, format, is_bold)
    }
}

/// Where the observations of a cell stand in its text, and their statuses.
pub(super) fn chunks(
    cell: &CellText,
    formats: &dyn Formats,
) -> (Vec<Chunk>, Vec<ObservationStatus>) {
    let stretches = cell.stretches();
    let stretches =
        Stretches::of(stretches.map(|(length, format)| (length, formats.is_bold(format))));
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut statuses = Vec::new();
    for span in spans(cell.text(), &stretches) {
        let start = chunks.last().map_or(0, |chunk| chunk.body.end);
        let begins = span.begins.unwrap_or(span.text.start);
        let (status, text) = status(&cell.text()[span.text.clone()], span.is_bold);
        let body = span.text.end - text.len()..span.text.end;
        chunks.push(Chunk {
            breaks: start..begins,
            mark: begins..span.text.start,
            unknown: span.text.start..body.start,
            body,
            begins_line: span.begins.is_some(),
        });
        statuses.push(status);
    }
    (chunks, statuses)
}

/// Which observations stay on the line of the one before: those that were, and that still differ in
/// boldness. A text without a letter or a digit would join its neighbour.
fn shares_line(chunks: &[Chunk], places: &[Option<usize>], wanted: &[Observation]) -> Vec<bool> {
    let shares = |entry: usize| {
        let (Some(place), Some(before)) = (places[entry], places[entry - 1]) else {
            return false;
        };
        let (wanted, wanted_before) = (&wanted[entry], &wanted[entry - 1]);
        before + 1 == place
            && !chunks[place].begins_line
            && is_bold(wanted.status) != is_bold(wanted_before.status)
            && says_something(&wanted.text)
            && says_something(&wanted_before.text)
    };
    (0..wanted.len())
        .map(|entry| entry > 0 && shares(entry))
        .collect()
}

fn is_bold(status: ObservationStatus) -> bool {
    status == ObservationStatus::Implemented
}
