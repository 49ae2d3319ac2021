//! Scales as data: the levels of likelihood, impact and rating, and the matrix.

mod answer;
pub(crate) mod axes;
mod built_in;
mod levels;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod scale;
#[cfg(test)]
mod tests;

pub use answer::ScaleAnswer;
#[cfg(feature = "workbook")]
pub(crate) use levels::word_and_number;
pub use levels::{Colour, Level, LevelDefinition, Levels, ParseColourError};
pub use scale::{Scale, ScaleError};
