//! Lock files: what a spreadsheet program keeps beside a workbook that somebody has open in it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use super::bytes::beginning;
use crate::error::Error;
use crate::record::text::shown;

/// Refuses a workbook beside which a lock file stands, where it is named or where a symbolic link
/// leads.
pub(super) fn refuse_locked(path: &Path) -> Result<(), Error> {
    let target = fs::canonicalize(path);
    let places = [Some(path), target.as_deref().ok()];
    for place in places.into_iter().flatten() {
        for program in PROGRAMS {
            refuse_locked_by(&program, place, path)?;
        }
    }
    Ok(())
}

/// Whether a file has the name of a lock file, as only what may be of any form is asked.
#[cfg(any(feature = "folder", test))]
pub(super) fn is_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    PROGRAMS.iter().any(|program| {
        name.starts_with(program.before.as_bytes()) && name.ends_with(program.after.as_bytes())
    })
}

/// How a program marks what somebody has open.
struct Program {
    /// What the name of its lock file has before that of the workbook.
    before: &'static str,
    /// What it has behind.
    after: &'static str,
    /// Finds out who has it open from the content of the lock file.
    owner: fn(&[u8]) -> Option<String>,
}

const PROGRAMS: [Program; 2] = [
    // Word leaves away the beginning of a long name; Excel does not.
    Program {
        before: "~$",
        after: "",
        owner: owner_in_excel,
    },
    // LibreOffice.
    Program {
        before: ".~lock.",
        after: "#",
        owner: owner_in_libre_office,
    },
];

fn refuse_locked_by(program: &Program, place: &Path, path: &Path) -> Result<(), Error> {
    let Some(name) = place.file_name() else {
        return Ok(());
    };
    let name: OsString = [OsStr::new(program.before), name, OsStr::new(program.after)]
        .into_iter()
        .collect();
    let lock = place.with_file_name(name);
    // Whatever stands there, and whether or not it can be read.
    if fs::symlink_metadata(&lock).is_err() {
        return Ok(());
    }
    Err(Error::Locked {
        path: path.to_owned(),
        by: content(&lock).and_then(|content| (program.owner)(&content)),
        lock,
    })
}

/// The beginning of a lock file; none is longer than a few names.
fn content(lock: &Path) -> Option<Vec<u8>> {
    const LENGTH: u64 = 4096;
    // To open a pipe would wait for somebody who writes to it.
    if !fs::metadata(lock).ok()?.is_file() {
        return None;
    }
    beginning(lock, LENGTH).ok()
}

/// Excel takes no longer names, in letters of either encoding.
const LONGEST_IN_EXCEL: usize = 54;

/// The name as Excel writes it twice: its length in a byte and its letters in the encoding of the
/// system, then, at a fixed place, its length in two bytes and its letters in UTF-16.
fn owner_in_excel(content: &[u8]) -> Option<String> {
    let (&length, rest) = content.split_first()?;
    let second = rest.get(LONGEST_IN_EXCEL..).and_then(utf_16);
    second.or_else(|| {
        let first = rest[..rest.len().min(LONGEST_IN_EXCEL)].get(..usize::from(length))?;
        named(&eight_bit(first))
    })
}

fn utf_16(content: &[u8]) -> Option<String> {
    let (units, _) = content.as_chunks();
    let mut units = units.iter().map(|unit| u16::from_le_bytes(*unit));
    let length = usize::from(units.next()?);
    let units: Vec<u16> = units.take(length).collect();
    if units.len() < length || length > LONGEST_IN_EXCEL {
        return None;
    }
    named(&String::from_utf16(&units).ok()?)
}

/// A text whose encoding is not known: UTF-8 where it can be that, else the most common one.
fn eight_bit(text: &[u8]) -> String {
    match str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) => text.iter().copied().map(char::from).collect(),
    }
}

/// The name as LibreOffice writes it: that of the person, which few have entered, else that of the
/// account. Commas part the fields, and a `\` stands before one that belongs to a field.
fn owner_in_libre_office(content: &[u8]) -> Option<String> {
    let mut names = vec![Vec::new()];
    let mut bytes = content.iter();
    while let Some(&byte) = bytes.next() {
        let letter = match byte {
            b';' => break,
            b',' => {
                names.push(Vec::new());
                continue;
            }
            b'\\' => bytes.next(),
            _ => Some(&byte),
        };
        if let Some(name) = names.last_mut() {
            name.extend(letter);
        }
    }
    names
        .iter()
        .take(2)
        .find_map(|name| named(&String::from_utf8_lossy(name)))
}

