//! What a workbook states after an update.

use std::collections::BTreeSet;

use risk_core::edit::Edited;
use risk_core::workbook::Update;
use risk_core::{Component, Extra, Rehearsal, Risk};

use super::open;
use crate::create_extras::sorted;
use crate::update_checker::{Book, Grid, Package};

/// Asserts that a workbook states what was put, in any order of rows and columns.
///
/// What formulas give is nothing that anybody states: where a new risk comes into a row that waited
/// for it, it gets what the formulas of that row gave when it was empty.
pub fn assert_stated(edited: Edited, update: &Update) {
    let computed = computed(&update.bytes);
    let is_new: Vec<bool> = edited.lineage.risks.iter().map(Option::is_none).collect();
    let (expected_title, _, expected_components, expected) = edited.after.into_parts();
    let (title, _, components, found) = open(&update.bytes).1.into_parts();
    assert_eq!(title, expected_title);
    assert_eq!(in_order(components), in_order(expected_components));
    let (new, old): (Vec<_>, Vec<_>) = expected.into_iter().zip(is_new).partition(|(_, new)| *new);
    let mut found = found;
    for risk in &mut found {
        risk.extra = sorted(&risk.extra);
        in_any_order(&mut risk.rehearsals);
    }
    for (mut risk, _) in old {
        risk.extra = sorted(&risk.extra);
        in_any_order(&mut risk.rehearsals);
        let position = found.iter().position(|found| *found == risk);
        match position {
            Some(position) => _ = found.remove(position),
            None => panic!("{risk:?} is not among {found:?}"),
        }
    }
    let without = |mut risk: Risk| {
        risk.extra = without(&risk.extra, &computed);
        in_any_order(&mut risk.rehearsals);
        risk
    };
    let mut found: Vec<Risk> = found.into_iter().map(without).collect();
    let mut new: Vec<Risk> = new.into_iter().map(|(risk, _)| without(risk)).collect();
    found.sort_by_cached_key(|risk| format!("{risk:?}"));
    new.sort_by_cached_key(|risk| format!("{risk:?}"));
    assert_eq!(found, new);
}

fn in_order(mut components: Vec<Component>) -> Vec<Component> {
    for component in &mut components {
        component.extra = sorted(&component.extra);
        in_any_order(&mut component.rehearsals);
    }
    components.sort_by_cached_key(|component| format!("{component:?}"));
    components
}

/// Rows are in no order, and so are the rehearsals of a record.
fn in_any_order(rehearsals: &mut [Rehearsal]) {
    rehearsals.sort_by_cached_key(|rehearsal| format!("{rehearsal:?}"));
}

fn without(extra: &Extra, computed: &BTreeSet<String>) -> Extra {
    let mut without = Extra::default();
    for (key, value) in sorted(extra).iter() {
        if !computed.contains(key.name()) {
            without.insert(key.clone(), value.clone());
        }
    }
    without
}

/// What stands over formulas: the headers of columns that have some.
fn computed(workbook: &[u8]) -> BTreeSet<String> {
    let package = Package::open(workbook).expect("it is a package");
    let book = Book::open(&package).expect("it is a workbook");
    let mut computed = BTreeSet::new();
    for sheet in &book.sheets {
        let grid = Grid::of(sheet);
        let columns: BTreeSet<u32> = grid.formulas().map(|(place, _)| place.column).collect();
        let headers = grid
            .cells
            .values()
            .filter(|cell| columns.contains(&cell.place.column));
        let headers = headers.filter_map(|cell| book.text(cell));
        computed.extend(headers.map(|header| header.trim().to_owned()));
    }
    computed
}
