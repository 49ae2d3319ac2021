//! `risk init`: make a new, empty register.

use std::path::Path;

use risk_core::WriteOptions;
use risk_core::disk::{write_folder, write_json};
use risk_core::document::shell_word;
use risk_core::folder::REGISTER_FILE;
use risk_core::{Form, Register, Settings};

use crate::cli::{Global, Init};
use crate::failure::Failure;
use crate::output::Output;
use crate::source;
use crate::target::text_form;

pub fn run(args: &Init, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let is_json = form(&args.target)? == Form::Json;
    let file = if is_json {
        args.target.clone()
    } else {
        args.target.join(REGISTER_FILE)
    };
    if file.exists() {
        let shown = shell_word(&args.target.to_string_lossy());
        let message = format!("{} exists already", file.display());
        let hint = format!("`risk -r {shown} list` reads it; name another one for a new register");
        return Err(Failure::request(message, Some(hint)));
    }
    let title = args.title.clone();
    let title = title.unwrap_or_else(|| name(&args.target, is_json));
    let scale = source::options(global)?.scale.unwrap_or_default();
    let register = Register::new(title, scale, Vec::new(), Vec::new());
    let register = register.map_err(risk_core::Error::from)?;
    let (settings, options) = (Settings::default(), WriteOptions::default());
    if is_json {
        write_json(&file, &register, &settings, options)?;
    } else {
        write_folder(&args.target, &register, &settings, options)?;
    }
    output.words(&format!("made {}", file.display()));
    let target = shell_word(&args.target.to_string_lossy());
    output.hint(&if is_json {
        format!(
            "`risk -r {target} add` adds a risk, `risk -r {target} component import` components"
        )
    } else {
        format!(
            "put a risk into risks/R01.toml, a component into components/NAME.toml, \
             or run `risk import WORKBOOK --into {target}`"
        )
    });
    Ok(())
}

/// What is made: JSON or a folder.
fn form(target: &Path) -> Result<Form, Failure> {
    let shown = shell_word(&target.to_string_lossy());
    if target.is_file() && Form::of(target).is_ok_and(|form| form == Form::Workbook) {
        return Err(Failure::request(
            format!("{} is a workbook already", target.display()),
            Some(format!(
                "`risk -r {shown} list` reads it as a register, `risk import {shown} --into FOLDER` makes a folder of it"
            )),
        ));
    }
    if target.is_dir() {
        return Ok(Form::Folder);
    }
    let hint = "make a folder, or a file whose name ends in .json; `risk -r REGISTER export --to NAME.xlsx` makes a workbook of it";
    let form = text_form(target, hint)?;
    // A folder is made with the folders around it, none of which can be a file.
    let mut around = target.ancestors();
    match around.find(|path| path.is_file()) {
        Some(file) if form == Form::Folder => Err(Failure::request(
            format!("{} is a file, and no folder", file.display()),
            Some("name a folder, or a file whose name ends in .json".to_owned()),
        )),
        _ => Ok(form),
    }
}

/// The name of a folder, which may be `.`, or of a file without its ending.
fn name(target: &Path, is_file: bool) -> String {
    let absolute = std::path::absolute(target);
    let path = absolute.as_deref().unwrap_or(target);
    let name = if is_file {
        path.file_stem()
    } else {
        path.file_name()
    };
    name.unwrap_or_default().to_string_lossy().into_owned()
}
