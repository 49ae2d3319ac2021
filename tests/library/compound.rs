//! Compound files and the records of `.xls` workbooks, made by hand.

const SECTOR: usize = 512;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const TABLE: u32 = 0xFFFF_FFFD;

/// A stream of a compound file.
pub struct Stream {
    name: String,
    content: Vec<u8>,
}

impl Stream {
    /// A stream, filled up so that it does not stand among the small ones.
    pub fn new(name: &str, mut content: Vec<u8>) -> Self {
        content.resize(content.len().max(4096), 0);
        Self {
            name: name.to_owned(),
            content,
        }
    }
}

/// A compound file: its header, a sector with the table of sectors, one with the directory (of at
/// most three streams), and then the streams.
pub fn compound(streams: &[Stream]) -> Vec<u8> {
    let mut table = vec![TABLE, END_OF_CHAIN];
    let mut directory = entry("Root Entry", 5, END_OF_CHAIN, 0);
    let mut content = Vec::new();
    for stream in streams {
        let first = u32::try_from(table.len()).unwrap();
        directory.extend(entry(&stream.name, 2, first, stream.content.len()));
        let sectors = u32::try_from(stream.content.len().div_ceil(SECTOR)).unwrap();
        table.extend(first + 1..first + sectors);
        table.push(END_OF_CHAIN);
        content.extend_from_slice(&stream.content);
        content.resize(content.len().next_multiple_of(SECTOR), 0);
    }
    table.resize(SECTOR / 4, FREE);
    directory.resize(SECTOR, 0);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header(), table, directory, content].concat()
}

fn header() -> Vec<u8> {
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(76, 0);
    let mut set = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    set(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    set(44, &1_u32.to_le_bytes());
    set(48, &1_u32.to_le_bytes());
    set(56, &4096_u32.to_le_bytes());
    set(60, &END_OF_CHAIN.to_le_bytes());
    set(68, &END_OF_CHAIN.to_le_bytes());
    header.extend(0_u32.to_le_bytes());
    header.resize(SECTOR, 0xFF);
    header
}

fn entry(name: &str, kind: u8, first: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).unwrap();
    entry.resize(128, 0);
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    entry[116..120].copy_from_slice(&first.to_le_bytes());
    entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    entry
}

/// A record of a workbook stream.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// The records of a workbook of one sheet: more of the sheet, then numbers at rows and columns.
pub fn sheet_records(name: &str, more: &[u8], cells: &[(u16, u16)]) -> Vec<u8> {
    let beginning = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let bound = |start: u32| {
        let mut data = start.to_le_bytes().to_vec();
        data.extend([0, 0, u8::try_from(name.len()).unwrap(), 0]);
        data.extend(name.as_bytes());
        record(0x0085, &data)
    };
    let start = beginning(5).len() + bound(0).len() + end.len();
    let start = u32::try_from(start).unwrap();
    let mut records = [
        beginning(5),
        bound(start),
        end.clone(),
        beginning(0x10),
        more.to_vec(),
    ]
    .concat();
    for (row, column) in cells {
        let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        data.extend(1.0_f64.to_le_bytes());
        records.extend(record(0x0203, &data));
    }
    records.extend(end);
    records
}
