//! Questions about the risks of a register, and their answers as data.

mod field;
mod filter;
mod list;

pub use self::field::{ListField, sort};
pub use self::filter::{Filter, FilterError};
pub use self::list::{ListAnswer, ListedLink, ListedText, RatedRisk};
