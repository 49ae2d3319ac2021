//! The ratings that a workbook of this crate has as texts, where a program has saved it in a format without formulas.

use std::sync::Arc;

use super::recognise::{Role, Table};
use crate::check::Reading;
use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{Extra, ExtraValue, RiskView, SourceScope};

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
    reading: &mut Reading,
    table: &mut Table,
) -> Result<(), InvalidRegister> {
    let is_computed = |column: u32| {
        let is_derived = matches!(table.role(column), Some(Role::Derived(_)));
        is_derived && table.header(column).trim() == RATING
    };
    if (1..=table.width()).any(is_computed) {
        return Ok(());
    }
    let key = Key::first(RATING);
    let is_rating = |risk: RiskView<'_>| match risk.extra.get(&key) {
        None => true,
        Some(ExtraValue::Text(text)) => Some(text.as_str()) == risk.rating_label(),
        Some(_) => false,
    };
    let register = &reading.register;
    let is_there = register.risks().any(|risk| risk.extra.get(&key).is_some());
    if !is_there || !register.risks().all(is_rating) {
        return Ok(());
    }
    let components = register.shared_components().to_vec();
    let mut risks = register.shared_risks().to_vec();
    for risk in &mut risks {
        let extra = &mut Arc::make_mut(risk).extra;
        let kept = extra
            .iter()
            .filter_map(|(of, value)| Some((without(of)?, value.clone())));
        *extra = Extra::of_distinct(kept.collect());
    }
    reading.register = register.with_records(register.scale().clone(), components, risks)?;
    if let SourceScope::Columns { risks, .. } = &mut reading.scope {
        risks.extra = risks.extra.iter().filter_map(without).collect();
    }
    table.renumber(without);
    Ok(())
}
