//! What stands at the end of a page, unseen: what it is about, and which of its lines were generated.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::reformatted::{dashed, restored};
use super::update::NotThisPage;
use crate::document::{HEADING, STEP, is_active};
use crate::record::text::digest;
use crate::register::{Component, Record, Risk};

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// Which page it is.
    pub page: Kind,
    /// The components that fail, by their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// The one failure mode, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<String>,
}

impl About {
    /// Whether two pages are about the same. Neither the order of components nor the case of names matters, as
    /// both may change in a register while it still means the same.
    pub fn is_same(&self, other: &Self) -> bool {
        let folded = |about: &Self| {
            let names = about.components.iter();
            let mut names: Vec<String> = names.map(|name| Component::fold_name(name)).collect();
            names.sort_unstable();
            let risk = about.risk.as_deref().map(Risk::fold_name);
            (about.page, risk, names)
        };
        folded(self) == folded(other)
    }
}

/// What the seal of a page states before the digests.
#[derive(Serialize, Deserialize)]
struct Sealed {
    #[serde(flatten)]
    about: About,
    /// How many digests follow.
    lines: usize,
}

/// Which page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Checklist,
    Rehearsal,
    Index,
}

const BEGIN: &str = "<!-- risk page 1 ";
const END: &str = "-->";

/// The hexadecimal digits of the digest of a line: short, as there is one for each line, and still a chance of one in
/// a million millions that a line that somebody wrote has that of a given one.
const LENGTH: usize = 10;

/// The digests on a line, which is shorter than 100 characters with them.
const PER_LINE: usize = 8;

/// What is kept of a line that was generated.
pub(super) fn line_digest(line: &str) -> String {
    digest(normalised(line).as_bytes(), LENGTH)
}

/// The id in a comment that begins with a mark, on a line of its sort: a box to tick, or a heading.
pub(super) fn id_in<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let begin = if mark == STEP { "- [" } else { "#" };
    let (_, after) = line.rsplit_once(mark.trim_start())?;
    let (id, _) = after.split_once(" -->")?;
    line.starts_with(begin).then_some(id)
}

/// The id of a line that has one.
pub(super) fn id_of(line: &str) -> Option<&str> {
    id_in(line, STEP).or_else(|| id_in(line, HEADING))
}

/// A line without what people and programs change and nobody means: white space, bullets, the length of rules, escapes, how
/// what is strong and where a link leads are marked, ticks.
pub(super) fn normalised(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut line = with_stars(&without_brackets(&dashed(line)));
    for (written, other) in ALIKE {
        if line.contains(written) {
            line = line.replace(written, other);
        }
    }
    for c in line.chars().filter(|c| !c.is_whitespace() && *c != '\\') {
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

/// What programs write instead of each other.
const ALIKE: [(&str, &str); 5] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("](<", "]("),
    (">)", ")"),
];

/// A text whose addresses stand without the brackets that make links of them.
fn without_brackets(text: &str) -> String {
    let mut parts = text.split("<http");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare = bare + "http" + &part.replacen('>', "", 1);
    }
    bare
}

/// A text with `**` for each `__`; a longer row is room to write on.
fn with_stars(text: &str) -> String {
    let mut starred = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let length = rest[at..].len() - rest[at..].trim_start_matches('_').len();
        starred.push_str(&rest[..at]);
        starred.push_str(if length == 2 {
            "**"
        } else {
            &rest[at..at + length]
        });
        rest = &rest[at + length..];
    }
    starred + rest
}

/// The seal of a page.
pub(super) fn seal(about: &About, generated: &[&str]) -> String {
    let lines = generated.iter().filter(|line| !line.trim().is_empty());
    let digests: Vec<String> = lines.map(|line| line_digest(line)).collect();
    let about = serde_json::to_string(&Sealed {
        about: about.clone(),
        lines: digests.len(),
    });
    let about = about.expect("texts are JSON");
    let about = escaped(&about);
    let mut text = format!("{BEGIN}{about}\n");
    for some in digests.chunks(PER_LINE) {
        text.push_str(&some.join(" "));
        text.push('\n');
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// The same JSON, in which nothing ends the comment and no character is one that a terminal would obey.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        let is_second_dash = c == '-' && escaped.ends_with('-');
        if is_second_dash || matches!(c, '<' | '>') || is_active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes all writes");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// A page taken apart.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    pub about: About,
    /// The lines without the seal.
    pub lines: Vec<String>,
    /// The digests of the lines that were generated, in order.
    pub generated: Vec<&'a str>,
}

/// Takes a page apart.
pub(super) fn open(text: &str) -> Result<Opened<'_>, NotThisPage> {
    let mut lines: Vec<&str> = text.lines().collect();
    let begin = lines.iter().rposition(|line| line.starts_with(BEGIN));
    let begin = begin.ok_or(NotThisPage::NoSeal)?;
    let length = lines[begin..].iter().position(|line| line.trim() == END);
    let end = begin + length.ok_or(NotThisPage::NoSeal)?;
    let about = lines[begin][BEGIN.len()..].trim();
    let sealed: Sealed = serde_json::from_str(about).map_err(|_| NotThisPage::Damaged)?;
    let digests = lines[begin + 1..end].iter();
    let generated: Vec<&str> = digests.flat_map(|line| line.split_whitespace()).collect();
    let is_digest =
        |word: &&str| word.len() == LENGTH && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if generated.len() != sealed.lines || !generated.iter().all(is_digest) {
        return Err(NotThisPage::Damaged);
    }
    lines.drain(begin..=end);
    Ok(Opened {
        about: sealed.about,
        lines: restored(&lines, &generated),
        generated,
    })
}
