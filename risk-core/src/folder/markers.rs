//! The markers that git leaves in a text where both sides of a merge changed the same lines.

use super::positions::File;
use crate::check::rules::reading::UNRESOLVED_CONFLICT;
use crate::check::{Draft, Remark};
use crate::error::{Error, Problem, Remedy};
use crate::record::{Location, RecordPosition};

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const THEIRS: &str = "=======";
const END: &str = ">>>>>>>";

/// A text as one side of a merge has it.
#[derive(Debug)]
struct Ours {
    pub text: String,
    /// The numbers, in the text with the markers, of the lines that are left, from 1.
    pub lines: Vec<usize>,
    /// The numbers of the lines at which conflicts begin.
    pub conflicts: Vec<usize>,
}

/// What ours has, of a text with conflicts. `None` where there is none, which is the rule.
///
/// Queries work in the middle of a merge, when somebody may need the runbook. The other lines are left out whole: within
/// a text of several lines a blank one would be part of it.
fn ours(text: &str) -> Option<Ours> {
    if !text.contains(OURS) {
        return None;
    }
    let mut ours = Ours {
        text: String::with_capacity(text.len()),
        lines: Vec::new(),
        conflicts: Vec::new(),
    };
    let mut last = END;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let next: &[&str] = match last {
            END => &[OURS],
            OURS => &[BASE, THEIRS],
            BASE => &[THEIRS],
            _ => &[END],
        };
        if let Some(marker) = next.iter().find(|marker| is_marker(line, marker)) {
            last = marker;
            if last == OURS {
                ours.conflicts.push(number);
            }
        } else if last == END || last == OURS {
            ours.text.push_str(line);
            ours.lines.push(number);
        }
    }
    // What does not end is no conflict: a text may have a line that looks like the beginning of one.
    (last == END && !ours.conflicts.is_empty()).then_some(ours)
}

fn is_marker(line: &str, marker: &str) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r']))
}

/// Whether a text has conflicts.
#[cfg(all(feature = "disk", feature = "workbook", not(target_arch = "wasm32")))]
pub(crate) fn has_markers(text: &str) -> bool {
    ours(text).is_some()
}

/// The line of a text at which the first conflict begins, from 1.
#[cfg(all(feature = "disk", feature = "workbook", not(target_arch = "wasm32")))]
pub(crate) fn first_marker(text: &str) -> Option<usize> {
    ours(text)?.conflicts.first().copied()
}

/// Whether a line of a text looks like the beginning of a conflict.
pub(super) fn begins_conflict(line: &str) -> bool {
    is_marker(line, OURS)
}

/// What is read of a file: what ours has, and the lines at which conflicts begin.
pub(super) struct Marked {
    pub file: File,
    conflicts: Vec<usize>,
}

impl Marked {
    pub fn new(file: impl FnOnce(String) -> File, text: String) -> Self {
        match ours(&text) {
            None => Self {
                file: file(text),
                conflicts: Vec::new(),
            },
            Some(ours) => Self {
                file: file(ours.text).with_lines(ours.lines),
                conflicts: ours.conflicts,
            },
        }
    }

    /// What is found of the conflicts, in the file of a record.
    pub fn findings(&self, record: RecordPosition) -> impl Iterator<Item = Draft> {
        self.conflicts.iter().map(move |line| Draft {
            rule: (&UNRESOLVED_CONFLICT).into(),
            place: record.into(),
            location: self.file.line(*line),
            remark: Remark::new("a merge by git is not resolved here; what ours has is read"),
        })
    }

    /// Why the file cannot be read: the conflicts, where there are any. Between them git merges lines and not keys.
    pub fn problem(&self, problem: Problem) -> Problem {
        match self.conflicts.first() {
            None => problem,
            Some(line) => Problem {
                location: self.file.line(*line),
                message: format!("a merge conflict begins here; resolve it ({problem})"),
            },
        }
    }
}

/// Refuses to write over a text with conflicts: what theirs has would be lost.
pub(super) fn refuse(file: &str, text: &str) -> Result<(), Error> {
    let Some(ours) = ours(text) else {
        return Ok(());
    };
    let location = Location::Position {
        file: file.to_owned(),
        line: ours.conflicts[0],
        column: 1,
    };
    Err(Error::Refused {
        location,
        reason: "a merge by git is not resolved there".to_owned(),
        remedy: Some(Box::new(Remedy::Resolve)),
    })
}
