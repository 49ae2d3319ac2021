//! What a register becomes that is to be made, by the name that it is to have.

use std::path::Path;

use risk_core::Form;

use crate::failure::Failure;

/// Endings of files, none of which a folder has by mistake.
const OF_FILES: [&str; 16] = [
    "xlsx", "xlsm", "xlsb", "xls", "xltx", "ods", "numbers", "csv", "tsv", "txt", "md", "html",
    "pdf", "toml", "yaml", "yml",
];

/// The ending of a name, in lower case.
pub fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_ascii_lowercase()
}

/// Whether a name is that of a file that is no register in text.
pub fn is_of_file(ending: &str) -> bool {
    OF_FILES.contains(&ending)
}

/// Whether a name is that of a workbook, of any program.
fn is_of_workbook(ending: &str) -> bool {
    ending.starts_with("xls") || ["xltx", "ods", "numbers"].contains(&ending)
}

/// The form of a register in text at a path where nothing is: JSON, or a folder.
///
/// # Errors
///
/// When the name is that of another kind of file, with what the hint says.
pub fn text_form(path: &Path, hint: &str) -> Result<Form, Failure> {
    let ending = ending(path);
    match ending.as_str() {
        "json" => Ok(Form::Json),
        _ if is_of_file(&ending) => {
            let what = if is_of_workbook(&ending) {
                "a workbook".to_owned()
            } else {
                format!("a file of .{ending}")
            };
            Err(Failure::request(
                format!("{} would be {what}", path.display()),
                Some(hint.to_owned()),
            ))
        }
        _ => Ok(Form::Folder),
    }
}
