//! Which register is meant, and how it is read.

use std::env;
use std::path::{Path, PathBuf};

use risk_core::disk::OpenRegister;
use risk_core::edit::Matches;
use risk_core::folder::REGISTER_FILE;
use risk_core::gate::RegisterPath;
use risk_core::workbook::{Limits, ReadOptions};
use risk_core::{Form, Key, Reading, RiskField, Scale};

use crate::cli::{Global, REGISTER_VARIABLE, WorkbookOptions};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::counted;
use crate::today::today;

/// Reads the register that is meant, and warns of what in it makes no sense. The reading is kept until
/// the command ends: to free a large register record by record took a tenth of its time.
pub fn read(global: &Global, output: &mut Output) -> Result<&'static mut Reading, Failure> {
    let reading = Box::leak(Box::new(read_quietly(global, output)?));
    let failing = reading.failing_findings(today(global)).len();
    if failing > 0 {
        let findings = counted(failing, "finding");
        output.warning(&format!(
            "{findings} in the register; `risk check` shows them"
        ));
    }
    Ok(reading)
}

/// What every command takes, with the register that a command names by itself.
pub fn named(path: Option<&PathBuf>, global: &Global) -> Result<Global, Failure> {
    let Some(path) = path else {
        return Ok(global.clone());
    };
    let of_option = global
        .register
        .as_deref()
        .filter(|path| !is_of_variable(path));
    if let Some(other) = of_option {
        let message = format!("two registers: {} and {}", path.display(), other.display());
        return Err(Failure::request(
            message,
            Some("name one of them".to_owned()),
        ));
    }
    let register = Some(path.clone());
    Ok(Global {
        register,
        ..global.clone()
    })
}

/// Whether a register is the one that the variable names.
fn is_of_variable(path: &Path) -> bool {
    env::var_os(REGISTER_VARIABLE).is_some_and(|value| value == path)
}

/// Reads the register that is meant.
pub fn read_quietly(global: &Global, output: &mut Output) -> Result<Reading, Failure> {
    let reading = opened(global, output, risk_core::open)?;
    report_read(&reading, global, output)?;
    Ok(reading)
}

/// Opens the register that is meant, to change it.
pub fn open(global: &Global, output: &mut Output) -> Result<OpenRegister, Failure> {
    let open = opened(global, output, OpenRegister::open)?;
    report_read(&open.reading, global, output)?;
    Ok(open)
}

/// Opens the register that is meant with the options that are for it.
fn opened<T>(
    global: &Global,
    output: &mut Output,
    open: impl Fn(&Path, &ReadOptions) -> Result<T, risk_core::Error>,
) -> Result<T, Failure> {
    let path = path(global)?;
    let options = options(global)?;
    if Form::of(&path)? != Form::Workbook {
        for option in workbook_options(global) {
            output.warning(&format!(
                "{option} is only for workbooks, and {} is not one",
                path.display()
            ));
        }
    }
    output.doing(|| format!("reading {}", path.display()));
    let read = open(&path, &options)?;
    output.doing(|| format!("at work on {}", path.display()));
    Ok(read)
}

/// Reports what was read, to those who want to know.
fn report_read(reading: &Reading, global: &Global, output: &mut Output) -> Result<(), Failure> {
    if global.verbose {
        let register = &reading.register;
        output.words(&format!(
            "read {}: {} and {}",
            path(global)?.display(),
            counted(register.risks().len(), "risk"),
            counted(register.components().len(), "component"),
        ));
    }
    Ok(())
}

/// The options that were specified and that only a workbook uses.
fn workbook_options(global: &Global) -> impl Iterator<Item = &'static str> {
    let said = [
        ("--sheet", global.workbook.sheet.is_some()),
        ("--header", global.workbook.header.is_some()),
        ("--columns", !global.workbook.columns.is_empty()),
        ("--fill-down", !global.workbook.fill_down.is_empty()),
        ("--scale", global.workbook.scale.is_some()),
        ("--limit", !global.workbook.limit.is_empty()),
    ];
    said.into_iter()
        .filter(|(_, is_said)| *is_said)
        .map(|(option, _)| option)
}

