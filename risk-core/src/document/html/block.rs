//! The blocks of a page.

use super::chart::chart;
use super::diagram::diagram;
use super::matrix::matrix;
use super::text::{escape, escape_markup, plain};
use crate::document::document::openable;
use crate::document::markdown::file_link;
use crate::document::{Article, Bar, Block, Figure, Row, Span, Spans, Step, Tone, inert};

pub(super) fn block(block: &Block) -> String {
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
        Block::Figures(figures) => {
            let figures: String = figures.iter().map(figure).collect();
            format!("<ul class=\"figures\">\n{figures}</ul>\n")
        }
        Block::Matrix(one) => matrix(one),
        Block::Chart(one) => chart(one),
        Block::Diagram(one) => diagram(one),
        Block::Article(one) => article(one),
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
    let name = |name: &String| format!("<th scope=\"col\">{}</th>", escape(name));
    let names: String = header.iter().map(name).collect();
    let label = |at: usize| header.get(at).map_or("", String::as_str);
    let cell = |(at, cell): (usize, &Spans)| {
        if is_of_numbers {
            return format!("<td>{}</td>", inline(cell));
        }
        // Where a row is too wide for a screen, each cell stands below the one before, by its name.
        format!(
            "<td data-label=\"{}\">{}</td>",
            plain(label(at)),
            inline(cell)
        )
    };
    let row = |cells: &Row| {
        let cells: String = cells.iter().enumerate().map(cell).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let body = format!("<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n");
    if is_of_numbers {
        format!("<div class=\"scroll\" tabindex=\"0\">\n<table class=\"numbers\">\n{body}</div>\n")
    } else {
        format!("<table class=\"cards\">\n{body}")
    }
}

/// A bar is read without colours, too: what it states stands beside it.
fn bar(bar: &Bar) -> String {
    let (label, text) = (escape(&bar.label), escape(&bar.text));
    let share = share(bar.percent, bar.tone);
    format!("<tr><th scope=\"row\">{label}</th><td>{share}</td><td>{text}</td></tr>\n")
}

/// A bar of so many per cent. Its length is geometry, as a page with styles of its own elements would have to allow those of
/// any.
fn share(percent: usize, tone: Tone) -> String {
    let tone = match tone {
        Tone::Good => "good",
        Tone::Middling => "middling",
        Tone::Bad => "bad",
        Tone::Plain => "plain",
    };
    let width = percent.min(100);
    format!(
        "<svg class=\"share {tone}\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect width=\"{width}\" height=\"10\"/></svg>"
    )
}

fn figure(figure: &Figure) -> String {
    let class = figure.shade.map_or_else(String::new, |shade| {
        format!(" class=\"sh{}\"", shade.step())
    });
    let (number, label) = (figure.number, escape(&figure.label));
    format!("<li{class}><strong>{number}</strong> {label}</li>\n")
}

/// An article, which the script of the page finds by its text and its tags.
fn article(article: &Article) -> String {
    let tag = |(name, value): &(&str, String)| format!(" data-{name}=\"{}\"", plain(value));
    let tags: String = article.tags.iter().map(tag).collect();
    let (id, title) = (escape_markup(&article.id), inline(&article.title));
    let blocks: String = article.blocks.iter().map(block).collect();
    format!("<article id=\"{id}\"{tags}>\n<h3>{title}</h3>\n{blocks}</article>\n")
}

/// A mention; its signs are read out as words.
fn mention(text: &str, id: &str, sign: Option<(char, &str)>, aside: Option<&str>) -> String {
    let class = if aside.is_some() {
        "mention aside"
    } else {
        "mention"
    };
    let mut text = escape(text);
    if let Some((sign, word)) = sign {
        text += &format!(
            " <span aria-hidden=\"true\">{sign}</span><span class=\"read\">, {word}</span>"
        );
    }
    if let Some(word) = aside {
        text = format!("({text})<span class=\"read\">, {word}</span>");
    }
    match id {
        "" => format!("<span class=\"{class}\">{text}</span>"),
        id => format!(
            "<a class=\"{class}\" href=\"#{}\">{text}</a>",
            escape_markup(id)
        ),
    }
}

pub(super) fn inline(spans: &Spans) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escape(text),
        Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Whole(text) => format!("<span class=\"whole\">{}</span>", escape(text)),
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
        Span::Level { text, shade } => {
            format!("<b class=\"level sh{}\">{}</b>", shade.step(), escape(text))
        }
        Span::Mention {
            text,
            id,
            sign,
            aside,
        } => mention(text, id, *sign, *aside),
        Span::Share {
            percent,
            text,
            tone,
        } => {
            let (share, text) = (share(*percent, *tone), escape(text));
            format!("{share} <span class=\"whole\">{text}</span>")
        }
    }
}
