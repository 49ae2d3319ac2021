//! The ratings that a workbook shows: as texts, where a program has saved it in a format without formulas, and as results of
//! formulas, which may say otherwise than the scale.

use std::collections::HashMap;
use std::sync::Arc;

use super::grid::Grid;
use super::recognise::{Role, Table};
use super::records::Records;
use crate::check::rules::reading::RATING_DIFFERS;
use crate::check::{Draft, Remark};
use crate::error::InvalidRegister;
use crate::record::text::quote;
use crate::record::{Key, column_letters};
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

/// A finding for each column that is computed from the levels and shows other ratings than the scale gives.
pub(super) fn differing(
    grid: &Grid,
    table: &Table,
    (risks, scale): (&Records<Risk>, &Scale),
) -> Vec<Draft> {
    let is_derived = |column: &u32| matches!(table.role(*column), Some(Role::Derived(_)));
    let mut rated = Rated {
        scale,
        grid,
        is_own: table.is_own,
        known: HashMap::new(),
    };
    let columns = (1..=table.width()).filter(is_derived);
    let finding = |column: u32| {
        let differing = rated.differing(column, risks);
        let location = grid.location(differing.first()?.row, column);
        let header = table.header(column);
        let message = in_words(column, (header, scale.name()), &differing);
        let remark = Remark::new(message).found(scale.name()).subject(header);
        Some(Draft::of_register(&RATING_DIFFERS, location, remark))
    };
    columns.filter_map(finding).collect()
}

fn in_words(column: u32, (header, scale): (&str, &str), differing: &[Differing<'_>]) -> String {
    let letters = column_letters(column);
    let first = differing.iter().take(3).map(|one| {
        let (shown, here) = (quote(one.shown), quote(one.here));
        format!("{letters}{} has {shown} and is {here}", one.row)
    });
    let first = first.collect::<Vec<_>>().join(", ");
    let more = if differing.len() > 3 { ", …" } else { "" };
    let count = match differing.len() {
        1 => "1 formula shows".to_owned(),
        count => format!("{count} formulas show"),
    };
    format!(
        "in the column {} {count} another rating than the scale {} gives: {first}{more}; state the scale that the \
         workbook rates by",
        quote(header),
        quote(scale),
    )
}

/// What a cell shows, and the rating that the scale gives.
struct Differing<'a> {
    row: u32,
    shown: &'a str,
    here: &'a str,
}

/// What the scale makes of levels, each pair of words looked up once.
struct Rated<'a> {
    scale: &'a Scale,
    grid: &'a Grid,
    /// In the layout of this crate, any word stands for a rating; elsewhere, one of the scale does.
    is_own: bool,
    known: HashMap<(&'a str, &'a str), Option<&'a str>>,
}

impl<'a> Rated<'a> {
    /// Where a column shows another rating than the scale gives.
    fn differing(&mut self, column: u32, risks: &'a Records<Risk>) -> Vec<Differing<'a>> {
        let grid = self.grid;
        let of_row = |(risk, row): (&'a Arc<Risk>, &'a u32)| {
            let cell = grid.row(*row).iter().find(|cell| cell.column == column)?;
            let shown = grid.text(cell).filter(|_| cell.is_formula)?.trim();
            let here = self.rating(risk)?;
            let differs = !shown.is_empty() && self.is_another(shown, here);
            let row = *row;
            differs.then_some(Differing { row, shown, here })
        };
        risks
            .list
            .iter()
            .zip(&risks.rows)
            .filter_map(of_row)
            .collect()
    }

    fn rating(&mut self, risk: &'a Risk) -> Option<&'a str> {
        let levels = (risk.likelihood.as_deref()?, risk.impact.as_deref()?);
        let scale = self.scale;
        let rate = || {
            let likelihood = scale.likelihood().find(levels.0)?;
            let impact = scale.impact().find(levels.1)?;
            Some(scale.rating().label(scale.rate(likelihood, impact)))
        };
        *self.known.entry(levels).or_insert_with(rate)
    }

    fn is_another(&self, shown: &str, here: &str) -> bool {
        let label = |level| self.scale.rating().label(level);
        let shown = self.scale.rating().find(shown).map(label);
        shown.map_or(self.is_own, |shown| shown != here)
    }
}
