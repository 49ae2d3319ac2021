//! Makes a workbook of a register, reads it back, and tells whether anything was lost.
//!
//! `cargo run -p risk-core --example round_trip [REGISTER [WORKBOOK]]`; without a workbook the bytes
//! stay in memory.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::env;
use std::error::Error;
use std::fs;

use risk_core::workbook::{self, ReadOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next();
    let path = path.as_deref().unwrap_or("examples/web-shop");
    let reading = risk_core::open(path.as_ref(), &ReadOptions::default())?;

    let register = reading.register;
    let bytes = workbook::create(&register, &reading.settings)?;
    let mut options = ReadOptions::default();
    // Links are recognised by the trackers that the register has, which a workbook does not hold.
    options.settings = reading.settings.clone();
    let back = workbook::read(&bytes, &options)?;

    assert!(back.findings.is_empty(), "{:?}", back.findings);
    assert_eq!(back.register, register, "something was lost");
    println!(
        "{} risks and {} components came back from {} bytes as they were",
        back.register.risks().len(),
        back.register.components().len(),
        bytes.len(),
    );
    if let Some(workbook) = arguments.next() {
        fs::write(workbook, bytes)?;
    }
    Ok(())
}
