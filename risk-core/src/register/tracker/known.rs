//! The well-known trackers, by the shape of their addresses, which are data.
//!
//! `known.txt` has a line for each tracker: its name, and a pattern of its host. The indented lines
//! below it each have a pattern of the path after that and of parameters, the key of the card, and the
//! canonical spelling: an address that the same tracker recognises as the same card, and so never
//! equals the spelling of another tracker's card or of an unknown address. In place of a key, `=>`
//! says that the address is to be recognised instead.
//!
//! - Trackers at hosts of their own come first, so that a path that happens to have the shape of a
//!   tracker found at any host, such as `github.com/redmine/redmine/issues/12`, is not mistaken for it.
//! - A pattern is a regular expression; `{name}` in it is a group of that name, see [`shape`], and `&`
//!   the end of the path or of a parameter, and others up to the next.
//! - In a key and an address, `{name}` is what the group found, in the case that the name is written
//!   in: `{key}` in small letters, `{KEY}` in capitals, `{Key}` as it was stated.

use std::sync::{LazyLock, OnceLock};

use percent_encoding::percent_decode_str;
use regex::{Captures, Regex, RegexSet};

use super::address::{Address, http_url};

/// A card that a well-known tracker recognised.
pub(super) struct Card {
    pub tracker: &'static str,
    pub key: String,
    pub canonical: String,
}

struct Rule {
    tracker: &'static str,
    pattern: String,
    /// Compiled when it first matches, as most are never used.
    expression: OnceLock<Regex>,
    key: &'static str,
    address: &'static str,
}

/// The rules, and all of their patterns as one expression, so that a link of no tracker costs no more
/// than one pass over it.
static KNOWN: LazyLock<(Vec<Rule>, RegexSet)> = LazyLock::new(|| {
    let (mut tracker, mut host) = ("", "");
    let mut rules = Vec::new();
    for line in include_str!("known.txt").lines() {
        let columns: Vec<&'static str> = line.split_whitespace().collect();
        match columns[..] {
            [path, key, address] if line.starts_with(' ') => rules.push(Rule {
                tracker,
                pattern: pattern(host, path),
                expression: OnceLock::new(),
                key,
                address,
            }),
            _ if line.starts_with('#') => {}
            _ => (tracker, host) = line.split_once(" = ").expect("a tracker has a host"),
        }
    }
    let all = RegexSet::new(rules.iter().map(|rule| &rule.pattern));
    (rules, all.expect(VALID))
});

const VALID: &str = "the patterns of the well-known trackers are regular expressions";

static PLACES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{([A-Za-z_]+)\}").expect("it is a regular expression"));

fn pattern(host: &str, path: &str) -> String {
    let path = path.replace('&', r"$(?s:.*)^");
    let pattern = format!(r"(?m)\A(?:{host})/(?:{path})");
    let group = |found: &Captures<'_>| match &found[1] {
        "_" => format!("(?:{SEGMENT})"),
        // A list that is narrowed down to one number shows one record.
        "table" => "(?<table>[A-Za-z][0-9A-Za-z_]*?)(?:_list)?".to_owned(),
        name => format!("(?<{name}>{})", shape(name)),
    };
    PLACES.replace_all(&pattern, group).into_owned()
}

/// Any segment of a path.
const SEGMENT: &str = "[!-.0-~]+";

/// What a group of a name finds.
fn shape(name: &str) -> &'static str {
    match name {
        "number" => "[0-9]+",
        "id" => "[0-9A-Za-z]+",
        "key" => "[A-Za-z][0-9A-Za-z_]*-[0-9]+",
        "record" => "[A-Za-z]+[0-9]+",
        "uuid" => "[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}",
        // Two segments or more, of which none is `-`.
        "project" => "-*[!-,.0-~][!-.0-~]*(?:/-*[!-,.0-~][!-.0-~]*)+",
        _ => SEGMENT,
    }
}

/// The tracker and the card that an address leads to.
pub(super) fn recognise(address: &Address) -> Option<Card> {
    let mut text = address.text();
    // A frame, and a page in it that is encoded twice.
    for _ in 0..=3 {
        let (rules, all) = &*KNOWN;
        let matching = all.matches(&text);
        let (rule, found) = matching
            .iter()
            .find_map(|at| Some((&rules[at], rules[at].find(&text)?)))?;
        let canonical = fill(rule.address, &found);
        if rule.key != "=>" {
            let (tracker, key) = (rule.tracker, fill(rule.key, &found));
            return Some(Card {
                tracker,
                key,
                canonical,
            });
        }
        text = Address::new(&http_url(&canonical)?).text();
    }
    None
}

impl Rule {
    fn find<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        let compiled = || Regex::new(&self.pattern).expect(VALID);
        let found = self.expression.get_or_init(compiled).captures(text)?;
        let group = |name| found.name(name).map(|group| group.as_str());
        let is_own = |(key, prefix): (&str, &str)| {
            let own = key.split('-').next();
            own.is_some_and(|own| own.eq_ignore_ascii_case(prefix))
        };
        // What no pattern can say: that two parts of an address are alike, or not.
        let fits = group("unlike").is_none_or(|other| group("number") != Some(other))
            && group("key").zip(group("prefix")).is_none_or(is_own);
        fits.then_some(found)
    }
}

fn fill(template: &str, found: &Captures<'_>) -> String {
    let text = |place: &Captures<'_>| {
        let name = place[1].to_ascii_lowercase();
        let text = found.name(&name).map_or("", |group| group.as_str());
        match name.as_str() {
            "encoded" => percent_decode_str(text).decode_utf8_lossy().into_owned(),
            "uuid" => text.replace('-', "").to_ascii_lowercase(),
            _ if name == place[1] => text.to_ascii_lowercase(),
            _ if name.to_ascii_uppercase() == place[1] => text.to_ascii_uppercase(),
            _ => text.to_owned(),
        }
    };
    PLACES.replace_all(template, text).into_owned()
}
