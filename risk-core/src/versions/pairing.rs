//! Which record of one version is which of another.

use super::renames;
use crate::check::Reading;
use crate::document::counted;
use crate::edit::{Lineage, Onto, Unclear, completed_by, matched};
use crate::error::{Error, InvalidRegister};
use crate::record::align::Pairs;
use crate::record::{Key, RiskField};
use crate::register::{Record, RecordField, Register, Risk, SourceScope};

/// Two versions of a register of which each states what the other has no place for, and which record of the one is
/// which of the other.
#[derive(Debug, Clone)]
pub(super) struct Paired {
    pub before: Register,
    pub after: Register,
    pub lineage: Lineage,
    /// How many risks of the one stand in other sheets of the other, of which nothing is known.
    pub kept: usize,
}

impl Paired {
    /// Pairs the records of two versions. What one has no place for it does not unsay: there it states what the
    /// other does.
    pub fn new(before: &Reading, after: &Reading) -> Result<Self, Error> {
        let (new, mut lineage, mut kept) = completed((&before.register, &before.scope), after)?;
        let mut old = before.register.clone();
        if !before.scope.is_everything() {
            // The other way round, as it is the older one that states less.
            let (completed, back, of_new) = completed((&new, &after.scope), before)?;
            kept += of_new;
            lineage = back.inverse(&new);
            old = completed;
        }
        Ok(Self {
            before: old,
            after: new,
            lineage,
            kept,
        })
    }

    /// The older version, in which all who name a component name it as the newer one does.
    pub fn followed(&self) -> Result<Register, InvalidRegister> {
        let names = renames::renamed(&self.before, &self.after, &self.lineage);
        renames::follow(&self.before, &names)
    }
}

/// A version that was made of another one, which states what it has no place for as that one does.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub register: Register,
    pub lineage: Lineage,
    /// How many risks of the base stand in other sheets, and are as they were.
    pub kept: usize,
}

impl Derived {
    pub fn new(base: &Reading, version: &Reading) -> Result<Self, Error> {
        let (register, lineage, kept) = completed((&base.register, &base.scope), version)?;
        Ok(Self {
            register,
            lineage,
            kept,
        })
    }
}

/// That risks stand in other sheets than the one that was read, and what becomes of them.
pub(super) fn in_other_sheets(count: usize, what: &str) -> String {
    let risks = counted(count, "risk");
    format!("{what}: {risks} of other sheets of the workbook")
}

/// What a version states, with what it has no place for from another one, which of the records of that one its
/// records are, also where components are called otherwise, and how many of them stand in other sheets. That is found before anything is completed: what a
/// component has no column for is that of the one that it was, and what names it without a column names it as it is
/// called now.
fn completed(
    (before, scope): (&Register, &SourceScope),
    version: &Reading,
) -> Result<(Register, Lineage, usize), Error> {
    let (read, mut lineage) = matched(before, version, Unclear::New)?;
    let renamed = if version.scope.has_components() {
        renames::of_components(before, &read, &lineage)
    } else {
        Vec::new()
    };
    let followed;
    let before = if renamed.is_empty() {
        before
    } else {
        for (old, new) in renamed {
            lineage.components[new] = Some(old);
        }
        let names = renames::renamed(before, &read, &lineage);
        followed = renames::follow(before, &names)?;
        // Risks of a component that is called otherwise may have another reference, too.
        lineage.risks = Lineage::matched(&followed, (version, &read), Unclear::New)?.risks;
        &followed
    };
    nameless((before, scope), (&read, &version.scope), &mut lineage);
    let Onto {
        after,
        lineage,
        kept,
        ..
    } = completed_by(before, version, read, lineage)?;
    Ok((after, lineage, kept))
}

/// Pairs risks that are left, of which one has no reference, such as in a sheet without a column for it, and that state
/// the same in all that both have a place for: the first with the first.
pub(super) fn nameless(
    (before, of_before): (&Register, &SourceScope),
    (after, of_after): (&Register, &SourceScope),
    lineage: &mut Lineage,
) {
    let mut pairs = Pairs::new(before.risks().len(), after.risks().len());
    for (new, old) in lineage.risks.iter().enumerate() {
        if let Some(old) = old {
            pairs.pair(*old, new);
        }
    }
    if pairs.all_paired() {
        return;
    }
    let columns = [of_before, of_after].map(|scope| scope.columns().map(|(risks, _)| risks));
    let fields = RiskField::ALL.iter().filter(|field| {
        let mut columns = columns.into_iter().flatten();
        **field != RiskField::NAME && columns.all(|columns| columns.fields.contains(field))
    });
    let fields: Vec<RiskField> = fields.copied().collect();
    let mut headers = columns.into_iter().flatten().map(|columns| &columns.extra);
    let (one, other) = (headers.next(), headers.next());
    let headers = one.into_iter().flatten();
    let headers = headers.filter(|header| other.is_none_or(|other| other.contains(header)));
    let headers: Vec<&Key> = headers.collect();
    let stated = |register: &Register, at: usize, only_nameless: bool| {
        let risk = register.risk_at(at)?.stated();
        let is_meant = !only_nameless || risk.name().trim().is_empty();
        is_meant.then(|| stated(risk, &fields, &headers))
    };
    for is_old in [false, true] {
        pairs.equal(
            |at| stated(before, at, is_old),
            |at| stated(after, at, !is_old),
        );
    }
    lineage.risks = pairs.of_new;
}

/// What a risk states in some fields and columns.
fn stated(risk: &Risk, fields: &[RiskField], headers: &[&Key]) -> Vec<String> {
    let of_fields = fields
        .iter()
        .map(|field| field.kind().get(risk).to_string());
    let of_extra = headers.iter().map(|header| {
        let value = risk.extra().get(header);
        value.map_or_else(String::new, ToString::to_string)
    });
    of_fields.chain(of_extra).collect()
}
