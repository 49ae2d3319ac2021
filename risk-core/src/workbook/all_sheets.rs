//! All sheets of a workbook that have risks, read as one register.

use std::collections::{BTreeSet, HashMap};

use super::find::SheetContent;
use super::grid::column_number;
use super::inspect::inspect_in;
use super::inspection::{ColumnContent, Inspection, Resolved};
use super::left_behind::{in_order, of_workbook};
use super::options::{ALL_SHEETS, ReadOptions};
use super::read::Task;
use super::rehearsals;
use super::sheets::Sheets;
use crate::check::{Draft, Finding, Reading};
use crate::error::{Error, Remedy};
use crate::question::{Answer, Question};
use crate::record::text::fold;
use crate::record::{ComponentField, Locate, Location, Place, RecordId, RecordPosition, RiskField};
use crate::register::{Columns, Register, RiskView, Scale, SourceScope};

/// Reports what was found in all sheets of a workbook that have a table of risks, and are not hidden: one register.
/// What is specified of columns and the scale counts for each of them.
///
/// ```no_run
/// let bytes = std::fs::read("risks.xlsx")?;
/// let inspection = risk_core::workbook::inspect_all(&bytes, &Default::default())?;
/// println!("{} risks", inspection.into_reading()?.register.risks().len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Those of [`inspect`](super::inspect()) for each of the sheets, and when their levels are of several scales.
pub fn inspect_all(bytes: &[u8], options: &ReadOptions) -> Result<Inspection, Error> {
    let mut options = options.clone();
    // What was found in one sheet says nothing of another one.
    if options.settings.sheet.as_deref() != Some(ALL_SHEETS) {
        options.settings.columns.clear();
        options.settings.fill_down.clear();
    }
    (options.sheet, options.settings.sheet) = (None, None);
    let sheets = &mut Sheets::open(bytes, options.limits)?;
    let mut all = inspect_in(sheets, &options, Task::Inspect)?;
    let (mut parts, mut read) = (Vec::new(), Vec::new());
    let (mut questions, mut later, mut left_behind) = (Vec::new(), Vec::new(), Vec::new());
    for found in all.sheets.iter_mut().filter(|found| !found.is_hidden) {
        match found.content {
            SheetContent::Risks | SheetContent::OtherRisks => found.content = SheetContent::Risks,
            SheetContent::Components
            | SheetContent::Rehearsals
            | SheetContent::Scale
            | SheetContent::Other => continue,
        }
        options.sheet = Some(found.name.clone());
        let part = inspect_in(sheets, &options, Task::InspectOne)?;
        refuse_letters(&part, &options)?;
        let asked = part.questions.into_iter();
        questions.extend(asked.map(|question| of_sheet(question, &found.name)));
        later.extend(part.later_questions);
        left_behind.extend(part.not_imported);
        read.extend(sheets.position(&found.name));
        parts.extend(part.reading.map(|reading| (found.name.clone(), reading)));
    }
    if parts.is_empty() && questions.is_empty() {
        return Ok(all);
    }
    let reading = match questions.as_slice() {
        [] => Some(with_rehearsals(joined(parts, &options)?, sheets, &read)?),
        _ => None,
    };
    all.table = None;
    all.resolved = Resolved {
        sheet: Some(ALL_SHEETS.to_owned()),
        columns: options.columns,
        ..Resolved::default()
    };
    (all.questions, all.later_questions) = (questions, later);
    left_behind.extend(of_workbook(sheets, &read));
    (all.not_imported, all.reading) = (in_order(sheets, left_behind), reading);
    Ok(all)
}

/// Refuses a column that is specified by letters, as these mean something else in each sheet.
fn refuse_letters(part: &Inspection, options: &ReadOptions) -> Result<(), Error> {
    let columns = part.table.iter().flat_map(|table| &table.columns);
    for column in columns {
        let ColumnContent::Field(field) = &column.content else {
            continue;
        };
        let specified = options.columns.get(field);
        let by_letters = |specified: &&String| {
            column_number(specified.trim()).is_some() && fold(specified) != fold(&column.header)
        };
        if let Some(letters) = specified.filter(by_letters) {
            let question = format!(
                "{field} is in the column {letters} of each sheet, which may have something else there; specify \
                 it by its header"
            );
            let remedy = Remedy::Columns;
            return Err(Error::Unclear { question, remedy });
        }
    }
    Ok(())
}

/// A question about one of the sheets: an answer counts for all of them, but for one about its columns, which it gets
/// where it is read alone.
fn of_sheet(mut question: Question, sheet: &str) -> Question {
    let is_of_all = |answer: &Answer| matches!(answer, Answer::Scale(_));
    if !question.answers.iter().any(is_of_all) {
        question.answers = vec![Answer::Sheet(sheet.to_owned())];
    }
    question
}

/// The reading of several sheets, each under its name.
fn joined(parts: Vec<(String, Reading)>, options: &ReadOptions) -> Result<Reading, Error> {
    let scale = one_scale(&parts)?;
    let (mut scope, mut risks, mut sources) = (Scope::default(), Vec::new(), Vec::new());
    let (mut components, mut title) = (None, String::new());
    let mut findings = Vec::new();
    for (_, part) in parts {
        let first = risks.len();
        findings.push((first, part.register.clone(), part.findings));
        scope.add(part.scope, first, part.register.risks().len());
        let (of_title, _, of_components, of_risks) = part.register.into_parts();
        title = of_title;
        // The sheet of components is read with each of the others.
        components.get_or_insert(of_components);
        risks.extend(of_risks);
        sources.push((first, part.sources));
    }
    let components = components.unwrap_or_default();
    let register = Register::new(title, scale, components, risks)?;
    let mut columns = options.settings.columns.clone();
    columns.extend(options.columns.clone());
    Ok(Reading {
        scope: scope.finish(),
        settings: options.settings.clone(),
        // Those that were found are not the same in all sheets.
        columns,
        findings: renamed(findings, &register),
        register,
        sources: Box::new(Joined(sources)),
    })
}

