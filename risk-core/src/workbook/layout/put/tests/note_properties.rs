use proptest::collection::vec;
use proptest::prelude::*;

use super::generators::{Edit, edit, list_cell, notes_cell};
use super::samples::{are_joined, but, is_clear, text_of};
use crate::register::representable::violations;
use crate::register::{Risk, TrackerLink, Trackers};
use crate::workbook::layout::put::links::TrackerLine;
use crate::workbook::layout::put::pieces::CellText;
use crate::workbook::layout::{Piece, notes, put_name, put_notes, put_text};

fn line() -> impl Strategy<Value = String> {
    "[ab \r]{0,3}|Card: ?https://a\\.example/1|[a-f]{1,3}"
}

fn link() -> impl Strategy<Value = String> {
    "https://a\\.example/[1-9]{1,2}[,;&]{0,2}|[&,;]|OPS-1"
}

/// The lines of prose in a cell, and the links.
fn read(pieces: &[Piece]) -> (Vec<String>, Vec<String>) {
    let (prose, links) = notes(&text_of(pieces), &Trackers::default());
    let links = links.iter().map(|link| link.url().to_owned()).collect();
    (prose.split('\n').map(str::to_owned).collect(), links)
}

fn put(old: &[Piece], prose: &[String], links: &[String]) -> Option<Vec<Piece>> {
    let links: Vec<TrackerLink> = links.iter().map(TrackerLink::new).collect();
    put_notes(old, &prose.join("\n"), &links, &Trackers::default())
}

fn fit(prose: &[String], links: &[String]) -> bool {
    let mut risk = Risk::new("R1");
    risk.notes = prose.join("\n");
    risk.tracker_links = links.iter().map(TrackerLink::new).collect();
    violations(&risk, &Trackers::default()).is_empty()
}

/// A part of a text with its formats.
type Part = Vec<(String, usize)>;

/// The lines of prose and the links of a cell.
fn parts(pieces: &[Piece]) -> (Vec<Part>, Vec<Part>) {
    let cell = CellText::of(pieces);
    let part = |part| {
        let part = cell.part(part);
        part.map(|(text, format)| (text.to_owned(), format))
            .collect()
    };
    let (mut prose, mut links) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in cell.text().split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        match TrackerLine::of(&cell, range.clone(), &Trackers::default()) {
            Some(line) => links.extend(line.links.into_iter().map(part)),
            None => prose.push(part(range)),
        }
    }
    // Without a text, nothing shows whether there is a line for it.
    if prose == [Vec::new()] {
        prose.clear();
    }
    (prose, links)
}

proptest! {
    #[test]
    fn notes_that_a_cell_can_hold_are_read_back_from_any_layout(
        old in notes_cell(),
        edits in vec((edit(line()), edit(link()), 0..3), 0..5),
    ) {
        let (mut prose, mut links) = read(&old);
        for (of_prose, of_links, kind) in edits {
            let before = (prose.clone(), links.clone());
            if kind != 0 {
                of_prose.make_text(&mut prose);
            }
            if kind != 1 {
                of_links.make_text(&mut links);
            }
            if !fit(&prose, &links) {
                (prose, links) = before;
            }
        }
        let put = put(&old, &prose, &links).expect("what is wanted is representable");
        let text = prose.join("\n");
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        prop_assert_eq!(read(&put), (lines, links));
        prop_assert!(put == old || are_joined(&put), "{:?}", put);
    }

    #[test]
    fn unchanged_notes_come_back_as_they_are(old in notes_cell()) {
        let (prose, links) = read(&old);
        prop_assert_eq!(put(&old, &prose, &links), Some(old));
    }

    #[test]
    fn an_edit_of_one_line_leaves_the_others_and_the_links_as_they_were(
        old in notes_cell(),
        edit in edit(line()),
    ) {
        let (before, links) = read(&old);
        let mut wanted = before.clone();
        let touched = edit.make_text(&mut wanted);
        let (lines_before, links_before) = parts(&old);
        let have_lines = !lines_before.is_empty() && !wanted.join("\n").is_empty();
        if matches!(edit, Edit::Move(..))
            || !fit(&wanted, &links)
            || !is_clear(&before, &wanted, touched)
            || !have_lines
        {
            return Ok(());
        }
        let put = put(&old, &wanted, &links).expect("what is wanted is representable");
        let (lines, links) = parts(&put);
        prop_assert_eq!(links, links_before);
        prop_assert_eq!(but(lines, touched.after), but(lines_before, touched.before));
    }

    #[test]
    fn an_edit_of_one_link_leaves_the_others_and_the_prose_as_they_were(
        old in notes_cell(),
        edit in edit(link()),
    ) {
        let (prose, before) = read(&old);
        let mut wanted = before.clone();
        let touched = edit.make_text(&mut wanted);
        if matches!(edit, Edit::Move(..))
            || !fit(&prose, &wanted)
            || !is_clear(&before, &wanted, touched)
        {
            return Ok(());
        }
        let (lines_before, links_before) = parts(&old);
        let put = put(&old, &prose, &wanted).expect("what is wanted is representable");
        let (lines, links) = parts(&put);
        prop_assert_eq!(lines, lines_before);
        prop_assert_eq!(but(links, touched.after), but(links_before, touched.before));
    }

    #[test]
    fn a_text_and_a_name_are_read_back(old in list_cell(), text in "[ab \n]{0,5}") {
        let put = put_text(&old, &text);
        prop_assert_eq!(text_of(&put), text.clone());
        prop_assert!(put == old || are_joined(&put), "{:?}", put);
        let put = put_name(&old, text.trim());
        let read = text_of(&put);
        prop_assert_eq!(read.trim(), text.trim());
        prop_assert!(put == old || are_joined(&put), "{:?}", put);
        prop_assert_eq!(put_text(&old, &text_of(&old)), old.clone());
        prop_assert_eq!(put_name(&old, text_of(&old).trim()), old);
    }
}
