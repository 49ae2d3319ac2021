//! Changed mitigations and runbook actions.

use std::ops::Range;

use super::list::{Chunk, Lead, List};
use super::pieces::{CellText, Formats, Piece, Pieces, text_of};
use super::text::put;
use crate::record::align::Alignment;
use crate::workbook::layout::entries::{entries, entries_text, entry_lines};

/// The pieces of a cell that is to have entries, in the layout that it has; none for a blank one.
/// `None` when no layout would be read back as what is wanted.
pub(in crate::workbook) fn put_entries(
    old: &[Piece],
    wanted: &[&str],
    formats: &mut dyn Formats,
) -> Option<Vec<Piece>> {
    if reads_as(old, wanted) {
        return Some(old.to_vec());
    }
    if wanted.is_empty() {
        return Some(Vec::new());
    }
    let cell = CellText::of(old);
    if let Some(draft) = Draft::new(&cell, wanted) {
        for is_marked in [false, true] {
            let pieces = draft.write(is_marked, formats).into_list();
            if reads_as(&pieces, wanted) {
                return Some(pieces);
            }
        }
    }
    let mut pieces = Pieces::default();
    pieces.push(&entries_text(wanted.iter().copied()), cell.base());
    Some(pieces.into_list()).filter(|pieces| reads_as(pieces, wanted))
}

fn reads_as(pieces: &[Piece], wanted: &[&str]) -> bool {
    entries(&text_of(pieces)) == wanted
}

/// Entries on their way into the layout of a cell.
struct Draft<'a> {
    list: List<'a>,
    /// The lines of each of the old entries.
    lines: Vec<Vec<Range<usize>>>,
    wanted: &'a [&'a str],
    alignment: Alignment,
    leads: Vec<Lead>,
}

impl<'a> Draft<'a> {
    /// There is none for a cell without entries, as that has no layout.
    fn new(cell: &'a CellText, wanted: &'a [&'a str]) -> Option<Self> {
        let (chunks, lines) = chunks(cell.text());
        if chunks.is_empty() {
            return None;
        }
        let old: Vec<String> = lines.iter().map(|lines| joined(cell, lines)).collect();
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let alignment = Alignment::of_texts(&old, wanted);
        let list = List::new(cell, chunks);
        let leads = list.leads(&alignment.places, &vec![false; wanted.len()]);
        Some(Self {
            list,
            lines,
            wanted,
            alignment,
            leads,
        })
    }

    fn write(&self, is_marked: bool, formats: &mut dyn Formats) -> Pieces {
        let mut pieces = Pieces::default();
        for (entry, lead) in self.leads.iter().enumerate() {
            let body = self.body(entry, lead, formats);
            let format = body.first_format().unwrap_or_default();
            self.list.write_lead(lead, is_marked, format, &mut pieces);
            pieces.append(body.list());
        }
        self.list.write_tail(&mut pieces);
        pieces
    }

    fn body(&self, entry: usize, lead: &Lead, formats: &mut dyn Formats) -> Pieces {
        let wanted = self.wanted[entry];
        let hanging = hanging_indent(self.list.mark(lead));
        let mut body = Pieces::default();
        let Some(old) = self.alignment.layout(entry) else {
            let text = wanted.replace('\n', &format!("\n{hanging}"));
            let format = formats.without_strike(self.format_of_neighbour(entry));
            body.push(&text, format);
            return body;
        };
        let lines = &self.lines[old];
        let range = self.list.chunks[old].body.clone();
        if joined(self.list.cell, lines) != wanted {
            let text = self.laid_out(wanted, lines, &hanging);
            put(self.list.cell, range, &text, &mut body);
        } else if self.alignment.places[entry] == Some(old) {
            body.copy(self.list.cell, range);
        } else {
            for (position, line) in lines.iter().enumerate() {
                if position > 0 {
                    let format = body.last_format().unwrap_or_default();
                    body.push(&format!("\n{hanging}"), format);
                }
                body.copy(self.list.cell, line.clone());
            }
        }
        body
    }

    /// A changed text with the breaks and indents that the lines had. Further ones get the indent of
    /// the last.
    fn laid_out(&self, text: &str, old: &[Range<usize>], hanging: &str) -> String {
        let cell = self.list.cell.text();
        let break_before = |line: usize| &cell[old[line - 1].end..old[line].start];
        let usual = match old.len() {
            1 => hanging,
            lines => break_before(lines - 1)
                .rsplit('\n')
                .next()
                .unwrap_or(hanging),
        };
        let old: Vec<&str> = old.iter().map(|line| &cell[line.clone()]).collect();
        let new: Vec<&str> = text.split('\n').collect();
        let places = Alignment::of_texts(&old, &new).places;
        let mut laid_out = String::new();
        for (position, (line, place)) in new.into_iter().zip(places).enumerate() {
            match place {
                _ if position == 0 => {}
                Some(place @ 1..) => laid_out.push_str(break_before(place)),
                _ => laid_out.extend(["\n", usual]),
            }
            laid_out.push_str(line);
        }
        laid_out
    }

    /// The format of a new entry: that with which the one before it ends, or else the one behind.
    fn format_of_neighbour(&self, entry: usize) -> usize {
        let layout = |entry| self.alignment.layout(entry);
        let before = (0..entry).rev().find_map(layout);
        let neighbour = before.or_else(|| (entry..self.wanted.len()).find_map(layout));
        let body = neighbour.map(|old| self.list.chunks[old].body.clone());
        body.map_or(self.list.cell.base(), |body| {
            self.list.cell.format_at(body.end - 1)
        })
    }
}

/// Where the entries of a text stand in it, and the lines of each.
pub(super) fn chunks(text: &str) -> (Vec<Chunk>, Vec<Vec<Range<usize>>>) {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut lines: Vec<Vec<Range<usize>>> = Vec::new();
    for line in entry_lines(text) {
        let last_end = chunks.last().map_or(0, |last| last.body.end);
        // White space within an entry is text, and behind it is layout.
        let end = line.text.start + text[line.text.clone()].trim_end().len();
        if let Some(begins) = line.begins {
            chunks.push(Chunk {
                breaks: last_end..begins,
                mark: begins..line.text.start,
                unknown: line.text.start..line.text.start,
                body: line.text.start..end,
                begins_line: true,
            });
            lines.push(Vec::new());
        }
        if let (Some(chunk), Some(lines)) = (chunks.last_mut(), lines.last_mut()) {
            chunk.body.end = end;
            lines.push(line.text);
        }
    }
    for (chunk, lines) in chunks.iter().zip(&mut lines) {
        if let Some(last) = lines.last_mut() {
            last.end = chunk.body.end;
        }
    }
    (chunks, lines)
}

/// The text of an entry.
fn joined(cell: &CellText, lines: &[Range<usize>]) -> String {
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| &cell.text()[line.clone()])
        .collect();
    lines.join("\n")
}

/// The indent of the lines that continue an entry: that of the text behind the mark, and two more
/// than the entry's own where it has no mark.
fn hanging_indent(mark: &str) -> String {
    let line = mark.rsplit('\n').next().unwrap_or_default();
    let unindented = line.trim_start();
    let width = match unindented.chars().count() {
        0 => 2,
        width => width,
    };
    let indent = &line[..line.len() - unindented.len()];
    indent.to_owned() + &" ".repeat(width)
}
