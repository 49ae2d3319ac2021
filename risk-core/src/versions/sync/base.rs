//! What a register and a workbook last had in common, as it is kept between two syncs.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::columns::{column_of, of_workbook, scope};
use crate::check::{Reading, Settings};
use crate::edit::{Lineage, Unclear};
use crate::error::Error;
use crate::folder::json_layout::OF_RECORD;
use crate::folder::read_json;
use crate::record::align::likeness;
use crate::record::{Key, RiskField};
use crate::register::{Columns, Component, Date, Record, RecordField, Register, Risk, SourceScope};
use crate::versions::meaning::{Version, harmonise};
use crate::versions::pairing::nameless;

/// So many hexadecimal digits name a base: 64 bits, which no two of the bases of a register share by chance.
const DIGITS: usize = 16;

/// What a register and a workbook both had after a sync, in what the workbook has columns for. What they did not agree
/// on is as it was the time before.
#[derive(Debug, Clone)]
pub struct Base {
    pub(super) register: Register,
    pub(super) scope: SourceScope,
}

/// A base as a file has it.
#[derive(Serialize, Deserialize)]
struct Form<R> {
    schema_version: u32,
    /// The day of the sync.
    made: Option<String>,
    columns: Headers,
    component_columns: Option<Headers>,
    register: R,
}

/// The columns of a sheet: fields by their paths, and headers.
#[derive(Serialize, Deserialize)]
struct Headers {
    fields: Vec<String>,
    extra: Vec<String>,
}

const VERSION: u32 = 1;

impl Base {
    /// What a register has, as far as a workbook has columns for it.
    pub fn of(register: &Register, workbook: &Reading) -> Self {
        Self {
            register: register.clone(),
            scope: of_workbook(&workbook.scope),
        }
    }

    /// What a register and a workbook state alike, where nobody knows what they had before. Where they differ, it
    /// states nothing.
    ///
    /// # Errors
    ///
    /// Never in practice: when what is alike does not make a register.
    pub fn common(register: &Reading, workbook: &Reading) -> Result<Self, Error> {
        let mut lineage = Lineage::matched(
            &register.register,
            (workbook, &workbook.register),
            Unclear::New,
        )?;
        nameless(
            (&register.register, &register.scope),
            (&workbook.register, &workbook.scope),
            &mut lineage,
        );
        let versions = (
            Version::new(&register.register, register, register),
            Version::new(&workbook.register, workbook, register),
        );
        let components = if workbook.scope.has_components() {
            common::<Component>(versions, &lineage.components)
        } else {
            Vec::new()
        };
        let risks = common::<Risk>(versions, &lineage.risks);
        let scale = workbook.register.scale().clone();
        let title = workbook.register.title().to_owned();
        Ok(Self {
            register: Register::new(title, scale, components, risks)?,
            scope: of_workbook(&workbook.scope),
        })
    }

