//! Text as XML, and XML as other producers write it.

use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use super::features::Feature;
use super::plan::Plan;

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A text as it stands in an element or in an attribute. A quote stands there as itself nowhere.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text of a cell as it stands in an element: what XML has no form for, or would take for a
/// line end, has the escape of spreadsheets.
pub fn text(text: &str, plan: &Plan) -> String {
    let mut of_spreadsheets = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_escape = rest.starts_with("_x") && rest.get(6..7) == Some("_");
        if is_escape {
            of_spreadsheets.push_str("_x005F_");
        } else if c.is_control() && !matches!(c, '\t' | '\n') {
            _ = write!(of_spreadsheets, "_x{:04X}_", u32::from(c));
        } else {
            of_spreadsheets.push(c);
        }
        rest = &rest[if is_escape { 1 } else { c.len_utf8() }..];
    }
    let text = escaped(&of_spreadsheets);
    if !plan.has(Feature::NumericEscapes) {
        return text;
    }
    let numbers = text.chars().map(|c| match c {
        c if c.is_ascii() => c.to_string(),
        c => format!("&#x{:X};", u32::from(c)),
    });
    numbers.collect()
}

/// The beginning of an element, or its end, whose name has no prefix.
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("<(/?)([A-Za-z0-9]+)([ />])").expect("the pattern is valid"));

/// The value of an attribute that has no single quote.
static VALUE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("=\"([^\"']*)\"").expect("the pattern is valid"));

/// The XML of a part, whose elements of the main namespace have no prefix yet.
pub fn finished(xml: &str, is_sheet: bool, plan: &Plan) -> String {
    let mut xml = xml.to_owned();
    if plan.has(Feature::LineBreaks) {
        xml = xml
            .replace("</row><row", "</row>\n    <row")
            .replace("</c><c", "</c>\n\t<c");
    }
    let everywhere = plan.has(Feature::PrefixEverywhere);
    if everywhere || (is_sheet && plan.has(Feature::SheetPrefix)) {
        xml = TAG.replace_all(&xml, "<${1}x:${2}${3}").into_owned();
        xml = xml.replace(" xmlns=\"", " xmlns:x=\"");
    }
    if is_sheet && plan.has(Feature::SingleQuotes) {
        xml = VALUE.replace_all(&xml, "='${1}'").into_owned();
    }
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml}")
}
