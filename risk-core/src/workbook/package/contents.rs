//! What a package has: its sheets, and where their parts are.

use std::collections::{HashMap, HashSet};

use super::xml::{Xml, attribute, is_true, local};
use super::{Archive, damage};
use crate::error::Error;
use crate::workbook::Limits;

/// A worksheet of a workbook.
#[derive(Debug, Clone, Default)]
pub(in crate::workbook) struct SheetEntry {
    /// The name on its tab.
    pub name: String,
    /// The name of its part.
    pub part: String,
    /// What formulas that are listed apart call it.
    pub id: String,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// The parts that a reader needs.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Contents {
    /// The part that lists the sheets.
    pub workbook: String,
    pub sheets: Vec<SheetEntry>,
    pub shared_strings: Option<String>,
    pub styles: Option<String>,
    /// The part that lists the cells with formulas.
    pub calc_chain: Option<String>,
    /// Whether the package has a digital signature.
    pub is_signed: bool,
    /// Whether dates count from 1904.
    pub is_1904: bool,
    /// Whether the results of formulas are to be computed when it is opened, as who wrote it did not.
    pub has_old_results: bool,
    /// The title among the document's properties; empty when there is none.
    pub title: String,
    /// The names that stand for ranges of cells in the whole workbook.
    pub names: HashMap<String, String>,
}

/// A relationship of a part to another one.
#[derive(Debug)]
pub(in crate::workbook) struct Relationship {
    pub id: String,
    /// The last word of its type.
    pub kind: String,
    /// The name of the part that it leads to, or an address outside of the package.
    pub target: String,
}

impl Contents {
    pub(in crate::workbook) fn read(
        archive: &mut Archive<'_>,
        limits: Limits,
    ) -> Result<Self, Error> {
        let package = relationships(archive, "", limits)?;
        let workbook = package
            .iter()
            .find(|relationship| relationship.kind == "officeDocument")
            .map(|relationship| relationship.target.clone())
            .ok_or_else(|| damage("it does not name the part that is the workbook"))?;
        let parts = relationships(archive, &workbook, limits)?;
        let part = |kind: &str| {
            let found = parts.iter().find(|relationship| relationship.kind == kind);
            found.map(|relationship| relationship.target.clone())
        };
        let listed = listed(archive, &workbook, &parts, limits)?;
        let properties = package.iter().find(|r| r.kind == "core-properties");
        let title = match properties {
            Some(properties) => title(archive, &properties.target, limits)?,
            None => String::new(),
        };
        Ok(Self {
            shared_strings: part("sharedStrings"),
            styles: part("styles"),
            calc_chain: part("calcChain"),
            is_signed: package.iter().any(|r| r.kind == "origin"),
            title,
            workbook,
            ..listed
        })
    }
}

/// A workbook with more defined names has them from a program and not from people; the rest are not read, so that they
/// cost no memory.
const MOST_NAMES: usize = 10_000;

/// What the part of the workbook lists: the worksheets, the names, and how dates count. Chart sheets and
/// the like have no cells and are left out.
fn listed(
    archive: &mut Archive<'_>,
    workbook: &str,
    parts: &[Relationship],
    limits: Limits,
) -> Result<Contents, Error> {
    let text = archive.text_needed(workbook)?;
    let mut xml = Xml::new(workbook, &text, limits.depth);
    let mut parts_seen = HashSet::new();
    let parts: HashMap<&str, &Relationship> =
        parts.iter().map(|part| (part.id.as_str(), part)).collect();
    let mut listed = Contents::default();
    while let Some(element) = xml.next_start()? {
        let get = |name| attribute(&element, name).unwrap_or_default();
        match local(&element) {
            "workbookPr" => listed.is_1904 = is_true(&element, "date1904"),
            "calcPr" => listed.has_old_results = is_true(&element, "fullCalcOnLoad"),
            "sheet" => {
                let part = parts.get(&*get("id"));
                let Some(part) = part.filter(|part| part.kind == "worksheet") else {
                    continue;
                };
                let part = &part.target;
                // One part as a million sheets would be read a million times.
                if !parts_seen.insert(part) {
                    return Err(damage(format!("{part} is the part of two sheets")));
                }
                listed.sheets.push(SheetEntry {
                    name: get("name").into_owned(),
                    part: part.clone(),
                    id: get("sheetId").into_owned(),
                    hidden: matches!(&*get("state"), "hidden" | "veryHidden"),
                });
            }
            "definedName" => {
                let is_of_sheet = attribute(&element, "localSheetId").is_some();
                let mut range = String::new();
                xml.append_text(&mut range)?;
                if !is_of_sheet && listed.names.len() < MOST_NAMES {
                    listed.names.insert(get("name").into_owned(), range);
                }
            }
            _ => {}
        }
    }
    Ok(listed)
}

fn title(archive: &mut Archive<'_>, part: &str, limits: Limits) -> Result<String, Error> {
    let mut title = String::new();
    let Some(text) = archive.text(part)? else {
        return Ok(title);
    };
    let mut xml = Xml::new(part, &text, limits.depth);
    while let Some(element) = xml.next_start()? {
        if local(&element) == "title" {
            // The properties are no spreadsheet, and have no escapes of their own.
            xml.append_unescaped(&mut title)?;
        }
    }
    Ok(title)
}

/// The relationships of a part, or of the whole package; none when it has no such part.
pub(in crate::workbook) fn relationships(
    archive: &mut Archive<'_>,
    part: &str,
    limits: Limits,
) -> Result<Vec<Relationship>, Error> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = resolve(folder, &format!("_rels/{file}.rels"));
    let mut relationships = Vec::new();
    let Some(text) = archive.text(&name)? else {
        return Ok(relationships);
    };
    let mut xml = Xml::new(&name, &text, limits.depth);
    while let Some(element) = xml.next_start()? {
        if local(&element) != "Relationship" {
            continue;
        }
        let get = |name| attribute(&element, name).unwrap_or_default().into_owned();
        let kind = get("Type");
        let is_external = get("TargetMode") == "External";
        let target = get("Target");
        relationships.push(Relationship {
            id: get("Id"),
            // The namespaces differ between the two editions of the standard.
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: if is_external {
                target
            } else {
                resolve(folder, &target)
            },
        });
    }
    Ok(relationships)
}

/// The name of the part that a target means, seen from a folder of the package.
pub(in crate::workbook) fn resolve(folder: &str, target: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_resolved_within_the_package() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(
            resolve("xl/worksheets", "..\\tables\\t1.xml"),
            "xl/tables/t1.xml"
        );
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
