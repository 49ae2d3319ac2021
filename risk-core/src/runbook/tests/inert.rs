//! Nothing that a register states is markup on a page.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use super::generate::register;
use crate::check::Settings;
use crate::document::{Block, Document, Span, Spans, inert};
use crate::graph::Graph;
use crate::runbook::{IndexEntry, Page, Planner};

/// Every page of a register.
pub fn pages(register: &crate::register::Register) -> Vec<Page> {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let planner = Planner::new(&graph, &settings);
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
    for block in &document.blocks {
        match block {
            Block::Section(title) => text.push_str(title),
            Block::Heading { text: spans, .. } | Block::Paragraph(spans) => push(&mut text, spans),
            Block::List(entries) => entries.iter().for_each(|entry| push(&mut text, entry)),
            Block::Steps(steps) => {
                for step in steps {
                    push(&mut text, &step.text);
                    let sign = if step.is_signed { "at by" } else { "" };
                    if form == Form::Markdown {
                        text.push_str(sign);
                    }
                    step.details.iter().for_each(|one| push(&mut text, one));
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
                    push(&mut text, value);
                }
            }
            Block::Table { header, rows, .. } => {
                text.push_str(&header.concat());
                rows.iter().flatten().for_each(|cell| push(&mut text, cell));
            }
            Block::Bars(bars) => {
                for bar in bars {
                    text.push_str(&bar.label);
                    text.push_str(&bar.text);
                }
            }
            Block::Commands(commands) => text.push_str(commands),
        }
    }
    bare(&inert(&text))
}

fn push(text: &mut String, spans: &Spans) {
    for span in spans {
        match span {
            Span::Gap(gap) => text.push_str(&format!("GAP:{gap}")),
            Span::Text(words) | Span::Strong(words) | Span::Code(words) => text.push_str(words),
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

/// What a reader of HTML sees; elements must be the page's own.
fn read_html(html: &str) -> Result<String, TestCaseError> {
    const KNOWN: &[&str] = &[
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "dl",
        "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "pre", "input", "label",
        "span", "i", "br", "wbr", "strong", "a", "code",
    ];
    let mut seen = String::new();
    let mut reader = Reader::from_str(html);
    let mut unseen = 0;
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(start) | Xml::Empty(start) if !start.is_empty() => {
                let name = start.name().as_ref().to_owned();
                prop_assert!(KNOWN.contains(&name.as_str()), "{name}");
                if matches!(name.as_str(), "title" | "style") {
                    unseen += 1;
                }
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    prop_assert!(!key.starts_with("on") && key != "src", "{key}");
                    if key == "href" {
                        let value = attribute.value.to_string();
                        let is_own = value.starts_with("http") || value == "./file.md";
                        prop_assert!(is_own, "{value}");
                    }
                }
            }
            Xml::End(end) => {
                if matches!(end.name().as_ref(), "title" | "style") {
                    unseen -= 1;
                }
            }
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
    fn a_reader_of_html_sees_what_is_stated_and_no_markup(register in register()) {
        for page in pages(&register) {
            prop_assert_eq!(read_html(&page.html())?, said(page.document(), Form::Html));
        }
    }
}
