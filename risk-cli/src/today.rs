//! The day that it is: the only place that reads the clock.

use jiff::Zoned;
use risk_core::Date;

use crate::cli::Global;
use crate::failure::Failure;

/// The variable that names a day.
pub const VARIABLE: &str = "RISK_TODAY";

/// The day that was specified, else the one that it is here; by UTC where the system does not report its time zone.
pub fn today(global: &Global) -> Date {
    if let Some(day) = global.today.or_else(|| named().ok().flatten()) {
        return day;
    }
    let today = Zoned::now().date();
    Date::new(today.year(), today.month(), today.day()).expect("a date of the same calendar")
}

/// The day that the environment names. Set but empty is as good as not set.
///
/// # Errors
///
/// When it names something else.
pub fn named() -> Result<Option<Date>, Failure> {
    let text = std::env::var_os(VARIABLE).unwrap_or_default();
    let text = text.to_string_lossy();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| {
        let hint = Some("name a day such as 2027-03-31, or leave it out".to_owned());
        Failure::request(format!("`{text}` in {VARIABLE} is {error}"), hint)
    })
}
