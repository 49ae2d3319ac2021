//! The first risks of a register.

use anstream::adapter::strip_str;
use risk_core::{Register, Risk, RiskView};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::list::{LEVELS, list};
use super::super::page::Page;
use super::super::text::one_line;
use crate::cli::Format;

/// So many risks show whether the columns are the right ones.
pub const FIRST: usize = 5;

/// Where no terminal limits them, descriptions are cut here, at the usual width of a terminal.
const WIDEST: usize = 80;
/// The name of a component leaves this much to the description.
const WIDEST_COMPONENT: usize = 24;
/// Where a terminal has fewer columns, the levels leave their room to the description.
const ROOM_FOR_LEVELS: usize = 120;
/// A description is not cut to less: two words or so, by which its risk is recognised.
const LEAST: usize = 12;

/// The first risks, each on a line. Before the questions are answered, they are not all there.
pub fn preview(page: &mut Page, register: &Register, is_whole: bool) {
    let all = register.risks().len();
    let heading = match all {
        0 => return,
        1 => "The risk".to_owned(),
        all if all <= FIRST => format!("The {all} risks"),
        all => format!("The first {FIRST} of {all} risks"),
    };
    let Some(bare) = shortened(register, 0) else {
        return;
    };
    // Before the last column stands what all others need.
    let bare = rendered(&bare, page.width());
    let bare = strip_str(&bare).to_string();
    let header = bare.lines().next().unwrap_or_default();
    let others = header.width() - "Risk".width();
    let room = page
        .width()
        .map_or(WIDEST, |width| width.saturating_sub(others));
    if let Some(shortened) = shortened(register, room.max(LEAST)) {
        let so_far = if is_whole {
            ""
        } else {
            "as far as they can be read"
        };
        page.block(&heading, so_far);
        page.text.push_str(&rendered(&shortened, page.width()));
    }
}

/// The list as `risk list` has it, whatever its lines need.
fn rendered(register: &Register, width: Option<usize>) -> String {
    let risks: Vec<RiskView<'_>> = register.risks().collect();
    let table = list(register, &risks);
    let is_narrow = width.is_some_and(|width| width < ROOM_FOR_LEVELS);
    let table = if is_narrow {
        table.without(LEVELS)
    } else {
        table
    };
    table.render(Format::Table, None)
}

/// The first risks, with texts that fit on a line.
fn shortened(register: &Register, room: usize) -> Option<Register> {
    let shortened = |risk: RiskView<'_>| {
        let mut shortened: Risk = risk.stated().clone();
        shortened.component = cut(&risk.component, WIDEST_COMPONENT);
        shortened.description = cut(&risk.description, room);
        shortened
    };
    let risks = register.risks().take(FIRST).map(shortened).collect();
    Register::new("", register.scale().clone(), Vec::new(), risks).ok()
}

/// A text on one line that is no wider than stated; what is cut ends with `…`.
pub fn cut(text: &str, width: usize) -> String {
    let text = one_line(text.trim_end());
    if text.width() <= width {
        return text;
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| match room.checked_sub(c.width().unwrap_or(0)) {
        Some(rest) => {
            room = rest;
            true
        }
        None => false,
    };
    let kept: String = text.chars().take_while(fits).collect();
    let end = if width == 0 { "" } else { "…" };
    format!("{}{end}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn what_is_too_wide_is_cut_to_the_width() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("ab cdefg", 4), "ab…");
        assert_eq!(cut("日本語日本", 6), "日本…");
        assert_eq!(cut("two\nlines", 20), "two ⏎ lines");
        assert_eq!(cut("abc", 0), "");
    }
}
