//! `CycloneDX`: the components and services of a bill of materials, and their dependencies.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Gather, GraphFormat, Id, ReadComponents, Text};
use crate::error::Error;
use crate::register::Effect;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Bom {
    metadata: Metadata,
    components: Vec<Part>,
    services: Vec<Part>,
    dependencies: Vec<Dependency>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    component: Option<Part>,
}

/// A component or a service, with those that are part of it.
#[derive(Deserialize)]
struct Part {
    #[serde(rename = "bom-ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    group: String,
    name: String,
    #[serde(default)]
    version: String,
    purl: Option<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    components: Vec<Part>,
    #[serde(default)]
    services: Vec<Part>,
}

/// Whether what requires a component needs it to work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    #[default]
    Required,
    Optional,
    Excluded,
}

#[derive(Deserialize)]
struct Dependency {
    #[serde(rename = "ref")]
    reference: String,
    #[serde(rename = "dependsOn", default)]
    depends_on: Vec<String>,
    #[serde(default)]
    provides: Vec<String>,
}

/// Reads a bill of materials.
pub(super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let bom: Bom = text.json(text.text)?;
    let mut parts = Vec::new();
    let root = bom.metadata.component.iter();
    flatten(root.chain(&bom.components), None, &mut parts);
    flatten(&bom.services, Some("service"), &mut parts);
    let mut reader = Reader {
        gather: Gather::new(text.name),
        parts: HashMap::new(),
        excluded: 0,
        provided: 0,
        repeated: 0,
    };
    reader.name(&parts);
    for dependency in &bom.dependencies {
        reader.dependency(dependency);
    }
    Ok(reader.finish())
}

/// The parts with those within them, in the order of the file. `kind` is that of parts that have
/// no type. The reader of JSON bounds how deep they nest.
fn flatten<'a>(
    from: impl IntoIterator<Item = &'a Part>,
    kind: Option<&'static str>,
    to: &mut Vec<(&'a Part, &'a str)>,
) {
    for part in from {
        to.push((part, part.kind.as_deref().or(kind).unwrap_or_default()));
        flatten(&part.components, None, to);
        flatten(&part.services, Some("service"), to);
    }
}

struct Reader<'a> {
    gather: Gather,
    /// The component of each reference, and whether it is needed.
    parts: HashMap<&'a str, (Id, Scope)>,
    excluded: usize,
    provided: usize,
    repeated: usize,
}

impl<'a> Reader<'a> {
    /// Gives every part its id and its name.
    fn name(&mut self, parts: &[(&'a Part, &'a str)]) {
        let mut seen = HashSet::new();
        for (part, kind) in parts {
            let name = part.name();
            let stated = [part.purl.as_deref(), part.reference.as_deref()];
            let stated = stated.into_iter().flatten();
            let id = stated.map(str::trim).find(|id| !id.is_empty());
            let id = self.gather.component(id.unwrap_or(&name));
            if seen.insert(id) {
                let component = self.gather.describe(id);
                component.name = name;
                (*kind).clone_into(&mut component.kind);
                component.description.clone_from(&part.description);
            } else {
                self.repeated += 1;
            }
            if let Some(reference) = &part.reference {
                self.parts.entry(reference).or_insert((id, part.scope));
            }
        }
    }

    fn dependency(&mut self, dependency: &'a Dependency) {
        let (owner, _) = self.part(&dependency.reference);
        // CycloneDX has it that what depends on nothing is to be stated without any.
        self.gather.needs(owner);
        for required in &dependency.depends_on {
            let (member, scope) = self.part(required);
            match scope {
                Scope::Required => self.gather.require(owner, member, Effect::Hard),
                Scope::Optional => self.gather.require(owner, member, Effect::Soft),
                Scope::Excluded => self.excluded += 1,
            }
        }
        self.provided += dependency.provides.len();
    }

    /// What a reference names; where nothing has that reference, a component that is called so.
    fn part(&mut self, reference: &'a str) -> (Id, Scope) {
        if let Some(part) = self.parts.get(reference) {
            return *part;
        }
        let part = (self.gather.component(reference), Scope::Required);
        self.parts.insert(reference, part);
        part
    }

    fn finish(mut self) -> ReadComponents {
        let what = ["requirement is", "requirements are"];
        let rest = "of a component whose scope is `excluded`, and left out";
        self.gather.note_count(self.excluded, what, rest);
        let what = ["entry is", "entries are"];
        let rest = "under `provides`, which is not a requirement, and left out";
        self.gather.note_count(self.provided, what, rest);
        let what = ["component has", "components have"];
        let rest =
            "the package URL of another, or without one its reference or name, and is one with it";
        self.gather.note_count(self.repeated, what, rest);
        self.gather.finish(GraphFormat::CycloneDx)
    }
}

impl Part {
    /// What it is called: with its version, of which there may be another one some day.
    fn name(&self) -> String {
        let mut name = self.name.clone();
        if !self.group.is_empty() {
            name = format!("{}/{name}", self.group);
        }
        if !self.version.is_empty() {
            name = format!("{name}@{}", self.version);
        }
        name
    }
}
