//! A page that some program formatted, in the lines that it was generated in: with `-` before what is listed, each entry
//! and paragraph on one line, and code that is indented.

use std::collections::HashSet;

use super::seal::{id_in, line_digest};
use crate::document::STEP;

/// An entry is looked for on so many lines: with the shortest lines that people have formatters make, ten sentences.
const MOST_LINES: usize = 32;

/// The lines of a page as they were generated, as far as the digests of those tell; what people wrote stays as it is, but
/// for the bullets of a page on which a program replaced them.
pub(super) fn restored(lines: &[&str], generated: &[&str]) -> Vec<String> {
    let sealed: HashSet<&str> = generated.iter().copied().collect();
    let is_generated = |line: &str| sealed.contains(line_digest(line).as_str());
    let lines = joined(&indented(lines, &is_generated), &is_generated);
    let is_other = |line: &String| dashed(line) != *line && is_generated(line);
    if lines.iter().any(is_other) {
        return lines.iter().map(|line| dashed(line)).collect();
    }
    lines
}

/// A line with `- ` where another bullet, or more white space behind it, begins it.
pub(super) fn dashed(line: &str) -> String {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let entry = text.strip_prefix(['-', '*', '+']);
    let entry = entry
        .filter(|entry| entry.starts_with([' ', '\t']))
        .map(str::trim_start);
    // A row of bullets is a rule.
    match entry.filter(|entry| entry.contains(|c: char| !"-*+ \t".contains(c))) {
        Some(entry) => format!("{indent}- {entry}"),
        None => line.to_owned(),
    }
}

/// The lines with generated code indented, where a fence was put around it.
fn indented(lines: &[&str], is_generated: &impl Fn(&str) -> bool) -> Vec<String> {
    let ends = FENCES.map(|fence| ends(lines, fence));
    let mut indented = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let fence = FENCES.iter().position(|fence| line.starts_with(fence));
        let end = fence.and_then(|fence| ends[fence][at]);
        let code = end.map(|end| &lines[at + 1..end]);
        let code = code.filter(|code| {
            let mut stated = code
                .iter()
                .filter(|line| !line.trim().is_empty())
                .peekable();
            stated.peek().is_some() && stated.all(|line| is_generated(line))
        });
        match code {
            Some(code) => {
                indented.extend(
                    code.iter()
                        .map(|line| format!("    {line}").trim_end().to_owned()),
                );
                at += code.len() + 2;
            }
            None => {
                indented.push((*line).to_owned());
                at += 1;
            }
        }
    }
    indented
}

/// What code stands between, where a program put it there.
const FENCES: [&str; 2] = ["```", "~~~"];

/// For each line the first one behind it that ends code of a fence.
fn ends(lines: &[&str], fence: &str) -> Vec<Option<usize>> {
    let mut next = None;
    let ends = lines.iter().enumerate().rev().map(|(at, line)| {
        let end = next;
        if line.trim_end() == fence {
            next = Some(at);
        }
        end
    });
    let mut ends: Vec<_> = ends.collect();
    ends.reverse();
    ends
}

/// The lines with each entry and paragraph that was generated on one line, and each step.
fn joined(lines: &[String], is_generated: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut joined = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let whole = whole(&lines[at..], is_generated);
        at += whole.as_ref().map_or(1, |(count, _)| *count);
        joined.push(whole.map_or_else(|| line.clone(), |(_, line)| line));
    }
    joined
}

/// What begins on the first of some lines and goes on below, and on how many lines it stands.
fn whole(lines: &[String], is_generated: &impl Fn(&str) -> bool) -> Option<(usize, String)> {
    let (first, rest) = lines.split_first()?;
    let has_id = |line: &str| id_in(&dashed(line), STEP).is_some();
    let is_alone = first.trim().is_empty() || first.starts_with(['#', '|']);
    if is_alone || has_id(first) || is_generated(first) {
        return None;
    }
    let mut whole = first.trim_end().to_owned();
    for (count, line) in (2..=MOST_LINES).zip(rest) {
        if begins(line) {
            return None;
        }
        whole.push(' ');
        whole.push_str(line.trim());
        if is_generated(&whole) || has_id(&whole) {
            return Some((count, whole));
        }
    }
    None
}

/// Whether a line is blank or begins something, and does not go on with what stands above it.
fn begins(line: &str) -> bool {
    let text = line.trim_start();
    text.is_empty() || text.starts_with(['#', '|']) || text.starts_with(FENCES[0]) || {
        let entry = text.strip_prefix(['-', '*', '+']);
        entry.is_some_and(|entry| entry.starts_with(' '))
    }
}
