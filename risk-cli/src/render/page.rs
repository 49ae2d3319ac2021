//! Text below headings, in as many lines as the terminal needs.

use anstyle::Style;
use textwrap::core::display_width;

use super::table::Table;
use super::text::{inert, one_line, wrapping};
use crate::cli::Format;

pub const HEADING: Style = Style::new().bold();

/// The text so far.
pub struct Page {
    pub text: String,
    width: Option<usize>,
}

impl Page {
    /// A page for a terminal of a width; without one nothing is wrapped.
    pub fn new(width: Option<usize>) -> Self {
        Self {
            text: String::new(),
            width,
        }
    }

    /// The width of the terminal.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    pub fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub fn heading(&mut self, heading: &str) {
        self.line(&format!("\n{HEADING}{heading}{HEADING:#}"));
    }

    /// A heading with text beside it.
    pub fn block(&mut self, heading: &str, text: &str) {
        let mark = format!("{heading}  ");
        let lines = self.wrapped(&mark, &" ".repeat(display_width(&mark)), &one_line(text));
        let beside = lines.join("\n");
        let beside = beside.strip_prefix(heading).unwrap_or(&beside);
        self.line(&format!("\n{HEADING}{heading}{HEADING:#}{beside}"));
    }

    pub fn table(&mut self, table: &Table) {
        self.text.push_str(&table.render(Format::Table, self.width));
    }

    /// Entries below a heading, each with a mark; nothing where there is none.
    pub fn section<'a>(&mut self, heading: &str, entries: impl Iterator<Item = (String, &'a str)>) {
        for (position, (mark, text)) in entries.enumerate() {
            if position == 0 {
                self.heading(heading);
            }
            self.paragraph(&format!("  {mark} "), text);
        }
    }

    /// Text behind a mark, and indented by it where it goes on.
    pub fn paragraph(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(display_width(mark));
        let text = inert(text).replace('\t', " ");
        for (position, line) in text.split('\n').enumerate() {
            let mark = if position == 0 { mark } else { &indent };
            for line in self.wrapped(mark, &indent, line) {
                self.line(&line);
            }
        }
    }

    fn wrapped(&self, mark: &str, indent: &str, line: &str) -> Vec<String> {
        let Some(width) = self.width else {
            return vec![format!("{mark}{line}")];
        };
        let options = wrapping(width)
            .initial_indent(mark)
            .subsequent_indent(indent);
        let lines = textwrap::wrap(line, options).into_iter();
        lines.map(std::borrow::Cow::into_owned).collect()
    }
}
