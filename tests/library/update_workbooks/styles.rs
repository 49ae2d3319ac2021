//! The formats of cells, by what they look like.

use super::xml::MAIN;

/// What a cell looks like. Its number is that of its format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Bold,
    Date,
    Wrapped,
    DateAndTime,
    Header,
    /// What is typed stays text.
    Text,
    BoldWrapped,
}

impl Look {
    pub fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::Header | Self::BoldWrapped)
    }

    pub fn number(self) -> usize {
        self as usize
    }
}

/// The part with the formats.
pub fn styles() -> String {
    let formats: String = FORMATS
        .iter()
        .map(|(number, font, fill, wraps)| format(*number, *font, *fill, *wraps))
        .collect();
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" \
        formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts><fonts count=\"2\"><font>{FONT}</font>\
        <font><b/>{FONT}</font></fonts><fills count=\"3\">\
        <fill><patternFill patternType=\"none\"/></fill>\
        <fill><patternFill patternType=\"gray125\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFDDEBF7\"/></patternFill></fill>\
        </fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>\
        </borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" \
        borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\">{formats}</cellXfs>\
        <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
        <dxfs count=\"1\"><dxf><font><b/><color rgb=\"FF9C0006\"/></font><fill><patternFill>\
        <bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf></dxfs></styleSheet>",
        FORMATS.len(),
    )
}

const FONT: &str = "<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/>";

/// Of each format: the number format, the font, the fill, and whether text is wrapped.
const FORMATS: [(u32, u32, u32, bool); 8] = [
    (0, 0, 0, false),
    (0, 1, 0, false),
    (14, 0, 0, false),
    (0, 0, 0, true),
    (164, 0, 0, false),
    (0, 1, 2, true),
    (49, 0, 0, true),
    (0, 1, 0, true),
];

fn format(number: u32, font: u32, fill: u32, wraps: bool) -> String {
    let alignment = if wraps {
        "<alignment vertical=\"top\" wrapText=\"1\"/>"
    } else {
        ""
    };
    let applied = if wraps { " applyAlignment=\"1\"" } else { "" };
    format!(
        "<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" \
        applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"{applied}>{alignment}</xf>"
    )
}
