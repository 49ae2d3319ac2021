//! Reading the files of a source.

use std::collections::HashSet;

use super::service::named;
use super::{Mode, Named, Service, Tags};
use crate::error::Error;
use crate::graph::format::read::yaml::{self, Node};
use crate::graph::format::read::{Gather, GraphFormat, Id, ReadComponents, Text};
use crate::register::Effect;

/// What `$DB` and `${DB}` have, and no name of a service.
const VARIABLE: char = '$';

/// Reads the services of files, each of which states more or otherwise than those before it.
pub(in super::super) fn read(files: &[Text<'_>]) -> Result<ReadComponents, Error> {
    let mut project = Project::default();
    for file in files {
        for document in &yaml::documents(*file)? {
            project.document(document, *file)?;
        }
    }
    match files.first() {
        Some(first) if !project.has_services && project.included == 0 => {
            let message = "expected a mapping with `services`, found none";
            Err(first.malformed_at((1, 1), message))
        }
        first => Ok(project.finish(first.map_or("", |first| first.name))),
    }
}

/// What the documents so far state.
#[derive(Default)]
struct Project {
    services: Named<Service>,
    has_services: bool,
    included: usize,
    tags: Tags,
}

impl Project {
    fn document(&mut self, document: &Node, text: Text<'_>) -> Result<(), Error> {
        self.tags.refuse(document);
        let included = document.get("include");
        if let Some(list) = included {
            self.tags.refuse(list);
        }
        self.included += included.map_or(0, |list| list.list().map_or(1, <[_]>::len));
        for (_, node) in document
            .entries()
            .iter()
            .filter(|(key, _)| key == "services")
        {
            self.has_services = true;
            self.all(node, text)?;
        }
        Ok(())
    }

    fn all(&mut self, services: &Node, text: Text<'_>) -> Result<(), Error> {
        let mode = self.tags.mode(services, !self.services.is_empty());
        if mode != Mode::Merged {
            self.services = Named::default();
        }
        if mode == Mode::Removed {
            return Ok(());
        }
        if !services.is_map() && !services.is_null() {
            return Err(services.expected("a mapping of services by their names", text));
        }
        for (name, node) in services.entries() {
            self.service(name, node, text)?;
        }
        Ok(())
    }

    fn service(&mut self, name: &str, node: &Node, text: Text<'_>) -> Result<(), Error> {
        named(name, node, text)?;
        let mode = self.tags.mode(node, self.services.has(name));
        if mode == Mode::Removed {
            self.services.remove(name);
            return Ok(());
        }
        let service = self.services.stated(name);
        if mode == Mode::Replaced {
            *service = Service::default();
        }
        if !node.is_map() && !node.is_null() {
            return Err(node.expected("a mapping with the fields of a service", text));
        }
        for (key, field) in node.entries() {
            service.read(key, field, &mut self.tags, text)?;
        }
        Ok(())
    }

    fn finish(self, source: &str) -> ReadComponents {
        let mut graph = Graph {
            gather: Gather::new(source),
            containers: 0,
            variable: 0,
        };
        for (name, service) in self.services.iter() {
            graph.service(name, service);
        }
        graph.finish(&self)
    }
}

/// The services as components.
struct Graph {
    gather: Gather,
    containers: usize,
    /// The names that have a variable in them, which only Compose knows.
    variable: usize,
}

/// What one service depends on.
struct Owner {
    id: Id,
    named: HashSet<Id>,
}

impl Graph {
    fn service(&mut self, name: &str, service: &Service) {
        let id = self.gather.component(name);
        let mut owner = Owner {
            id,
            named: HashSet::new(),
        };
        if let Some(all) = &service.depends_on {
            // An empty one states that nothing is needed.
            self.gather.needs(id);
            for (name, is_required) in all.iter() {
                let effect = match is_required {
                    Some(false) => Effect::Soft,
                    Some(true) | None => Effect::Hard,
                };
                self.require(&mut owner, name, effect);
            }
        }
        // The old form: `service` or `service:alias`.
        for link in &service.links {
            let name = link.split(':').next().unwrap_or(link);
            self.imply(&mut owner, name);
        }
        // `service`, `service:ro` or `container:name:ro`.
        for volume in &service.volumes_from {
            let name = volume.split(':').next().unwrap_or(volume);
            if name == "container" && volume.contains(':') {
                self.containers += 1;
            } else {
                self.imply(&mut owner, name);
            }
        }
        for stated in service.shared.iter().flatten() {
            if let Some(name) = stated.strip_prefix("service:") {
                self.imply(&mut owner, name);
            } else if stated.starts_with("container:") {
                self.containers += 1;
            } else if stated.contains(VARIABLE) {
                // It may well be a service.
                self.variable += 1;
            }
        }
    }

    /// Requires a service that is named elsewhere than under `depends_on`, which goes first.
    fn imply(&mut self, owner: &mut Owner, name: &str) {
        let member = self.gather.component(name);
        if !owner.named.contains(&member) {
            self.require(owner, name, Effect::Hard);
        }
    }

    fn require(&mut self, owner: &mut Owner, name: &str, effect: Effect) {
        let member = self.gather.component(name);
        owner.named.insert(member);
        self.variable += usize::from(name.contains(VARIABLE));
        self.gather.require(owner.id, member, effect);
    }

    /// The components, with what was left out.
    fn finish(mut self, project: &Project) -> ReadComponents {
        let all = || project.services.iter().map(|(_, service)| service);
        let gather = &mut self.gather;
        let what = ["file that is included is", "files that are included are"];
        gather.note_count(project.included, what, "not read");
        let rest = "another, and what it has from there is not followed";
        let extended = all().filter(|service| service.extends).count();
        gather.note_count(extended, ["service extends", "services extend"], rest);
        let references = ["reference is", "references are"];
        let rest = "to a container instead of a service, and left out";
        gather.note_count(self.containers, references, rest);
        let what = ["external link leads", "external links lead"];
        let external = all().map(|service| service.external_links.len()).sum();
        gather.note_count(external, what, "out of the file, and left out");
        let rest = "with a variable, which is not filled in: `docker compose config` writes the file with its value";
        gather.note_count(
            self.variable,
            ["reference is to a name", "references are to names"],
            rest,
        );
        let models = all().map(|service| service.models.len()).sum();
        let rest = "to a model, which is no service, and left out";
        gather.note_count(models, references, rest);
        let contexts = all().flat_map(|service| service.contexts.iter());
        let contexts = contexts.filter(|(_, context)| context.starts_with("service:"));
        let rest = "to a service whose image another one is built from, which states nothing of what is needed to \
                    run, and left out";
        gather.note_count(contexts.count(), references, rest);
        project.tags.note(gather);
        self.gather.finish(GraphFormat::Compose)
    }
}
