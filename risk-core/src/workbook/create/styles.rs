//! How the cells of a new workbook look.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use crate::register::{Colour, Levels};

const DARK: Color = Color::RGB(0x24_3B_53);
const RULE: Color = Color::RGB(0x9F_B3_C8);
const FAINT_RULE: Color = Color::RGB(0xD9_E2_EC);
const LINK: Color = Color::RGB(0x1A_5F_B4);
const FAINT: Color = Color::RGB(0x62_7D_98);

/// How the cells of a new workbook look.
pub(super) struct Styles {
    pub header: Format,
    pub text: Format,
    pub bold: Format,
    pub link: Format,
    pub date: Format,
    pub date_time: Format,
    pub milliseconds: Format,
    /// Of a time of day alone.
    pub time: Format,
    pub title: Format,
    pub note: Format,
    /// The runs within a cell.
    pub plain_run: Format,
    pub bold_run: Format,
}

impl Styles {
    pub fn new() -> Self {
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(FAINT_RULE);
        let header = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(DARK)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(RULE)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let date = |code: &str| {
            let format = text.clone().set_num_format(code);
            format.set_align(FormatAlign::Left)
        };
        Self {
            header,
            bold: text.clone().set_bold(),
            link: text.clone().set_font_color(LINK),
            date: date("yyyy-mm-dd"),
            date_time: date("yyyy-mm-dd hh:mm:ss"),
            milliseconds: date("yyyy-mm-dd hh:mm:ss.000"),
            time: date("hh:mm:ss"),
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color(FAINT),
            text,
            plain_run: Format::new(),
            bold_run: Format::new().set_bold(),
        }
    }
}

/// An area of a sheet: its first row and column and its last ones, counted from 0.
pub(super) type Area = (u32, u16, u32, u16);

/// Puts the colours of levels behind their words, wherever a person writes them. The rule of a level
/// is the formula for its number, counted from 1.
pub(super) fn colour_levels(
    sheet: &mut Worksheet,
    (first_row, first_column, last_row, last_column): Area,
    levels: &Levels,
    rule: impl Fn(usize) -> String,
) -> Result<(), XlsxError> {
    for (level, definition) in levels.iter() {
        let Some(colour) = definition.colour else {
            continue;
        };
        let format = ConditionalFormatFormula::new()
            .set_rule(rule(level.position() + 1).as_str())
            .set_format(coloured(colour));
        sheet.add_conditional_format(first_row, first_column, last_row, last_column, &format)?;
    }
    Ok(())
}

/// The look of a cell with a level: the colour of the level behind its word, which stays readable.
pub(super) fn coloured(colour: Colour) -> Format {
    let Colour { red, green, blue } = colour;
    let background = u32::from_be_bytes([0, red, green, blue]);
    let font = if colour.is_light() {
        Color::Black
    } else {
        Color::White
    };
    Format::new()
        .set_background_color(Color::RGB(background))
        .set_font_color(font)
}
