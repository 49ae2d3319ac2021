//! `--where`: which risks an expression means.

use risk_core::query::decide;
use risk_core::{Expression, ExpressionError, Key, Register, RiskView};

use crate::cli::Global;
use crate::failure::Failure;
use crate::render::{counted, references};
use crate::today::today;

/// Those of some risks of which an expression holds, and what is to be said of those of which that is not known, because
/// they are not among them.
pub fn meant<'a>(
    text: &str,
    register: &'a Register,
    risks: impl IntoIterator<Item = RiskView<'a>>,
    global: &Global,
) -> Result<(Vec<RiskView<'a>>, Option<String>), Failure> {
    let expression = Expression::new(text, register)?;
    let day = today(global);
    let (meant, unknown) = decide(&expression, risks, day);
    let warning = unknown.first().map(|first| {
        let keys: Vec<Key> = unknown.iter().map(|risk| risk.key()).collect();
        let risks = counted(unknown.len(), "risk");
        let names = references(&keys);
        let missing = expression.unknown_fields(*first, day).join(", ");
        format!(
            "{risks} left out, because what --where asks for is not known: {names} (of the first: {missing})"
        )
    });
    Ok((meant, warning))
}

impl From<ExpressionError> for Failure {
    fn from(error: ExpressionError) -> Self {
        let hint = error.suggestion.as_ref();
        let hint = hint.map(|meant| format!("did you mean `{meant}`?"));
        let (message, column) = (&error.message, error.column());
        let text = &error.text;
        Failure::request(
            format!("--where: {message}, at column {column} of `{text}`"),
            hint,
        )
    }
}
