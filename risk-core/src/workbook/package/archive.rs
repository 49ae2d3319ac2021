//! The ZIP archive of a workbook: parts by name, within the limits.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::xml::text_of;
use crate::error::Error;
use crate::workbook::Limits;

/// Below this size, a mebibyte, no ratio of packing is suspicious: it strains no memory.
const SMALL_PART: u64 = 1 << 20;

/// How much memory is reserved for a new archive before it is needed, 64 MiB at most: what the old one
/// declares of its size may be wrong.
const MOST_RESERVED: usize = 1 << 26;

/// How hard a part is packed: a sheet of many risks is packed in a quarter of the time, and hardly
/// larger.
fn level(method: CompressionMethod) -> Option<i64> {
    (method == CompressionMethod::Deflated).then_some(1)
}

/// The parts of a package.
#[derive(Clone)]
pub(in crate::workbook) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions by folded name: names of parts differ in more than case.
    positions: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Opens an archive, and checks what it declares against the limits.
    pub(in crate::workbook) fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Error> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|source| Error::Package {
            reason: "its ZIP archive is damaged".to_owned(),
            source: Some(Box::new(source)),
        })?;
        if zip.len() as u64 > limits.parts {
            return Err(limits.passed("parts", "the number of parts"));
        }
        if zip.has_duplicate_names() {
            return Err(damage("two of its parts have the same name"));
        }
        let mut total = 0_u64;
        let mut places = Vec::with_capacity(zip.len());
        let mut positions = HashMap::with_capacity(zip.len());
        for position in 0..zip.len() {
            let entry = zip.by_index_raw(position).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?.into_owned();
            check_size(&name, entry.size(), entry.compressed_size(), limits)?;
            total = total.saturating_add(entry.size());
            let start = entry.header_start();
            places.push((start, start.saturating_add(entry.compressed_size())));
            drop(entry);
            if positions.insert(folded(&name), position).is_some() {
                return Err(damage(format!("the part {name} stands in it twice")));
            }
        }
        places.sort_unstable();
        // Few bytes could be unpacked, and written out again, as very many parts.
        if places.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return Err(damage("two of its parts overlap"));
        }
        if total > limits.total_bytes {
            let what = "the size of all parts in bytes";
            return Err(limits.passed("total-bytes", what));
        }
        Ok(Self { zip, positions })
    }

    /// Whether there is a part of a name.
    pub(in crate::workbook) fn has(&self, name: &str) -> bool {
        self.positions.contains_key(&folded(name))
    }

    /// The bytes of the archive with other contents of some parts, by their names; what it has no part for goes to the
    /// end. All other parts are copied as they are, packed.
    pub(in crate::workbook) fn with(
        &mut self,
        parts: &HashMap<String, Vec<u8>>,
    ) -> Result<Vec<u8>, Error> {
        let contents = parts.iter().map(|(name, content)| (folded(name), content));
        let contents: HashMap<String, &Vec<u8>> = contents.collect();
        let size = self.zip.decompressed_size().unwrap_or_default();
        let size = usize::try_from(size / 4).unwrap_or_default();
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size.min(MOST_RESERVED))));
        for position in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(position).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?.into_owned();
            let Some(content) = contents.get(&folded(&name)) else {
                writer.raw_copy_file(entry).map_err(damaged)?;
                continue;
            };
            let options = SimpleFileOptions::default()
                .compression_method(entry.compression())
                .last_modified_time(entry.last_modified().unwrap_or_default())
                .compression_level(level(entry.compression()));
            drop(entry);
            writer.start_file(name, options).map_err(damaged)?;
            writer
                .write_all(content)
                .map_err(|source| damaged(source.into()))?;
        }
        let is_new = |(name, _): &(&String, _)| !self.has(name);
        let mut new: Vec<_> = parts.iter().filter(is_new).collect();
        new.sort();
        for (name, content) in new {
            let method = CompressionMethod::Deflated;
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .last_modified_time(DateTime::default())
                .compression_level(level(method));
            writer.start_file(name, options).map_err(damaged)?;
            writer
                .write_all(content)
                .map_err(|source| damaged(source.into()))?;
        }
        let comment = self.zip.comment().into();
        writer.set_raw_comment(comment).map_err(damaged)?;
        Ok(writer.finish().map_err(damaged)?.into_inner())
    }

    /// The text of a part, if there is one of the name.
    pub(in crate::workbook) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let bytes = self.part(name)?;
        bytes.map(|bytes| text_of(name, bytes)).transpose()
    }

    /// The text of a part that a workbook cannot do without.
    pub(in crate::workbook) fn text_needed(&mut self, name: &str) -> Result<String, Error> {
        let text = self.text(name)?;
        text.ok_or_else(|| damage(format!("the part {name} is missing")))
    }

    /// The content of a part, if there is one of the name.
    pub(in crate::workbook) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(position) = self.positions.get(&folded(name)) else {
            return Ok(None);
        };
        let mut entry = self.zip.by_index(*position).map_err(damaged)?;
        let mut bytes = Vec::new();
        // No more is read than the part declares, which has passed the limits.
        let read = entry.read_to_end(&mut bytes);
        read.map_err(|source| Error::Package {
            reason: format!("the part {name} is damaged"),
            source: Some(Box::new(source)),
        })?;
        Ok(Some(bytes))
    }
}

fn check_size(name: &str, size: u64, packed: u64, limits: Limits) -> Result<(), Error> {
    if size > limits.part_bytes {
        let what = format!("the size of {name} in bytes");
        return Err(limits.passed("part-bytes", &what));
    }
    if size > SMALL_PART && size / packed.max(1) > limits.ratio {
        let what = format!("how often {name} is larger than it is packed");
        return Err(limits.passed("ratio", &what));
    }
    Ok(())
}

/// The name as it is looked up: some producers write a slash in front, or backslashes.
fn folded(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

fn damaged(source: zip::result::ZipError) -> Error {
    Error::Package {
        reason: "its ZIP archive is damaged".to_owned(),
        source: Some(Box::new(source)),
    }
}

/// The error of a package with something wrong in it.
pub(in crate::workbook) fn damage(reason: impl Into<String>) -> Error {
    Error::Package {
        reason: reason.into(),
        source: None,
    }
}

/// The error of a limit passed that is that of the format.
pub(in crate::workbook) fn limit(what: &str, limit: u64) -> Error {
    Error::Limit {
        what: what.to_owned(),
        limit,
        name: None,
    }
}
