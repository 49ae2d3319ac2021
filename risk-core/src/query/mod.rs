//! Questions about the risks of a register, and their answers as data.

mod filter;
mod list;

pub use self::filter::{Filter, FilterError};
pub use self::list::{ListAnswer, ListedLink, ListedText, RatedRisk};