/// What every command takes without that which is for workbooks, where it is meant for another one than the register.
pub fn without_workbook_options(global: &Global) -> Global {
    Global {
        workbook: WorkbookOptions::default(),
        ..global.clone()
    }
}

/// The folder that the files of the register are in, as it is written from here.
pub fn folder(global: &Global) -> Result<PathBuf, Failure> {
    let path = path(global)?;
    let folder = if path.is_dir() {
        path.as_path()
    } else {
        path.parent().unwrap_or(&path)
    };
    // Nobody writes `./` before what is here.
    Ok(folder.strip_prefix(".").unwrap_or(folder).to_owned())
}

/// Where the register that is meant is in its repository; where that is none, as it is written from here.
pub fn in_repository(global: &Global) -> Result<RegisterPath, Failure> {
    let path = path(global)?;
    let whole = path.canonicalize()?;
    let top = whole.ancestors().find(|above| above.join(".git").exists());
    let inside = top.and_then(|top| whole.strip_prefix(top).ok());
    let named = inside.unwrap_or(&path);
    Ok(if path.is_dir() {
        RegisterPath::of_folder(named)
    } else {
        RegisterPath::of_file(named)
    })
}

/// The register that is meant: the one named, else the nearest folder upward that is one.
pub fn path(global: &Global) -> Result<PathBuf, Failure> {
    match &global.register {
        Some(path) if !path.as_os_str().is_empty() => existing(path),
        Some(_) if env::var_os(REGISTER_VARIABLE).is_none_or(|value| !value.is_empty()) => Err(
            Failure::request("--register is empty; expected a path", None),
        ),
        _ => nearest(),
    }
}

fn existing(path: &Path) -> Result<PathBuf, Failure> {
    if path.exists() {
        return Ok(path.to_owned());
    }
    let origin = if is_of_variable(path) {
        format!(", which {REGISTER_VARIABLE} names")
    } else {
        String::new()
    };
    Err(Failure::request(
        format!("there is nothing at {}{origin}", path.display()),
        Some("`risk init FOLDER` makes a new register".to_owned()),
    ))
}

fn nearest() -> Result<PathBuf, Failure> {
    let here = env::current_dir()?;
    let nearest = here
        .ancestors()
        .find(|folder| folder.join(REGISTER_FILE).is_file());
    match nearest {
        // A path below the current folder is shorter when it is relative.
        Some(folder) if folder == here => Ok(PathBuf::from(".")),
        Some(folder) => Ok(folder.to_owned()),
        None => Err(Failure::request(
            format!("no register: neither here nor above is a {REGISTER_FILE}"),
            Some("name one with --register PATH, or make one with `risk init`".to_owned()),
        )),
    }
}

/// How a workbook is read.
pub fn options(global: &Global) -> Result<ReadOptions, Failure> {
    let mut options = ReadOptions::default();
    options.sheet.clone_from(&global.workbook.sheet);
    options.header_row = global.workbook.header;
    for name in &global.workbook.fill_down {
        options
            .fill_down
            .insert(field(name).ok_or_else(|| no_field(name, "--fill-down"))?);
    }
    if let Some(name) = &global.workbook.scale {
        let scale = Scale::built_in(name);
        options.scale = Some(scale.map_err(|error| Failure::request(error.to_string(), None))?);
    }
    for limit in &global.workbook.limit {
        set_limit(&mut options.limits, limit)?;
    }
    for columns in &global.workbook.columns {
        for (field, column) in mappings(columns)? {
            options.columns.insert(field, column);
        }
    }
    Ok(options)
}

