//! Merging the comments of three versions of a TOML text that state the same: each comment is about a place, and what
//! theirs changed there is done in ours.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use super::anchors::{Anchors, Comment, Place};
use super::comments;

/// The comments of ours with what theirs changed of those of the base: those that it removed go, and those that it added
/// come behind those of ours, unless ours has them.
pub(super) fn merge(base: &str, theirs: &str, ours: &str) -> String {
    let anchors = [base, theirs, ours].map(Anchors::of);
    let [base, theirs, own] = [0, 1, 2].map(|at| anchors[at].comments());
    let [of_base, of_theirs] = [&base, &theirs].map(|comments| counted(comments));
    let mut removed = without(of_base.clone(), &of_theirs);
    let mut added = without(of_theirs, &of_base);
    let mut edits = Edits::of(&anchors[2]);
    // Where the comments of ours stand that stay.
    let mut stay: HashMap<_, Vec<&Comment<'_>>> = HashMap::new();
    let mut last: HashMap<&Place, usize> = HashMap::new();
    for comment in &own {
        last.insert(&comment.place, comment.span.end);
        if take(&mut removed, &comment.key()) {
            edits.remove(comment);
        } else {
            stay.entry(comment.key()).or_default().push(comment);
            edits.keep(comment);
        }
    }
    // From the last to the first, so that it is known which comment of ours follows.
    let mut following: HashMap<&Place, usize> = HashMap::new();
    let mut coming = Vec::new();
    for comment in theirs.iter().rev() {
        if let Some(stands) = stay.get_mut(&comment.key()).and_then(Vec::pop) {
            following.insert(&comment.place, stands.span.start);
        } else if take(&mut added, &comment.key()) {
            let at = following.get(&comment.place).or(last.get(&comment.place));
            coming.push((comment, at.copied().filter(|_| comment.indent.is_some())));
        }
    }
    for (comment, at) in coming.into_iter().rev() {
        edits.insert(comment, at);
    }
    edits.apply()
}

type Counts<'c> = HashMap<(&'c Place, &'c str), usize>;

/// How often each comment is at its place.
fn counted<'c>(comments: &'c [Comment<'_>]) -> Counts<'c> {
    let mut counts = Counts::new();
    for comment in comments {
        *counts.entry(comment.key()).or_default() += 1;
    }
    counts
}

/// What is there more often than in others.
fn without<'c>(mut counts: Counts<'c>, others: &Counts<'_>) -> Counts<'c> {
    for (key, count) in &mut counts {
        *count = count.saturating_sub(others.get(key).copied().unwrap_or_default());
    }
    counts
}

/// Takes one away, if there is any.
fn take<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    let count = counts.get_mut(key).filter(|count| **count > 0);
    count.map(|count| *count -= 1).is_some()
}

/// What changes in a text.
struct Edits<'a> {
    anchors: &'a Anchors<'a>,
    /// In the order in which they were said, and of the text where they are at one place.
    changes: Vec<(Range<usize>, String)>,
    /// Where the comments end that are behind something, by their lines.
    behind: HashMap<usize, usize>,
    /// What is to be at the top, where nothing was.
    top: String,
}

impl<'a> Edits<'a> {
    fn of(anchors: &'a Anchors<'a>) -> Self {
        Self {
            anchors,
            changes: Vec::new(),
            behind: HashMap::new(),
            top: String::new(),
        }
    }

    fn keep(&mut self, comment: &Comment<'_>) {
        if comment.indent.is_none() {
            let line = self.anchors.line(comment.span.start);
            self.behind.insert(line, comment.span.end);
        }
    }

    fn remove(&mut self, comment: &Comment<'_>) {
        self.changes.push((comment.span.clone(), String::new()));
    }

    /// Inserts a comment of another text, before one of ours that starts at an offset, or where its place is.
    fn insert(&mut self, comment: &Comment<'_>, at: Option<usize>) {
        if let Some(at) = self.anchors.behind(&comment.place) {
            let at = *self.behind.entry(self.anchors.line(at)).or_insert(at);
            return self.changes.push((at..at, format!(" {}", comment.text)));
        }
        let line = format!("{}{}\n", comment.indent.unwrap_or_default(), comment.text);
        if comment.place == Place::Top && at.is_none() {
            return self.top.push_str(&line);
        }
        let at = at.unwrap_or_else(|| self.anchors.above(&comment.place));
        self.changes.push((at..at, line));
    }

    fn apply(mut self) -> String {
        let text = self.anchors.text;
        if !self.top.is_empty() {
            self.changes.insert(0, (0..0, self.top + "\n"));
        }
        self.changes
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for (range, new) in self.changes {
            edited += &text[done..range.start];
            if new.ends_with('\n') {
                comments::end_line(&mut edited);
            }
            edited += &new;
            done = range.end;
        }
        edited + &text[done..]
    }
}
