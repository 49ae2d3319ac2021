//! What a node shows, as plain text.

use super::{Label, Node};

/// Between fields of a record and cells of a table, as they are drawn.
const BETWEEN: &str = " | ";

/// What a node of an id shows, on one line; `None` where that is more than a text.
pub(super) fn plain(node: &Node, label: &Label, id: &str) -> Option<String> {
    if label.is_html {
        let fields = without_tags(&label.text);
        // An image shows something that has no text.
        return Some(side_by_side(&fields)).filter(|shown| !shown.is_empty());
    }
    let fields = if node.is_record {
        unescaped(&without_ports(&label.text), id, true)
    } else {
        unescaped(&label.text, id, false)
    };
    // Graphviz shows the characters of entities in every label; in a record they are none of its signs.
    Some(side_by_side(&decoded(&fields?)))
}

/// The fields, which are one a line here, beside each other.
fn side_by_side(fields: &str) -> String {
    let fields = fields.split('\n').map(|field| {
        let words: Vec<&str> = field.split_whitespace().collect();
        words.join(" ")
    });
    let fields: Vec<String> = fields.filter(|field| !field.is_empty()).collect();
    fields.join(BETWEEN)
}

/// A text without its escapes; `None` where one stands for something that is not known here.
fn unescaped(text: &str, id: &str, is_record: bool) -> Option<String> {
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                'n' | 'l' | 'r' => shown.push(' '),
                'N' => shown.push_str(id),
                // The names of the graph and of the ends of an edge.
                'G' | 'E' | 'T' | 'H' | 'L' => return None,
                c => shown.push(c),
            },
            '{' | '}' | '|' if is_record => shown.push('\n'),
            '\n' | '\r' => shown.push(' '),
            c => shown.push(c),
        }
    }
    Some(shown)
}

/// A record without the names of its ports, such as `<f0>`, which are not shown.
fn without_ports(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut is_port = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '<' => is_port = true,
            '>' => is_port = false,
            _ if is_port => {}
            '\\' => {
                shown.push(c);
                shown.extend(chars.next());
            }
            c => shown.push(c),
        }
    }
    shown
}

/// An HTML text without its tags.
fn without_tags(text: &str) -> String {
    let mut rest = text.strip_prefix('<').unwrap_or(text);
    rest = rest.strip_suffix('>').unwrap_or(rest);
    let mut shown = String::with_capacity(rest.len());
    let text_of = |part: &str| decoded(&part.replace(['\n', '\r'], " "));
    while let Some((before, tag)) = rest.split_once('<') {
        shown += &text_of(before);
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        let (tag, after) = tag.split_once(end).unwrap_or((tag, ""));
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
        match name.map(str::to_ascii_lowercase).as_deref() {
            Some("br") => shown.push(' '),
            Some("td" | "tr" | "table" | "hr" | "vr") => shown.push('\n'),
            _ => {}
        }
        rest = after;
    }
    shown + &text_of(rest)
}

/// The most bytes of an entity behind its `&`: `#x10ffff;` with a few zeros. What is not one is not searched to its end.
const LONGEST_ENTITY: usize = 16;

/// A text with the characters that its entities stand for. One that is not known stays as it is.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        decoded += before;
        let end = entity
            .bytes()
            .take(LONGEST_ENTITY)
            .position(|byte| byte == b';');
        let known = end.and_then(|end| Some((character(&entity[..end])?, &entity[end + 1..])));
        let (c, after) = known.unwrap_or(('&', entity));
        decoded.push(if c.is_control() { ' ' } else { c });
        rest = after;
    }
    decoded + rest
}

fn character(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#');
    let hexadecimal = number.and_then(|number| number.strip_prefix(['x', 'X']));
    let number = match (hexadecimal, number) {
        (Some(digits), _) => u32::from_str_radix(digits, 16).ok(),
        (None, Some(digits)) => digits.parse().ok(),
        (None, None) => None,
    };
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => char::from_u32(number?),
    }
}
