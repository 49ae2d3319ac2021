use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::register::{Observation, ObservationStatus};
use crate::workbook::layout::Piece;

/// A change of a list. Entries without a status leave it aside.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Insert(Index, Observation),
    Change(Index, Observation),
    Restate(Index, ObservationStatus),
    Remove(Index),
    Move(Index, Index),
}

/// Where an edit of one entry finds it in the list before, and where it is in the one after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touched {
    pub before: Option<usize>,
    pub after: Option<usize>,
}

impl Edit {
    /// Makes the change, if there is something to change. A move touches no entry.
    pub(super) fn make(&self, list: &mut Vec<Observation>) -> Touched {
        let length = list.len();
        let (before, after) = match self {
            Self::Insert(position, entry) => {
                let position = position.index(length + 1);
                list.insert(position, entry.clone());
                (None, Some(position))
            }
            _ if list.is_empty() => (None, None),
            Self::Change(position, entry) => {
                let position = position.index(length);
                list[position] = entry.clone();
                (Some(position), Some(position))
            }
            Self::Restate(position, status) => {
                let position = position.index(length);
                list[position].status = *status;
                (Some(position), Some(position))
            }
            Self::Remove(position) => {
                let position = position.index(length);
                list.remove(position);
                (Some(position), None)
            }
            Self::Move(from, to) => {
                let entry = list.remove(from.index(length));
                list.insert(to.index(length), entry);
                (None, None)
            }
        };
        Touched { before, after }
    }

    /// Makes the change in a list of texts.
    pub(super) fn make_text(&self, list: &mut Vec<String>) -> Touched {
        let mut entries = list.iter().map(Observation::suggested).collect();
        let touched = self.make(&mut entries);
        *list = entries.into_iter().map(|entry| entry.text).collect();
        touched
    }
}

/// An edit with texts.
pub(super) fn edit(text: impl Strategy<Value = String>) -> impl Strategy<Value = Edit> {
    let entry = (text, status()).prop_map(|(text, status)| Observation::new(text, status));
    let indices = (any::<Index>(), any::<Index>());
    (indices, entry, 0..5).prop_map(|((index, to), entry, kind)| match kind {
        0 => Edit::Insert(index, entry),
        1 => Edit::Change(index, entry),
        2 => Edit::Restate(index, entry.status),
        3 => Edit::Remove(index),
        _ => Edit::Move(index, to),
    })
}

fn status() -> impl Strategy<Value = ObservationStatus> {
    prop_oneof![
        Just(ObservationStatus::Implemented),
        Just(ObservationStatus::Suggested),
        Just(ObservationStatus::Unknown),
    ]
}

/// A text of an entry that is near what a cell cannot hold.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-*•1.) \n\ra(?)é\u{a0}]{1,5}",
        "\\(\\?\\) a|- a|a\nb|[ab;]{1,3}|- a\n- b|a(\n[a-]{1,3}){1,3}",
        "[a-f]{1,4}",
    ]
}

/// A cell of a list, full of what means something.
pub(super) fn list_cell() -> impl Strategy<Value = Vec<Piece>> {
    cell(prop_oneof![
        ".{0,6}",
        "[-*•1.) \n\ra(?):é\u{a0}\u{2028}]{0,8}",
        "(\n|  |- |1\\. |2\\) |\\(\\?\\) |a|b|c|;|\r){0,8}",
        "(\n|\n- |\n1\\. |[a-f]{1,3}| |[a-f]{1,3}){0,8}",
    ])
}

/// A cell of notes with lines that are links, and such that nearly are.
pub(super) fn notes_cell() -> impl Strategy<Value = Vec<Piece>> {
    cell(prop_oneof![
        "(a|b|\n|\r|Cards?: ?|https://a\\.example/[1-3]|[ &,;]){0,8}",
        "((\n|a\n)(Card|Tickets ?|LINK): https://a\\.example/[1-9](( & |, | ; ?| )https://b\\.example/[1-9]){0,3}){0,2}",
    ])
}

fn cell(text: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<Piece>> {
    let piece = (text, 0_usize..6).prop_map(|(text, format)| Piece { text, format });
    vec(piece, 0..8)
}
