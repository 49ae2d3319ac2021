use super::samples::{marked_up, markup, pieces};
use crate::register::{TrackerLink, TrackerPattern, Trackers};
use crate::workbook::layout::{Piece, put_notes};

fn links(urls: &[&str]) -> Vec<TrackerLink> {
    urls.iter().map(|url| TrackerLink::new(*url)).collect()
}

/// Puts with keys such as `OPS-1` for links.
fn put_pieces(old: &[Piece], notes: &str, urls: &[&str]) -> Option<Vec<Piece>> {
    let mut pattern = TrackerPattern::new("Ops");
    pattern.prefixes = vec!["OPS".to_owned()];
    let trackers = Trackers::new(vec![pattern]).unwrap();
    put_notes(old, notes, &links(urls), &trackers)
}

fn put(old: &str, notes: &str, urls: &[&str]) -> String {
    let pieces = put_pieces(&marked_up(old), notes, urls);
    markup(&pieces.expect("what is wanted is representable"))
}

#[test]
fn an_unchanged_cell_comes_back_as_it_is() {
    let old = pieces(&[("a\nCard", 1), (": OPS-1 &", 1), ("", 0), ("\nb\n", 0)]);
    assert_eq!(put_pieces(&old, "a\nb\n", &["OPS-1"]), Some(old));
    assert_eq!(put("\nCard: OPS-1", "", &["OPS-1"]), "\nCard: OPS-1");
}

#[test]
fn a_blank_cell_gets_the_layout_of_a_new_one() {
    assert_eq!(put("", "a", &["OPS-1", "OPS-2"]), "a\nCards: OPS-1 & OPS-2");
    assert_eq!(
        put_pieces(&pieces(&[("", 3)]), "", &["OPS-1"]),
        Some(pieces(&[("Card: OPS-1", 3)]))
    );
    assert_eq!(
        put_pieces(&marked_up("a\nCard: OPS-1"), "", &[]),
        Some(Vec::new())
    );
}

#[test]
fn prose_is_put_line_by_line_and_lines_of_links_stay_behind_theirs() {
    let old = "**a**\nCard: OPS-1\nb\nc";
    assert_eq!(
        put(old, "ax\nb\nc", &["OPS-1"]),
        "**ax**\nCard: OPS-1\nb\nc"
    );
    assert_eq!(
        put(old, "a\nx\nb\nc", &["OPS-1"]),
        "**a**\nCard: OPS-1\n**x**\nb\nc"
    );
    assert_eq!(put(old, "b\nc", &["OPS-1"]), "Card: OPS-1\nb\nc");
    assert_eq!(put(old, "a", &["OPS-1"]), "**a**\nCard: OPS-1");
    assert_eq!(put(old, "", &["OPS-1"]), "Card: OPS-1");
    assert_eq!(
        put(old, "x\na\nb\nc\n", &["OPS-1"]),
        "**x\na**\nCard: OPS-1\nb\nc\n"
    );
    assert_eq!(put("Card: OPS-1", "a", &["OPS-1"]), "Card: OPS-1\na");
}

#[test]
fn a_changed_link_has_the_place_that_it_had() {
    let old = "TICKETS : OPS-1, **OPS-2** ;  OPS-3 \r\nb";
    assert_eq!(
        put(old, "b", &["OPS-1", "OPS-22", "OPS-3"]),
        "TICKETS : OPS-1, **OPS-22** ;  OPS-3 \r\nb"
    );
    assert_eq!(
        put("Card: OPS-1\na\nCard: OPS-2", "a", &["OPS-1", "OPS-3"]),
        "Card: OPS-1\na\nCard: OPS-3"
    );
}

#[test]
fn a_removed_link_goes_with_what_parted_it_and_an_empty_line_goes() {
    assert_eq!(
        put("Cards: OPS-1, OPS-2; OPS-3", "", &["OPS-1", "OPS-3"]),
        "Cards: OPS-1; OPS-3"
    );
    assert_eq!(
        put("Cards: OPS-1, OPS-2; OPS-3", "", &["OPS-2", "OPS-3"]),
        "Cards: OPS-2; OPS-3"
    );
    assert_eq!(
        put("Cards: OPS-1, OPS-2 \na", "a", &["OPS-1"]),
        "Cards: OPS-1 \na"
    );
    assert_eq!(
        put("a\nCard: OPS-1\nLink: OPS-2", "a", &["OPS-1"]),
        "a\nCard: OPS-1"
    );
    assert_eq!(put("Card: OPS-1\na", "a", &[]), "a");
}

#[test]
fn a_new_link_stands_behind_the_one_before_it_and_the_last_in_the_last_line() {
    assert_eq!(
        put("Links: OPS-1; OPS-3\na", "a", &["OPS-1", "OPS-2", "OPS-3"]),
        "Links: OPS-1; OPS-2; OPS-3\na"
    );
    assert_eq!(
        put(
            "Card: OPS-1\nCards: OPS-2, OPS-3\n\n",
            "\n",
            &["OPS-1", "OPS-2", "OPS-3", "OPS-4"]
        ),
        "Card: OPS-1\nCards: OPS-2, OPS-3, OPS-4\n\n"
    );
    assert_eq!(
        put("**Card:** OPS-1", "", &["OPS-0", "OPS-1"]),
        "**Cards:** OPS-0 & OPS-1"
    );
}

#[test]
fn the_label_of_a_second_link_is_plural() {
    assert_eq!(
        put("issue: OPS-1", "", &["OPS-1", "OPS-2"]),
        "issues: OPS-1 & OPS-2"
    );
    assert_eq!(
        put("CARD : OPS-1", "", &["OPS-1", "OPS-2"]),
        "CARDS : OPS-1 & OPS-2"
    );
    assert_eq!(
        put("Links: OPS-1", "", &["OPS-1", "OPS-2"]),
        "Links: OPS-1 & OPS-2"
    );
    assert_eq!(put("Cards: OPS-1 & OPS-2", "", &["OPS-2"]), "Cards: OPS-2");
}

#[test]
fn without_a_line_for_links_there_is_a_new_one_at_the_end() {
    assert_eq!(
        put("a\n**b**\n", "a\nb\n", &["OPS-1"]),
        "a\n**b**\n\n**Card: OPS-1**"
    );
    assert_eq!(
        put("a", "b", &["OPS-1", "OPS-2"]),
        "b\nCards: OPS-1 & OPS-2"
    );
}

#[test]
fn a_link_that_ends_like_a_separator_is_parted_by_another() {
    let (one, two) = ("https://a.example/1,", "https://a.example/2");
    assert_eq!(
        put("Cards: OPS-1 OPS-2", "", &[one, two]),
        format!("Cards: {one} & {two}")
    );
    assert_eq!(
        put("Cards: OPS-1, OPS-2", "", &[one, two]),
        format!("Cards: {one}, {two}")
    );
}

#[test]
fn what_no_cell_can_hold_is_not_put() {
    assert_eq!(put_pieces(&marked_up("a"), "a\nCard: OPS-1", &[]), None);
    assert_eq!(put_pieces(&marked_up("a"), "a", &["OPS 1"]), None);
    assert_eq!(put_pieces(&[], "", &["no link"]), None);
}
