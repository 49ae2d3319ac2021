//! The package of an `.xlsx` or `.xlsm` workbook: its archive, its XML, and what it has.

mod archive;
mod contents;
mod xml;

pub(super) use archive::{Archive, damage, limit};
pub(super) use contents::{Contents, Relationship, SheetEntry, relationships, resolve};
pub(super) use xml::{
    Encoding, Xml, attribute, attribute_spans, is_escaped, is_on, is_true, local, parsed,
    plain_text, reads_as_escape, text_of,
};
