//! What needs what as a picture, with what each failure does as data for the script of the page.

use super::text::plain;
use crate::document::{Diagram, DiagramFailure};
use crate::graph::format::{Area, PictureBox, PictureJunction, PictureLine};
use crate::register::Effect;

/// Around the picture, for borders and for words on them.
const MARGIN: i32 = 8;

pub(super) fn diagram(diagram: &Diagram) -> String {
    let picture = &diagram.picture;
    let boxes = |wanted: bool| {
        let boxes = picture.boxes.iter();
        let boxes = boxes.filter(move |one| one.is_container == wanted);
        boxes.map(box_of).collect::<String>()
    };
    // Containers lie below the lines, and boxes above them.
    let (containers, boxes) = (boxes(true), boxes(false));
    let lines: String = picture.lines.iter().map(line).collect();
    let junctions: String = picture.junctions.iter().map(junction).collect();
    let (width, height) = (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN);
    let title = plain(&diagram.title);
    format!(
        "<figure class=\"diagram\">\n<div class=\"scroll\" tabindex=\"0\">\n\
         <svg viewBox=\"-{MARGIN} -{MARGIN} {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" \
         aria-label=\"{title}\">\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
         {containers}{lines}{boxes}{junctions}</svg>\n</div>\n{}</figure>\n{}",
        KEY,
        failures(&diagram.failures, picture.boxes.len())
    )
}

/// What the picture means. The words of a failure stand at the boxes, where the script writes them.
const KEY: &str = "<figcaption>A line leads from what needs something to what it needs; dashed, it works in part without; \
                   <i>1 of 2</i> is enough of those below. A box in a box lives there, and fails with it. A dotted border: nobody \
                   has stated what it needs.</figcaption>\n";

fn box_of(one: &PictureBox) -> String {
    let Area {
        x,
        y,
        width,
        height,
    } = one.area;
    let mut class = if one.is_container { "box holds" } else { "box" }.to_owned();
    if one.is_unknown {
        class += " unknown";
    }
    let name = plain(&one.name);
    // Above the first line of the label.
    let top = if one.is_container { 6 } else { 8 };
    let (middle, anchor) = if one.is_container {
        (x + 12, "start")
    } else {
        (x + width / 2, "middle")
    };
    let label = if one.is_container {
        vec![one.name.clone()]
    } else {
        one.label.clone()
    };
    let line = |(line, at): (&String, i32)| {
        let y = y + top + at * 15 - 3;
        format!("<tspan x=\"{middle}\" y=\"{y}\">{}</tspan>", plain(line))
    };
    let label: String = label.iter().zip(1..).map(line).collect();
    format!(
        "<g class=\"{class}\" data-at=\"{at}\"><title>{name}</title>\
         <rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"5\"/>\
         <text text-anchor=\"{anchor}\">{label}</text>\
         <text class=\"state\" x=\"{state}\" y=\"{below}\" text-anchor=\"end\"></text></g>\n",
        at = one.component,
        state = x + width,
        below = y - 3,
    )
}

fn line(line: &PictureLine) -> String {
    let ((x1, y1), (x2, y2)) = (line.from, line.to);
    let mut class = "need".to_owned();
    if line.effect == Effect::Soft {
        class += " soft";
    }
    if line.is_assumed {
        class += " assumed";
    }
    let marker = if line.is_joined {
        ""
    } else {
        " marker-end=\"url(#arrow)\""
    };
    let (x, y) = (x1.midpoint(x2), y1.midpoint(y2));
    let path = if line.is_level {
        format!("M{x1} {y1}C{x} {y1} {x} {y2} {x2} {y2}")
    } else {
        format!("M{x1} {y1}C{x1} {y} {x2} {y} {x2} {y2}")
    };
    format!("<path class=\"{class}\" d=\"{path}\"{marker}/>\n")
}

fn junction(junction: &PictureJunction) -> String {
    let Area {
        x,
        y,
        width,
        height,
    } = junction.area;
    format!(
        "<g class=\"junction\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>\n",
        x + width / 2,
        y + 14,
        plain(&junction.label)
    )
}

/// What each failure does, as a script reads it: what fails, how many others are down, and the sets of the four states, each
/// in hexadecimal digits of four boxes, the first of them the highest bit.
fn failures(failures: &[DiagramFailure], boxes: usize) -> String {
    let failure = |one: &DiagramFailure| {
        let hit = [
            &one.down,
            &one.degraded,
            &one.cannot_restart,
            &one.no_redundancy,
        ];
        let hit = hit.map(|hit| digits(hit, boxes)).join("\",\"");
        format!("[{},{},\"{hit}\"]", one.component, one.others_down)
    };
    let failures: Vec<String> = failures.iter().map(failure).collect();
    format!(
        "<script type=\"application/json\" id=\"failures\">[{}]</script>\n",
        failures.join(",\n")
    )
}

/// A set of boxes in hexadecimal digits; nothing where it is empty.
fn digits(set: &[usize], boxes: usize) -> String {
    let Some(last) = set.iter().filter(|one| **one < boxes).max() else {
        return String::new();
    };
    let mut digits = vec![0_u32; last / 4 + 1];
    for one in set.iter().filter(|one| **one < boxes) {
        digits[one / 4] |= 8 >> (one % 4);
    }
    let digits = digits.into_iter();
    digits
        .filter_map(|digit| char::from_digit(digit, 16))
        .collect()
}
