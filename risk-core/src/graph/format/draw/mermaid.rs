//! A flowchart for Mermaid.

use super::label::{Words, is_store, marks_used};
use super::layout::{Junction, Layout, Line, Step};
use super::mark::UNMET;
use super::{Drawing, DrawnComponent, Mark};
use crate::record::text::shown;
use crate::register::Effect;

pub(super) fn write(drawing: &Drawing) -> String {
    let layout = Layout::of(drawing);
    let words = Words::of(drawing, &layout);
    let mut out = title(&drawing.title) + "flowchart LR\n";
    out += &layout.boxes("    ", |step| match step {
        Step::Open(container) => subgraph(drawing, &layout, &words, container),
        Step::Component(component) => node(component, &drawing.components[component], &words),
        Step::Junction(index) => junction(index, &layout.junctions[index]),
        Step::Close => "end\n".to_owned(),
    });
    for line in &layout.lines {
        out += &edge(&words, line);
    }
    out += &unmet(&layout.lines);
    out + &key(drawing, &layout, &words)
}

/// The title in the header, which is YAML.
fn title(title: &str) -> String {
    let title = shown(title);
    if title.trim().is_empty() {
        return String::new();
    }
    let inert: String = title
        .chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || " -,.".contains(c) => c.to_string(),
            c => format!("\\U{:08X}", u32::from(c)),
        })
        .collect();
    format!("---\ntitle: \"{inert}\"\n---\n")
}

/// The opening of a container, and a node in it where lines end: a line may not end at what it
/// starts in.
fn subgraph(drawing: &Drawing, layout: &Layout, words: &Words, index: usize) -> String {
    let container = &drawing.components[index];
    let label: Vec<String> = words
        .inside(container)
        .iter()
        .map(|line| escaped(line))
        .collect();
    let mut text = format!("subgraph c{index}[\"{}\"]\n", label.join(", "));
    if layout.has_lines[index] {
        text += &format!("    n{index}([\"{}\"])\n", escaped(&shown(&container.name)));
    }
    text
}

fn node(index: usize, component: &DrawnComponent, words: &Words) -> String {
    let lines: Vec<String> = words
        .inside(component)
        .iter()
        .map(|line| escaped(line))
        .collect();
    let (open, close) = match component.mark {
        Some(mark @ (Mark::Failed | Mark::CannotRestart)) => shape(mark),
        _ if is_store(component) => ("[(", ")]"),
        _ => ("[", "]"),
    };
    format!("n{index}{open}\"{}\"{close}\n", lines.join("<br>"))
}

fn shape(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Failed => ("{{", "}}"),
        Mark::CannotRestart => ("[[", "]]"),
        Mark::Down | Mark::Degraded | Mark::LostRedundancy => ("[", "]"),
    }
}

fn junction(index: usize, junction: &Junction) -> String {
    format!("j{index}((\"{} of {}\"))\n", junction.need, junction.of)
}

fn edge(words: &Words, line: &Line) -> String {
    let arrow = match line.effect {
        Effect::Hard => "-->",
        Effect::Soft => "-.->",
    };
    let label = match words.beside(line) {
        "" => String::new(),
        words => format!("|{words}|"),
    };
    format!("    {} {arrow}{label} {}\n", line.from, line.to)
}

/// The requirements that are not met stand out.
fn unmet(lines: &[Line]) -> String {
    let unmet = lines.iter().enumerate().filter(|(_, line)| line.is_unmet);
    let numbers: Vec<String> = unmet.map(|(number, _)| number.to_string()).collect();
    if numbers.is_empty() {
        return String::new();
    }
    format!(
        "    linkStyle {} stroke:{UNMET},stroke-width:3px\n",
        numbers.join(",")
    )
}

/// How the marks look, who has them, and what they mean; and what holds for all.
fn key(drawing: &Drawing, layout: &Layout, words: &Words) -> String {
    let (mut key, mut classes) = (String::new(), String::new());
    for (index, words) in words.of_all().into_iter().enumerate() {
        key += &format!("        key_{index}[\"{}\"]\n", escaped(words));
    }
    for mark in marks_used(drawing) {
        let (open, close) = shape(mark);
        let (words, meaning) = (mark.words(), mark.meaning());
        key += &format!(
            "        key_{}{open}\"{words}: {meaning}\"{close}\n",
            mark.id()
        );
        let components = drawing.components.iter().enumerate();
        let marked = components
            .filter(|(_, component)| component.mark == Some(mark))
            .map(|(index, _)| index);
        let (containers, nodes): (Vec<usize>, Vec<usize>) =
            marked.partition(|index| layout.containment.is_container(*index));
        let colours = mark.colours();
        let area = style(mark, colours.tint, "#000000");
        for container in &containers {
            classes += &format!("    style c{container} {area}\n");
        }
        let ends = containers
            .into_iter()
            .filter(|index| layout.has_lines[*index]);
        let names: Vec<String> = nodes
            .into_iter()
            .chain(ends)
            .map(|index| format!("n{index}"))
            .chain([format!("key_{}", mark.id())])
            .collect();
        let style = style(mark, colours.fill, colours.ink);
        classes += &format!("    classDef {} {style}\n", mark.id());
        classes += &format!("    class {} {}\n", names.join(","), mark.id());
    }
    if key.is_empty() {
        return key;
    }
    // Without a fill, because Mermaid leads lines behind it.
    format!(
        "    subgraph key[\"Key\"]\n        direction LR\n{key}    end\n    style key fill:none\n{classes}"
    )
}

fn style(mark: Mark, fill: &str, ink: &str) -> String {
    let (line, border) = (mark.colours().line, border(mark));
    format!("fill:{fill},stroke:{line},color:{ink},{border}")
}

fn border(mark: Mark) -> &'static str {
    match mark {
        Mark::Failed | Mark::Down => "stroke-width:4px",
        Mark::Degraded => "stroke-width:2px,stroke-dasharray:8 4",
        Mark::CannotRestart => "stroke-width:2px",
        Mark::LostRedundancy => "stroke-width:2px,stroke-dasharray:2 3",
    }
}

/// Text that can be nothing but text: whatever is no letter or digit is written by its number.
///
/// Mermaid reads Markdown, HTML, icons and its own marks for entities in a label, and more with
/// every version.
fn escaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (mark, broken) in LATE_MARKS {
        text = text.replace(mark, broken);
    }
    text.chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || c == ' ' => c.to_string(),
            c => format!("#{};", u32::from(c)),
        })
        .collect()
}

/// What Mermaid still replaces once it has put the characters for their numbers: icons, and its own
/// way to keep those numbers. A space of no width makes them text.
const LATE_MARKS: [(&str, &str); 3] = [
    (":fa-", ":\u{200b}fa-"),
    ("ﬂ°", "ﬂ\u{200b}°"),
    ("¶ß", "¶\u{200b}ß"),
];
