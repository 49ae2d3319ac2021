//! How the cells of a new workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::register::Colour;

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
        Self {
            header,
            bold: text.clone().set_bold(),
            link: text.clone().set_font_color(LINK),
            date: text
                .clone()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            date_time: text
                .clone()
                .set_num_format("yyyy-mm-dd hh:mm:ss")
                .set_align(FormatAlign::Left),
            milliseconds: text
                .clone()
                .set_num_format("yyyy-mm-dd hh:mm:ss.000")
                .set_align(FormatAlign::Left),
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color(FAINT),
            text,
            plain_run: Format::new(),
            bold_run: Format::new().set_bold(),
        }
    }
}

/// The look of a cell with a level: the colour of the level behind its word, which stays readable.
pub(super) fn coloured(colour: Colour) -> Format {
    let Colour { red, green, blue } = colour;
    let background = u32::from_be_bytes([0, red, green, blue]);
    // The weights of the sRGB luminance, in thousandths.
    let luminance = 213 * u32::from(red) + 715 * u32::from(green) + 72 * u32::from(blue);
    let font = if luminance > 110 * 1000 {
        Color::Black
    } else {
        Color::White
    };
    Format::new()
        .set_background_color(Color::RGB(background))
        .set_font_color(font)
}
