//! The formats of the text in one cell: those of its runs, and the font of the cell.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::markup::Dialect;
use crate::error::Error;
use crate::workbook::layout::{Formats, Piece, Pieces};
use crate::workbook::package::{Xml, is_on, local};

/// A property of a font, such as its size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Property {
    /// The local name of its element.
    name: String,
    /// What stands before the name.
    prefix: String,
    /// The whole element as it stands.
    xml: String,
}

/// The formats of the text in a cell, by number. The first is the font of the cell.
#[derive(Debug)]
pub(super) struct CellFormats {
    cell_font: Vec<Property>,
    list: Vec<Format>,
    numbers: HashMap<Format, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Format {
    /// The properties of a run; none where it has the font of the cell.
    properties: Option<Vec<Property>>,
    is_bold: bool,
}

impl CellFormats {
    /// The formats of a cell without runs.
    pub fn new(cell_font: Vec<Property>, is_bold: bool) -> Self {
        let own = Format {
            properties: None,
            is_bold,
        };
        Self {
            cell_font,
            numbers: HashMap::from([(own.clone(), 0)]),
            list: vec![own],
        }
    }

    fn number(&mut self, format: Format) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(format.clone()).or_insert(next);
        if number == next {
            self.list.push(format);
        }
        number
    }

    /// The pieces of the text in an `si` or `is` element that begins at a place of a part.
    pub fn read(&mut self, mut xml: Xml<'_>, part: &str) -> Result<Vec<Piece>, Error> {
        let mut pieces = Pieces::default();
        let mut format = 0;
        let mut depth = 0_usize;
        loop {
            match xml.next()? {
                Event::Start(element) => match local(&element) {
                    "t" => {
                        let mut text = String::new();
                        xml.append_text(&mut text)?;
                        pieces.push(&text, format);
                    }
                    "rPr" => {
                        let properties = properties(&mut xml, part)?;
                        format = self.number(Format {
                            is_bold: properties.iter().any(Property::is_bold),
                            properties: Some(properties),
                        });
                    }
                    "rPh" => xml.skip()?,
                    name => {
                        if name == "r" {
                            format = 0;
                        }
                        depth += 1;
                    }
                },
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(pieces.into_list());
                    }
                }
                Event::Eof => return Ok(pieces.into_list()),
                _ => {}
            }
        }
    }

    /// The content of an `si` or `is` element that has the pieces.
    pub fn xml(&self, pieces: &[Piece], dialect: &Dialect) -> String {
        if let [piece] = pieces
            && self.list[piece.format].properties.is_none()
        {
            return dialect.text_element(&piece.text);
        }
        let (run, properties) = (dialect.name("r"), dialect.name("rPr"));
        let mut xml = String::new();
        for piece in pieces {
            xml.push_str(&format!("<{run}>"));
            if let Some(list) = &self.list[piece.format].properties {
                let list: String = list.iter().map(|property| property.in_(dialect)).collect();
                xml.push_str(&format!("<{properties}>{list}</{properties}>"));
            }
            xml.push_str(&dialect.text_element(&piece.text));
            xml.push_str(&format!("</{run}>"));
        }
        xml
    }

    /// The text of pieces, in which what is bold stands between `**`.
    pub fn marked(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        let mut is_bold = false;
        for piece in pieces {
            if self.list[piece.format].is_bold != is_bold {
                is_bold = !is_bold;
                text.push_str("**");
            }
            text.push_str(&piece.text);
        }
        if is_bold {
            text.push_str("**");
        }
        text
    }

    /// Whether pieces have no other format than that of the cell.
    pub fn is_plain(pieces: &[Piece]) -> bool {
        pieces.iter().all(|piece| piece.format == 0)
    }
}

impl Formats for CellFormats {
    fn is_bold(&self, format: usize) -> bool {
        self.list[format].is_bold
    }

    fn with_bold(&mut self, format: usize, bold: bool) -> usize {
        if self.is_bold(format) == bold {
            return format;
        }
        let base = self.list[format].properties.as_ref();
        let base = base.unwrap_or(&self.cell_font);
        let kept = base.iter().filter(|property| property.name != "b").cloned();
        let b = bold.then(Property::bold);
        let properties: Vec<Property> = b.into_iter().chain(kept).collect();
        let is_of_cell = |known: &Format| known.properties.is_none() && known.is_bold == bold;
        if is_of_cell(&self.list[0]) && without_bold(&properties) == without_bold(&self.cell_font) {
            return 0;
        }
        self.number(Format {
            properties: Some(properties),
            is_bold: bold,
        })
    }

    fn without_strike(&mut self, format: usize) -> usize {
        let Format {
            properties,
            is_bold,
        } = &self.list[format];
        let properties = properties.as_ref().unwrap_or(&self.cell_font);
        if !properties.iter().any(is_strike) {
            return format;
        }
        let kept = properties.iter().filter(|property| !is_strike(property));
        let (kept, is_bold) = (kept.cloned().collect(), *is_bold);
        self.number(Format {
            properties: Some(kept),
            is_bold,
        })
    }
}

fn is_strike(property: &Property) -> bool {
    matches!(property.name.as_str(), "strike" | "dstrike")
}

fn without_bold(properties: &[Property]) -> Vec<&Property> {
    let others = properties.iter().filter(|property| property.name != "b");
    others.collect()
}

/// The properties in the element that just started, of a run or a font.
pub(super) fn properties(xml: &mut Xml<'_>, part: &str) -> Result<Vec<Property>, Error> {
    let mut properties = Vec::new();
    while let Some(element) = xml.next_child()? {
        let start = xml.span().start;
        let name = local(&element).to_owned();
        let whole = element.name().into_inner();
        let prefix = whole[..whole.len() - name.len()].to_owned();
        let is_off = name == "b" && !is_on(&element);
        xml.skip()?;
        if !is_off {
            properties.push(Property {
                name,
                prefix,
                xml: part[start..xml.position()].to_owned(),
            });
        }
    }
    Ok(properties)
}

impl Property {
    fn bold() -> Self {
        Self {
            name: "b".to_owned(),
            prefix: String::new(),
            xml: "<b/>".to_owned(),
        }
    }

    fn is_bold(&self) -> bool {
        self.name == "b"
    }

    /// The same as a property of a run, which has another word for the name of a font.
    pub fn of_run(mut self) -> Self {
        if self.name == "name" {
            let start = 1 + self.prefix.len();
            self.xml
                .replace_range(start..start + self.name.len(), "rFont");
            // A start tag and an end tag say nothing that an empty one does not.
            if let Some(end) = self.xml.find("></") {
                self.xml.replace_range(end.., "/>");
            }
            "rFont".clone_into(&mut self.name);
        }
        self
    }

    /// The element in another part, which may have another prefix.
    fn in_(&self, dialect: &Dialect) -> String {
        if self.prefix == dialect.prefix() {
            return self.xml.clone();
        }
        let after = &self.xml[1 + self.prefix.len()..];
        let own_end = format!("</{}{}>", self.prefix, self.name);
        let end = format!("</{}>", dialect.name(&self.name));
        format!("<{}{}", dialect.prefix(), after.replace(&own_end, &end))
    }
}
