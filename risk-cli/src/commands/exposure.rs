//! `risk exposure`: where to look next.

use risk_core::graph::{ExposureAnswer, Graph};

use super::Outcome;
use super::spof::show;
use crate::cli::{Exposure, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;

pub fn run(args: &Exposure, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let register = source::read(global, output)?.register;
    let answer = ExposureAnswer::new(&Graph::new(&register));
    match args.format {
        Format::Json => output.data(&json::answer(&answer))?,
        format => {
            let table = render::exposure(&answer, register.scale().rating());
            show(&table, args.top, format, output)?;
        }
    }
    if answer.components.is_empty() {
        output.words("the register has no components");
    }
    Ok(Outcome::Clean)
}
