//! A workbook's register onto one that is there.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::change::FileChange;
use crate::check::{Finding, Reading, Settings};
use crate::edit::{ChangeLine, Edited, Editor, Matches, Onto, Rerated, Unclear, onto};
use crate::error::Error;
use crate::record::Key;
use crate::record::text::and_more;
use crate::register::{Columns, Record, Register, Scale, SourceScope};
use crate::workbook::{LeftBehind, ReadOptions, SheetFound};

/// What an import of a workbook makes of a register.
///
/// ```no_run
/// use risk_core::workbook::{ReadOptions, inspect};
/// use risk_core::{Import, ImportOptions, json};
///
/// let target = json::read(&std::fs::read_to_string("register.json")?)?;
/// let options = ReadOptions::beside(&target);
/// let reading = inspect(&std::fs::read("risks.xlsx")?, &options)?.into_reading()?;
/// let mut how = ImportOptions::default();
/// how.declare_components = true;
/// let import = Import::new(Some(&target), &reading, &options, &how)?;
/// let text = json::write(&import.register, &import.settings);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Import {
    /// The register as it is to be: what the workbook states, and beside it what the workbook has no
    /// place for as it is in the target.
    pub register: Register,
    /// The settings as they are to be: how the workbook was read, so that the next import asks nothing.
    pub settings: Settings,
    /// What it changes of the register that is in the target, where one is.
    pub edited: Option<Edited>,
    /// What changes beside the records.
    pub notes: Vec<ImportNote>,
}

/// What an import does beside taking what the workbook states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportOptions {
    /// The title of a register that has none.
    pub title: String,
    /// Which of the risks of the workbook are which of the target, where that is not clear.
    pub matches: Matches,
    /// Whether components are declared that the register then names and nobody declares.
    pub declare_components: bool,
}

/// What an import changes beside the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ImportNote {
    /// The levels are on another scale.
    Scale {
        /// The name of the scale so far.
        before: String,
        /// The name of the scale after the import.
        after: String,
    },
    /// Columns beyond the fields of a risk that the register has values of and the sheet has not. The
    /// values stay.
    MissingColumns(Vec<String>),
    /// Columns beyond the fields of a risk that the register had no values of.
    NewColumns(Vec<String>),
    /// Columns beyond the fields of a component that the register has values of and the sheet of components has not. The
    /// values stay.
    MissingComponentColumns(Vec<String>),
    /// Columns beyond the fields of a component that the register had no values of.
    NewComponentColumns(Vec<String>),
    /// Components that risks name, and that the import declared as it was asked to.
    Declared(Vec<String>),
    /// So many risks of the register stand in other sheets of the workbook, and stay as they are.
    OtherSheets(usize),
    /// Observations whose status is unknown, as the format has no bold and the register has none of the text.
    UnknownStatuses(Vec<String>),
}

/// What an import found, and what was written.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImportAnswer<'a> {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// How many risks the register has then.
    pub risks: usize,
    /// How many components the register has then.
    pub components: usize,
    /// What changes of the register that is there, one entry for each thing that a person would name; nothing of a
    /// register that is new.
    pub changes: Vec<ChangeLine>,
    /// The risks that are rated otherwise.
    pub rerated: Vec<Rerated>,
    /// What changes beside the records.
    pub notes: &'a [ImportNote],
    /// The sheets of the workbook, and what each has: that of the ones with `other` or `other-risks` was not read.
    pub sheets: &'a [SheetFound],
    /// What the workbook has and a register has no place for: it stays there.
    pub not_imported: &'a [LeftBehind],
    /// What makes no sense in the workbook.
    pub findings: &'a [Finding],
    /// The files that were written, or would be.
    pub files: &'a [FileChange],
}

impl<'a> ImportAnswer<'a> {
    /// What an import found, and the files that it was written to, or would be.
    pub fn new(
        import: &'a Import,
        sheets: &'a [SheetFound],
        not_imported: &'a [LeftBehind],
        findings: &'a [Finding],
        files: &'a [FileChange],
        dry_run: bool,
    ) -> Self {
        Self {
            dry_run,
            risks: import.register.risks().len(),
            components: import.register.components().len(),
            changes: import.edited.as_ref().map_or_else(Vec::new, Edited::lines),
            rerated: import
                .edited
                .as_ref()
                .map_or_else(Vec::new, Edited::rerated),
            notes: &import.notes,
            sheets,
            not_imported,
            findings,
            files,
        }
    }
}

