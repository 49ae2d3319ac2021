//! A picture for Graphviz.

use super::label::{Words, details, is_store, marks_used};
use super::layout::{Junction, Layout, Line, Step};
use super::mark::UNMET;
use super::{Drawing, DrawnComponent, Mark};
use crate::record::text::shown;
use crate::register::Effect;

const HEAD: &str = r##"  graph [rankdir=LR, compound=true, nodesep=0.25, ranksep=0.55, labelloc=t, labeljust=l, fontname="Helvetica,Arial,sans-serif", fontsize=14]
  node [shape=box, style="rounded,filled", fillcolor="#FFFFFF", color="#555555", margin="0.12,0.06", fontname="Helvetica,Arial,sans-serif", fontsize=11]
  edge [color="#555555", arrowsize=0.7, fontname="Helvetica,Arial,sans-serif", fontsize=9, fontcolor="#444444"]
"##;

pub(super) fn write(drawing: &Drawing) -> String {
    let layout = Layout::of(drawing);
    let words = Words::of(drawing, &layout);
    let mut out = format!("digraph {} {{\n", quoted(&shown(&drawing.title)));
    out += HEAD;
    out += &format!("  label={}\n", quoted(&shown(&drawing.title)));
    out += &layout.boxes("  ", |step| match step {
        Step::Open(container) => cluster(drawing, &layout, &words, container),
        Step::Component(component) => node(component, &drawing.components[component], &words),
        Step::Junction(index) => junction(index, &layout.junctions[index]),
        Step::Close => "}\n".to_owned(),
    });
    for line in &layout.lines {
        out += &edge(&layout, &words, line);
    }
    out += &key(drawing, &words);
    out + "}\n"
}

/// Said in full, because a cluster has the attributes of the one around it.
const PLAIN_CLUSTER: &str =
    r##"style="filled", fillcolor="#FFFFFF", color="#888888", fontcolor="#000000", penwidth=1"##;

/// The opening of a container, and the point in it that stands for it where lines end.
fn cluster(drawing: &Drawing, layout: &Layout, words: &Words, index: usize) -> String {
    let container = &drawing.components[index];
    let label = quoted(&words.inside(container).join(", "));
    let look = container
        .mark
        .map_or_else(|| PLAIN_CLUSTER.to_owned(), cluster_look);
    let mut text = format!("subgraph cluster_{index} {{\n  graph [label={label}, {look}]\n");
    if layout.has_inner_lines[index] {
        let name = quoted(&shown(&container.name));
        text += &format!("  n{index} [label={name}, shape=tab, style=solid, fontsize=9]\n");
    } else if layout.has_lines[index] {
        text += &format!("  n{index} [shape=point, style=invis]\n");
    }
    text
}

fn cluster_look(mark: Mark) -> String {
    let colours = mark.colours();
    let border = border(mark);
    format!(
        r##"style="filled{border}", fillcolor="{}", color="{}", fontcolor="#000000", penwidth=3"##,
        colours.tint, colours.line
    )
}

fn node(index: usize, component: &DrawnComponent, words: &Words) -> String {
    let mut attributes = format!("label={}", label(&words.inside(component)));
    let details = details(component);
    if !details.is_empty() {
        attributes += &format!(", tooltip={}", quoted(&details));
    }
    let shape = is_store(component).then_some("cylinder");
    attributes += &look(component.mark, shape);
    format!("n{index} [{attributes}]\n")
}

/// How a mark looks, in colour and without. The shape is for what has no shape of its mark.
fn look(mark: Option<Mark>, shape: Option<&str>) -> String {
    let mut text = String::new();
    let shape = match mark {
        Some(Mark::Failed) => Some("octagon"),
        Some(Mark::CannotRestart) => Some("box"),
        _ => shape,
    };
    if let Some(shape) = shape {
        text += &format!(", shape={shape}");
    }
    if let Some(mark) = mark {
        let colours = mark.colours();
        text += &format!(
            r#", style="filled{}", fillcolor="{}", color="{}", fontcolor="{}""#,
            border(mark),
            colours.fill,
            colours.line,
            colours.ink
        );
        text += match mark {
            Mark::Failed | Mark::Down => ", penwidth=3",
            Mark::Degraded | Mark::LostRedundancy => ", penwidth=2",
            Mark::CannotRestart => ", peripheries=2",
        };
    } else if shape.is_some() {
        // A drum has no corners to round.
        text += ", style=filled";
    }
    text
}

/// The style of a border, after that of the area.
fn border(mark: Mark) -> &'static str {
    match mark {
        Mark::Degraded => ",dashed",
        Mark::LostRedundancy => ",dotted",
        Mark::Failed | Mark::Down | Mark::CannotRestart => "",
    }
}

fn junction(index: usize, junction: &Junction) -> String {
    let Junction { need, of, .. } = junction;
    format!(
        "j{index} [label=\"{need} of {of}\", shape=ellipse, style=solid, fontsize=9, margin=\"0.02,0.01\", width=0, height=0]\n"
    )
}

fn edge(layout: &Layout, words: &Words, line: &Line) -> String {
    let mut attributes = Vec::new();
    if let Some(container) = layout.boundary(line.from, line.to) {
        attributes.push(format!("ltail=cluster_{container}"));
    }
    if let Some(container) = layout.boundary(line.to, line.from) {
        attributes.push(format!("lhead=cluster_{container}"));
    }
    if line.effect == Effect::Soft {
        attributes.push("style=dashed".to_owned());
    }
    if line.is_assumed {
        attributes.push("arrowhead=empty".to_owned());
    }
    if line.is_unmet {
        attributes.push(format!("penwidth=2.5, color=\"{UNMET}\""));
    }
    let beside = words.beside(line);
    if !beside.is_empty() {
        attributes.push(format!("label=\"{beside}\""));
    }
    let (from, to) = (line.from, line.to);
    if attributes.is_empty() {
        format!("  {from} -> {to}\n")
    } else {
        format!("  {from} -> {to} [{}]\n", attributes.join(", "))
    }
}

/// What the marks mean, and what holds for all, where there is such.
fn key(drawing: &Drawing, words: &Words) -> String {
    let mut text = String::new();
    for (index, words) in words.of_all().into_iter().enumerate() {
        text += &format!("    key_{index} [label=\"{words}\", shape=plain, fontsize=9]\n");
    }
    for mark in marks_used(drawing) {
        let label = quoted(&format!("{}: {}", mark.words(), mark.meaning()));
        let look = look(Some(mark), None);
        text += &format!("    key_{} [label={label}, fontsize=9{look}]\n", mark.id());
    }
    if text.is_empty() {
        return text;
    }
    format!(
        "  subgraph cluster_key {{\n    graph [label=\"Key\", fontsize=11, color=\"#888888\"]\n{text}  }}\n"
    )
}

/// The text in a component, its lines broken where they get long.
fn label(lines: &[String]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| escaped(&wrapped(line)).replace('\n', "\\n"))
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// The longest line of text in a component, unless one word is longer: pictures run from left to right, and wide
/// boxes would take them off the page.
const LINE: usize = 22;

fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if length > 0 {
            let fits = length + 1 + word_length <= LINE;
            wrapped.push(if fits { ' ' } else { '\n' });
            length = if fits { length + 1 } else { 0 };
        }
        wrapped += word;
        length += word_length;
    }
    wrapped
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Graphviz reads escapes and XML entities in labels.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('&', "&amp;")
}
