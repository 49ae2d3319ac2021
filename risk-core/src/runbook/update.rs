//! A page made again, with all that people ticked and wrote.

use std::collections::HashMap;

use super::fresh::Fresh;
use super::origins::{Origin, origins};
use super::seal::{About, Opened, id_in, seal};
use crate::document::{Document, HEADING, SIGN, STEP};

/// A text is not an earlier version of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotThisPage {
    /// It was not made as a page, or lost the comment at its end.
    #[error(
        "it is not a generated page: the comment at its end with the digests of the generated lines is missing"
    )]
    NoSeal,
    /// Somebody or some program changed the comment at its end.
    #[error("the comment at its end with the digests of the generated lines is damaged")]
    Damaged,
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
    /// The steps that are no longer on the page.
    pub gone: Vec<Gone>,
}

/// A step that is no longer on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gone {
    /// What it stated, in Markdown.
    pub text: String,
    /// The heading that it stood below.
    pub heading: String,
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
    let text = document.markdown();
    let fresh = Fresh::new(&text);
    let origins = origins(&fresh, opened);
    let mut origins = origins.into_iter();
    let mut merge = Merge::new(fresh);
    for line in &opened.lines {
        if line.trim().is_empty() {
            merge.blanks += 1;
        } else if let Some(origin) = origins.next() {
            merge.take(line, origin);
        }
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
    fresh: Fresh<'a>,
    /// The lines that people ticked or wrote on.
    replaced: HashMap<usize, String>,
    written: HashMap<Anchor, Vec<String>>,
    anchor: Anchor,
    /// The blank lines since the last line that is not.
    blanks: usize,
    /// Whether the last line that is not blank was written by somebody.
    in_writing: bool,
    /// A step that is gone and has nothing written on it so far, and the heading that it stood below.
    pending: Option<(&'a str, &'a str)>,
    heading: &'a str,
    kept_steps: usize,
    kept_lines: usize,
    gone: Vec<Gone>,
}

impl<'a> Merge<'a> {
    fn new(fresh: Fresh<'a>) -> Self {
        Self {
            fresh,
            replaced: HashMap::new(),
            written: HashMap::new(),
            anchor: Anchor::Top,
            blanks: 0,
            in_writing: false,
            pending: None,
            heading: "",
            kept_steps: 0,
            kept_lines: 0,
            gone: Vec::new(),
        }
    }

    /// Takes the next line of the earlier page.
    fn take(&mut self, line: &'a str, origin: Origin) {
        match origin {
            Origin::Step {
                place,
                is_generated,
            } => self.step(place, line, is_generated),
            Origin::Generated(place) => self.generated(line, place),
            Origin::Changed(place) if id_in(line, HEADING).is_some() => {
                // A heading that somebody changed is theirs, and stands below the one that is made anew.
                self.generated(line, Some(place));
                self.write(line.split(HEADING).next().unwrap_or(line));
            }
            Origin::Changed(place) if id_in(self.fresh.line(place), STEP).is_some() => {
                self.step(Some(place), line, false);
            }
            Origin::Changed(place) => {
                self.end_writing();
                self.settle();
                self.replaced.insert(place, line.to_owned());
                self.kept_lines += 1;
                self.anchor = Anchor::Line(place);
            }
            Origin::Written => self.write(line),
        }
    }

    fn step(&mut self, place: Option<usize>, line: &'a str, is_generated: bool) {
        self.end_writing();
        self.settle();
        let is_touched = !is_generated || is_ticked(line);
        match place {
            Some(place) => {
                if is_touched {
                    let line = if is_generated {
                        ticked(self.fresh.line(place))
                    } else {
                        line.to_owned()
                    };
                    self.replaced.insert(place, line);
                    self.kept_steps += 1;
                }
                self.anchor = Anchor::Line(place);
            }
            None if is_touched => self.keep((line, self.heading)),
            None => self.pending = Some((line, self.heading)),
        }
    }

    /// A line that was generated, or a heading that was.
    fn generated(&mut self, line: &'a str, place: Option<usize>) {
        self.end_writing();
        if line.starts_with('#') {
            let heading = line.split(HEADING).next().unwrap_or(line);
            self.heading = heading.trim_start_matches('#').trim();
        }
        if line.trim_end() == KEPT {
            self.settle();
            self.anchor = Anchor::Kept;
        } else if let Some(place) = place {
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
            let written = self.written.entry(self.anchor).or_default();
            written.push(String::new());
        }
        self.blanks = 0;
        self.in_writing = false;
    }

    /// Nothing was written on a step that is gone.
    fn settle(&mut self) {
        if let Some(step) = self.pending.take() {
            self.report(step, false);
        }
    }

    /// Reports a step that is gone.
    fn report(&mut self, (step, heading): (&str, &str), is_kept: bool) {
        self.gone.push(Gone {
            text: told(step),
            heading: heading.to_owned(),
            is_kept,
        });
    }

    /// Keeps a step that is gone, and reports it once.
    fn keep(&mut self, (step, heading): (&str, &str)) {
        if KEPT.trim_start_matches(['#', ' ']) != heading {
            self.report((step, heading), true);
        }
        self.anchor = Anchor::Kept;
        let kept = self.written.entry(Anchor::Kept).or_default();
        kept.push(step.to_owned());
    }

    fn finish(mut self, about: &About) -> Updated {
        let mut lines: Vec<String> = self.written.remove(&Anchor::Top).unwrap_or_default();
        for (at, line) in self.fresh.lines().iter().enumerate() {
            let at_seam = line.is_empty() && lines.last().is_some_and(String::is_empty);
            if !at_seam {
                let kept = self.replaced.remove(&at);
                lines.push(kept.unwrap_or_else(|| (*line).to_owned()));
            }
            let written = self.written.remove(&Anchor::Line(at));
            lines.extend(written.into_iter().flatten());
        }
        let mut generated = self.fresh.lines().to_vec();
        let kept = self.written.remove(&Anchor::Kept).unwrap_or_default();
        if let Some(begin) = kept.iter().position(|line| !line.is_empty()) {
            if lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
            }
            generated.push(KEPT);
            lines.extend([KEPT.to_owned(), String::new()]);
            lines.extend(kept.into_iter().skip(begin));
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Updated {
            text: format!("{}\n\n{}", lines.join("\n"), seal(about, &generated)),
            kept_steps: self.kept_steps,
            kept_lines: self.kept_lines,
            gone: self.gone,
        }
    }
}

fn is_ticked(line: &str) -> bool {
    line.starts_with("- [x]") || line.starts_with("- [X]")
}

fn ticked(line: &str) -> String {
    line.replacen("[ ]", "[x]", 1)
}

/// What a step states, without its box, its id and the room for a signature.
fn told(line: &str) -> String {
    let text = line.split(STEP).next().unwrap_or(line);
    let text = &text.replace("\\_", "_");
    let text = ["- [ ] ", "- [x] ", "- [X] "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .unwrap_or(text);
    text.strip_suffix(SIGN).unwrap_or(text).trim().to_owned()
}
