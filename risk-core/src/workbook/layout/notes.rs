//! Notes: prose, and lines such as `Cards: https://… & https://…`, which are tracker links.

use crate::register::{TrackerLink, Trackers, format_tracker_line, tracker_line};

/// The notes of a text, and the links in its tracker lines.
pub(in crate::workbook) fn notes(text: &str, trackers: &Trackers) -> (String, Vec<TrackerLink>) {
    let mut links = Vec::new();
    let mut prose: Vec<&str> = Vec::new();
    for line in text.split('\n') {
        match tracker_line(line, trackers) {
            Some(line_links) => links.extend(line_links),
            None => prose.push(line),
        }
    }
    (prose.join("\n"), links)
}

/// The text of notes and links, in the layout of a new cell: the links in a line at the end.
pub(in crate::workbook) fn notes_text(notes: &str, links: &[TrackerLink]) -> String {
    match (notes, links) {
        (notes, []) => notes.to_owned(),
        ("", links) => format_tracker_line(links),
        (notes, links) => format!("{notes}\n{}", format_tracker_line(links)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::TrackerPattern;

    fn read(text: &str) -> (String, Vec<String>) {
        let (notes, links) = notes(text, &Trackers::default());
        let urls = links.iter().map(|link| link.url().to_owned());
        (notes, urls.collect())
    }

    #[test]
    fn a_line_of_links_with_a_label_is_links_and_the_rest_is_notes() {
        let text =
            "On, but not Terraformed\nCards: https://trello.com/c/a & https://trello.com/c/b\nend";
        let (notes, links) = read(text);
        assert_eq!(notes, "On, but not Terraformed\nend");
        assert_eq!(links, ["https://trello.com/c/a", "https://trello.com/c/b"]);
    }

    #[test]
    fn labels_and_separators_come_in_several_forms() {
        let links = |text| read(text).1;
        assert_eq!(
            links("TICKET : https://a.example/1"),
            ["https://a.example/1"]
        );
        assert_eq!(
            links("links:https://a.example/1; https://b.example/2 , https://c.example/3").len(),
            3
        );
        assert_eq!(
            links("Card: https://a.example/1, & https://b.example"),
            ["https://a.example/1,", "https://b.example"]
        );
    }

    #[test]
    fn prose_with_a_link_stays_prose() {
        for text in [
            "Card: see https://trello.com/c/a",
            "Card: OPS-12",
            "Cards:",
            "Cards: &",
            "https://trello.com/c/a",
            "Reason: https://trello.com/c/a",
        ] {
            assert_eq!(read(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn a_bare_key_is_a_link_where_its_prefix_is_configured() {
        let mut pattern = TrackerPattern::new("Ops");
        pattern.prefixes = vec!["OPS".to_owned()];
        let trackers = Trackers::new(vec![pattern]).unwrap();
        let (notes, links) = notes("Card: OPS-12", &trackers);
        assert_eq!(notes, "");
        assert_eq!(links, [TrackerLink::new("OPS-12")]);
    }
}