impl ReadOptions {
    /// Reads a workbook that goes with a register: by what that states of columns, trackers and scale.
    #[must_use]
    pub fn beside(register: &Reading) -> Self {
        Self::default().with_register(register)
    }

    /// The same beside other options, which go before.
    #[must_use]
    pub fn with_register(mut self, register: &Reading) -> Self {
        let scale = register.register.scale();
        self.settings = register.settings.clone();
        self.default_scale = scale.clone();
        self.is_beside = true;
        // By its name, a register's own scale is meant, whatever else is called so.
        if let Some(stated) = &mut self.scale
            && stated.name() == scale.name()
        {
            stated.clone_from(scale);
        }
        self
    }

    /// Reads a workbook that goes with a register: with its columns or, where they are those of another workbook and do
    /// not fit, by the headers. Returns the options that it was read with, too.
    ///
    /// # Errors
    ///
    /// Those of reading it.
    pub fn read_with_register<R>(
        self,
        register: &Reading,
        read: impl Fn(&Self) -> Result<R, Error>,
    ) -> Result<(R, Self), Error> {
        let mut options = self.with_register(register);
        let found = match read(&options) {
            Err(error) if error.is_unclear() => {
                options.settings.columns.clear();
                read(&options).map_err(|_| error)?
            }
            found => found?,
        };
        Ok((found, options))
    }
}

impl Import {
    /// The import of a reading onto the register that is in a target already, if one is. The first options are
    /// those that the workbook was read with.
    ///
    /// # Errors
    ///
    /// When it is not clear which risk is which, when a match is of no risk, and when the records do not make a
    /// register.
    pub fn new(
        target: Option<&Reading>,
        reading: &Reading,
        options: &ReadOptions,
        how: &ImportOptions,
    ) -> Result<Self, Error> {
        let none = Register::default();
        let before = target.map_or(&none, |target| &target.register);
        let Onto {
            after,
            mut lineage,
            unknown,
            kept,
        } = onto(before, reading, Unclear::Ask(&how.matches))?;
        let after = match after.title() {
            "" => after.with_title(how.title.clone()),
            _ => after,
        };
        let mut notes = target.map_or_else(Vec::new, |target| notes(target, reading));
        notes.extend((kept > 0).then_some(ImportNote::OtherSheets(kept)));
        if !unknown.is_empty() {
            notes.push(ImportNote::UnknownStatuses(named(&after, &unknown)));
        }
        let mut register = after;
        if how.declare_components {
            let mut editor = Editor::new(register);
            let declared = editor.declare_named();
            register = editor.finish()?.after;
            lineage.components.extend(declared.iter().map(|_| None));
            let declared: Vec<String> = declared.iter().map(Key::to_string).collect();
            notes.extend((!declared.is_empty()).then_some(ImportNote::Declared(declared)));
        }
        let settings = settings(target, reading, options);
        Ok(Self {
            edited: target.map(|target| {
                let edited = Edited::new(before.clone(), register.clone(), lineage);
                edited.with_settings(&target.settings, &settings)
            }),
            register,
            settings,
            notes,
        })
    }
}

/// The paths of some observations, each with its risk.
fn named(register: &Register, observations: &[(usize, usize)]) -> Vec<String> {
    let name = |(risk, entry): &(usize, usize)| {
        let key = register.risk_at(*risk)?.key();
        Some(format!("{key} observations[{}]", entry + 1))
    };
    observations.iter().filter_map(name).collect()
}

/// What the register states of how the workbook is read: as it was specified now, else as it was, else as
/// it was found, so that the next import asks nothing.
fn settings(target: Option<&Reading>, reading: &Reading, options: &ReadOptions) -> Settings {
    let settings = target.map(|target| target.settings.clone());
    let mut settings = settings.unwrap_or_default();
    let is_specified = !options.columns.is_empty() || options.sheet.is_some();
    if is_specified || settings.columns.is_empty() {
        settings.columns.clone_from(&reading.columns);
        let columns = options.columns.iter();
        let none = columns.filter(|(_, column)| column.is_empty());
        let none = none.map(|(field, none)| (*field, none.clone()));
        settings.columns.extend(none);
    } else if !options.settings.columns.is_empty() {
        // What the sheet got since. Those of another workbook would be looked for in this one.
        for (field, column) in &reading.columns {
            settings
                .columns
                .entry(*field)
                .or_insert_with(|| column.clone());
        }
    }
    if options.sheet.is_some() && options.sheet != settings.sheet {
        settings.fill_down.clear();
    }
    settings.sheet = options.sheet.clone().or(settings.sheet);
    settings.fill_down.extend(&options.fill_down);
    settings
}

