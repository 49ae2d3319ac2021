//! Parts of a package with their types and relationships, and the archive of them.

use std::io::{Cursor, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::features::Feature;
use super::plan::Plan;
use super::xml::{OFFICE, escaped};

/// The parts of a package, in the order of the archive.
pub struct Parts<'p> {
    plan: &'p Plan,
    /// Their names and contents.
    contents: Vec<(String, Vec<u8>)>,
    types: Vec<(String, String)>,
    /// Of each relationship: the part that has it, its type, its target.
    relationships: Vec<(String, String, String)>,
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

impl<'p> Parts<'p> {
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            contents: Vec::new(),
            types: Vec::new(),
            relationships: Vec::new(),
        }
    }

    /// The name of a part that is usually called so.
    pub fn name(&self, usual: &str) -> String {
        if !self.plan.has(Feature::OwnNames) {
            return usual.to_owned();
        }
        let own = [
            ("xl/workbook.xml", "book/main.xml"),
            ("xl/worksheets/sheet", "book/pages/page"),
            ("xl/sharedStrings", "book/texts"),
            ("xl/", "book/"),
        ];
        let renamed = own
            .iter()
            .find_map(|(from, to)| Some(format!("{to}{}", usual.strip_prefix(from)?)));
        renamed.unwrap_or_else(|| usual.to_owned())
    }

    /// Adds a part with a type, or with that of its ending where it has none of its own.
    pub fn add(&mut self, usual: &str, kind: &str, content: impl Into<Vec<u8>>) {
        let name = self.name(usual);
        if !kind.is_empty() {
            self.types
                .push((name.clone(), format!("application/{kind}")));
        }
        self.contents.push((name, content.into()));
    }

    /// Relates a part to another one, or the package where the first is empty; gives the name of the
    /// relationship.
    pub fn relate(&mut self, from: &str, kind: &str, to: &str) -> String {
        let (from, to) = (self.name(from), self.name(to));
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = if self.plan.has(Feature::AbsoluteTargets) {
            format!("/{to}")
        } else {
            relative(folder, &to)
        };
        let kind = if kind.contains('/') {
            kind.to_owned()
        } else {
            format!("{OFFICE}/{kind}")
        };
        self.push(from, &kind, &format!("Target=\"{target}\""))
    }

    /// Relates a part to an address.
    pub fn relate_outside(&mut self, from: &str, kind: &str, address: &str) -> String {
        let target = format!("Target=\"{}\" TargetMode=\"External\"", escaped(address));
        self.push(self.name(from), &format!("{OFFICE}/{kind}"), &target)
    }

    fn push(&mut self, from: String, kind: &str, target: &str) -> String {
        let before = self
            .relationships
            .iter()
            .filter(|(other, ..)| *other == from);
        let id = format!("rId{}", before.count() + 1);
        let xml = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" {target}/>");
        self.relationships.push((from, id.clone(), xml));
        id
    }

    /// The bytes of the package.
    pub fn finish(mut self) -> Vec<u8> {
        let mut sources: Vec<String> = self
            .relationships
            .iter()
            .map(|(from, ..)| from.clone())
            .collect();
        sources.sort();
        sources.dedup();
        for from in sources {
            let of_part = self
                .relationships
                .iter()
                .filter(|(other, ..)| *other == from);
            let of_part: String = of_part.map(|(.., xml)| xml.as_str()).collect();
            let (folder, file) = from.rsplit_once('/').unwrap_or(("", &from));
            let folder = if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            };
            let xml = format!("<Relationships xmlns=\"{RELATIONSHIPS}\">{of_part}</Relationships>");
            self.contents
                .push((format!("{folder}_rels/{file}.rels"), xml.into()));
        }
        let types = self
            .types
            .iter()
            .map(|(name, kind)| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>"));
        let ending = |ending: &str, kind: &str| {
            format!("<Default Extension=\"{ending}\" ContentType=\"application/{kind}\"/>")
        };
        let endings = ending("rels", "vnd.openxmlformats-package.relationships+xml")
            + &ending("xml", "xml")
            + &ending("bin", "vnd.ms-office.vbaProject")
            + &ending("vml", "vnd.openxmlformats-officedocument.vmlDrawing")
            + &ending("dat", "octet-stream");
        let types: String = types.collect();
        let types = format!("<Types xmlns=\"{TYPES}\">{endings}{types}</Types>");
        self.contents
            .insert(0, ("[Content_Types].xml".to_owned(), types.into()));
        self.archive()
    }

    fn archive(&self) -> Vec<u8> {
        if self.plan.has(Feature::StreamedParts) {
            let zip = self.written(ZipWriter::new_stream(Vec::new()));
            return zip.finish().expect("memory takes all writes").into_inner();
        }
        let zip = self.written(ZipWriter::new(Cursor::new(Vec::new())));
        zip.finish().expect("memory takes all writes").into_inner()
    }

    fn written<W: Write + Seek>(&self, mut zip: ZipWriter<W>) -> ZipWriter<W> {
        for (number, (name, content)) in self.contents.iter().enumerate() {
            // Not all at once: most programs store small parts alone.
            let is_stored = self.plan.has(Feature::StoredParts) && number % 3 > 0;
            let method = if is_stored {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file(name.as_str(), options)
                .expect("the name is new");
            zip.write_all(content).expect("memory takes all writes");
        }
        zip
    }
}

/// The way from a folder to a part.
fn relative(folder: &str, to: &str) -> String {
    let folder: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = folder
        .iter()
        .zip(&to)
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder[shared..].iter().map(|_| "..");
    let way: Vec<&str> = up.chain(to[shared..].iter().copied()).collect();
    way.join("/")
}
