//! What to do about an error, in words of the command line.

use risk_core::document::shell_word;
use risk_core::{Answer, Remedy, Unmatched};

use crate::render::one_line;

/// What to do, in one line.
pub fn words(remedy: &Remedy) -> Option<String> {
    Some(match remedy {
        Remedy::Answer { answers, more } => self::answers(answers) + &more_questions(*more),
        Remedy::Sheet { nearest } => format!("its sheets are {}", nearest.join(", ")),
        Remedy::Headers => "a table of risks has a header row with, for example, Reference, \
             Component, Risk, Likelihood and Impact; where the headers are other words, pass \
             the columns: --columns description=C,likelihood=D"
            .to_owned(),
        Remedy::Columns => {
            "pass --columns description=C,likelihood=D, with headers or letters, and \
             with the description where its header is not known; or the row of the header with \
             --header"
                .to_owned()
        }
        Remedy::Scale => {
            "correct the sheet, or pass the scale of the levels: --scale low-medium-high".to_owned()
        }
        Remedy::Format => "pass --as FORMAT".to_owned(),
        Remedy::GraphAsJson => {
            "`risk graph --format json` writes what `risk component import` reads".to_owned()
        }
        Remedy::SaveAgain => {
            "open it in a spreadsheet program and save it again as .xlsx".to_owned()
        }
        Remedy::RaiseLimit { name } => {
            let raise =
                name.map(|name| format!("; if you trust the file, pass --limit {name}=NUMBER"));
            "a register is far smaller: look for what else fills the file".to_owned()
                + &raise.unwrap_or_default()
        }
        Remedy::RemovePassword => {
            "open it in a spreadsheet program, remove the password and save it again".to_owned()
        }
        Remedy::AllowRemoval => "pass --remove to confirm".to_owned(),
        Remedy::Match(records) => records.iter().map(matches).collect::<Vec<_>>().join("; "),
        Remedy::TryAgain => "run the command again".to_owned(),
        Remedy::CloseWorkbook { lock } => format!(
            "close it there first; where nobody has it open, {} is left over: remove it, or pass --force",
            lock.display()
        ),
        Remedy::MakeNewWorkbook => "import it into a folder with `risk import`, change that, and \
             make a new workbook with `risk export`"
            .to_owned(),
        Remedy::ChangeText => "`risk check --explain not-representable` explains what a cell \
             can hold; JSON and folders hold everything"
            .to_owned(),
        Remedy::NameRegister => "a register is a folder with a register.toml, a workbook, or a \
             JSON file; `risk init` makes a new one"
            .to_owned(),
        remedy => return of_versions(remedy).or_else(|| in_spreadsheet(remedy)),
    })
}

/// What to do where two versions of a register are to become one.
fn of_versions(remedy: &Remedy) -> Option<String> {
    Some(match remedy {
        Remedy::AddToGit => {
            "`git add` it where it is as it should be; `git checkout --merge` lays the \
             conflict out again"
                .to_owned()
        }
        Remedy::TakeMarksOut => {
            "edit the file: keep what is right, and take the marks out".to_owned()
        }
        Remedy::Sync => "`risk sync WORKBOOK` brings what each changed to the other one".to_owned(),
        Remedy::Resolve => "`risk resolve` lists the conflicts and resolves them".to_owned(),
        Remedy::EndMerge { register } => format!(
            "`risk resolve -r {}` resolves it, and names the files to `git add`",
            shell_word(&register.to_string_lossy())
        ),
        Remedy::ApplyChoices { file } => format!(
            "`risk resolve --from {}` applies what is chosen there",
            shell_word(&file.to_string_lossy())
        ),
        Remedy::NameBase => "pass `--base none` to decide what both state differently, or \
             `--base REVISION` of git"
            .to_owned(),
        _ => return None,
    })
}

/// What to do in a spreadsheet program about a place where a workbook cannot be changed.
fn in_spreadsheet(remedy: &Remedy) -> Option<String> {
    Some(match remedy {
        Remedy::AddColumn { sheet, header } => format!(
            "add a column to the sheet {} with the header {}, in a spreadsheet program",
            quote(sheet),
            quote(header)
        ),
        Remedy::AddSheet { sheet, header } => format!(
            "add a sheet {} with the header {}, in a spreadsheet program",
            quote(sheet),
            quote(header)
        ),
        Remedy::ReferenceColumn { sheet } => format!(
            "pass --assign-references, and the sheet {} gets a column `Reference`; or add one in a \
             spreadsheet program",
            quote(sheet)
        ),
        Remedy::InsertRow { sheet, row } => format!(
            "insert an empty row above row {row} of the sheet {} in a spreadsheet program, and run \
             the command again: the new row goes there",
            quote(sheet)
        ),
        Remedy::Unmerge { sheet, cells } => format!(
            "unmerge the cells {cells} of the sheet {} in a spreadsheet program, and give each row \
             its value",
            quote(sheet)
        ),
        Remedy::ChangeFormula { cell } => format!(
            "change the formula in {cell} in a spreadsheet program, or put its value in its place"
        ),
        // A later remedy of the library is known by the error alone.
        _ => return None,
    })
}

/// How many more questions there are.
fn more_questions(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; there is 1 more question, which `risk inspect` shows".to_owned(),
        count => format!("; there are {count} more questions, which `risk inspect` shows"),
    }
}

/// How to state which record of the target one is.
fn matches(unmatched: &Unmatched) -> String {
    let new = &unmatched.name;
    let candidates = unmatched.candidates.iter();
    let candidates = candidates.map(|(key, _)| key.to_string());
    let all = candidates.chain(["new".to_owned()]);
    let all: Vec<String> = all.map(|old| shell_word(&format!("{new}={old}"))).collect();
    format!("pass --match {}", all.join(" or "))
}

/// How to give one of some answers.
pub fn answers(answers: &[Answer]) -> String {
    let options: Vec<(&str, String)> = answers.iter().filter_map(option).collect();
    let mut parts = Vec::new();
    if let [(option, first), others @ ..] = options.as_slice() {
        // The option need not be stated again and again.
        let others = others.iter().map(|(_, value)| format!(" or {value}"));
        let mut line = format!("pass {option} {first}{}", others.collect::<String>());
        if options.iter().any(|(_, value)| value.ends_with('=')) {
            line.push_str(" (nothing after the = means that no column has it)");
        }
        parts.push(line);
    }
    parts.extend(answers.iter().filter_map(|answer| match answer {
        Answer::Words(words) => Some(words.clone()),
        _ => None,
    }));
    parts.join("; ")
}

/// The option that gives an answer, and its value as a shell takes it.
fn option(answer: &Answer) -> Option<(&'static str, String)> {
    Some(match answer {
        Answer::Column { field, column } => ("--columns", format!("{field}={column}")),
        Answer::Sheet(name) => ("--sheet", shell_word(name)),
        Answer::Header(row) => ("--header", row.to_string()),
        Answer::Scale(name) => ("--scale", shell_word(name)),
        _ => return None,
    })
}

/// A text in backquotes, on one line.
fn quote(text: &str) -> String {
    format!("`{}`", one_line(text))
}
