//! What files state of one service.

use indexmap::IndexSet;

use super::{Mode, Named, Tags};
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
    pub depends_on: Option<Named<Option<bool>>>,
    pub links: IndexSet<String>,
    pub volumes_from: IndexSet<String>,
    /// What each of the shared fields states.
    pub shared: [Option<String>; SHARED.len()],
    pub external_links: Named<String>,
    pub models: Named<String>,
    /// What is called how while it is built.
    pub contexts: Named<String>,
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
            "external_links" => entries(&mut self.external_links, node, tags),
            "models" => entries(&mut self.models, node, tags),
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
            "external_links" => self.external_links = Named::default(),
            "models" => self.models = Named::default(),
            "build" => self.contexts = Named::default(),
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
    all: &mut Named<Option<bool>>,
    node: &Node,
    tags: &mut Tags,
    text: Text<'_>,
) -> Result<(), Error> {
    if !node.is_map() {
        for name in texts(node, "a list or a mapping of services", tags, text)? {
            *all.stated(&name) = Some(true);
        }
        return Ok(());
    }
    for (name, condition) in node.entries() {
        named(name, condition, text)?;
        let mode = tags.mode(condition, all.has(name));
        if mode == Mode::Removed {
            all.remove(name);
            continue;
        }
        let is_required = all.stated(name);
        if mode == Mode::Replaced {
            *is_required = None;
        }
        let mut fields = condition.entries().iter();
        let Some((_, required)) = fields.find(|(key, _)| key == "required") else {
            continue;
        };
        *is_required = match tags.mode(required, is_required.is_some()) {
            Mode::Removed => None,
            Mode::Merged if required.is_null() => continue,
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

/// The entries of a list or of a mapping, and what each stands for where that is a text: `name=text` in a list.
fn entries(all: &mut Named<String>, node: &Node, tags: &mut Tags) {
    for (name, node) in node.entries() {
        if tags.mode(node, all.has(name)) == Mode::Removed {
            all.remove(name);
        } else {
            node.text().unwrap_or_default().clone_into(all.stated(name));
        }
    }
    for node in node.list().unwrap_or_default() {
        tags.refuse(node);
        let entry = node.text().unwrap_or_default();
        let (name, text) = entry.split_once('=').unwrap_or((entry, ""));
        text.clone_into(all.stated(name));
    }
}

/// The contexts of a build.
fn build(contexts: &mut Named<String>, build: &Node, tags: &mut Tags) {
    let mut stated = build.entries().iter();
    let Some((_, node)) = stated.find(|(key, _)| key == "additional_contexts") else {
        return;
    };
    let mode = tags.mode(node, !contexts.is_empty());
    if mode != Mode::Merged {
        *contexts = Named::default();
    }
    if mode != Mode::Removed {
        entries(contexts, node, tags);
    }
}
