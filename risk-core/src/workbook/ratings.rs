//! The ratings that a workbook of this crate has as texts, where a program has saved it in a format without formulas.

use std::sync::Arc;

use super::recognise::{Role, Table};
use super::records::Records;
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Extra, ExtraValue, Register, Risk, RiskView, Scale};

/// The header of the ratings in a workbook that was exported.
const RATING: &str = "Rating";

/// A key where the first column of that header is none: it takes the others with it.
fn without(key: &Key) -> Option<Key> {
    match key.occurrence() {
        _ if key.name() != RATING => Some(key.clone()),
        1 => None,
        more => Some(Key::new(RATING, more - 1)),
    }
}

/// Leaves out a column `Rating` that says what the scale says of every risk, unless the sheet has one that is computed:
/// then it is a column of people's own. In the table, too, it is one of scores.
pub(super) fn leave_out_ratings(
    risks: &mut Records<Risk>,
    table: &mut Table,
    scale: &Scale,
) -> Result<(), InvalidRegister> {
    let is_computed = |column: u32| {
        let is_derived = matches!(table.role(column), Some(Role::Derived(_)));
        is_derived && table.header(column).trim() == RATING
    };
    let key = Key::first(RATING);
    if (1..=table.width()).any(is_computed) || table.column_of_extra(&key).is_none() {
        return Ok(());
    }
    let is_rating = |risk: RiskView<'_>| match risk.extra.get(&key) {
        None => true,
        Some(ExtraValue::Text(text)) => Some(text.as_str()) == risk.rating_label(),
        Some(_) => false,
    };
    let rated = Register::default();
    let rated = rated.with_records(scale.clone(), Vec::new(), risks.list.clone())?;
    let is_there = rated.risks().any(|risk| risk.extra.get(&key).is_some());
    if !is_there || !rated.risks().all(is_rating) {
        return Ok(());
    }
    // The risks are to be shared no more when they are changed.
    drop(rated);
    for risk in &mut risks.list {
        let extra = &mut Arc::make_mut(risk).extra;
        let kept = extra
            .iter()
            .filter_map(|(of, value)| Some((without(of)?, value.clone())));
        *extra = Extra::of_distinct(kept.collect());
    }
    for columns in risks.unresolved.values_mut() {
        columns.extra = columns.extra.iter().filter_map(without).collect();
    }
    table.renumber(without);
    Ok(())
}
