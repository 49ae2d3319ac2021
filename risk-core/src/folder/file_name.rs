//! The names of files that records are kept in.

use std::collections::{HashMap, HashSet};

use percent_encoding::{percent_decode_str, percent_encode_byte};

use super::read::RecordFile;
use crate::record::Key;

/// Longer names are cut, so that with a suffix they stay within what file systems take: 255 bytes, and 143 in
/// encrypted home folders.
const LONGEST: usize = 120;

/// A file name for a record, and whether it states the record's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileName {
    /// The name, with its ending.
    pub name: String,
    /// Whether the name of the record can be read back from the file's. Where it cannot, the file
    /// states it.
    pub tells: bool,
}

/// The names taken in one folder.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// Case aside: what differs in case alone is one file on some systems.
    taken: HashSet<String>,
    /// Those, as they are, of files that a new record may have, as their own one goes.
    vacant: HashSet<String>,
    /// The last occurrence of each record's name that a file's name states.
    last: HashMap<String, u32>,
    /// The place of the last record of each name that has its file for good.
    placed: HashMap<String, (u32, String)>,
}

impl FileNames {
    /// Takes the name of a file of a record.
    pub fn take(&mut self, file: &RecordFile, record: &str) {
        self.taken.insert(file.file_name.to_lowercase());
        self.follow(file.told.occurrence(), record);
    }

    /// Gives away the name of a file whose record goes.
    pub fn vacate(&mut self, file: &RecordFile) {
        self.taken.insert(file.file_name.to_lowercase());
        self.vacant.insert(file.file_name.clone());
    }

    /// Keeps a record in its file, if that can be: when its name is the same, or the one that the
    /// file states, and when the file comes after those that records of that name have already.
    pub fn keep(&mut self, file: &RecordFile, old: &str, new: &str) -> bool {
        // Case aside: on some systems a file of the new name would be the old one, and go with it.
        let same = |name: &str| name == new || name.to_lowercase() == new.to_lowercase();
        let last = self.placed.get(new);
        let follows = last.is_none_or(|(n, name)| (*n, name.as_str()) < file.place());
        let stays = follows && (same(old) || same(file.told.name()));
        if stays {
            self.take(file, new);
            let place = (file.told.occurrence(), file.file_name.clone());
            self.placed.insert(new.to_owned(), place);
        }
        stays
    }

    /// Takes a name for the file of a record, which follows all others of its name.
    pub fn choose(&mut self, record: &str) -> FileName {
        // Where files were deleted by hand, the occurrences in their names have gaps.
        let last = self.last.get(record).copied().unwrap_or_default();
        let next = last.saturating_add(1);
        // Where the name of a file does not state that of its record, the text does, but it cannot state a blank one.
        let end = if record.is_empty() { u32::MAX } else { next };
        let mut keys = (next..=end).map(|occurrence| Key::new(record, occurrence));
        let plain = keys.find_map(|key| Some((self.plain(&key)?, key)));
        let (chosen, key) = plain.unwrap_or_else(|| {
            let key = Key::new(record, next);
            (self.distinguished(&key), key)
        });
        self.taken.insert(chosen.name.to_lowercase());
        self.vacant.remove(&chosen.name);
        self.follow(key.occurrence(), record);
        let place = (key.occurrence(), chosen.name.clone());
        self.placed.insert(record.to_owned(), place);
        chosen
    }

    fn follow(&mut self, occurrence: u32, record: &str) {
        let last = self.last.entry(record.to_owned()).or_default();
        *last = occurrence.max(*last);
    }

    /// The name that states the record's, if a file can have it.
    fn plain(&self, key: &Key) -> Option<FileName> {
        let stem = encode(&key.to_string());
        let name = format!("{stem}.toml");
        let free = !self.taken.contains(&name.to_lowercase()) || self.vacant.contains(&name);
        (free && stem.len() <= LONGEST).then_some(FileName { name, tells: true })
    }

    /// A name that does not state the record's: its beginning, and a hash of the whole. It states the
    /// occurrence, as that orders the records of one name.
    fn distinguished(&self, key: &Key) -> FileName {
        let stem = encode(key.name());
        let mut end = stem.len().min(LONGEST / 2);
        while !stem.is_char_boundary(end) {
            end -= 1;
        }
        // A `%` cut from its digits would not matter, but looks broken.
        let beginning = stem[..end].trim_end_matches(['%', '.']);
        let told = |attempt: usize| {
            let name = format!("{beginning}-{:016x}", hash(key.name(), attempt as u64));
            format!("{}.toml", Key::new(name, key.occurrence()))
        };
        // One of more names than are taken is free.
        let name = (0..=self.taken.len())
            .map(told)
            .find(|name| !self.taken.contains(&name.to_lowercase()));
        FileName {
            name: name.expect("more names than are taken"),
            tells: false,
        }
    }
}

