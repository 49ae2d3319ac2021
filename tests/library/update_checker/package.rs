//! A package: its parts, and the relationships between them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tree::Element;

/// The parts of a package.
pub struct Package {
    parts: Vec<Part>,
}

struct Part {
    name: String,
    /// The name as it is compared.
    folded: String,
    content: Vec<u8>,
    /// Its outermost element, where it is one that is XML.
    tree: Result<Element, String>,
}

/// A relationship of a part to another one, or to something outside.
#[derive(Debug, Clone)]
pub struct Relationship {
    pub id: String,
    /// The last segment of its type.
    pub kind: String,
    /// The name of the part; of what is outside, the address.
    pub target: String,
    pub is_external: bool,
}

impl Package {
    pub fn open(workbook: &[u8]) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| format!("the archive is damaged: {error}");
        let archive = ZipArchive::new(Cursor::new(workbook));
        let mut archive = archive.map_err(|error| told(&error))?;
        let mut parts = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(|error| told(&error))?;
            let name = entry.name().map_err(|error| told(&error))?.into_owned();
            let mut content = Vec::new();
            entry
                .read_to_end(&mut content)
                .map_err(|error| told(&error))?;
            if !name.ends_with('/') {
                parts.push(Part::new(name.replace('\\', "/"), content));
            }
        }
        Ok(Self { parts })
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    fn part(&self, name: &str) -> Option<&Part> {
        let name = folded(name);
        self.parts.iter().find(|part| part.folded == name)
    }

    /// The content of a part.
    pub fn content(&self, name: &str) -> Option<&[u8]> {
        self.part(name).map(|part| part.content.as_slice())
    }

    /// The outermost element of a part.
    pub fn tree(&self, name: &str) -> Result<&Element, String> {
        let part = self.part(name).ok_or("it is missing")?;
        part.tree.as_ref().map_err(Clone::clone)
    }

    /// The relationships of a part, or of the package where the name is empty; none where there
    /// is nothing to read.
    pub fn relationships(&self, part: &str) -> Vec<Relationship> {
        let Ok(tree) = self.tree(&relationships_of(part)) else {
            return Vec::new();
        };
        let all = tree
            .each("Relationship")
            .map(|one| Relationship::of(part, one));
        all.collect()
    }

    /// The part that a part has a relationship of a kind to.
    pub fn related(&self, part: &str, kind: &str) -> Option<String> {
        let mut all = self.relationships(part).into_iter();
        all.find(|one| one.kind == kind).map(|one| one.target)
    }
}

impl Part {
    fn new(name: String, content: Vec<u8>) -> Self {
        let folded = folded(&name);
        let is_xml = matches!(ending(&folded), "xml" | "rels");
        let text = text(&content).filter(|_| is_xml).ok_or("it is no text");
        Self {
            tree: text
                .map_err(str::to_owned)
                .and_then(|text| Element::parse(&text)),
            name,
            folded,
            content,
        }
    }
}

/// The text of a part, without its byte order mark.
pub fn text(content: &[u8]) -> Option<String> {
    let units = |unit: fn([u8; 2]) -> u16| -> Vec<u16> {
        let pairs = content[2..].chunks_exact(2);
        pairs.map(|pair| unit([pair[0], pair[1]])).collect()
    };
    let text = match content {
        [0xFF, 0xFE, ..] => String::from_utf16(&units(u16::from_le_bytes)).ok()?,
        [0xFE, 0xFF, ..] => String::from_utf16(&units(u16::from_be_bytes)).ok()?,
        _ => str::from_utf8(content).ok()?.to_owned(),
    };
    Some(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    })
}

impl Relationship {
    fn of(part: &str, element: &Element) -> Self {
        let get = |name| element.get(name).unwrap_or_default();
        let is_external = get("TargetMode") == "External";
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self {
            id: get("Id").to_owned(),
            kind: get("Type")
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned(),
            target: if is_external {
                get("Target").to_owned()
            } else {
                resolved(folder, get("Target"))
            },
            is_external,
        }
    }
}

/// The name as it is compared: names of parts differ in more than case.
pub fn folded(name: &str) -> String {
    name.trim_start_matches('/').to_lowercase()
}

/// What stands behind the last dot of a name.
pub fn ending(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// The part with the relationships of a part.
pub fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The part whose relationships a part has, if it is one of relationships.
pub fn source_of(part: &str) -> Option<String> {
    let (folder, file) = part.rsplit_once('/')?;
    let source = file.strip_suffix(".rels")?;
    match folder.strip_suffix("_rels")? {
        "" => Some(source.to_owned()),
        folder => folder.ends_with('/').then(|| format!("{folder}{source}")),
    }
}

/// The name of the part that a target means, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target.as_str()),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(target.split('/')) {
        match segment {
            "" | "." => {}
            ".." => _ = segments.pop(),
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}
