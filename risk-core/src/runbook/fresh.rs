//! A page as it is generated now, and which of its lines an earlier line is.

use std::collections::HashMap;

use super::seal::{id_in, id_of, line_digest, normalised};
use crate::document::{BLANK, STEP};

/// A page as it is generated now.
#[derive(Debug)]
pub(super) struct Fresh<'a> {
    lines: Vec<&'a str>,
    /// The lines that have an id, by it: those of steps, and headings.
    ids: HashMap<&'a str, usize>,
    /// The lines of steps by their texts, without the ids.
    step_texts: HashMap<String, Vec<usize>>,
    /// The lines that have room for something, rows of a table by what their first cell states.
    fillable: HashMap<Option<String>, Vec<usize>>,
}

/// What lines are whatever changed in the register: a heading or a step by its id, what is below a step by that too.
pub(super) fn keys<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut step = "";
    let key = |line: &'a str| {
        if let Some(id) = id_of(line) {
            step = id_in(line, STEP).unwrap_or_default();
            return id.to_owned();
        }
        if !line.starts_with(' ') && !line.is_empty() {
            step = "";
        }
        format!("{step} {}", line_digest(line))
    };
    lines.into_iter().map(key).collect()
}

impl<'a> Fresh<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut fresh = Self {
            lines: text.lines().collect(),
            ids: HashMap::new(),
            step_texts: HashMap::new(),
            fillable: HashMap::new(),
        };
        for (at, line) in text.lines().enumerate() {
            fresh.ids.extend(id_of(line).map(|id| (id, at)));
            if id_in(line, STEP).is_some() {
                let same = fresh.step_texts.entry(step_text(line)).or_default();
                same.push(at);
            } else if has_room(line) {
                fresh.fillable.entry(first_cell(line)).or_default().push(at);
            }
        }
        fresh
    }

    pub fn lines(&self) -> &[&'a str] {
        &self.lines
    }

    pub fn line(&self, place: usize) -> &'a str {
        self.lines[place]
    }

    /// The line with an id.
    pub fn with_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The lines with the text of a step of which somebody took the id away.
    pub fn steps_without_id(&self, line: &str) -> &[usize] {
        let is_step = line.starts_with("- [") && id_in(line, STEP).is_none();
        let found = self.step_texts.get(&step_text(line));
        found.filter(|_| is_step).map_or(&[], Vec::as_slice)
    }

    /// The line that somebody filled in, the one that states most where it could be several.
    pub fn filled(&self, line: &str) -> Option<usize> {
        let first = first_cell(line);
        let is_empty = first.as_ref().map(|_| Some(String::new()));
        let lists = [Some(first), is_empty].into_iter().flatten();
        let fillable = lists
            .filter_map(|first| self.fillable.get(&first))
            .flatten();
        let filled = fillable.copied().filter(|at| fills(self.lines[*at], line));
        filled.max_by_key(|at| normalised(self.lines[*at]).len())
    }
}

/// A line of a step without its id and its tick.
fn step_text(line: &str) -> String {
    normalised(line.split(STEP).next().unwrap_or(line))
}

/// Whether a line has room for something: a rule to write on, or an empty cell.
fn has_room(line: &str) -> bool {
    line.contains(BLANK) || line.starts_with('|') && cells(line).iter().any(String::is_empty)
}

/// Whether a line is one that has room for something, with something in it.
fn fills(blank: &str, line: &str) -> bool {
    if blank.starts_with('|') {
        if !line.starts_with('|') {
            return false;
        }
        let (blank, line) = (cells(blank), cells(line));
        let mut pairs = blank.iter().zip(&line);
        return blank.len() == line.len()
            && pairs.all(|(blank, cell)| blank.is_empty() || blank == cell);
    }
    let line = &line.replace('\\', "");
    let blank = blank.replace('\\', "");
    let mut parts = blank.split(BLANK);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first.trim_end()) else {
        return false;
    };
    !first.trim().is_empty()
        && parts.all(|part| match rest.find(part.trim()) {
            Some(at) => {
                rest = &rest[at + part.trim().len()..];
                true
            }
            None => false,
        })
}

/// What the first cell of a row states; of what is no row, `None`.
fn first_cell(line: &str) -> Option<String> {
    let is_row = line.starts_with('|');
    is_row.then(|| cells(line).into_iter().next().unwrap_or_default())
}

/// The cells of a row, without white space.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in row.trim().chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            // Programs do not agree on what is to be escaped.
            c if !c.is_whitespace() && c != '\\' => cells.last_mut().expect("there is one").push(c),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    // What stands before the first bar and behind the last is no cell.
    cells.remove(0);
    cells.pop();
    cells
}
