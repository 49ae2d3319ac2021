//! A page as HTML that needs nothing but itself, on a screen and on paper.

use super::document::{Block, Document, Row, Span, Spans, Step, openable};
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
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"generator\" content=\"risk\"/>\n\
             <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
             <h1>{heading}</h1>\n"
        );
        for block in &self.blocks {
            push_block(&mut text, block);
        }
        text.push_str("</body>\n</html>\n");
        text
    }
}

fn push_block(text: &mut String, block: &Block) {
    match block {
        Block::Section(title) => text.push_str(&format!("<h2>{}</h2>\n", escape(title))),
        Block::Heading { text: spans, .. } => {
            text.push_str(&format!("<h3>{}</h3>\n", inline(spans)));
        }
        Block::Paragraph(spans) => text.push_str(&format!("<p>{}</p>\n", inline(spans))),
        Block::List(entries) => list(text, entries),
        Block::Steps(steps) => {
            text.push_str("<ul class=\"steps\">\n");
            for one in steps {
                step(text, one);
            }
            text.push_str("</ul>\n");
        }
        Block::Facts(facts) => {
            text.push_str("<dl>\n");
            for (name, value) in facts {
                let (name, value) = (escape(name), inline(value));
                text.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
            }
            text.push_str("</dl>\n");
        }
        Block::Table {
            header,
            rows,
            is_of_numbers,
        } => table(text, header, rows, *is_of_numbers),
        Block::Commands(commands) => {
            let commands = inert(commands.trim_end());
            text.push_str(&format!("<pre>{}</pre>\n", escape_markup(&commands)));
        }
    }
}

fn list(text: &mut String, entries: &[Spans]) {
    text.push_str("<ul>\n");
    for entry in entries {
        text.push_str(&format!("<li>{}</li>\n", inline(entry)));
    }
    text.push_str("</ul>\n");
}

fn step(text: &mut String, step: &Step) {
    let words = inline(&step.text);
    // A link in a label would tick the box.
    text.push_str(&format!(
        "<li><input type=\"checkbox\" id=\"s{0}\"/><div><label for=\"s{0}\">{words}</label>",
        escape(&step.id)
    ));
    if !step.details.is_empty() {
        text.push('\n');
        list(text, &step.details);
    }
    text.push_str("</div>");
    if step.is_signed {
        text.push_str("<span class=\"sign\">at <i></i> by <i></i></span>");
    }
    text.push_str("</li>\n");
}

fn table(text: &mut String, header: &[String], rows: &[Row], is_of_numbers: bool) {
    let class = if is_of_numbers {
        " class=\"numbers\""
    } else {
        ""
    };
    text.push_str(&format!("<table{class}>\n<thead><tr>"));
    for name in header {
        text.push_str(&format!("<th scope=\"col\">{}</th>", escape(name)));
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for cells in rows {
        text.push_str("<tr>");
        for cell in cells {
            text.push_str(&format!("<td>{}</td>", inline(cell)));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n");
}

fn inline(spans: &Spans) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escape(text),
        Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Gap(text) => format!("<strong class=\"gap\">GAP: {}</strong>", escape(text)),
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

/// Of a longer word, a browser may break the line after so many characters.
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
