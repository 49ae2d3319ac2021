//! Links to cards in trackers: which tracker, which card, and whether two links are one card.

mod address;
mod error;
mod key;
mod known;
mod link;
mod pattern;
mod prose;
mod recognised;
mod trackers;

#[cfg(test)]
mod tests;

pub use self::error::TrackerPatternError;
pub use self::link::TrackerLink;
pub use self::pattern::TrackerPattern;
pub use self::recognised::Recognised;
pub use self::trackers::Trackers;