/// A reading of several sheets, with the rehearsals of all of its records.
fn with_rehearsals(
    mut reading: Reading,
    sheets: &mut Sheets<'_>,
    taken: &[usize],
) -> Result<Reading, Error> {
    let (register, found, drafts) = rehearsals::read(sheets, taken, reading.register)?;
    if let Some(found) = found {
        found.widen(&mut reading.scope, &register);
    }
    reading.findings.extend(Draft::findings(drafts, &register));
    reading.register = register;
    Ok(reading)
}

/// The scale of all sheets that state any level.
fn one_scale(parts: &[(String, Reading)]) -> Result<Scale, Error> {
    let is_rated = |risk: RiskView<'_>| risk.likelihood.is_some() || risk.impact.is_some();
    let rated = |(_, part): &&(String, Reading)| part.register.risks().any(is_rated);
    let mut rated = parts.iter().filter(rated);
    let Some((sheet, first)) = rated.next().or(parts.first()) else {
        return Ok(Scale::default());
    };
    let scale = first.register.scale();
    match rated.find(|(_, part)| part.register.scale() != scale) {
        None => Ok(scale.clone()),
        Some((other, part)) => {
            let names = [scale, part.register.scale()].map(|scale| scale.name().to_owned());
            let question = format!(
                "a register has one scale, and the levels of the sheet `{sheet}` are of {}, those of the \
                 sheet `{other}` of {}",
                names[0], names[1]
            );
            let answers = names.map(Answer::Scale).into();
            let remedy = Remedy::Answer { answers, more: 0 };
            Err(Error::Unclear { question, remedy })
        }
    }
}

/// The findings of parts, each of which begins at a risk, with the keys that their records have now.
fn renamed(parts: Vec<(usize, Register, Vec<Finding>)>, register: &Register) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    // What is of the sheet of components is found with each of the others.
    let mut known: HashMap<(String, Location), Vec<usize>> = HashMap::new();
    for (first, part, findings) in parts {
        for mut finding in findings {
            if let RecordId::Risk(key) = &finding.record
                && let Some(risk) = part.risk(key)
                && let Some(risk) = register.risk_at(first + risk.position())
            {
                finding.record = RecordId::Risk(risk.key());
            }
            let place = (finding.fingerprint.clone(), finding.location.clone());
            let same = known.entry(place).or_default();
            if !same.iter().any(|at| all[*at] == finding) {
                same.push(all.len());
                all.push(finding);
            }
        }
    }
    all
}

/// What the sheets together have a place for. Where one has no column that another has, it does not know what that
/// states of its own risks.
#[derive(Default)]
struct Scope {
    risks: Columns<RiskField>,
    components: Option<Columns<ComponentField>>,
    unstated: Vec<(usize, usize)>,
    /// The columns that each sheet has, and its risks: the first, and how many.
    parts: Vec<(Columns<RiskField>, usize, usize)>,
}

impl Scope {
    fn add(&mut self, part: SourceScope, first: usize, count: usize) {
        let SourceScope::Columns {
            mut risks,
            components,
            unstated,
            ..
        } = part
        else {
            return;
        };
        let moved = std::mem::take(&mut risks.unresolved).into_iter();
        let moved = moved.map(|(at, columns)| (first + at, columns));
        self.risks.unresolved.extend(moved);
        let moved = unstated.into_iter().map(|(at, entry)| (first + at, entry));
        self.unstated.extend(moved);
        self.components = self.components.take().or(components);
        add_missing(&mut self.risks.fields, &risks.fields, &[]);
        add_missing(&mut self.risks.extra, &risks.extra, &[]);
        self.parts.push((risks, first, count));
    }

    fn finish(mut self) -> SourceScope {
        for (has, first, count) in &self.parts {
            for at in *first..first + count {
                let unknown = self.risks.unresolved.entry(at).or_default();
                add_missing(&mut unknown.fields, &self.risks.fields, &has.fields);
                add_missing(&mut unknown.extra, &self.risks.extra, &has.extra);
            }
        }
        SourceScope::Columns {
            risks: self.risks,
            components: self.components,
            unstated: self.unstated,
            elsewhere: BTreeSet::new(),
            components_elsewhere: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            unplaced: BTreeSet::new(),
        }
    }
}

/// Adds what a list does not have of another one, but for some.
fn add_missing<T: Clone + PartialEq>(list: &mut Vec<T>, more: &[T], but: &[T]) {
    for item in more {
        if !list.contains(item) && !but.contains(item) {
            list.push(item.clone());
        }
    }
}

/// Where the risks of several sheets stand: those from a position on, up to the next one.
#[derive(Debug)]
struct Joined(Vec<(usize, Box<dyn Locate>)>);

impl Locate for Joined {
    fn locate(&self, place: Place) -> Option<Location> {
        let RecordPosition::Risk(position) = place.record else {
            let (_, first) = self.0.first()?;
            return first.locate(place);
        };
        let mut parts = self.0.iter().rev();
        let (first, part) = parts.find(|(first, _)| *first <= position)?;
        let record = RecordPosition::Risk(position - first);
        part.locate(Place { record, ..place })
    }

    fn has_several_sheets(&self) -> bool {
        self.0.len() > 1
    }
}
