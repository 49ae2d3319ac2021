//! Workbooks of hand-written XML, so that a test can say what every part has.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The headers of a register, from column A to I.
pub const HEADERS: [&str; 9] = [
    "Reference",
    "Component",
    "Risk",
    "Likelihood",
    "Impact",
    "Observation",
    "Mitigation",
    "Runbook action",
    "Notes",
];

/// A package as it is being put together.
#[derive(Clone)]
pub struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// A package without any part.
    pub fn empty() -> Self {
        Self { parts: Vec::new() }
    }

    /// A workbook of the named sheets, each with the given rows.
    pub fn of_sheets(sheets: &[(&str, &str)]) -> Self {
        let package = Self::empty()
            .part("[Content_Types].xml", "<Types/>")
            .part(
                "_rels/.rels",
                relationships(&[relationship(1, "officeDocument", "xl/workbook.xml")]),
            )
            .part(
                "xl/_rels/workbook.xml.rels",
                workbook_relationships(sheets.len()),
            );
        let names: Vec<(&str, &str)> = sheets.iter().map(|(name, _)| (*name, "")).collect();
        let mut package = package.part("xl/workbook.xml", workbook("", &names));
        for ((_, rows), number) in sheets.iter().zip(1..) {
            package = package.part(&sheet_part(number), sheet(rows));
        }
        package
    }

    /// A workbook whose only sheet, `Risks`, has the given rows.
    pub fn of_rows(rows: &str) -> Self {
        Self::of_sheets(&[("Risks", rows)])
    }

    /// A register whose one risk, in row 2, has the given cells.
    pub fn of_risk(cells: &str) -> Self {
        Self::of_rows(&format!("{}{}", header(&[]), row(2, cells)))
    }

    /// Adds a part, or replaces it.
    pub fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = content,
            None => self.parts.push((name.to_owned(), content)),
        }
        self
    }

    /// Adds a part whose name is known to be new.
    pub fn new_part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// Gives a part another name.
    pub fn renamed(mut self, name: &str, to: &str) -> Self {
        let part = self.parts.iter_mut().find(|(known, _)| known == name);
        to.clone_into(&mut part.expect("the part is there").0);
        self
    }

    /// How many parts there are.
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// The name and the content of a part.
    pub fn part_at(&self, position: usize) -> (&str, &[u8]) {
        let (name, content) = &self.parts[position];
        (name, content)
    }

    /// Adds the items of the shared strings, each as XML.
    pub fn shared(self, items: &[&str]) -> Self {
        let items: Vec<String> = items.iter().map(|i| format!("<si>{i}</si>")).collect();
        let xml = format!(r#"<sst xmlns="{MAIN}">{}</sst>"#, items.concat());
        self.part("xl/sharedStrings.xml", xml)
    }

    /// Adds a styles part whose format 1 has a bold font.
    pub fn with_bold_style(self) -> Self {
        let fonts = "<font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font>";
        self.styles("", fonts, r#"<xf fontId="0"/><xf fontId="1"/>"#)
    }

    /// Adds a styles part of the given number formats, fonts and cell formats.
    pub fn styles(self, number_formats: &str, fonts: &str, formats: &str) -> Self {
        let xml = format!(
            r#"<styleSheet xmlns="{MAIN}"><numFmts>{number_formats}</numFmts>
            <fonts>{fonts}</fonts><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs>{formats}</cellXfs></styleSheet>"#
        );
        self.part("xl/styles.xml", xml)
    }

    /// The bytes of the workbook.
    pub fn build(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default())
                .expect("the name is new");
            zip.write_all(content).expect("memory takes all writes");
        }
        zip.finish().expect("memory takes all writes").into_inner()
    }
}

/// The XML of a worksheet of the given rows.
pub fn sheet(rows: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)
}

/// The XML of a workbook: what stands before its sheets, and the name and more attributes of each.
pub fn workbook(before: &str, sheets: &[(&str, &str)]) -> String {
    let sheets: Vec<String> = sheets
        .iter()
        .zip(1..)
        .map(|((name, more), number)| {
            let name = escaped(name);
            format!(r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}" {more}/>"#)
        })
        .collect();
    let sheets = sheets.concat();
    format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets></workbook>"#
    )
}

/// The name of the part of a sheet, counted from 1.
pub fn sheet_part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// The relationships of a workbook to so many sheets, to shared strings and to styles.
fn workbook_relationships(sheets: usize) -> String {
    let mut all: Vec<String> = (1..=sheets)
        .map(|number| {
            relationship(
                number,
                "worksheet",
                &format!("worksheets/sheet{number}.xml"),
            )
        })
        .collect();
    all.push(relationship(900, "sharedStrings", "sharedStrings.xml"));
    all.push(relationship(901, "styles", "styles.xml"));
    relationships(&all)
}

pub fn relationship(number: usize, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
}

pub fn relationships(all: &[String]) -> String {
    format!(
        r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
        all.concat()
    )
}

/// The header of a register in row 1: the usual columns from A to I, then more.
pub fn header(more: &[&str]) -> String {
    let headers = HEADERS.iter().chain(more);
    let cells: Vec<String> = headers
        .zip('A'..='Z')
        .map(|(header, column)| text(&format!("{column}1"), header))
        .collect();
    row(1, &cells.concat())
}

pub fn row(number: u32, cells: &str) -> String {
    format!(r#"<row r="{number}">{cells}</row>"#)
}

/// A cell with plain text, in the sheet itself.
pub fn text(reference: &str, text: &str) -> String {
    let text = escaped(text);
    inline(reference, &format!(r#"<t xml:space="preserve">{text}</t>"#))
}

/// A cell with the XML of a text, in the sheet itself.
pub fn inline(reference: &str, item: &str) -> String {
    format!(r#"<c r="{reference}" t="inlineStr"><is>{item}</is></c>"#)
}

/// A cell with a value, and more attributes such as its type.
pub fn value(reference: &str, attributes: &str, value: &str) -> String {
    format!(r#"<c r="{reference}" {attributes}><v>{value}</v></c>"#)
}

/// A cell with a formula and the value that it gave.
pub fn formula(reference: &str, attributes: &str, formula: &str, value: &str) -> String {
    format!(r#"<c r="{reference}" {attributes}><f>{formula}</f><v>{value}</v></c>"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
