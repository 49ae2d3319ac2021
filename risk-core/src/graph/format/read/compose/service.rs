//! What files state of one service.

use indexmap::{IndexMap, IndexSet};

use super::{Mode, Tags};
use crate::error::Error;
use crate::graph::format::read::Text;
use crate::graph::format::read::yaml::Node;

/// The fields that may share something of another service, as `service:name`. Compose starts that
/// one first, as if it stood under `depends_on`.
const SHARED: [&str; 5] = ["network_mode", "ipc", "pid", "uts", "cgroup"];

/// A service by what it states of others.
#[derive(Debug, Default)]
pub(super) struct Service {
    /// Whether each one is required, where that is stated; `None` where nothing is.
    pub depends_on: Option<IndexMap<String, Option<bool>>>,
    pub links: IndexSet<String>,
    pub volumes_from: IndexSet<String>,
    /// What each of the shared fields states.
    pub shared: [Option<String>; SHARED.len()],
    pub external_links: IndexSet<String>,
    pub models: IndexSet<String>,
    /// What is called how while it is built.
    pub contexts: IndexMap<String, String>,
    pub extends: bool,
}

impl Service {
    /// Reads a field over what was stated before.
    pub fn read(
        &mut self,
        key: &str,
        node: &Node,
        tags: &mut Tags,
        text: Text<'_>,
    ) -> Result<(), Error> {
        let shared = SHARED.iter().position(|field| *field == key);
        let was_stated = match key {
            "depends_on" => self.depends_on.is_some(),
            "links" => !self.links.is_empty(),
            "volumes_from" => !self.volumes_from.is_empty(),
            "external_links" => !self.external_links.is_empty(),
            "models" => !self.models.is_empty(),
            "build" => !self.contexts.is_empty(),
            "extends" => self.extends,
            _ => match shared {
                Some(field) => self.shared[field].is_some(),
                None => return Ok(()),
            },
        };
        let mode = tags.mode(node, was_stated || key == "build");
        if mode != Mode::Merged {
            self.clear(key, shared);
        }
        if mode == Mode::Removed || node.is_null() {
            return Ok(());
        }
        match key {
            "depends_on" => depends_on(self.depends_on.get_or_insert_default(), node, tags, text)?,
            "links" => self.links.extend(services(node, tags, text)?),
            "volumes_from" => self.volumes_from.extend(services(node, tags, text)?),
            "external_links" => self.external_links.extend(entries(node)),
            "models" => self.models.extend(entries(node)),
            "build" => build(&mut self.contexts, node, tags),
            "extends" => self.extends = true,
            _ => {
                let stated = node.text().ok_or_else(|| node.expected("a text", text))?;
                if let Some(field) = shared {
                    self.shared[field] = Some(stated.to_owned());
                }
            }
        }
        Ok(())
    }

    fn clear(&mut self, key: &str, shared: Option<usize>) {
        match key {
            "depends_on" => self.depends_on = None,
            "links" => self.links.clear(),
            "volumes_from" => self.volumes_from.clear(),
            "external_links" => self.external_links.clear(),
            "models" => self.models.clear(),
            "build" => self.contexts.clear(),
            "extends" => self.extends = false,
            _ => {
                if let Some(field) = shared {
                    self.shared[field] = None;
                }
            }
        }
    }
}

/// The list of names, or the mapping of names to conditions.
fn depends_on(
    all: &mut IndexMap<String, Option<bool>>,
    node: &Node,
    tags: &mut Tags,
    text: Text<'_>,
) -> Result<(), Error> {
    if !node.is_map() {
        for name in texts(node, "a list or a mapping of services", tags, text)? {
            all.insert(name, Some(true));
        }
        return Ok(());
    }
    for (name, condition) in node.entries() {
        named(name, condition, text)?;
        let mode = tags.mode(condition, all.contains_key(name));
        if mode == Mode::Removed {
            all.shift_remove(name);
            continue;
        }
        let is_required = all.entry(name.clone()).or_default();
        if mode == Mode::Replaced {
            *is_required = None;
        }
        let Some(required) = condition.get("required") else {
            continue;
        };
        *is_required = match tags.mode(required, is_required.is_some()) {
            Mode::Removed => None,
            Mode::Merged | Mode::Replaced => Some(truth(required, text)?),
        };
    }
    Ok(())
}

fn truth(node: &Node, text: Text<'_>) -> Result<bool, Error> {
    match node.text().map(str::to_lowercase).as_deref() {
        Some("true" | "yes" | "on") => Ok(true),
        Some("false" | "no" | "off") => Ok(false),
        _ => Err(node.expected("`true` or `false`", text)),
    }
}

/// Refuses what has no name.
pub(super) fn named(name: &str, node: &Node, text: Text<'_>) -> Result<(), Error> {
    if name.trim().is_empty() {
        let message = "expected the name of a service before this, found nothing";
        return Err(node.malformed(text, message.to_owned()));
    }
    Ok(())
}

fn services(node: &Node, tags: &mut Tags, text: Text<'_>) -> Result<Vec<String>, Error> {
    texts(node, "a list of services", tags, text)
}

/// The texts of a list, none of them blank.
fn texts(node: &Node, what: &str, tags: &mut Tags, text: Text<'_>) -> Result<Vec<String>, Error> {
    let nodes = node.list().ok_or_else(|| node.expected(what, text))?;
    let texts = nodes.iter().map(|node| {
        tags.refuse(node);
        let stated = node.text().filter(|stated| !stated.trim().is_empty());
        let stated = stated.ok_or_else(|| node.expected("the name of a service", text))?;
        Ok(stated.to_owned())
    });
    texts.collect()
}

/// The entries of a list, or the keys of a mapping, of something that is only counted.
fn entries(node: &Node) -> Vec<String> {
    let keys = node.entries().iter().map(|(key, _)| key.clone());
    let texts = node.list().unwrap_or_default().iter();
    let texts = texts.map(|node| node.text().unwrap_or_default().to_owned());
    keys.chain(texts).collect()
}

/// The contexts of a build: a mapping, or a list of `name=context`.
fn build(contexts: &mut IndexMap<String, String>, build: &Node, tags: &mut Tags) {
    let stated = build.entries().iter();
    let Some((_, node)) = stated.clone().find(|(key, _)| key == "additional_contexts") else {
        return;
    };
    let mode = tags.mode(node, !contexts.is_empty());
    if mode != Mode::Merged {
        contexts.clear();
    }
    if mode == Mode::Removed {
        return;
    }
    for (name, context) in node.entries() {
        contexts.insert(name.clone(), context.text().unwrap_or_default().to_owned());
    }
    for context in entries(node).iter().filter(|_| !node.is_map()) {
        if let Some((name, context)) = context.split_once('=') {
            contexts.insert(name.to_owned(), context.to_owned());
        }
    }
}
