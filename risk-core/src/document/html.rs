//! A page as HTML that needs nothing but itself, on a screen and on paper.

use super::document::{Bar, Block, Document, Row, Span, Spans, Step, Tone, openable};
use super::inert;
use super::markdown::file_link;

/// What a browser may load: nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Document {
    /// The page as HTML, whole.
    pub fn html(&self) -> String {
        let heading = escape(self.title.trim());
        let title = escape_markup(&inert(self.title.trim()));
        let style = include_str!("style.css");
        let blocks: String = self.blocks.iter().map(block).collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"generator\" content=\"risk\"/>\n\
             <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
             <h1>{heading}</h1>\n{blocks}</body>\n</html>\n"
        )
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Section(title) => format!("<h2>{}</h2>\n", escape(title)),
        Block::Heading { text, .. } => format!("<h3>{}</h3>\n", inline(text)),
        Block::Paragraph(spans) => format!("<p>{}</p>\n", inline(spans)),
        Block::List(entries) => list(entries),
        Block::Steps(steps) => {
            let steps: String = steps.iter().map(step).collect();
            format!("<ul class=\"steps\">\n{steps}</ul>\n")
        }
        Block::Facts(facts) => {
            let fact = |(name, value): &(String, Spans)| {
                let (name, value) = (escape(name), inline(value));
                format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n")
            };
            let facts: String = facts.iter().map(fact).collect();
            format!("<dl>\n{facts}</dl>\n")
        }
        Block::Table {
            header,
            rows,
            is_of_numbers,
        } => table(header, rows, *is_of_numbers),
        Block::Bars(bars) => {
            let bars: String = bars.iter().map(bar).collect();
            format!("<table class=\"bars\">\n<tbody>\n{bars}</tbody>\n</table>\n")
        }
        Block::Commands(commands) => {
            let commands = inert(commands.trim_end());
            format!("<pre>{}</pre>\n", escape_markup(&commands))
        }
    }
}

fn list(entries: &[Spans]) -> String {
    let entry = |entry| format!("<li>{}</li>\n", inline(entry));
    let entries: String = entries.iter().map(entry).collect();
    format!("<ul>\n{entries}</ul>\n")
}

fn step(step: &Step) -> String {
    let (id, words) = (escape(&step.id), inline(&step.text));
    let details = match step.details.as_slice() {
        [] => String::new(),
        details => format!("\n{}", list(details)),
    };
    let sign = if step.is_signed {
        "<span class=\"sign\">at <i></i> by <i></i></span>"
    } else {
        ""
    };
    // A link in a label is followed, and ticks no box.
    format!(
        "<li><input type=\"checkbox\" id=\"s{id}\"/><div><label for=\"s{id}\">{words}</label>\
         {details}</div>{sign}</li>\n"
    )
}

fn table(header: &[String], rows: &[Row], is_of_numbers: bool) -> String {
    let class = if is_of_numbers {
        " class=\"numbers\""
    } else {
        ""
    };
    let name = |name: &String| format!("<th scope=\"col\">{}</th>", escape(name));
    let header: String = header.iter().map(name).collect();
    let cell = |cell: &Spans| format!("<td>{}</td>", inline(cell));
    let row = |cells: &Row| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<table{class}>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

/// A bar is read without colours, too: what it states stands beside it.
fn bar(bar: &Bar) -> String {
    let tone = match bar.tone {
        Tone::Good => "good",
        Tone::Middling => "middling",
        Tone::Bad => "bad",
        Tone::Plain => "plain",
    };
    let (label, text) = (escape(&bar.label), escape(&bar.text));
    let width = bar.percent.min(100);
    format!(
        "<tr><th scope=\"row\">{label}</th><td><i class=\"{tone}\" style=\"width:{width}%\"></i></td><td>{text}</td></tr>\n"
    )
}

fn inline(spans: &Spans) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escape(text),
        Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Gap(text) => format!("<strong class=\"gap\">GAP: {}</strong>", escape(text)),
        Span::Code(code) => format!("<code>{}</code>", escape(code)),
        Span::Link { text, address } => match openable(address) {
            Some(url) => {
                let (url, text) = (escape_markup(url.as_str()), escape(text));
                format!("<a href=\"{url}\" rel=\"noopener noreferrer\">{text}</a>")
            }
            None => escape(text),
        },
        Span::Page { text, file } => {
            format!("<a href=\"{}\">{}</a>", file_link(file), escape(text))
        }
        Span::Blank(what) => {
            let what = match what.as_str() {
                "" => String::new(),
                what => format!("{}: ", escape(what)),
            };
            format!("{what}<i class=\"blank\"></i>")
        }
    }
}

/// Of a longer word, a browser may break the line after so many characters: few words of prose are longer, but
/// addresses and names of files are.
const LONGEST_WORD: usize = 24;

/// A text in which nothing is markup. Its line breaks stay, and a word that is too long for a line can be broken:
/// no other words can, as narrow columns of tables would break them all.
fn escape(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut length = 0;
    for c in inert(&text.replace("\r\n", "\n")).chars() {
        if c.is_whitespace() {
            length = 0;
        } else if length == LONGEST_WORD {
            broken.push(BREAK);
            length = 1;
        } else {
            length += 1;
        }
        broken.push(c);
    }
    let escaped = escape_markup(&broken).replace('\n', "<br/>");
    escaped.replace(BREAK, "<wbr/>")
}

/// A character that no text has by then, as it is not inert.
const BREAK: char = '\0';

/// The same of an attribute, or where white space is kept.
fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
