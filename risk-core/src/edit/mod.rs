//! Checked changes of a register.
//!
//! An [`Editor`] takes a register, makes changes that are checked one by one, and gives what came
//! of them: the register before and after, what changed, and which record came from which. A
//! writer needs all of that to change a file in place and nothing else.

mod edited;

pub use edited::{Change, Edited, Lineage, Rerated, Subject};
