//! Nothing that a register states is markup on a page.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use super::generate::register;
use super::today;
use crate::check::{Reading, Settings};
use crate::document::{Block, Document, Span, Spans, inert};
use crate::graph::Graph;
use crate::report::{Report, ReportOptions};
use crate::runbook::{IndexEntry, Page, Planner};

/// Every page of a register.
pub fn pages(register: &crate::register::Register) -> Vec<Page> {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let planner = Planner::new(&graph, &settings, today());
    let components = || graph.structure().components();
    let mut plans: Vec<_> = components()
        .map(|one| planner.plan_components([one]).unwrap())
        .collect();
    let entries: Vec<_> = plans
        .iter()
        .map(|plan| IndexEntry::new(plan, "file.md"))
        .collect();
    let mut pages = vec![Page::index(register.title(), &entries)];
    plans.push(planner.plan_components(components()).unwrap());
    for plan in &plans {
        pages.push(Page::checklist(plan));
        pages.push(Page::rehearsal(plan));
    }
    pages
}

/// What a page is read as.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Markdown,
    Html,
}

/// What a document states, without white space.
fn said(document: &Document, form: Form) -> String {
    let mut text = document.title.clone();
    add(&mut text, &document.blocks, form);
    bare(&inert(&text))
}

fn add(text: &mut String, blocks: &[Block], form: Form) {
    for block in blocks {
        match block {
            Block::Section(title) => text.push_str(title),
            Block::Heading { text: spans, .. } | Block::Paragraph(spans) => push(text, spans, form),
            Block::List(entries) => entries.iter().for_each(|entry| push(text, entry, form)),
            Block::Steps(steps) => {
                for step in steps {
                    push(text, &step.text, form);
                    let sign = if step.is_signed { "at by" } else { "" };
                    if form == Form::Markdown {
                        text.push_str(sign);
                    }
                    step.details.iter().for_each(|one| push(text, one, form));
                    if form == Form::Html {
                        text.push_str(sign);
                    }
                }
            }
            Block::Facts(facts) => {
                for (name, value) in facts {
                    text.push_str(name);
                    if form == Form::Markdown {
                        text.push(':');
                    }
                    push(text, value, form);
                }
            }
            Block::Table { header, rows, .. } => {
                text.push_str(&header.concat());
                rows.iter()
                    .flatten()
                    .for_each(|cell| push(text, cell, form));
            }
            Block::Bars(bars) => {
                if form == Form::Markdown {
                    text.push_str("Share");
                }
                for bar in bars {
                    text.push_str(&bar.label);
                    text.push_str(&bar.text);
                }
            }
            Block::Commands(commands) => text.push_str(commands),
            Block::Figures(figures) => {
                for figure in figures {
                    text.push_str(&figure.number.to_string());
                    text.push_str(&figure.label);
                }
            }
            Block::Matrix(matrix) => {
                let [rows, columns] = &matrix.axes;
                text.push_str(&format!("{rows}↓{columns}→"));
                text.push_str(&matrix.columns.concat());
                for (name, cells) in &matrix.rows {
                    text.push_str(name);
                    for cell in cells {
                        text.push_str(&cell.level);
                        push(text, &cell.mentions, form);
                    }
                }
            }
            // What is in a picture is looked at.
            Block::Diagram(diagram) if form == Form::Markdown => text.push_str(&diagram.mermaid),
            Block::Chart(_) | Block::Diagram(_) => {}
            Block::Article(article) => {
                push(text, &article.title, form);
                add(text, &article.blocks, form);
            }
        }
    }
}

fn push(text: &mut String, spans: &Spans, form: Form) {
    for span in spans {
        match span {
            Span::Mention {
                text: words,
                sign,
                aside,
                ..
            } => match form {
                Form::Markdown => {
                    let sign = sign.map_or_else(String::new, |(sign, _)| sign.to_string());
                    let (open, close) = aside.map_or(("", ""), |_| ("(", ")"));
                    text.push_str(&format!("{open}{words}{sign}{close}"));
                }
                Form::Html => {
                    let sign = sign.map(|(sign, word)| format!("{sign},{word}"));
                    let sign = sign.unwrap_or_default();
                    text.push_str(&match aside {
                        Some(word) => format!("({words}{sign}),{word}"),
                        None => format!("{words}{sign}"),
                    });
                }
            },
            Span::Gap(gap) => text.push_str(&format!("GAP:{gap}")),
            Span::Text(words)
            | Span::Strong(words)
            | Span::Code(words)
            | Span::Whole(words)
            | Span::Level { text: words, .. }
            | Span::Share { text: words, .. } => text.push_str(words),
            Span::Link { text: words, .. } | Span::Page { text: words, .. } => {
                text.push_str(words);
            }
            Span::Blank(what) if what.is_empty() => {}
            Span::Blank(what) => text.push_str(&format!("{what}:")),
        }
    }
}