/// A name on one line, if it is one.
fn named(name: &str) -> Option<String> {
    let is_name = name.contains(char::is_alphanumeric);
    is_name.then(|| shown(name.trim()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Excel writes for a name of which it has other letters in the encoding of the system.
    fn excel(eight_bit: &[u8], name: &str) -> Vec<u8> {
        let units: Vec<u16> = name.encode_utf16().collect();
        let mut content = vec![u8::try_from(eight_bit.len()).unwrap()];
        content.extend(eight_bit);
        content.resize(55, b' ');
        content.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        content.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        while content.len() < 165 {
            content.extend(b" \0");
        }
        content.truncate(165);
        content
    }

    #[test]
    fn the_name_that_excel_writes_is_read_whatever_its_letters() {
        for (eight_bit, name) in [
            (b"Ada Lovelace".as_slice(), "Ada Lovelace"),
            (b"Zo\xEB", "Zoë"),
            (b"????? ????????", "Софья Ковалевская"),
            (&[b'x'; 52], &"x".repeat(52)),
        ] {
            let content = excel(eight_bit, name);
            assert_eq!(owner_in_excel(&content).as_deref(), Some(name));
        }
    }

    #[test]
    fn where_excel_writes_the_name_once_it_is_read_from_there() {
        for (content, name) in [
            (b"\x03Ada".as_slice(), "Ada"),
            (b"\x03Ada and more", "Ada"),
            (b"\x03Zo\xEB  ", "Zoë"),
            ("\u{4}Zoë ".as_bytes(), "Zoë"),
        ] {
            assert_eq!(owner_in_excel(content).as_deref(), Some(name));
        }
    }

    #[test]
    fn the_name_that_libre_office_writes_is_the_first_that_says_something() {
        for (content, name) in [
            (
                ",root,vm,23.11.2026 05:04,file:///home/root/profile;",
                Some("root"),
            ),
            ("Ada Lovelace,ada,vm,;", Some("Ada Lovelace")),
            (
                r"Lovelace\, Ada\; \\o/,ada,vm,;",
                Some(r"Lovelace, Ada; \o/"),
            ),
            ("Zoë", Some("Zoë")),
            (" , ,vm,;", None),
            ("\0\0\0", None),
            (";ada", None),
            ("\\", None),
            ("", None),
        ] {
            assert_eq!(owner_in_libre_office(content.as_bytes()).as_deref(), name);
        }
    }

    #[test]
    fn a_name_is_on_one_line_and_not_longer_than_a_line() {
        let name = owner_in_libre_office(b"\x1b[31mAda\nLovelace,,;").unwrap();
        assert_eq!(name, "[31mAda Lovelace");
        let name = owner_in_libre_office(&[b'x'; 4096]).unwrap();
        assert_eq!(name.chars().count(), 101);
    }

    #[test]
    fn no_content_is_too_odd() {
        let whole = excel(b"Ada", "Ada");
        for byte in 0..=u8::MAX {
            for length in [0, 1, 2, 54, 55, 56, 57, 58, 164, 165, 4096] {
                let mut content = whole.clone();
                content.resize(length, byte);
                let _ = owner_in_excel(&content);
                let _ = owner_in_excel(&vec![byte; length]);
                let _ = owner_in_libre_office(&content);
                let _ = owner_in_libre_office(&vec![byte; length]);
            }
            let mut content = whole.clone();
            content[0] = byte;
            let _ = owner_in_excel(&content);
            content[55] = byte;
            content[56] = byte;
            let _ = owner_in_excel(&content);
        }
    }

    #[test]
    fn a_lock_file_is_known_by_its_name() {
        for name in ["~$x.xlsx", ".~lock.x.xlsx#", "folder/~$x.xlsm"] {
            assert!(is_name(Path::new(name)), "{name}");
        }
        for name in ["x.xlsx", ".~lock.x.xlsx", "x~$.xlsx", "~$/x.xlsx", "", ".."] {
            assert!(!is_name(Path::new(name)), "{name}");
        }
    }
}