/// Reads `--match 9=R05`, or `R03~2=new`: which risk of a target each of some that were read is.
pub fn matches(texts: &[String], reading: &Reading) -> Result<Matches, Failure> {
    let mut matches = Matches::new();
    for text in texts {
        let Some((new, old)) = text.rsplit_once('=') else {
            let message = format!("expected ROW=REF or ROW=new in --match, found `{text}`");
            return Err(Failure::request(message, None));
        };
        let in_row = reading.risk_in_row(new.trim());
        let new = in_row.map_or_else(|| Key::parse(new.trim()), |risk| risk.key());
        let old = Some(old.trim()).filter(|old| *old != "new");
        if matches.insert(new, old.map(Key::parse)).is_some() {
            let message = format!("--match names the risk of `{text}` twice");
            return Err(Failure::request(message, None));
        }
    }
    Ok(matches)
}

/// Sets a limit as it is written: `cells=50000000`.
fn set_limit(limits: &mut Limits, text: &str) -> Result<(), Failure> {
    let pair = text.split_once('=');
    let said = pair.and_then(|(name, number)| Some((name.trim(), number.trim().parse().ok()?)));
    if said.is_some_and(|(name, number)| limits.set(name, number)) {
        return Ok(());
    }
    Err(Failure::request(
        format!("`{text}` in --limit is not NAME=NUMBER"),
        Some(format!(
            "pass --limit NAME=NUMBER; the limits are {}",
            Limits::NAMES.join(", ")
        )),
    ))
}

/// How a workbook is read that goes with a register: by what that states of columns, trackers and
/// scale, and by what was specified on the command line, which goes before.
pub fn options_beside(global: &Global, beside: Option<&Reading>) -> Result<ReadOptions, Failure> {
    let options = options(global)?;
    Ok(match beside {
        Some(beside) => options.with_register(beside),
        None => options,
    })
}

/// Reads a workbook that a register is to be written into. The columns that the register names may
/// be those of another workbook: where they do not fit, the headers are known.
pub fn read_beside(
    path: &Path,
    global: &Global,
    beside: &Reading,
) -> Result<(Reading, ReadOptions), Failure> {
    // With what stands in the other sheets, as for every change.
    let read = |options: &ReadOptions| Ok(OpenRegister::open(path, options)?.reading);
    Ok(options(global)?.read_with_register(beside, read)?)
}

/// Reads `description=C,likelihood=Chance, if any`: a comma separates only before a field.
fn mappings(text: &str) -> Result<Vec<(RiskField, String)>, Failure> {
    let mut mappings: Vec<(RiskField, String)> = Vec::new();
    for part in text.split(',') {
        let pair = part.split_once('=');
        match pair.and_then(|(path, column)| Some((field(path)?, column))) {
            Some((field, column)) => mappings.push((field, column.trim().to_owned())),
            None => match mappings.last_mut() {
                Some((_, header)) => {
                    header.push(',');
                    header.push_str(part.trim_end());
                }
                None => return Err(no_field(part, "--columns")),
            },
        }
    }
    Ok(mappings)
}

fn field(path: &str) -> Option<RiskField> {
    let path = path.trim();
    columned().find(|field| field.path() == path)
}

/// The fields of a risk that a column of a sheet can be passed to have.
fn columned() -> impl Iterator<Item = RiskField> {
    let fields = RiskField::ALL.iter().copied();
    fields.filter(|field| field.has_column())
}

fn no_field(said: &str, option: &str) -> Failure {
    let fields: Vec<&str> = columned().map(RiskField::path).collect();
    let form = if option == "--columns" {
        "FIELD=COLUMN"
    } else {
        "FIELD"
    };
    Failure::request(
        format!("`{said}` in {option} does not begin with a field"),
        Some(format!(
            "pass {option} {form}; the fields are {}",
            fields.join(", ")
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_may_have_commas_and_equal_signs() {
        let read = mappings("description=C, likelihood=Chance, if any=1,impact=E").unwrap();
        let expected = [
            (RiskField::Description, "C"),
            (RiskField::Likelihood, "Chance, if any=1"),
            (RiskField::Impact, "E"),
        ];
        let expected = expected.map(|(field, column)| (field, column.to_owned()));
        assert_eq!(read, expected);
        assert!(mappings("likely=C").is_err());
    }
}
