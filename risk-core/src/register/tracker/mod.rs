//! Links to cards in trackers: which tracker, which card, and whether two links are one card.

mod address;
mod error;
mod key;
mod known;
mod line;
mod pattern;
mod prose;
mod recognised;
mod trackers;

#[cfg(test)]
mod tests;

use super::TrackerLink;

pub use self::error::TrackerPatternError;
#[cfg(feature = "workbook")]
pub(crate) use self::line::format_tracker_line;
pub(crate) use self::line::tracker_line;
pub use self::pattern::TrackerPattern;
pub use self::recognised::Recognised;
pub use self::trackers::Trackers;
