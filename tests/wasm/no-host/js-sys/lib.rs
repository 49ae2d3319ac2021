//! A date that asks no host.

/// The time of nobody's clock.
pub struct Date;

impl Date {
    /// The beginning of 1970, whenever it is.
    pub fn now() -> f64 {
        0.0
    }
}
