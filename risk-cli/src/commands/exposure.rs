//! `risk exposure`: where to look next.

use risk_core::graph::Graph;

use super::Outcome;
use super::spof::show;
use crate::cli::{Exposure, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{Exposures, json};
use crate::source;

pub fn run(args: &Exposure, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let exposure = graph.exposure();
    let answer = Exposures::new(&graph, &exposure);
    match args.format {
        Format::Json => output.data(&json::answer(&answer))?,
        format => show(&answer.table(&graph), args.top, format, output)?,
    }
    if exposure.is_empty() {
        output.words("the register has no components");
    }
    Ok(Outcome::Clean)
}
