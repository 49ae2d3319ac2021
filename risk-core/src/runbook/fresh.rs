//! A page as it is generated now, and where the lines of an earlier one belong in it.

use std::collections::HashMap;

use super::seal::{id_in, normalised};
use crate::document::{BLANK, HEADING, STEP};

/// A page as it is generated now.
#[derive(Debug)]
pub(super) struct Fresh<'a> {
    lines: Vec<&'a str>,
    /// Below which heading each line stands.
    headings: Vec<String>,
    places: HashMap<Place, usize>,
    /// The only line that reads so; `None` where there are several.
    alone: HashMap<String, Option<usize>>,
    steps: HashMap<&'a str, usize>,
    /// The lines of steps by their texts, without the ids.
    step_texts: HashMap<String, usize>,
    /// The lines below a heading that have room for something.
    fillable: HashMap<String, Vec<usize>>,
}

/// A line by where it stands: below which heading and step, what it says, and how many that say the same stand
/// above it there. A heading or a step that has an id is the same whatever it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    heading: String,
    step: String,
    line: String,
    occurrence: usize,
}

/// Tells where lines stand, one after the other.
#[derive(Debug, Default)]
pub(super) struct Places {
    heading: String,
    step: String,
    seen: HashMap<(String, String, String), usize>,
}

impl Places {
    /// Goes past a heading or a step, so that what follows stands below it.
    pub fn pass(&mut self, line: &str) {
        if line.starts_with('#') {
            let id = id_in(line, HEADING).map(str::to_owned);
            self.heading = id.unwrap_or_else(|| normalised(line));
            self.step.clear();
        } else if let Some(id) = id_in(line, STEP) {
            id.clone_into(&mut self.step);
        } else if !line.starts_with(' ') {
            self.step.clear();
        }
    }

    fn next(&mut self, line: &str) -> Place {
        self.pass(line);
        let text = match (id_in(line, HEADING), id_in(line, STEP)) {
            (Some(_), _) | (_, Some(_)) => String::new(),
            _ => normalised(line),
        };
        let seen = (self.heading.clone(), self.step.clone(), text);
        let occurrence = self.seen.entry(seen.clone()).or_default();
        *occurrence += 1;
        Place {
            heading: seen.0,
            step: seen.1,
            line: seen.2,
            occurrence: *occurrence,
        }
    }
}

impl<'a> Fresh<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut fresh = Self {
            lines: text.lines().collect(),
            headings: Vec::new(),
            places: HashMap::new(),
            alone: HashMap::new(),
            steps: HashMap::new(),
            step_texts: HashMap::new(),
            fillable: HashMap::new(),
        };
        let mut places = Places::default();
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                fresh.places.insert(places.next(line), at);
                let alone = fresh.alone.entry(normalised(line));
                alone.and_modify(|at| *at = None).or_insert(Some(at));
            }
            if let Some(id) = id_in(line, STEP) {
                fresh.steps.insert(id, at);
                fresh.step_texts.insert(step_text(line), at);
            } else if has_room(line) {
                let fillable = fresh.fillable.entry(places.heading.clone());
                fillable.or_default().push(at);
            }
            fresh.headings.push(places.heading.clone());
        }
        fresh
    }

    pub fn lines(&self) -> &[&'a str] {
        &self.lines
    }

    pub fn line(&self, place: usize) -> &'a str {
        self.lines[place]
    }

    /// The line of a step.
    pub fn step(&self, id: &str) -> Option<usize> {
        self.steps.get(id).copied()
    }

    /// The line of a step of which somebody took the id away, by its text.
    pub fn step_without_id(&self, line: &str) -> Option<usize> {
        let is_step = line.starts_with("- [");
        let found = self.step_texts.get(&step_text(line)).copied();
        found.filter(|_| is_step)
    }

    /// The line that an earlier line is now: the one at its place, else the only one that reads so.
    pub fn find(&self, line: &str, places: &mut Places) -> Option<usize> {
        if let Some(place) = self.places.get(&places.next(line)) {
            return Some(*place);
        }
        let place = self.alone.get(&normalised(line)).copied().flatten()?;
        // Somebody changed the heading, and what follows stands below that one still.
        places.heading.clone_from(&self.headings[place]);
        Some(place)
    }

    /// The line below the same heading that somebody filled in, the first that nobody has.
    pub fn fill(
        &self,
        line: &str,
        places: &Places,
        filled: &HashMap<usize, String>,
    ) -> Option<usize> {
        let mut fillable = self.fillable.get(&places.heading)?.iter().copied();
        fillable.find(|at| !filled.contains_key(at) && fills(self.lines[*at], line))
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

/// The cells of a row, without white space.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in row.trim().chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            c if !c.is_whitespace() => cells.last_mut().expect("there is one").push(c),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    // What stands before the first bar and behind the last is no cell.
    cells.remove(0);
    cells.pop();
    cells
}
