//! `risk init`: make a new, empty register.

use std::path::Path;

use risk_core::WriteOptions;
use risk_core::folder::{REGISTER_FILE, write_folder};
use risk_core::{Register, Settings};

use super::Outcome;
use crate::cli::{Global, Init};
use crate::failure::Failure;
use crate::output::Output;
use crate::source;

pub fn run(args: &Init, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let file = args.folder.join(REGISTER_FILE);
    if file.exists() {
        let message = format!("{} exists already", file.display());
        return Err(Failure::request(message, None));
    }
    let title = args
        .title
        .clone()
        .unwrap_or_else(|| folder_name(&args.folder));
    let scale = source::options(global)?.scale.unwrap_or_default();
    let register = Register::new(title, scale, Vec::new(), Vec::new());
    let register = register.map_err(risk_core::Error::from)?;
    let options = WriteOptions::default();
    write_folder(&args.folder, &register, &Settings::default(), options)?;
    output.words(&format!("made {}", file.display()));
    output.hint(&format!(
        "put a risk into risks/R01.toml, a component into components/NAME.toml, \
         or run `risk import WORKBOOK --into {}`",
        args.folder.display()
    ));
    Ok(Outcome::Clean)
}

/// The name of a folder, which may be said as `.`.
fn folder_name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder);
    let name = absolute.as_deref().unwrap_or(folder).file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}
