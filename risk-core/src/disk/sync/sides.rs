//! The workbook of a sync, and what it and the register are known to have had in common.

use super::super::bytes::read as read_bytes;
use super::super::git::{is_revision, open_revision};
use super::super::open::folder_of;
use super::SyncBase;
use super::run::Run;
use crate::check::Reading;
use crate::error::Error;
use crate::record::text::quote;
use crate::record::{Location, RecordId};
use crate::register::RiskView;
use crate::versions::{Base, MergeNote};
use crate::workbook::{ReadOptions, Workbook, create, named_base};

/// The base of a workbook, and whether it is certain that it is one.
pub(super) struct Known {
    pub base: Base,
    /// The name of it, where the workbook states one.
    pub name: Option<String>,
    pub is_certain: bool,
}

impl Run<'_> {
    /// The bytes of the workbook, where there is one.
    pub(super) fn bytes(&self) -> Result<Option<Vec<u8>>, Error> {
        let is_there = self.path.exists();
        let bytes = is_there.then(|| read_bytes(self.path, self.read.limits.of_file()));
        bytes.transpose()
    }

    /// The workbook, or a new one.
    pub(super) fn workbook(
        &self,
        bytes: Option<Vec<u8>>,
        register: &Reading,
    ) -> Result<(Workbook, Reading), Error> {
        let bytes = match bytes {
            Some(bytes) => bytes,
            None => create(&register.register, &register.settings)?,
        };
        let open = |options: &ReadOptions| Workbook::open(bytes.clone(), options);
        let opened = self.read.clone().read_with_register(register, open);
        let (opened, _) = opened.map_err(|error| error.of_file(self.path))?;
        refuse_elsewhere(&opened.1, register).map_err(|error| error.of_file(self.path))?;
        Ok(opened)
    }

    /// The base that a workbook names, where it is kept.
    pub(super) fn named(&self, bytes: Option<&[u8]>) -> Result<Option<Known>, Error> {
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        let name = named_base(bytes, self.read.limits);
        let Some(name) = name.map_err(|error| error.of_file(self.path))? else {
            return Ok(None);
        };
        let base = self.store.base(&name)?;
        if base.is_some()
            && let SyncBase::Revision(revision) = &self.options.base
        {
            // It makes no difference, but one that is mistyped is refused.
            if !is_revision(revision, folder_of(self.register, self.form)) {
                open_revision(revision, self.register, &ReadOptions::default())?;
            }
        }
        Ok(base.map(|base| Known {
            base,
            name: Some(name),
            is_certain: true,
        }))
    }

    /// What the options ask for and this sync makes no use of.
    pub(super) fn unused(&self, known: &Known) -> Vec<MergeNote> {
        let base = known
            .name
            .as_ref()
            .filter(|_| self.options.base != SyncBase::Unknown);
        let base = base.map(|_| {
            "the workbook names the version it was made from; no other base is taken".to_owned()
        });
        let is_unused = |name: &&String| !known.base.has_column(name);
        let columns = self.options.without.iter().filter(is_unused);
        let columns = columns.map(|name| {
            format!(
                "the workbook is not known to have had a column {}",
                quote(name)
            )
        });
        let messages = base.into_iter().chain(columns);
        let note = |message| MergeNote {
            record: RecordId::Register,
            field: None,
            message,
        };
        messages.map(note).collect()
    }

    /// What is taken for the base, where the workbook names none that is kept.
    pub(super) fn taken(&self, register: &Reading, sheet: &Reading) -> Result<Known, Error> {
        let latest = || -> Result<Option<Base>, Error> {
            let newest = self.store.kept().into_iter().next();
            newest.map_or(Ok(None), |(name, _)| self.store.base(&name))
        };
        let common = || Base::common(register, sheet);
        let is_new = !self.path.exists();
        let (base, is_certain) = match &self.options.base {
            SyncBase::Common => (common()?, true),
            SyncBase::Latest => (latest()?.ok_or(Error::NoBase)?, true),
            SyncBase::Revision(revision) => {
                let reading = open_revision(revision, self.register, &ReadOptions::default())?;
                (Base::of(&reading.register, sheet), true)
            }
            SyncBase::Unknown if is_new => (common()?, true),
            // Where both have the same, it makes no difference.
            SyncBase::Unknown => (latest()?.map_or_else(common, Ok)?, false),
        };
        Ok(Known {
            base,
            name: None,
            is_certain,
        })
    }
}

/// Refuses a register that has risks of other sheets than the one that was read: a sync would take them for new ones.
fn refuse_elsewhere(workbook: &Reading, register: &Reading) -> Result<(), Error> {
    let is_elsewhere = |risk: &RiskView<'_>| {
        let is_here = || workbook.register.risk(&risk.key()).is_some();
        workbook.scope.has_elsewhere(&risk.stated().reference) && !is_here()
    };
    let Some(risk) = register.register.risks().find(is_elsewhere) else {
        return Ok(());
    };
    Err(Error::Refused {
        location: Location::Record {
            record: risk.key().to_string(),
            field: None,
        },
        reason: "it stands in another sheet of the workbook, and a sync is with one sheet; import and export \
                 sheet by sheet instead"
            .to_owned(),
        remedy: None,
    })
}
