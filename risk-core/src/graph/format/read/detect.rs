//! Recognising the format of a component graph from its content.
//!
//! A file that is damaged is still recognised, so that the error is about the damage: what is looked at
//! is how the content begins and which keys it has outermost, and not the whole.

use std::fmt;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::{GraphFormat, Text, csv, dot, yaml};
use crate::error::{Error, Remedy};

/// The format of a text.
pub(super) fn detect(text: Text<'_>) -> Result<GraphFormat, Error> {
    if text.text.trim_start().starts_with('{') {
        let mut keys = Keys::default();
        // What is wrong after the keys does not matter yet.
        let _ = serde_json::Deserializer::from_str(text.text).deserialize_map(&mut keys);
        if let Some(format) = keys.format() {
            return Ok(format);
        }
        // The outermost mapping may be YAML that looks like JSON.
        let damaged = || text.json::<IgnoredAny>(text.text).err();
        return by_documents(text).ok_or_else(|| damaged().unwrap_or_else(|| unclear(text)));
    }
    if dot::is_graph(text) {
        return Ok(GraphFormat::Dot);
    }
    if csv::is_table(text) {
        return Ok(GraphFormat::Csv);
    }
    let found = by_lines(text.text).or_else(|| by_documents(text));
    found.ok_or_else(|| unclear(text))
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
