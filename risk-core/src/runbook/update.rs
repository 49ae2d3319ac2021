//! A page made again, with all that people ticked and wrote.

use std::collections::{HashMap, HashSet};

use super::seal::{About, LineKeys, Opened, PlaceKey, PlaceKeys, id_in, seal};
use crate::document::{Document, HEADING, STEP};

/// A text is not an earlier version of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotThisPage {
    /// It was not made as a page, or lost the comment at its end.
    #[error(
        "it is no page that was made here: the comment at its end that tells what was generated is missing"
    )]
    NoSeal,
    /// It is another page.
    #[error("it is {title}")]
    Other {
        /// Which page it is.
        title: String,
    },
}

/// A page made again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Updated {
    /// The page.
    pub text: String,
    /// The steps of which the tick or the line was kept.
    pub kept_steps: usize,
    /// The other lines that people wrote, all of which were kept.
    pub kept_lines: usize,
    /// The steps that are no longer in the register, as they stood on the page.
    pub gone: Vec<Gone>,
}

/// A step that is no longer in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gone {
    /// What it said, in Markdown.
    pub text: String,
    /// Whether it was ticked or written on, and is kept at the end of the page for that.
    pub is_kept: bool,
}

/// Over what is kept of steps that are gone.
const KEPT: &str = "## Kept from earlier pages";

/// Makes a page again over an earlier one.
pub(super) fn update(
    document: &Document,
    about: &About,
    earlier: &str,
    opened: &Opened<'_>,
) -> Updated {
    let fresh = document.markdown();
    let mut merge = Merge::new(fresh.lines().collect());
    let (mut keys, mut places) = (LineKeys::default(), PlaceKeys::default());
    for line in &opened.lines {
        if line.trim().is_empty() {
            merge.blanks += 1;
            continue;
        }
        let is_generated = opened.generated.contains(&keys.next(line));
        merge.take(line, is_generated, &places.next(line));
    }
    merge.settle();
    let is_crlf = earlier
        .lines()
        .next()
        .is_some_and(|first| earlier[first.len()..].starts_with("\r\n"));
    let mut updated = merge.finish(about);
    if is_crlf {
        updated.text = updated.text.replace('\n', "\r\n");
    }
    updated
}

/// Where a line that somebody wrote goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Anchor {
    /// Above all.
    Top,
    /// Below a line of the fresh page.
    Line(usize),
    /// To what is kept of steps that are gone.
    Kept,
}

/// The fresh page and what is put into it.
struct Merge<'a> {
    fresh: Vec<&'a str>,
    places: HashMap<PlaceKey, usize>,
    steps: HashMap<&'a str, usize>,
    /// The lines of steps that were ticked or written on.
    replaced: HashMap<usize, String>,
    /// The steps that were met on the earlier page.
    met: HashSet<String>,
    written: HashMap<Anchor, Vec<String>>,
    anchor: Anchor,
    /// The blank lines since the last line that is not.
    blanks: usize,
    /// Whether the last line that is not blank was written by somebody.
    in_writing: bool,
    /// A step that is gone and has nothing written on it so far.
    pending: Option<&'a str>,
    kept_lines: usize,
    gone: Vec<Gone>,
}

impl<'a> Merge<'a> {
    fn new(fresh: Vec<&'a str>) -> Self {
        let mut keys = PlaceKeys::default();
        let mut places = HashMap::new();
        let mut steps = HashMap::new();
        for (at, line) in fresh.iter().enumerate() {
            if !line.trim().is_empty() {
                places.insert(keys.next(line), at);
            }
            if let Some(id) = id_in(line, STEP) {
                steps.insert(id, at);
            }
        }
        Self {
            fresh,
            places,
            steps,
            replaced: HashMap::new(),
            met: HashSet::new(),
            written: HashMap::new(),
            anchor: Anchor::Top,
            blanks: 0,
            in_writing: false,
            pending: None,
            kept_lines: 0,
            gone: Vec::new(),
        }
    }

    /// Takes the next line of the earlier page.
    fn take(&mut self, line: &'a str, is_generated: bool, key: &PlaceKey) {
        match id_in(line, STEP).filter(|id| self.met.insert((*id).to_owned())) {
            Some(id) => self.step(id, line, is_generated),
            None if is_generated || line.trim_end() == KEPT => self.generated(line, key),
            None => {
                if let Some(place) = id_in(line, HEADING).and_then(|_| self.places.get(key)) {
                    // A heading that somebody changed is theirs, and stands below the one that is made anew.
                    self.anchor = Anchor::Line(*place);
                }
                self.write(line.split(HEADING).next().unwrap_or(line));
            }
        }
    }

