//! Workbooks that somebody else made, which hold a register: with all that producers write, in all
//! combinations, and with the register that a reader is to find in them.

mod attached;
mod beside;
mod cells;
pub mod columns;
mod dates;
pub mod features;
pub mod fixed;
mod opened;
mod package;
mod parts;
pub mod plan;
mod risks;
mod rows;
mod sheet;
mod sheets;
mod stated;
mod strategies;
mod strings;
mod styles;
mod tests;
mod typed;
mod xml;

use risk_core::Register;

pub use plan::Plan;
pub use risks::LINES;
pub use strategies::plan;

/// A workbook, and the register that it states.
pub struct Made {
    pub bytes: Vec<u8>,
    pub register: Register,
}

impl Plan {
    /// The workbook that is planned.
    pub fn make(&self) -> Made {
        Made {
            bytes: package::package(self),
            register: stated::register(self),
        }
    }
}
