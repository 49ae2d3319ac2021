//! A page as Markdown, with task lists and tables as GitHub and GitLab have them.

use super::document::{Block, Document, Row, Span, Spans, Step, openable};
use super::{Article, Cell, Chart, Matrix, inert};

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
        let mut text = self.markdown_title();
        for block in &self.blocks {
            text.push('\n');
            write(&mut text, block);
        }
        text
    }

    pub(super) fn markdown_title(&self) -> String {
        let mark = self.kind.markdown_mark();
        let mark = mark.map(|mark| mark + "\n").unwrap_or_default();
        format!("{mark}# {}\n", escape(self.title.trim()))
    }
}

/// Writes a block.
pub(super) fn write(text: &mut String, block: &Block) {
    match block {
        Block::Section(title) => line(text, &format!("## {}", escape(title))),
        Block::Heading { id, text: words } => {
            let id = id.as_ref().map(|id| format!("{HEADING}{id} -->"));
            let id = id.unwrap_or_default();
            line(text, &format!("### {}{id}", inline(words)));
        }
        Block::Paragraph(spans) => line(text, inline(spans).trim_start()),
        Block::List(entries) => {
            for entry in entries {
                line(text, &format!("- {}", inline(entry).trim_start()));
            }
        }
        Block::Steps(steps) => {
            for one in steps {
                step(text, one);
            }
        }
        Block::Facts(facts) => {
            for (name, value) in facts {
                let value = inline(value);
                line(text, &format!("- **{}:** {value}", escape(name)));
            }
        }
        Block::Table {
            header,
            rows,
            is_of_numbers,
        } => table(text, header, rows, *is_of_numbers),
        Block::Bars(bars) => {
            let spans = |text: &str| Spans::from(Span::text(text));
            let rows = bars
                .iter()
                .map(|bar| vec![spans(&bar.label), spans(&bar.text)]);
            let header = [String::new(), "Share".to_owned()];
            table(text, &header, &rows.collect::<Vec<_>>(), true);
        }
        Block::Commands(commands) => code(text, commands),
        Block::Figures(figures) => {
            for figure in figures {
                let (number, label) = (figure.number, escape(&figure.label));
                line(text, &format!("- **{number}** {label}"));
            }
        }
        Block::Matrix(one) => matrix(text, one),
        Block::Chart(one) => chart(text, one),
        Block::Diagram(one) => fenced(text, &one.mermaid),
        Block::Article(one) => article(text, one),
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

fn matrix(text: &mut String, matrix: &Matrix) {
    let [rows, columns] = &matrix.axes;
    let corner = format!("{rows} ↓ {columns} →");
    let header: Vec<String> = [corner].into_iter().chain(matrix.columns.clone()).collect();
    let row = |(name, cells): &(String, Vec<Cell>)| {
        let cells = cells.iter().map(|cell| {
            let mut spans = vec![Span::text(cell.level.clone())];
            if !cell.mentions.is_empty() {
                spans.push(Span::text(" "));
                spans.extend(cell.mentions.iter().cloned());
            }
            spans
        });
        let name = Spans::from(Span::strong(name.clone()));
        [name].into_iter().chain(cells).collect()
    };
    let rows: Vec<Row> = matrix.rows.iter().map(row).collect();
    table(text, &header, &rows, false);
}

/// So many points of a chart are in its table: the first, the last, and others between them.
const POINTS: usize = 12;

fn chart(text: &mut String, chart: &Chart) {
    let last = chart.points.len().saturating_sub(1);
    let shown = (0..POINTS.min(last + 1)).map(|at| at * last / (POINTS - 1).min(last).max(1));
    let all = || chart.stacked.iter().rev().chain(&chart.lines);
    let names = all().map(|series| series.label.clone());
    let header: Vec<String> = [String::new()].into_iter().chain(names).collect();
    let rows = shown.filter_map(|at| {
        let (_, word) = chart.points.get(at)?;
        let counts = all().map(|series| Span::text(series.counts[at].to_string()).into());
        Some(
            [Span::text(word.clone()).into()]
                .into_iter()
                .chain(counts)
                .collect(),
        )
    });
    let rows: Vec<Row> = rows.collect();
    table(text, &header, &rows, true);
}

/// A picture that GitHub and GitLab draw. It has no back quotes, as it writes all but letters of names by their numbers.
fn fenced(text: &mut String, mermaid: &str) {
    if !mermaid.is_empty() {
        line(
            text,
            &format!("```mermaid\n{}\n```", mermaid.trim_end().replace('`', "'")),
        );
    }
}

fn article(text: &mut String, article: &Article) {
    line(text, &format!("### {}", inline(&article.title)));
    for block in &article.blocks {
        text.push('\n');
        write(text, block);
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
        Span::Text(text) | Span::Whole(text) | Span::Share { text, .. } => escape(text),
        Span::Strong(text) | Span::Gap(text) if text.trim().is_empty() => escape(text),
        Span::Strong(text) | Span::Level { text, .. } => format!("**{}**", escape(text.trim())),
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
        Span::Mention {
            text, sign, aside, ..
        } => {
            let sign = sign.map(|(sign, _)| format!(" {sign}")).unwrap_or_default();
            match aside {
                Some(_) => format!("({}{sign})", escape(text)),
                None => format!("{}{sign}", escape(text)),
            }
        }
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
    // What begins a list or a heading where it begins a line, also behind white space that a line loses.
    let line = text.trim_start();
    let first = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_marked = if first.len() < line.len() {
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
