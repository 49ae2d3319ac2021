use proptest::collection::vec;
use proptest::prelude::*;

use super::generators::{Edit, edit, list_cell, text};
use super::samples::{OddIsBold, are_joined, but, is_clear, text_of};
use crate::register::representable::violations;
use crate::register::{Mitigation, Observation, Risk, Trackers};
use crate::workbook::layout::put::list::Chunk;
use crate::workbook::layout::put::pieces::CellText;
use crate::workbook::layout::put::{
    entries as put_of_entries, observations as put_of_observations,
};
use crate::workbook::layout::{
    Formats, Piece, entries, observations, put_entries, put_observations,
};

fn read(pieces: &[Piece]) -> Vec<Observation> {
    let runs = pieces.iter();
    let runs: Vec<(&str, bool)> = runs
        .map(|piece| (piece.text.as_str(), OddIsBold.is_bold(piece.format)))
        .collect();
    observations(&runs)
}

fn read_entries(pieces: &[Piece]) -> Vec<String> {
    entries(&text_of(pieces))
}

fn put(old: &[Piece], wanted: &[Observation]) -> Option<Vec<Piece>> {
    put_observations(old, wanted, &mut OddIsBold)
}

fn put_texts(old: &[Piece], wanted: &[String]) -> Option<Vec<Piece>> {
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    put_entries(old, &wanted, &mut OddIsBold)
}

/// Whether a cell can hold observations.
fn fit(observations: &[Observation]) -> bool {
    let mut risk = Risk::new("R1");
    risk.observations = observations.to_vec();
    let have_texts = observations.iter().all(|entry| !entry.text.is_empty());
    have_texts && violations(&risk, &Trackers::default()).is_empty()
}

/// Whether a cell can hold entries.
fn entries_fit(entries: &[String]) -> bool {
    let mut risk = Risk::new("R1");
    risk.mitigations = entries.iter().cloned().map(Mitigation::from).collect();
    let have_texts = entries.iter().all(|entry| !entry.is_empty());
    have_texts && violations(&risk, &Trackers::default()).is_empty()
}

/// The text of each observation or entry with its formats.
fn bodies(pieces: &[Piece], chunks: impl Fn(&CellText) -> Vec<Chunk>) -> Vec<Vec<(String, usize)>> {
    let cell = CellText::of(pieces);
    let body = |chunk: Chunk| {
        let parts = cell.part(chunk.body);
        parts
            .map(|(text, format)| (text.to_owned(), format))
            .collect()
    };
    chunks(&cell).into_iter().map(body).collect()
}

fn texts(observations: &[Observation]) -> Vec<String> {
    observations
        .iter()
        .map(|entry| entry.text.clone())
        .collect()
}

proptest! {
    #[test]
    fn observations_that_a_cell_can_hold_are_read_back_from_any_layout(
        old in list_cell(),
        edits in vec(edit(text()), 0..5),
    ) {
        let mut wanted = read(&old);
        for edit in edits {
            let before = wanted.clone();
            edit.make(&mut wanted);
            if !fit(&wanted) {
                prop_assert_eq!(put(&old, &wanted), None);
                wanted = before;
            }
        }
        let put = put(&old, &wanted).expect("what is wanted is representable");
        prop_assert_eq!(&read(&put), &wanted);
        prop_assert!(put == old || are_joined(&put), "{:?}", put);
    }

    #[test]
    fn entries_that_a_cell_can_hold_are_read_back_from_any_layout(
        old in list_cell(),
        edits in vec(edit(text()), 0..5),
    ) {
        let mut wanted = read_entries(&old);
        for edit in edits {
            let before = wanted.clone();
            edit.make_text(&mut wanted);
            if !entries_fit(&wanted) {
                prop_assert_eq!(put_texts(&old, &wanted), None);
                wanted = before;
            }
        }
        let put = put_texts(&old, &wanted).expect("what is wanted is representable");
        prop_assert_eq!(&read_entries(&put), &wanted);
        prop_assert!(put == old || are_joined(&put), "{:?}", put);
    }

    #[test]
    fn an_unchanged_list_comes_back_as_it_is(old in list_cell()) {
        prop_assert_eq!(put(&old, &read(&old)), Some(old.clone()));
        prop_assert_eq!(put_texts(&old, &read_entries(&old)), Some(old.clone()));
    }

    #[test]
    fn an_edit_of_one_observation_leaves_the_others_as_they_were(
        old in list_cell(),
        edit in edit(text()),
    ) {
        let before = read(&old);
        let mut wanted = before.clone();
        let touched = edit.make(&mut wanted);
        if matches!(edit, Edit::Move(..))
            || !fit(&wanted)
            || !is_clear(&texts(&before), &texts(&wanted), touched)
        {
            return Ok(());
        }
        let put = put(&old, &wanted).expect("what is wanted is representable");
        let chunks = |cell: &CellText| put_of_observations::chunks(cell, &OddIsBold).0;
        let (before, after) = (bodies(&old, chunks), bodies(&put, chunks));
        prop_assert_eq!(but(before, touched.before), but(after, touched.after), "{:?}", put);
    }

    #[test]
    fn an_edit_of_one_entry_leaves_the_others_as_they_were(
        old in list_cell(),
        edit in edit(text()),
    ) {
        let before = read_entries(&old);
        let mut wanted = before.clone();
        let touched = edit.make_text(&mut wanted);
        if matches!(edit, Edit::Move(..))
            || !entries_fit(&wanted)
            || !is_clear(&before, &wanted, touched)
        {
            return Ok(());
        }
        let put = put_texts(&old, &wanted).expect("what is wanted is representable");
        let chunks = |cell: &CellText| put_of_entries::chunks(cell.text()).0;
        let (before, after) = (bodies(&old, chunks), bodies(&put, chunks));
        prop_assert_eq!(but(before, touched.before), but(after, touched.after), "{:?}", put);
    }

    #[test]
    fn a_reader_and_a_writer_find_the_same_entries(old in list_cell()) {
        let cell = CellText::of(&old);
        let (chunks, statuses) = put_of_observations::chunks(&cell, &OddIsBold);
        let found = chunks.iter().zip(statuses);
        let found: Vec<Observation> = found
            .map(|(chunk, status)| Observation::new(&cell.text()[chunk.body.clone()], status))
            .collect();
        prop_assert_eq!(found, read(&old));
        let (_, lines) = put_of_entries::chunks(cell.text());
        let joined = |lines: &Vec<std::ops::Range<usize>>| {
            let lines: Vec<&str> = lines.iter().map(|line| &cell.text()[line.clone()]).collect();
            lines.join("\n")
        };
        prop_assert_eq!(lines.iter().map(joined).collect::<Vec<_>>(), read_entries(&old));
    }
}