    fn step(&mut self, id: &str, line: &'a str, is_generated: bool) {
        self.end_writing();
        let is_touched = !is_generated || is_ticked(line);
        match self.steps.get(id).copied() {
            Some(place) => {
                self.settle();
                if is_touched {
                    let line = if is_generated {
                        ticked(self.fresh[place])
                    } else {
                        line.to_owned()
                    };
                    self.replaced.insert(place, line);
                }
                self.anchor = Anchor::Line(place);
            }
            None if is_touched => {
                self.settle();
                self.keep(line);
            }
            None => {
                self.settle();
                self.pending = Some(line);
            }
        }
    }

    fn generated(&mut self, line: &str, key: &PlaceKey) {
        self.end_writing();
        if line.trim_end() == KEPT {
            self.settle();
            self.anchor = Anchor::Kept;
        } else if let Some(place) = self.places.get(key).copied() {
            self.settle();
            self.anchor = Anchor::Line(place);
        }
    }

    /// A line that somebody wrote.
    fn write(&mut self, line: &str) {
        if let Some(step) = self.pending.take() {
            self.keep(step);
        }
        let written = self.written.entry(self.anchor).or_default();
        // Blank lines within what somebody wrote are theirs; before it, one is enough.
        let blanks = if self.in_writing {
            self.blanks
        } else {
            self.blanks.min(1)
        };
        written.extend(std::iter::repeat_n(String::new(), blanks));
        written.push(line.to_owned());
        self.blanks = 0;
        self.in_writing = true;
        self.kept_lines += 1;
    }

    /// What was generated follows what somebody wrote.
    fn end_writing(&mut self) {
        if self.in_writing && self.blanks > 0 {
            self.written
                .entry(self.anchor)
                .or_default()
                .push(String::new());
        }
        self.blanks = 0;
        self.in_writing = false;
    }

    /// Nothing was written on a step that is gone.
    fn settle(&mut self) {
        if let Some(step) = self.pending.take() {
            self.gone.push(Gone {
                text: told(step),
                is_kept: false,
            });
        }
    }

    fn keep(&mut self, step: &str) {
        self.gone.push(Gone {
            text: told(step),
            is_kept: true,
        });
        self.anchor = Anchor::Kept;
        self.written
            .entry(Anchor::Kept)
            .or_default()
            .push(step.to_owned());
    }

    fn finish(mut self, about: &About) -> Updated {
        let mut lines: Vec<String> = Vec::new();
        let push_written = |lines: &mut Vec<String>, written: Option<Vec<String>>| {
            for line in written.into_iter().flatten() {
                lines.push(line);
            }
        };
        push_written(&mut lines, self.written.remove(&Anchor::Top));
        let mut generated = self.fresh.clone();
        for (at, line) in self.fresh.iter().enumerate() {
            let at_seam = line.is_empty() && lines.last().is_some_and(String::is_empty);
            if !at_seam {
                let kept = self.replaced.get(&at).cloned();
                lines.push(kept.unwrap_or_else(|| (*line).to_owned()));
            }
            let written = self.written.remove(&Anchor::Line(at));
            push_written(&mut lines, written);
        }
        let kept = self.written.remove(&Anchor::Kept);
        if let Some(kept) = kept.filter(|kept| !kept.iter().all(String::is_empty)) {
            if lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
            }
            generated.push(KEPT);
            lines.push(KEPT.to_owned());
            lines.push(String::new());
            let begin = kept.iter().position(|line| !line.is_empty()).unwrap_or(0);
            lines.extend(kept.into_iter().skip(begin));
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Updated {
            text: format!("{}\n\n{}", lines.join("\n"), seal(about, &generated)),
            kept_steps: self.replaced.len(),
            kept_lines: self.kept_lines,
            gone: self.gone,
        }
    }
}

fn is_ticked(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- [x]") || line.starts_with("- [X]")
}

fn ticked(line: &str) -> String {
    line.replacen("[ ]", "[x]", 1)
}

/// What a step says, without its box and its id.
fn told(line: &str) -> String {
    let text = line.split(STEP).next().unwrap_or(line).trim_start();
    let text = ["- [ ] ", "- [x] ", "- [X] "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark));
    let line = text.unwrap_or(line);
    let line = line.split(" — at ").next().unwrap_or(line);
    line.trim().to_owned()
}