/// The record that a file's name states; `None` when it is not the name of a record's file.
pub(super) fn key_of(file_name: &str) -> Option<Key> {
    let stem = file_name.strip_suffix(".toml")?;
    // What is no text when it is decoded was not encoded by us.
    let text = percent_decode_str(stem).decode_utf8();
    Some(Key::parse(&text.unwrap_or(stem.into())))
}

/// Encodes what some file system or shell does not take, or a person cannot see.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (position, c) in text.char_indices() {
        let first = position == 0;
        let last = position + c.len_utf8() == text.len();
        let plain = c.is_alphanumeric()
            || matches!(
                c,
                '-' | '_' | ',' | ';' | '(' | ')' | '+' | '=' | '@' | '#' | '&' | '~'
            )
            || (c == '.' && !first)
            || (c == ' ' && !first && !last);
        if plain && !(first && is_reserved(text)) {
            encoded.push(c);
        } else {
            let mut buffer = [0; 4];
            encoded.extend(c.encode_utf8(&mut buffer).bytes().map(percent_encode_byte));
        }
    }
    encoded
}

/// The names of devices, which Windows takes for no file whatever their ending.
fn is_reserved(text: &str) -> bool {
    let stem = text.split_once('.').map_or(text, |(stem, _)| stem);
    // It passes over spaces at the end, and takes superscript digits for digits.
    let stem = stem.trim_end().to_ascii_uppercase();
    let numbered = stem.strip_suffix(|c: char| c.is_ascii_digit() || "¹²³".contains(c));
    matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || matches!(numbered, Some("COM" | "LPT"))
}

/// FNV-1a, 64 bits: short, and the same for ever.
fn hash(text: &str, seed: u64) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let bytes = seed.to_le_bytes().into_iter().chain(text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> String {
        FileNames::default().choose(text).name
    }

    #[test]
    fn a_name_is_kept_but_for_what_a_file_name_needs() {
        assert_eq!(name("R03"), "R03.toml");
        assert_eq!(name("Postgres primary"), "Postgres primary.toml");
        assert_eq!(
            name("API Lambda (Django / Zappa)"),
            "API Lambda (Django %2F Zappa).toml"
        );
        assert_eq!(name("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd.toml");
        assert_eq!(name("con"), "%63on.toml");
        assert_eq!(name("COM1.x"), "%43OM1.x.toml");
        assert_eq!(name("com¹"), "%63om¹.toml");
        assert_eq!(name("LPT³.x"), "%4CPT³.x.toml");
        assert_eq!(name("CONIN$"), "%43ONIN%24.toml");
        assert_eq!(name("nul .x"), "%6Eul .x.toml");
        assert_eq!(name("COM"), "COM.toml");
        assert_eq!(name("Column¹"), "Column¹.toml");
        assert_eq!(name(""), "~1.toml");
        assert_eq!(name("ÄÖ № 7"), "ÄÖ %E2%84%96 7.toml");
    }

    #[test]
    fn names_that_differ_in_case_alone_get_files_of_their_own() {
        let mut names = FileNames::default();
        assert!(names.choose("R1").tells);
        let second = names.choose("r1");
        assert!(!second.tells);
        assert!(second.name.starts_with("r1-"), "{}", second.name);
    }

    #[test]
    fn a_name_too_long_for_a_file_is_cut_and_does_not_tell_the_record() {
        let mut names = FileNames::default();
        let first = names.choose(&"ж".repeat(40_000));
        let second = names.choose(&"ж".repeat(40_001));
        assert!(first.name.len() < 200 && !first.tells);
        assert_ne!(first.name, second.name);
    }

    proptest! {
        #[test]
        fn every_name_that_tells_its_record_is_read_back(text in ".{0,30}", n in 1_u32..4) {
            let mut names = FileNames::default();
            (1..n).for_each(|_| _ = names.choose(&text));
            let chosen = names.choose(&text);
            let told = key_of(&chosen.name).unwrap();
            prop_assert_eq!(told.occurrence(), n);
            if chosen.tells {
                prop_assert_eq!(told.name(), text);
            }
            prop_assert!(!chosen.name.contains(['/', '\\', ':', '\0']));
        }
    }
}
