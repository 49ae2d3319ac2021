//! The ratings that a workbook has as texts.

use crate::error::InvalidRegister;
use crate::record::Key;
use crate::register::{ExtraValue, Register, RiskView};

/// The header of the ratings in a workbook that was exported.
pub(crate) const RATING: &str = "Rating";

/// The register without a column `Rating` that says what its scale says of every risk, as in a workbook that was
/// exported: a format without formulas has these as texts. `None` where there is no such column.
pub(super) fn without_ratings(
    register: &Register,
    before: &Register,
) -> Result<Option<Register>, InvalidRegister> {
    let key = Key::first(RATING);
    let is_rating = |risk: RiskView<'_>| match risk.extra.get(&key) {
        None => true,
        Some(ExtraValue::Text(text)) => Some(text.as_str()) == risk.rating_label(),
        Some(_) => false,
    };
    let is_known = before.risks().any(|risk| risk.extra.get(&key).is_some());
    let is_there = register.risks().any(|risk| risk.extra.get(&key).is_some());
    if is_known || !is_there || !register.risks().all(is_rating) {
        return Ok(None);
    }
    let (title, scale, components, mut risks) = register.clone().into_parts();
    for risk in &mut risks {
        risk.extra.remove(&key);
    }
    Register::new(title, scale, components, risks).map(Some)
}