/// What the columns and the scale change; but for a column that is left out.
fn notes(target: &Reading, reading: &Reading) -> Vec<ImportNote> {
    let mut notes = Vec::new();
    let [before, after] = [target, reading].map(|reading| reading.register.scale());
    if before != after {
        let [before, after] = [before, after].map(|scale: &Scale| scale.name().to_owned());
        notes.push(ImportNote::Scale { before, after });
    }
    let SourceScope::Columns {
        risks, components, ..
    } = &reading.scope
    else {
        return notes;
    };
    let register = &target.register;
    let mut note = |note: fn(Vec<String>) -> ImportNote, names: Vec<String>| {
        if !names.is_empty() {
            notes.push(note(names));
        }
    };
    let (missing, new) = beyond_the_model(register.shared_risks(), risks);
    note(ImportNote::MissingColumns, missing);
    note(ImportNote::NewColumns, new);
    if let Some(columns) = components {
        let (missing, new) = beyond_the_model(register.shared_components(), columns);
        note(ImportNote::MissingComponentColumns, missing);
        note(ImportNote::NewComponentColumns, new);
    }
    notes
}

/// The columns beyond the model that a register knows and a sheet has not, and those that the sheet has and a register with
/// such records does not know.
fn beyond_the_model<T: Record>(
    records: &[Arc<T>],
    columns: &Columns<T::Field>,
) -> (Vec<String>, Vec<String>) {
    let known = records.iter().flat_map(|record| record.extra().iter());
    let known: BTreeSet<&Key> = known.map(|(key, _)| key).collect();
    let found: BTreeSet<&Key> = columns.extra.iter().collect();
    let names = |keys: &mut dyn Iterator<Item = &&Key>| keys.map(ToString::to_string).collect();
    let missing = names(&mut known.difference(&found));
    if records.is_empty() {
        return (missing, Vec::new());
    }
    (missing, names(&mut found.difference(&known)))
}

impl fmt::Display for ImportNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        match self {
            Self::Scale { before, after } if before == after => {
                write!(
                    f,
                    "the scale {after} has other levels or rates otherwise now"
                )
            }
            Self::Scale { before, after } => {
                write!(f, "the scale was {before} and is {after} now")
            }
            Self::MissingColumns(names) => write!(
                f,
                "no columns any more, whose values stay in the register: {}",
                list(names)
            ),
            Self::MissingComponentColumns(names) => write!(
                f,
                "no columns of components any more, whose values stay in the register: {}",
                list(names)
            ),
            Self::Declared(names) => {
                // As many as fit on two lines.
                let (first, more) = names.split_at(names.len().min(8));
                let first: Vec<String> = first.iter().map(|name| format!("`{name}`")).collect();
                let names = and_more(&first, more.len());
                write!(f, "only named so far, and now declared: {names}")
            }
            Self::OtherSheets(1) => {
                f.write_str("1 risk stands in another sheet of the workbook, and stays as it is")
            }
            Self::OtherSheets(count) => write!(
                f,
                "{count} risks stand in other sheets of the workbook, and stay as they are"
            ),
            Self::UnknownStatuses(places) => {
                let count = places.len();
                let observations = match count {
                    1 => "1 observation".to_owned(),
                    count => format!("{count} observations"),
                };
                let first: Vec<&str> = places.iter().take(3).map(String::as_str).collect();
                let more = if count > 3 { ", …" } else { "" };
                write!(
                    f,
                    "the format has no bold, so the status is unknown of {observations}: {}{more}",
                    first.join(", ")
                )
            }
            Self::NewColumns(names) => write!(
                f,
                "new columns beyond the fields of a risk: {}",
                list(names)
            ),
            Self::NewComponentColumns(names) => write!(
                f,
                "new columns beyond the fields of a component: {}",
                list(names)
            ),
        }
    }
}
