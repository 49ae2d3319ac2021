//! Questions about the risks of a register, and their answers as data.

mod field;
mod filter;
mod list;

pub use self::field::{ListField, sort};
pub(crate) use self::filter::by_rating;
#[cfg(feature = "folder")]
pub(crate) use self::filter::component_named;
pub use self::filter::{Filter, FilterError, decide};
pub use self::list::{ListAnswer, ListedLink, ListedText, RatedRisk};
pub use crate::register::Header;