    /// The text of a base of a day, and the name that a workbook has for it: 16 hexadecimal digits of its digest.
    pub fn written(&self, made: Date) -> (String, String) {
        let (columns, component_columns) = match self.scope.columns() {
            None => (Headers::of(&Columns::<RiskField>::default()), None),
            Some((risks, components)) => (Headers::of(risks), components.map(Headers::of)),
        };
        let form = Form {
            schema_version: VERSION,
            made: Some(made.to_string()),
            columns,
            component_columns,
            register: &self.register,
        };
        let records = self.register.risks().len() + self.register.components().len();
        let text = compact(&form, records * OF_RECORD);
        let digest = Sha256::digest(text.as_bytes());
        let (start, _) = digest.split_at(DIGITS / 2);
        let number = start
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte));
        (format!("{number:016x}"), text)
    }

    /// Reads a base.
    ///
    /// # Errors
    ///
    /// When the text is none, or one of a later version.
    pub fn read(text: &str) -> Result<Self, Error> {
        let refused = |found: String| Error::NotARegister { found };
        let form: Form<&RawValue> = serde_json::from_str(text)
            .map_err(|error| refused(format!("it is no base of a sync: {error}")))?;
        if form.schema_version > VERSION {
            let version = form.schema_version;
            return Err(refused(format!(
                "it is a base of the later version {version}"
            )));
        }
        Ok(Self {
            register: read_json::read(form.register.get())?.register,
            scope: scope(
                form.columns.columns(),
                form.component_columns.as_ref().map(Headers::columns),
            ),
        })
    }

    /// Whether a text can be the name of a base: it is part of a path.
    pub fn is_name(text: &str) -> bool {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        text.len() == DIGITS && text.bytes().all(is_digit)
    }

    /// The day that the beginning of the text of a base has.
    pub fn day(beginning: &str) -> Option<Date> {
        let (_, day) = beginning.split_once("\"made\":")?;
        day.split('"').nth(1)?.parse().ok()
    }

    /// The same without some columns, of fields by their paths or of headers.
    #[must_use]
    pub fn without(&self, gone: &[String]) -> Self {
        fn left<F: RecordField>(columns: &Columns<F>, gone: &[String]) -> Columns<F> {
            let mut columns = columns.clone();
            let is_gone = |field: &F| gone.iter().any(|gone| gone == column_of(*field));
            columns.fields.retain(|field| !is_gone(field));
            columns
                .extra
                .retain(|header| !gone.contains(&header.to_string()));
            columns
        }
        let mut base = self.clone();
        if let Some((risks, components)) = self.scope.columns() {
            let components = components.filter(|_| !gone.iter().any(|gone| gone == "components"));
            base.scope = scope(
                left(risks, gone),
                components.map(|columns| left(columns, gone)),
            );
        }
        base
    }

    /// Whether the workbook is known to have had a column, as [`Self::without`] takes it.
    #[cfg(all(feature = "disk", feature = "workbook", not(target_arch = "wasm32")))]
    pub(crate) fn has_column(&self, name: &str) -> bool {
        self.without(&[name.to_owned()]).scope != self.scope
    }

    /// As one of the versions that are compared.
    pub(super) fn reading(&self, settings: &Settings) -> Reading {
        let mut reading = Reading::of(self.register.clone(), settings.clone());
        reading.scope = self.scope.clone();
        reading
    }

    /// Whether another one has the same, in any order: neither the rows of a sheet nor the files of a folder stand in one
    /// that means anything.
    pub fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (&self.register, &other.register);
        let is_same_header = one.title() == two.title() && one.scale() == two.scale();
        is_same_header
            && self.scope == other.scope
            && are_same::<Component>(one, two)
            && are_same::<Risk>(one, two)
    }
}

fn are_same<T: Record>(one: &Register, other: &Register) -> bool {
    let by_name = |register: &Register| {
        let mut records = T::shared(register).to_vec();
        records.sort_by(|one, other| one.name().cmp(other.name()));
        records
    };
    T::shared(one) == T::shared(other) || by_name(one) == by_name(other)
}

/// A line of JSON.
fn compact(form: &impl Serialize, about: usize) -> String {
    let mut text = Vec::with_capacity(about);
    serde_json::to_writer(&mut text, form).expect("a register has a JSON form");
    text.push(b'\n');
    String::from_utf8(text).expect("JSON is UTF-8")
}

impl Headers {
    fn of<F: RecordField>(columns: &Columns<F>) -> Self {
        let fields = columns.fields.iter().map(|field| field.path().to_owned());
        Self {
            fields: fields.collect(),
            extra: columns.extra.iter().map(ToString::to_string).collect(),
        }
    }

    fn columns<F: RecordField>(&self) -> Columns<F> {
        let fields = self.fields.iter().filter_map(|path| F::by_path(path));
        Columns {
            fields: fields.collect(),
            extra: self.extra.iter().map(|header| Key::parse(header)).collect(),
            ..Columns::default()
        }
    }
}

/// What records of a workbook state as those of a register do.
fn common<T: Record>(
    (register, workbook): (Version<'_>, Version<'_>),
    origins: &[Option<usize>],
) -> Vec<T> {
    let ours = T::shared(register.register);
    let pairs = T::all(workbook.register).zip(origins);
    let pairs = pairs.filter_map(|(theirs, origin)| Some((ours.get((*origin)?)?, theirs)));
    // Two of one name that have no words in common are two: both sides handed it out.
    let is_one = |ours: &T, theirs: &T| {
        let (one, other) = (ours.summary().trim(), theirs.summary().trim());
        one == other || one.is_empty() || other.is_empty() || likeness(one, other).is_some()
    };
    let pairs = pairs.filter(|(ours, theirs)| is_one(ours, theirs));
    let alike = pairs.map(|(ours, theirs)| {
        let mut theirs = theirs.clone();
        harmonise(&mut theirs, &**ours, (workbook, register));
        let mut alike = T::default();
        for field in T::Field::ALL.iter().copied() {
            let kind = field.kind();
            if kind.is_same(&theirs, &**ours) {
                kind.swap(&mut alike, &mut theirs);
            }
        }
        let extra = ours.extra().iter();
        let extra = extra.filter(|(header, value)| theirs.extra().get(header) == Some(value));
        for (header, value) in extra {
            alike.extra_mut().insert(header.clone(), value.clone());
        }
        alike
    });
    alike.collect()
}
