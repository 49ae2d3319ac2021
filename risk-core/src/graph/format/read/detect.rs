//! Recognising the format of a component graph from its content.
//!
//! A file that is damaged is still recognised, so that the error is about the damage: what is looked at
//! is how the content begins and which keys it has outermost, and not the whole.

use std::fmt;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::{GraphFormat, Text, csv, dot, yaml};
use crate::error::{Error, Remedy};
use crate::record::text::quote;

/// The format of a text.
pub(super) fn detect(text: Text<'_>) -> Result<GraphFormat, Error> {
    if is_mermaid(text.text) {
        return Err(text.own_picture("Mermaid"));
    }
    if text.text.trim_start().starts_with('{') {
        let mut keys = Keys::default();
        // What is wrong after the keys does not matter yet.
        let _ = serde_json::Deserializer::from_str(text.text).deserialize_map(&mut keys);
        if let Some(format) = keys.format() {
            return of_catalogue(text, format);
        }
        // The outermost mapping may be YAML that looks like JSON.
        let damaged = || text.json::<IgnoredAny>(text.text).err();
        let found = by_documents(text).or_else(|| exported(text.text));
        let found = found.ok_or_else(|| damaged().unwrap_or_else(|| unclear(text)))?;
        return of_catalogue(text, found);
    }
    if dot::is_graph(text) {
        return Ok(GraphFormat::Dot);
    }
    if csv::is_table(text) {
        return Ok(GraphFormat::Csv);
    }
    let found = exported(text.text).or_else(|| by_lines(text.text));
    let found = found.or_else(|| by_documents(text));
    of_catalogue(text, found.ok_or_else(|| unclear(text))?)
}

/// Whether a text is a flowchart of Mermaid, whose first line says so, be it after a header.
fn is_mermaid(text: &str) -> bool {
    let after = text.trim_start().strip_prefix("---");
    let after = after.and_then(|rest| rest.split_once("\n---"));
    let chart = after.map_or(text, |(_, chart)| chart).trim_start();
    let mut words = chart.lines().next().unwrap_or_default().split_whitespace();
    let is_chart = matches!(words.next(), Some("flowchart" | "graph"));
    let direction = words.next().map(|word| word.trim_end_matches(';'));
    is_chart
        && matches!(direction, Some("TB" | "TD" | "BT" | "LR" | "RL"))
        && words.next().is_none()
}

/// What the catalogue of Backstage exports: a list of entities, be it within an object.
fn exported(text: &str) -> Option<GraphFormat> {
    let is_list = text.trim_start().starts_with('[') || text.contains("\"items\"");
    let is_of_entities = || api_versions(text).any(|(_, version)| is_of_backstage(version));
    (is_list && is_of_entities()).then_some(GraphFormat::Backstage)
}

/// Many programs have documents with a version and a kind.
fn of_catalogue(text: Text<'_>, format: GraphFormat) -> Result<GraphFormat, Error> {
    let mut versions = api_versions(text.text);
    let first = versions.next();
    let is_one = |(_, version): (usize, &str)| is_of_backstage(version);
    let is_any = first.is_none_or(|first| std::iter::once(first).chain(versions).any(is_one));
    if format != GraphFormat::Backstage || is_any {
        return Ok(format);
    }
    let (at, version) = first.unwrap_or_default();
    let message = format!(
        "expected the entities of a Backstage catalogue, with `apiVersion: {BACKSTAGE}/v1alpha1`, found {}: \
         what other documents need is not read",
        quote(version)
    );
    Err(text.malformed(at, message))
}

/// The versions that documents state, whatever way they are written, and where.
fn api_versions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let stated = text.match_indices("apiVersion");
    stated.filter_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start_matches(['"', '\'']);
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let is_end = |c: char| c.is_whitespace() || ",}\"'".contains(c);
        Some((at, rest.split(is_end).next()?))
    })
}

/// The group of the versions of its entities.
const BACKSTAGE: &str = "backstage.io";

/// Whether a version is one of the entities of Backstage.
pub(super) fn is_of_backstage(version: &str) -> bool {
    let group = version.split_once('/').map(|(group, _)| group);
    group.is_some_and(|group| group == BACKSTAGE || group.ends_with(".backstage.io"))
}

fn unclear(text: Text<'_>) -> Error {
    Error::Unclear {
        question: format!(
            "the format of the component graph {} is not recognised: it looks like none of {}",
            text.name,
            GraphFormat::list()
        ),
        remedy: Remedy::Format,
    }
}

/// The keys by which a format is recognised.
const TELLING: [&str; 6] = ["nodes", "edges", "links", "services", "apiVersion", "kind"];

/// Which of these keys stand outermost.
#[derive(Debug, Default)]
struct Keys {
    is_cyclone: bool,
    found: [bool; TELLING.len()],
}

impl Keys {
    fn add(&mut self, key: &str) {
        if let Some(place) = TELLING.iter().position(|telling| *telling == key) {
            self.found[place] = true;
        }
    }

    fn format(&self) -> Option<GraphFormat> {
        let [nodes, edges, links, services, api_version, kind] = self.found;
        if self.is_cyclone {
            Some(GraphFormat::CycloneDx)
        } else if nodes && (edges || links) {
            Some(GraphFormat::NodeLink)
        } else if services {
            Some(GraphFormat::Compose)
        } else if api_version && kind {
            Some(GraphFormat::Backstage)
        } else {
            None
        }
    }

    /// The same of a mapping of YAML: those of other languages have nodes and edges too.
    fn format_of_yaml(&self) -> Option<GraphFormat> {
        self.format()
            .filter(|format| *format != GraphFormat::NodeLink)
    }
}

impl<'de> Visitor<'de> for &mut Keys {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "bomFormat" {
                self.is_cyclone = map.next_value::<String>()? == "CycloneDX";
            } else {
                self.add(&key);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The format by the keys of block mappings that begin a line, each document by itself.
fn by_lines(text: &str) -> Option<GraphFormat> {
    let mut keys = Keys::default();
    for line in text.lines() {
        if line.starts_with("---") {
            keys = Keys::default();
        }
        if let Some(key) = key_of_line(line) {
            keys.add(key);
            if let Some(format) = keys.format_of_yaml() {
                return Some(format);
            }
        }
    }
    None
}

/// The key that a line begins with, if it does.
fn key_of_line(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_key = rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
    is_key.then(|| key.trim_end().trim_matches(['"', '\'']))
}

/// The format by the outermost keys of YAML that is written in another way.
fn by_documents(text: Text<'_>) -> Option<GraphFormat> {
    let documents = yaml::documents(text).ok()?;
    documents.iter().find_map(|document| {
        let mut keys = Keys::default();
        document.entries().iter().for_each(|(key, _)| keys.add(key));
        keys.format_of_yaml()
    })
}
