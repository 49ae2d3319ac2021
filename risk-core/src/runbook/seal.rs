//! What stands at the end of a page, unseen: what it is about, and which of its lines were generated.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::revision::digest;
use super::update::NotThisPage;
use crate::document::HEADING;

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// Which page it is.
    pub page: Kind,
    /// The components that fail, by their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// The one way to fail, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Checklist,
    Rehearsal,
    Index,
}

const BEGIN: &str = "<!-- risk page 1 ";
const END: &str = "-->";

/// The hexadecimal digits of the digest of a line.
const LENGTH: usize = 10;

/// The digests on a line.
const PER_LINE: usize = 8;

/// A line, and how many that read the same stand above it. White space, the length of rules and ticks do not
/// matter: programs that format Markdown change the first two, and people the third.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct LineKey(String, usize);

/// Tells the keys of lines, one after the other.
#[derive(Debug, Default)]
pub(super) struct LineKeys {
    seen: HashMap<String, usize>,
}

impl LineKeys {
    pub fn next(&mut self, line: &str) -> LineKey {
        self.of_digest(digest(normalised(line).as_bytes(), LENGTH))
    }

    fn of_digest(&mut self, digest: String) -> LineKey {
        let seen = self.seen.entry(digest.clone()).or_default();
        *seen += 1;
        LineKey(digest, *seen)
    }
}

/// A line by where it stands: below which heading, what it says, and how many that say the same stand above it
/// there. A heading that has an id is the same whatever it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PlaceKey {
    heading: String,
    line: String,
    occurrence: usize,
}

/// Tells where lines stand, one after the other.
#[derive(Debug, Default)]
pub(super) struct PlaceKeys {
    heading: String,
    seen: HashMap<(String, String), usize>,
}

impl PlaceKeys {
    pub fn next(&mut self, line: &str) -> PlaceKey {
        let mut text = normalised(line);
        if line.starts_with('#') {
            if let Some(id) = id_in(line, HEADING) {
                id.clone_into(&mut text);
            }
            self.heading.clone_from(&text);
        }
        let place = (self.heading.clone(), text);
        let occurrence = self.seen.entry(place.clone()).or_default();
        *occurrence += 1;
        PlaceKey {
            heading: place.0,
            line: place.1,
            occurrence: *occurrence,
        }
    }
}

/// The id in a comment that begins with a mark.
pub(super) fn id_in<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let (_, after) = line.split_once(mark.trim_start())?;
    let (id, _) = after.split_once(" -->")?;
    Some(id)
}

fn normalised(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        if c != '-' || !text.ends_with('-') {
            text.push(c);
        }
    }
    for (marked, mark) in [("-[x]", "-[]"), ("-[X]", "-[]")] {
        if let Some(rest) = text.strip_prefix(marked) {
            return format!("{mark}{rest}");
        }
    }
    text
}

/// The seal of a page.
pub(super) fn seal(about: &About, generated: &[&str]) -> String {
    let about = serde_json::to_string(about).expect("texts are JSON");
    // Nothing in the text may end the comment.
    let about = about
        .replace("--", "-\\u002d")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e");
    let mut text = format!("{BEGIN}{about}\n");
    let lines = generated.iter().filter(|line| !line.trim().is_empty());
    let digests: Vec<String> = lines
        .map(|line| digest(normalised(line).as_bytes(), LENGTH))
        .collect();
    for some in digests.chunks(PER_LINE) {
        text.push_str(&some.join(" "));
        text.push('\n');
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// A page taken apart.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    pub about: About,
    /// The lines without the seal.
    pub lines: Vec<&'a str>,
    /// The lines that were generated.
    pub generated: HashSet<LineKey>,
}

/// Takes a page apart.
pub(super) fn open(text: &str) -> Result<Opened<'_>, NotThisPage> {
    let mut lines: Vec<&str> = text.lines().collect();
    let begin = lines.iter().rposition(|line| line.starts_with(BEGIN));
    let begin = begin.ok_or(NotThisPage::NoSeal)?;
    let length = lines[begin..].iter().position(|line| line.trim() == END);
    let end = begin + length.ok_or(NotThisPage::NoSeal)?;
    let about = lines[begin][BEGIN.len()..].trim();
    let about = serde_json::from_str(about).map_err(|_| NotThisPage::NoSeal)?;
    let mut keys = LineKeys::default();
    let digests = lines[begin + 1..end].iter();
    let digests = digests.flat_map(|line| line.split_whitespace());
    let generated = digests
        .map(|digest| keys.of_digest(digest.to_owned()))
        .collect();
    lines.drain(begin..=end);
    Ok(Opened {
        about,
        lines,
        generated,
    })
}
