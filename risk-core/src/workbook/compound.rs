//! The compound file that an `.xls` workbook is: streams in chains of sectors, [MS-CFB].
//!
//! A chain may go in cycles and a stream may declare any size, and a reader that trusts them
//! takes memory until there is none. So streams are taken out here, with every step counted.
//!
//! [MS-CFB]: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb/

use std::borrow::Cow;

use super::package::damage;
use crate::error::Error;

/// Numbers of sectors above MAXREGSECT are marks ([MS-CFB] 2.1).
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Streams below this size stand in the small sectors: both sizes, and that of an entry of the
/// directory, are those of the format.
const SMALL_STREAM: u64 = 4096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// A compound file whose chains all end, and whose streams are no larger than the file.
pub(super) struct Compound<'a> {
    large: Sectors<'a>,
    /// Those of a stream that stands in the large ones.
    small: Sectors<'a>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    first: u32,
    size: u64,
}

/// Sectors, and which one follows on each.
struct Sectors<'a> {
    bytes: Cow<'a, [u8]>,
    size: usize,
    next: Vec<u32>,
}

impl<'a> Compound<'a> {
    pub(super) fn open(file: &'a [u8]) -> Result<Self, Error> {
        let header = file.get(..512).ok_or_else(cut_short)?;
        let size = match number_16(header, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(damage("its sectors have an unknown size")),
        };
        let bytes = file.get(size..).ok_or_else(cut_short)?;
        let mut large = Sectors {
            bytes: Cow::Borrowed(bytes),
            size,
            next: Vec::new(),
        };
        large.next = large.read_table(header)?;
        let directory = large.chain(number_32(header, 48)?)?;
        let has_large_sizes = size == 4096;
        let entries: Result<Vec<Entry>, Error> = directory
            .chunks_exact(ENTRY)
            .map(|entry| Entry::read(entry, has_large_sizes, file.len() as u64))
            .collect();
        let entries = entries?;
        Ok(Self {
            small: large.small(header, entries.first())?,
            large,
            entries,
        })
    }

    /// Whether there is a stream of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The content of a stream, if there is one of the name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(entry) = self.entry(name) else {
            return Ok(None);
        };
        let is_small = entry.size < SMALL_STREAM;
        let sectors = if is_small { &self.small } else { &self.large };
        let mut stream = sectors.chain(entry.first)?;
        stream.truncate(usize::try_from(entry.size).unwrap_or(usize::MAX));
        Ok(Some(stream))
    }
}

impl Entry {
    fn read(entry: &[u8], has_large_size: bool, file_size: u64) -> Result<Self, Error> {
        let units = entry[..64].as_chunks().0.iter();
        let units = units.map(|unit| u16::from_le_bytes(*unit));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        let low = u64::from(number_32(entry, 120)?);
        let high = u64::from(number_32(entry, 124)?);
        let size = if has_large_size {
            high << 32 | low
        } else {
            low
        };
        let name = String::from_utf16_lossy(&units);
        if size > file_size {
            let reason = format!("its stream `{name}` declares to be larger than the file");
            return Err(damage(reason));
        }
        let first = number_32(entry, 116)?;
        Ok(Self { name, first, size })
    }
}

impl Sectors<'_> {
    fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    fn sector(&self, number: u32) -> Result<&[u8], Error> {
        let start = (number as usize).checked_mul(self.size);
        let start = start.filter(|start| *start < self.bytes.len());
        let start = start.ok_or_else(cut_short)?;
        // The last one may be cut short.
        Ok(&self.bytes[start..self.bytes.len().min(start + self.size)])
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Error> {
        let mut content = Vec::new();
        let mut number = first;
        for _ in 0..=self.count() {
            if number >= FIRST_MARK {
                return Ok(content);
            }
            content.extend_from_slice(self.sector(number)?);
            number = *self.next.get(number as usize).ok_or_else(cut_short)?;
        }
        Err(circles())
    }

    /// The small sectors, in the stream of the first entry.
    fn small(&self, header: &[u8], root: Option<&Entry>) -> Result<Sectors<'static>, Error> {
        let mut small = Sectors {
            bytes: Cow::Borrowed(&[]),
            size: SMALL_SECTOR,
            next: Vec::new(),
        };
        let sectors = u64::from(number_32(header, 64)?);
        if sectors > self.count() as u64 {
            return Err(circles());
        }
        if sectors > 0 {
            let root = root.ok_or_else(cut_short)?;
            small.bytes = Cow::Owned(self.chain(root.first)?);
            small.next = numbers(&self.chain(number_32(header, 60)?)?).collect();
        }
        Ok(small)
    }

    /// The table of which sector follows on each. The sectors that it is in are listed in the
    /// header, and then in sectors of their own, each of which ends with the number of the next.
    fn read_table(&self, header: &[u8]) -> Result<Vec<u32>, Error> {
        let mut parts: Vec<u32> = numbers(&header[76..512]).collect();
        let mut next = number_32(header, 68)?;
        for _ in 0..=self.count() {
            if next >= FIRST_MARK {
                break;
            }
            parts.extend(numbers(self.sector(next)?));
            next = parts.pop().ok_or_else(cut_short)?;
        }
        if next < FIRST_MARK {
            return Err(circles());
        }
        parts.retain(|part| *part < FIRST_MARK);
        if parts.len() > self.count() {
            return Err(circles());
        }
        let mut table = Vec::new();
        for part in parts {
            table.extend(numbers(self.sector(part)?));
        }
        Ok(table)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let numbers = bytes.as_chunks().0.iter();
    numbers.map(|number| u32::from_le_bytes(*number))
}

/// The number of 16 bits at a place.
pub(super) fn number_16(bytes: &[u8], at: usize) -> Result<u16, Error> {
    let number = bytes.get(at..).and_then(<[u8]>::first_chunk);
    Ok(u16::from_le_bytes(*number.ok_or_else(cut_short)?))
}

/// The number of 32 bits at a place.
pub(super) fn number_32(bytes: &[u8], at: usize) -> Result<u32, Error> {
    let number = bytes.get(at..).and_then(<[u8]>::first_chunk);
    Ok(u32::from_le_bytes(*number.ok_or_else(cut_short)?))
}

fn cut_short() -> Error {
    damage("it is cut short")
}

fn circles() -> Error {
    damage("its sectors form a cycle")
}
