//! `risk matrix`: the matrix with the risks in it.

use risk_core::report::MatrixAnswer;
use risk_core::versions::diff;

use crate::cli::{Format, Global, Matrix};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::version::{Version, read_before};

pub fn run(args: &Matrix, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let global = source::named(args.path.as_ref(), global)?;
    let reading = source::read(&global, output)?;
    let register = &reading.register;
    let answer = match &args.since {
        Some(since) => {
            let version = Version::of(since, &global)?;
            let before = read_before(&version, reading, &global, output)?;
            MatrixAnswer::since(register, since, &diff(before, reading)?)
        }
        None => MatrixAnswer::new(register),
    };
    let ratings = register.scale().rating();
    let table = |answer: &_| match args.format {
        Format::Csv | Format::CsvSafe => render::matrix_rows(answer, register),
        _ => render::matrix(answer, ratings),
    };
    output.answer(&answer, table, args.format)?;
    if !args.format.is_for_people() {
        return Ok(());
    }
    if !answer.unrated.is_empty() {
        let unrated = counted(answer.unrated.len(), "risk");
        let named = render::matrix_risks(&answer.unrated);
        output.words(&format!("{unrated} unrated: {named}"));
    }
    if let Some(key) = answer.key() {
        output.words(&key);
    }
    if answer.closed > 0 {
        output.words(&format!(
            "{} closed, not shown",
            counted(answer.closed, "risk")
        ));
    }
    Ok(())
}
