//! A page as Markdown, with task lists and tables as GitHub and GitLab have them.

use super::document::{Block, Document, Row, Span, Spans, Step, openable};
use super::inert;

/// Where the id of a step stands, at the end of its line.
pub(crate) const STEP: &str = " <!-- step ";

/// Room for the time and for initials.
pub(crate) const SIGN: &str = " — at ________ by ________";

/// Room for something to be written by hand.
pub(crate) const BLANK: &str = "________";

/// Where the id of a heading stands, at the end of its line.
pub(crate) const HEADING: &str = " <!-- heading ";

impl Document {
    /// The page as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", escape(self.title.trim()));
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Section(title) => line(&mut text, &format!("## {}", escape(title))),
                Block::Heading { id, text: spans } => {
                    let id = id.as_ref().map(|id| format!("{HEADING}{id} -->"));
                    let id = id.unwrap_or_default();
                    line(&mut text, &format!("### {}{id}", inline(spans)));
                }
                Block::Paragraph(spans) => line(&mut text, inline(spans).trim_start()),
                Block::List(entries) => {
                    for entry in entries {
                        line(&mut text, &format!("- {}", inline(entry)));
                    }
                }
                Block::Steps(steps) => {
                    for one in steps {
                        step(&mut text, one);
                    }
                }
                Block::Facts(facts) => {
                    for (name, value) in facts {
                        let value = inline(value);
                        line(&mut text, &format!("- **{}:** {value}", escape(name)));
                    }
                }
                Block::Table {
                    header,
                    rows,
                    is_of_numbers,
                } => table(&mut text, header, rows, *is_of_numbers),
                Block::Bars(bars) => {
                    let spans = |text: &str| Spans::from(Span::text(text));
                    let rows = bars
                        .iter()
                        .map(|bar| vec![spans(&bar.label), spans(&bar.text)]);
                    let header = [String::new(), "Share".to_owned()];
                    table(&mut text, &header, &rows.collect::<Vec<_>>(), true);
                }
                Block::Commands(commands) => code(&mut text, commands),
            }
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

fn step(text: &mut String, step: &Step) {
    let sign = if step.is_signed { SIGN } else { "" };
    let words = inline(&step.text);
    line(text, &format!("- [ ] {words}{sign}{STEP}{} -->", step.id));
    for detail in &step.details {
        line(text, &format!("  - {}", inline(detail)));
    }
}

fn table(text: &mut String, header: &[String], rows: &[Row], is_of_numbers: bool) {
    let mut row = |cells: Vec<String>| line(text, &format!("| {} |", cells.join(" | ")));
    row(header.iter().map(|name| escape(name)).collect());
    let rule = |column: usize| {
        if is_of_numbers && column > 0 {
            "---:"
        } else {
            "---"
        }
    };
    row((0..header.len())
        .map(|column| rule(column).to_owned())
        .collect());
    for cells in rows {
        row(cells.iter().map(inline).collect());
    }
}

/// Commands as a block of code, which an indent makes: nothing in it can end it.
fn code(text: &mut String, commands: &str) {
    for command in inert(commands.trim_end()).split('\n') {
        line(text, &format!("    {command}"));
    }
}

fn inline(spans: &Spans) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escape(text),
        Span::Strong(text) | Span::Gap(text) if text.trim().is_empty() => escape(text),
        Span::Strong(text) => format!("**{}**", escape(text.trim())),
        Span::Gap(text) => format!("**GAP: {}**", escape(text.trim())),
        Span::Code(code) => code_span(code),
        Span::Link { text, address } if text == address && is_plain_address(text) => {
            format!("<{text}>")
        }
        Span::Link { text, address } => match openable(address) {
            Some(url) => format!("[{}](<{}>)", escape(text), destination(url.as_str())),
            None => escape(text),
        },
        Span::Page { text, file } => format!("[{}]({})", escape(text), file_link(file)),
        Span::Blank(what) if what.is_empty() => BLANK.to_owned(),
        Span::Blank(what) => format!("{}: {BLANK}", escape(what)),
    }
}

/// Code, between more back quotes than it has in a row.
fn code_span(code: &str) -> String {
    let code = inert(code).replace(['\n', '\t'], " ");
    let rows = code.split(|c| c != '`').map(str::len);
    let quotes = "`".repeat(rows.max().unwrap_or_default() + 1);
    // One space on either side is no part of it.
    let is_close = |end: Option<char>| matches!(end, Some('`' | ' '));
    let is_close = is_close(code.chars().next()) || is_close(code.chars().next_back());
    let space = if is_close { " " } else { "" };
    format!("{quotes}{space}{code}{space}{quotes}")
}

/// Whether an address can stand between `<` and `>` as it is.
fn is_plain_address(text: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !"<>`|\\".contains(c);
    openable(text).is_some() && inert(text) == text && text.chars().all(is_plain)
}

/// The name of a file as a relative link has it.
pub(super) fn file_link(file: &str) -> String {
    let file = percent_encoding::utf8_percent_encode(file, percent_encoding::NON_ALPHANUMERIC);
    format!("./{}", file.to_string().replace("%2E", "."))
}

/// An address with everything that could end it written as its bytes.
fn destination(url: &str) -> String {
    const ENDING: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'|')
        .add(b'\\');
    percent_encoding::utf8_percent_encode(url, ENDING).to_string()
}

/// Whether letters or digits stand on both sides of a character, where `_` is no markup.
fn is_within_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().nth(1);
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// A text in which nothing is markup, on one line of Markdown: in a paragraph, a list or a cell of a table.
pub fn escape(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = inert(&text);
    let mut escaped = String::with_capacity(text.len());
    // What begins a list or a heading where it begins a line.
    let first = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_marked = if first.len() < text.len() {
        first.starts_with(['.', ')'])
    } else {
        first.starts_with(['-', '+', '='])
    };
    let marked = is_marked.then(|| text.len() - first.len());
    for (at, c) in text.char_indices() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '\t' => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '_' if is_within_word(&text, at) => escaped.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // Within a word it is no mark of a heading.
            '#' if !escaped.ends_with(char::is_alphanumeric) => escaped.push_str("\\#"),
            c if Some(at) == marked => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
