//! Looking into a workbook: its parts, the elements of their XML, and the cells of its sheets.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// An element with what is in it. Names are local ones.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    attributes: BTreeMap<String, String>,
    /// Its own text.
    pub text: String,
    children: Vec<Element>,
}

impl Element {
    /// The outermost element of an XML text.
    pub fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("the XML is well-formed") {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::End(_) => {
                    let element = open.pop().expect("it was opened");
                    let parent = open.last_mut().expect("it stands in another one");
                    parent.children.push(element);
                }
                Event::Text(text) => open_text(&mut open).push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let unescaped = format!("&{};", &*reference);
                    let character = quick_xml::escape::unescape(&unescaped);
                    open_text(&mut open).push_str(&character.expect("there is such an entity"));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.remove(0).children.remove(0)
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("attributes are well-formed and differ");
            let value = quick_xml::escape::unescape(&attribute.value).expect("it is escaped");
            let name = attribute.key.local_name().into_inner();
            (name.to_owned(), value.into_owned())
        });
        Self {
            name: start.local_name().into_inner().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// An attribute; empty where there is none.
    pub fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// An attribute that is a number.
    pub fn number(&self, attribute: &str) -> usize {
        let value = self.get(attribute);
        value
            .parse()
            .unwrap_or_else(|_| panic!("{attribute} is {value:?} in {self:?}"))
    }

    /// The elements of a name, however deep they stand.
    pub fn all<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// The first element of a name.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.all(name).into_iter().next()
    }
}

fn open_text(open: &mut [Element]) -> &mut String {
    &mut open.last_mut().expect("there is the document").text
}

/// A workbook with its parts as text.
pub struct Package {
    parts: BTreeMap<String, String>,
}

impl Package {
    pub fn open(workbook: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("it is an archive");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("there is a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("it is text");
            let name = part.name().expect("it has a name").into_owned();
            assert_eq!(parts.insert(name, text), None, "a part stands there twice");
        }
        Self { parts }
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The XML of a part.
    pub fn text(&self, part: &str) -> &str {
        self.parts
            .get(part)
            .unwrap_or_else(|| panic!("there is no {part}"))
    }

    /// The outermost element of a part.
    pub fn part(&self, part: &str) -> Element {
        Element::parse(self.text(part))
    }

    /// The worksheet at a place, counted from 1.
    pub fn sheet(&self, number: usize) -> Element {
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// The cells of a worksheet by their references.
    pub fn cells(&self, number: usize) -> BTreeMap<String, Cell> {
        let shared: Vec<String> = match self.parts.get("xl/sharedStrings.xml") {
            Some(xml) => Element::parse(xml)
                .all("si")
                .into_iter()
                .map(text)
                .collect(),
            None => Vec::new(),
        };
        let styles = self.part("xl/styles.xml");
        let formats = styles
            .first("cellXfs")
            .expect("there are formats")
            .all("xf");
        let sheet = self.sheet(number);
        let cells = sheet.all("c").into_iter().map(|cell| {
            let format = cell.get("s").parse().unwrap_or(0_usize);
            let value = cell.first("v").map_or("", |value| value.text.as_str());
            let value = match cell.get("t") {
                "s" => shared[value.parse::<usize>().expect("a number")].clone(),
                "inlineStr" => text(cell),
                _ => value.to_owned(),
            };
            let cell_read = Cell {
                kind: cell.get("t").to_owned(),
                value,
                formula: cell.first("f").map(|formula| formula.text.clone()),
                is_quoted: formats[format].get("quotePrefix") == "1",
            };
            (cell.get("r").to_owned(), cell_read)
        });
        cells.collect()
    }
}

/// The text of a shared or inline string, whose runs stand in elements of their own.
fn text(element: &Element) -> String {
    let texts = element.all("t").into_iter();
    texts.map(|text| text.text.as_str()).collect()
}

/// A cell as the file has it: what escapes there are in its value is not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub kind: String,
    pub value: String,
    pub formula: Option<String>,
    pub is_quoted: bool,
}
