//! `risk exposure`: where to look next.

use risk_core::graph::{ExposureAnswer, Graph};

use super::report_needs;
use crate::cli::{Exposure, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render;
use crate::source;

/// How many components are shown to people unless they ask for others.
const ROWS: usize = 50;

pub fn run(args: &Exposure, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let register = &source::read(global, output)?.register;
    let answer = ExposureAnswer::new(&Graph::new(register));
    report_needs(&answer.needs, output);
    let top = args.format.rows(args.top, ROWS);
    let table = |answer: &_| render::exposure(answer, register.scale().rating());
    output.answer_first(&answer, table, top, args.format)?;
    if answer.components.is_empty() {
        output.words("the register has no components");
    }
    Ok(())
}
