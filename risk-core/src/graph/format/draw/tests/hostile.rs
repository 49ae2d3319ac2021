use std::collections::HashSet;

use super::*;
use crate::graph::format::DrawingFormat;
use crate::record::text::unquoted;
use crate::tests::cases;

/// Characters and words that mean something to some format.
const NAME: &str = "(\"|\n|\r|\\]|\\[|-->|<script>|</data>|\\]\\]>|end|`|```|\u{0}|\u{1}|\u{7f}\
    |\u{fffe}|é|日本|🔥|\\\\|\\\\N|&lt;|#quot;|#35;|,|;|\\||\\{\\{|%%|---|ﬂ°°60¶ß|fa:fa-car|\\*\\*| |a){0,6}";

/// The text outside quotes, or the place where a quote is not closed on its line.
fn outside_quotes(line: &str) -> Result<String, String> {
    let mut outside = String::new();
    let (mut is_inside, mut chars) = (false, line.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => is_inside = !is_inside,
            '\\' if is_inside => {
                chars.next();
            }
            _ if is_inside => {}
            c => outside.push(c),
        }
    }
    if is_inside {
        Err(line.to_owned())
    } else {
        Ok(outside)
    }
}

/// Reads RFC 4180.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_inside, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if is_inside && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => is_inside = !is_inside,
            ',' if !is_inside => row.push(std::mem::take(&mut cell)),
            '\n' if !is_inside => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !is_inside, "{text}");
    rows
}

fn names(drawing: &Drawing) -> HashSet<&str> {
    let components = drawing.components.iter();
    components.map(|c| c.name.as_str()).collect()
}

#[test]
fn mermaid_finds_no_icon_and_no_entity_of_its_own_in_a_name() {
    let mut drawing = Drawing::new("");
    drawing.components = vec![component("fa:fa-car ﬂ°°60¶ß")];
    let expected =
        "flowchart LR\n    n0[\"fa#58;#8203;fa#45;car ﬂ#8203;#176;#176;60#182;#8203;ß\"]\n";
    assert_eq!(drawing.write(DrawingFormat::Mermaid), expected);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn dot_has_names_between_quotes_only(drawing in drawings(NAME)) {
        let dot = drawing.write(DrawingFormat::Dot);
        prop_assert!(!dot.contains(|c: char| c.is_control() && c != '\n'), "{}", dot);
        let mut depth = 0_i32;
        for line in dot.lines() {
            let outside = outside_quotes(line).unwrap();
            let is_plain = |c: char| c.is_ascii_alphanumeric() || " {}[]=,->_.".contains(c);
            prop_assert!(outside.chars().all(is_plain), "{}", outside);
            depth += outside.chars().map(|c| i32::from(c == '{') - i32::from(c == '}')).sum::<i32>();
        }
        prop_assert_eq!(depth, 0, "{}", dot);
    }

    #[test]
    fn mermaid_has_nothing_but_words_in_its_labels(drawing in drawings(NAME)) {
        let mermaid = drawing.write(DrawingFormat::Mermaid);
        let chart = &mermaid[mermaid.find("flowchart LR\n").unwrap()..];
        let mut depth = 0_i32;
        for line in chart.lines() {
            let parts: Vec<&str> = line.split('"').collect();
            prop_assert!(matches!(parts.len(), 1 | 3), "{}", line);
            depth += i32::from(line.trim_start().starts_with("subgraph "));
            depth -= i32::from(line.trim() == "end");
            let Some(label) = parts.get(1) else { continue };
            let is_plain = |c: char| c.is_alphanumeric() || " #;,:".contains(c);
            prop_assert!(label.replace("<br>", "").chars().all(is_plain), "{}", line);
        }
        prop_assert_eq!(depth, 0, "{}", mermaid);
        let header = &mermaid[..mermaid.len() - chart.len()];
        prop_assert!(matches!(header.lines().count(), 0 | 3), "{}", header);
        prop_assert!(!header.contains(['<', '>', '&', '`', '#', '{']), "{}", header);
    }

    #[test]
    fn json_has_the_names_as_they_are(drawing in drawings(NAME)) {
        let json = drawing.write(DrawingFormat::Json);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let ids = json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap());
        prop_assert_eq!(ids.collect::<HashSet<_>>(), names(&drawing));
        for edge in json["edges"].as_array().unwrap() {
            prop_assert!(names(&drawing).contains(edge["target"].as_str().unwrap()));
        }
    }

    #[test]
    fn csv_has_the_names_as_they_are(drawing in drawings(NAME)) {
        let csv = drawing.write(DrawingFormat::Csv);
        let names = names(&drawing);
        let is_one = |cell: &str| {
            let quoted = unquoted(cell);
            names.contains(quoted.as_deref().unwrap_or(cell))
        };
        for row in rows(&csv).iter().skip(1) {
            prop_assert_eq!(row.len(), 5);
            prop_assert!(is_one(&row[0]), "{:?}", row);
            prop_assert!(row[1].is_empty() || is_one(&row[1]), "{:?}", row);
        }
    }

    #[cfg(feature = "workbook")]
    #[test]
    fn graphml_is_xml(drawing in drawings(NAME)) {
        use quick_xml::events::Event;
        let xml = drawing.write(DrawingFormat::GraphMl);
        let is_allowed = |c: char| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || "\n\t".contains(c);
        prop_assert!(xml.chars().all(is_allowed));
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut nodes = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) if tag.name().as_ref() == "node" => nodes += 1,
                Event::Eof => break,
                _ => {}
            }
        }
        prop_assert_eq!(nodes, drawing.components.len());
    }
}