/// A text without white space and without what is only a form's own: rules to write on, and dashes.
fn bare(text: &str) -> String {
    text.split_whitespace().collect::<String>()
}

/// What a reader of Markdown sees; what is not text must be the page's own.
fn read_markdown(text: &str) -> Result<String, TestCaseError> {
    let mut seen = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(words) | Event::Code(words) => seen.push_str(&words),
            Event::InlineHtml(html) | Event::Html(html) => {
                let is_own = &*html == "<br>"
                    || html.starts_with("<!-- ")
                    || html.trim() == "-->"
                    || html.split_whitespace().all(|word| {
                        word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
                    });
                prop_assert!(is_own, "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_own = dest_url.starts_with("http") || &*dest_url == "./file.md";
                prop_assert!(is_own, "{dest_url}");
            }
            Event::Start(
                Tag::Image { .. } | Tag::BlockQuote(_) | Tag::Strikethrough | Tag::Emphasis,
            ) => prop_assert!(false, "{event:?}"),
            _ => {}
        }
    }
    Ok(bare(&seen))
}

/// The elements that a page may have.
const KNOWN: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "dl",
    "div",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "pre",
    "input",
    "label",
    "span",
    "i",
    "br",
    "wbr",
    "strong",
    "a",
    "code",
    "main",
    "nav",
    "article",
    "b",
    "svg",
    "rect",
    "g",
    "path",
    "text",
    "tspan",
    "defs",
    "marker",
    "figure",
    "figcaption",
    "script",
];

/// What is no text, and what is made of the texts that stand elsewhere.
const UNSEEN: &[&str] = &["title", "style", "nav", "figure", "script"];

/// A page without its script, which is a file of its own; all that a register states is escaped, and no script.
fn without_script(html: &str) -> String {
    match html.split_once("<script>\n") {
        Some((before, script)) => {
            let after = script
                .rsplit_once("</script>")
                .map_or("", |(_, after)| after);
            format!("{before}{after}")
        }
        None => html.to_owned(),
    }
}

/// What a reader of HTML sees; elements must be the page's own.
fn read_html(html: &str) -> Result<String, TestCaseError> {
    let html = without_script(html);
    let mut seen = String::new();
    let mut reader = Reader::from_str(&html);
    let mut unseen = 0;
    loop {
        match reader.read_event().unwrap() {
            ref event @ (Xml::Start(ref start) | Xml::Empty(ref start)) if !start.is_empty() => {
                let name = start.name().as_ref().to_owned();
                prop_assert!(KNOWN.contains(&name.as_str()), "{name}");
                if UNSEEN.contains(&name.as_str()) && matches!(event, Xml::Start(_)) {
                    unseen += 1;
                }
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    prop_assert!(!key.starts_with("on") && key != "src", "{key}");
                    if key == "href" {
                        let value = attribute.value.to_string();
                        let is_own = value.starts_with("http")
                            || value == "./file.md"
                            || value.starts_with('#');
                        prop_assert!(is_own, "{value}");
                    }
                }
            }
            Xml::End(end) if UNSEEN.contains(&end.name().as_ref()) => unseen -= 1,
            Xml::Text(text) if unseen == 0 => {
                seen.push_str(&text);
            }
            Xml::GeneralRef(name) if unseen == 0 => {
                seen.push_str(match name.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => return Err(TestCaseError::fail(format!("{other:?}"))),
                });
            }
            Xml::Comment(comment) => prop_assert!(false, "{comment:?}"),
            Xml::Eof => break,
            _ => {}
        }
    }
    Ok(bare(&seen))
}

proptest! {
    #[test]
    fn a_reader_of_markdown_sees_what_is_stated_and_no_markup(register in register()) {
        for page in pages(&register) {
            // Rules to write on, and the dash before room for a signature, are the form's own.
            let seen = read_markdown(&page.markdown())?.replace("________", "").replace('—', "");
            prop_assert_eq!(seen, said(page.document(), Form::Markdown).replace('—', ""));
        }
    }

    #[test]
    fn a_reader_of_a_report_sees_what_is_stated_and_no_markup(register in register()) {
        let reading = Reading::of(register, Settings::default());
        let page = Report::new(&reading, ReportOptions::new(today())).unwrap().document();
        prop_assert_eq!(read_html(&page.html())?, said(&page, Form::Html));
        prop_assert_eq!(read_markdown(&page.markdown())?, said(&page, Form::Markdown));
    }

    #[test]
    fn a_reader_of_html_sees_what_is_stated_and_no_markup(register in register()) {
        for page in pages(&register) {
            prop_assert_eq!(read_html(&page.html())?, said(page.document(), Form::Html));
        }
    }
}
