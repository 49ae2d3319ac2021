//! Docker Compose: services and what they depend on.

use std::collections::HashSet;

use super::yaml::{self, Node};
use super::{Gather, GraphFormat, Id, ReadComponents, Text};
use crate::error::Error;
use crate::register::Effect;

/// The fields that may share something of another service, as `service:name`. Compose starts that
/// one first, as if it stood under `depends_on`.
const SHARED: [&str; 5] = ["network_mode", "ipc", "pid", "uts", "cgroup"];

/// Reads the services of a file.
pub(super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let documents = yaml::documents(text)?;
    let mut services = Services {
        text,
        gather: Gather::new(text.name),
        containers: 0,
        external: 0,
        extended: 0,
    };
    let mut found = false;
    let mut included = 0;
    for document in &documents {
        included += document
            .get("include")
            .map_or(0, |list| list.list().map_or(1, <[_]>::len));
        for (key, node) in document.entries() {
            if key == "services" {
                found = true;
                services.all(node)?;
            }
        }
    }
    if !found && included == 0 {
        let message = "expected a mapping with `services`, found none";
        return Err(text.malformed_at((1, 1), message));
    }
    Ok(services.finish(included))
}

/// What the services so far state.
struct Services<'a> {
    text: Text<'a>,
    gather: Gather,
    containers: usize,
    external: usize,
    extended: usize,
}

/// What one service depends on.
struct Service {
    id: Id,
    named: HashSet<Id>,
}

impl Services<'_> {
    fn all(&mut self, services: &Node) -> Result<(), Error> {
        if !services.is_map() && !services.is_null() {
            return Err(services.expected("a mapping of services by their names", self.text));
        }
        for (name, node) in services.entries() {
            // Extensions have a place among the services too.
            if !name.starts_with("x-") {
                self.service(name, node)?;
            }
        }
        Ok(())
    }

    fn service(&mut self, name: &str, node: &Node) -> Result<(), Error> {
        self.named(name, node)?;
        let id = self.gather.component(name);
        if node.is_null() {
            return Ok(());
        }
        if !node.is_map() {
            return Err(node.expected("a mapping with the fields of a service", self.text));
        }
        self.extended += usize::from(node.get("extends").is_some());
        let mut service = Service {
            id,
            named: HashSet::new(),
        };
        if let Some(depends) = node.get("depends_on") {
            self.depends_on(&mut service, depends)?;
        }
        self.links(&mut service, node)?;
        self.volumes_from(&mut service, node)?;
        self.shared(&mut service, node)
    }

    /// The list of names, or the mapping of names to conditions.
    fn depends_on(&mut self, service: &mut Service, depends: &Node) -> Result<(), Error> {
        // An empty one states that nothing is needed.
        self.gather.needs(service.id);
        if depends.is_map() {
            for (name, condition) in depends.entries() {
                self.named(name, condition)?;
                let effect = self.effect(condition)?;
                self.require(service, name, effect);
            }
            return Ok(());
        }
        for name in self.texts(depends, "a list or a mapping of services")? {
            self.require(service, name, Effect::Hard);
        }
        Ok(())
    }

    /// Refuses what has no name.
    fn named(&self, name: &str, node: &Node) -> Result<(), Error> {
        if name.trim().is_empty() {
            let message = "expected the name of a service before this, found nothing";
            return Err(node.malformed(self.text, message.to_owned()));
        }
        Ok(())
    }

    fn effect(&self, condition: &Node) -> Result<Effect, Error> {
        let Some(required) = condition.get("required") else {
            return Ok(Effect::Hard);
        };
        match required.text().map(str::to_lowercase).as_deref() {
            Some("true" | "yes" | "on") => Ok(Effect::Hard),
            Some("false" | "no" | "off") => Ok(Effect::Soft),
            _ => Err(required.expected("`true` or `false`", self.text)),
        }
    }

    /// The old form: `service` or `service:alias`.
    fn links(&mut self, service: &mut Service, node: &Node) -> Result<(), Error> {
        if let Some(links) = node.get("links") {
            for link in self.texts(links, "a list of services")? {
                let name = link.split(':').next().unwrap_or(link);
                self.imply(service, name);
            }
        }
        let external = node.get("external_links").and_then(Node::list);
        self.external += external.map_or(0, <[_]>::len);
        Ok(())
    }

    /// `service`, `service:ro` or `container:name:ro`.
    fn volumes_from(&mut self, service: &mut Service, node: &Node) -> Result<(), Error> {
        let Some(volumes) = node.get("volumes_from") else {
            return Ok(());
        };
        for volume in self.texts(volumes, "a list of services")? {
            let name = volume.split(':').next().unwrap_or(volume);
            if name == "container" && volume.contains(':') {
                self.containers += 1;
            } else {
                self.imply(service, name);
            }
        }
        Ok(())
    }

    fn shared(&mut self, service: &mut Service, node: &Node) -> Result<(), Error> {
        for field in SHARED {
            let Some(value) = node.get(field) else {
                continue;
            };
            let text = value
                .text()
                .ok_or_else(|| value.expected("a text", self.text))?;
            if let Some(name) = text.strip_prefix("service:") {
                self.imply(service, name);
            } else if text.starts_with("container:") {
                self.containers += 1;
            }
        }
        Ok(())
    }

    /// Requires a service that is named elsewhere than under `depends_on`, which goes first.
    fn imply(&mut self, service: &mut Service, name: &str) {
        let member = self.gather.component(name);
        if !service.named.contains(&member) {
            self.require(service, name, Effect::Hard);
        }
    }

    fn require(&mut self, service: &mut Service, name: &str, effect: Effect) {
        let member = self.gather.component(name);
        service.named.insert(member);
        self.gather.require(service.id, member, effect);
    }

    /// The texts of a list, none of them blank.
    fn texts<'n>(&self, list: &'n Node, what: &str) -> Result<Vec<&'n str>, Error> {
        let nodes = list.list().ok_or_else(|| list.expected(what, self.text))?;
        let texts = nodes.iter().map(|node| {
            let text = node.text().filter(|text| !text.trim().is_empty());
            text.ok_or_else(|| node.expected("the name of a service", self.text))
        });
        texts.collect()
    }

    fn finish(mut self, included: usize) -> ReadComponents {
        let what = ["file that is included is", "files that are included are"];
        self.gather.note_count(included, what, "not read");
        let rest = "another, and what it has from there is not followed";
        let what = ["service extends", "services extend"];
        self.gather.note_count(self.extended, what, rest);
        let rest = "to a container instead of a service, and left out";
        let what = ["reference is", "references are"];
        self.gather.note_count(self.containers, what, rest);
        let what = ["external link leads", "external links lead"];
        let rest = "out of the file, and left out";
        self.gather.note_count(self.external, what, rest);
        self.gather.finish(GraphFormat::Compose)
    }
}
