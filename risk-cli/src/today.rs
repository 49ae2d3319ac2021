//! The day that it is: the only place that reads the clock.

use jiff::Zoned;
use risk_core::Date;

/// The day that it is here; by UTC where the system does not report its time zone.
pub fn today() -> Date {
    let today = Zoned::now().date();
    Date::new(today.year(), today.month(), today.day()).expect("a date of the same calendar")
}
