//! The base of a sync that a workbook names: a custom property of the document, which other programs keep.

use super::markup::Dialect;
use super::package::PackageUpdate;
use super::splices::Splices;
use super::workbook::{Update, Workbook};
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::package::{Archive, Xml, attribute, damage, local, parsed, relationships};

/// The name of the property.
const PROPERTY: &str = "risk.base";
/// The part of a workbook that had no custom properties.
const PART: &str = "docProps/custom.xml";
/// Where the parts of a package state what they are, and what the package has (ECMA-376 part 2, 7.2 and 6.5).
const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "_rels/.rels";
const WHAT: &str = "the base that it was synced with";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"></Properties>";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties";
const VALUES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
/// The set of properties that users define (ECMA-376 part 1, 22.3.2.2).
const SET: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

impl Workbook {
    /// The name of the base that the workbook had when it was last synced, where it states one.
    ///
    /// # Errors
    ///
    /// When a part of the package is damaged.
    pub fn base(&self) -> Result<Option<String>, Error> {
        named_base(&self.bytes, self.options.limits)
    }

    /// An update after which the workbook names a base.
    ///
    /// # Errors
    ///
    /// When the workbook is signed, or is of a format that is only read, and when a part of the package is damaged.
    pub fn with_base(&self, update: Update, name: &str) -> Result<Update, Error> {
        self.check_format()?;
        let trackers = &self.options.settings.trackers;
        let mut package =
            PackageUpdate::without_cells(&update.bytes, self.options.limits, trackers)?;
        let related = package.relationships("")?;
        let known = related.iter().find(|part| is_properties(&part.kind));
        let part = known.map_or(PART, |part| part.target.as_str()).to_owned();
        if known.is_none() {
            let id = (1..).map(|number| format!("rIdRisk{number}"));
            let mut id = id.filter(|id| related.iter().all(|part| part.id != *id));
            let id = id.next().unwrap_or_default();
            let entry = |dialect: &Dialect| {
                let name = dialect.name("Override");
                format!("<{name} PartName=\"/{PART}\" ContentType=\"{TYPE}\"/>")
            };
            append(&mut package, TYPES, entry)?;
            let entry = |dialect: &Dialect| {
                let name = dialect.name("Relationship");
                format!("<{name} Id=\"{id}\" Type=\"{RELATIONSHIP}\" Target=\"{PART}\"/>")
            };
            append(&mut package, RELATIONSHIPS, entry)?;
        }
        // One that has none may be written as one tag.
        let text = package.text(&part)?.filter(|text| text.contains("</"));
        let text = text.unwrap_or_else(|| EMPTY.to_owned());
        let properties = Properties::read(&part, &text, package.limits.depth)?;
        let entry = |dialect: &Dialect| {
            let (property, pid) = (dialect.name("property"), properties.most.saturating_add(1));
            format!(
                "<{property} fmtid=\"{SET}\" pid=\"{pid}\" name=\"{PROPERTY}\">\
                 <vt:lpwstr xmlns:vt=\"{VALUES}\">{name}</vt:lpwstr></{property}>"
            )
        };
        match properties.known {
            Some((span, _)) => {
                let mut splices = Splices::default();
                splices.replace(span, entry(&Dialect::of(&text)));
                package.change(&part, &text, splices, WHAT);
            }
            None => {
                package.replace(&part, text);
                append(&mut package, &part, entry)?;
            }
        }
        let (bytes, parts) = package.finish()?;
        let mut update = Update { bytes, ..update };
        update.parts.extend(parts);
        Ok(update)
    }
}

/// The name of the base that the bytes of a workbook state, if they do.
pub(crate) fn named_base(bytes: &[u8], limits: Limits) -> Result<Option<String>, Error> {
    let mut archive = Archive::open(bytes, limits)?;
    let package = relationships(&mut archive, "", limits)?;
    let Some(part) = package.into_iter().find(|part| is_properties(&part.kind)) else {
        return Ok(None);
    };
    let Some(text) = archive.text(&part.target)? else {
        return Ok(None);
    };
    let properties = Properties::read(&part.target, &text, limits.depth)?;
    Ok(properties.known.map(|(_, value)| value))
}

/// Both editions of the standard have a word for the relationship.
fn is_properties(kind: &str) -> bool {
    matches!(kind, "custom-properties" | "customProperties")
}

/// The custom properties of a document.
struct Properties {
    /// Where ours stands, and its value.
    known: Option<(std::ops::Range<usize>, String)>,
    /// The highest number of any; the first two are reserved.
    most: u32,
}

impl Properties {
    fn read(part: &str, text: &str, depth: u64) -> Result<Self, Error> {
        let mut xml = Xml::new(part, text, depth);
        let mut properties = Self {
            known: None,
            most: 1,
        };
        while let Some(element) = xml.next_start()? {
            if local(&element) != "property" {
                continue;
            }
            let pid = parsed(&element, "pid").unwrap_or(0);
            properties.most = properties.most.max(pid);
            if attribute(&element, "name").as_deref() == Some(PROPERTY) {
                let start = xml.span().start;
                let mut value = String::new();
                xml.append_unescaped(&mut value)?;
                let value = value.trim().to_owned();
                properties.known = Some((start..xml.position(), value));
            }
        }
        Ok(properties)
    }
}

/// Puts an element at the end of the outermost one of a part.
fn append(
    package: &mut PackageUpdate<'_>,
    part: &str,
    element: impl FnOnce(&Dialect) -> String,
) -> Result<(), Error> {
    let text = package.text(part)?.unwrap_or_default();
    let mut splices = Splices::default();
    let end = text
        .rfind("</")
        .filter(|end| text[*end..].matches('<').count() == 1);
    match end {
        Some(end) => splices.insert(end, element(&Dialect::of(&text))),
        None => return Err(damage(format!("{part} does not end as it begins"))),
    }
    package.change(part, &text, splices, WHAT);
    Ok(())
}
