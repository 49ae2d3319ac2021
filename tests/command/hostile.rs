//! Hostile files through the command. To read each ends at once, in little memory, with exit code 2
//! and the reason; and what stands on the disk stays as it is.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use self::archive::{Entry, archive, of_spaces, overlapping, repeated};
use self::compound::{Stream, compound, record, sheet_records};
use crate::registers::{files, json_register, repository, risk as stated};
use crate::run::{Run, command, end};

#[path = "../library/compound.rs"]
mod compound;

/// Everything that reads a workbook, and may write one.
const COMMANDS: [&[&str]; 7] = [
    &["list", "-r", "x.xlsx"],
    &["check", "-r", "x.xlsx"],
    &["set", "R1", "owner=Ann", "-r", "x.xlsx"],
    &["add", "description=It fails", "-r", "x.xlsx"],
    &["import", "x.xlsx", "--into", "new"],
    &["export", "-r", "x.xlsx", "--to", "new.json"],
    &["export", "-r", "sound.json", "--to", "x.xlsx"],
];

/// A folder with a file, and a sound register beside it.
fn folder(name: &str, content: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    json_register(
        &folder.path().join("sound.json"),
        &[stated("R1", "DNS", "Low", "High")],
    );
    folder
}

/// Runs the command with so little memory that what sets much aside fails, for a few seconds.
fn limited(folder: &Path, args: &[&str]) -> Run {
    const KIBIBYTES: u64 = 2_000_000;
    const SECONDS: u64 = 60;
    let start = Instant::now();
    let run = if cfg!(target_os = "linux") {
        let program = command(folder).get_program().to_owned();
        let limited = format!("ulimit -v {KIBIBYTES}; ulimit -t {SECONDS}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(limited).arg(program).args(args);
        end(shell.current_dir(folder).stdin(Stdio::null()))
    } else {
        end(command(folder).args(args))
    };
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(10), "{args:?} took {taken:?}");
    run
}

/// Checks that a workbook is refused whatever it is read for, that the reason is told, and that
/// nothing on the disk changes.
#[track_caller]
fn refused(workbook: &[u8], reason: &str) {
    let folder = folder("x.xlsx", workbook);
    let before = files(folder.path());
    for args in COMMANDS {
        let run = limited(folder.path(), args)
            .exits(2)
            .says("error: ")
            .says(reason);
        assert!(run.stderr.starts_with("error: "), "{run:?}");
        assert_eq!(run.stdout, "", "{args:?}");
        assert!(files(folder.path()) == before, "{args:?}");
    }
}

/// Checks that a sound workbook is refused where a limit is set so that it passes it.
#[track_caller]
fn refused_at(limit: &str, reason: &str) {
    let folder = folder("x.xlsx", &archive(&parts()));
    let before = files(folder.path());
    for args in COMMANDS {
        let args = [args, &["--limit", limit]].concat();
        limited(folder.path(), &args).exits(2).says(reason);
        assert!(files(folder.path()) == before, "{args:?}");
    }
}

/// Checks that a workbook is read like any other.
#[track_caller]
fn read(workbook: &[u8]) {
    let folder = folder("x.xlsx", workbook);
    let before = files(folder.path());
    limited(folder.path(), COMMANDS[0]).exits(0).writes("R1");
    assert!(files(folder.path()) == before);
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// The parts of a sound workbook of one risk.
fn parts() -> Vec<Entry> {
    let relationship = |number: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{number}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let package = relationship(1, "officeDocument", WORKBOOK);
    let workbook = relationship(1, "worksheet", "worksheets/sheet1.xml")
        + &relationship(2, "sharedStrings", "sharedStrings.xml");
    [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!("<Relationships>{package}</Relationships>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships>{workbook}</Relationships>"),
        ),
        (
            WORKBOOK,
            "<workbook><sheets><sheet name=\"Risks\" r:id=\"rId1\"/></sheets></workbook>"
                .to_owned(),
        ),
        (SHEET, sheet("")),
        (STRINGS, "<sst><si><t>It fails</t></si></sst>".to_owned()),
    ]
    .map(|(name, content)| Entry::new(name, &content))
    .into()
}

/// A sheet with a register of one risk, and more rows.
fn sheet(more: &str) -> String {
    format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\" t=\"s\"><v>0</v></c></row>\
         {more}</sheetData></worksheet>",
        text("A1", "Reference"),
        text("B1", "Risk"),
        text("A2", "R1"),
    )
}

fn text(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// The sound workbook with other parts, or more.
fn with(changed: Vec<Entry>) -> Vec<u8> {
    let mut parts = parts();
    parts.retain(|part| !changed.iter().any(|other| other.name == part.name));
    parts.extend(changed);
    archive(&parts)
}

/// The sound workbook with another text of one part.
fn with_part(name: &str, content: &str) -> Vec<u8> {
    with(vec![Entry::new(name, content)])
}

/// What is made for each number, one after the other.
fn each(numbers: Range<u32>, make: impl Fn(u32) -> String) -> String {
    numbers.map(make).collect::<Vec<_>>().concat()
}

#[test]
fn a_sound_workbook_is_read_with_what_is_odd_about_it() {
    read(&archive(&parts()));
    // Names that lead out of the package lead nowhere: no part is ever written to the disk.
    for name in [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x",
        "C:\\x",
        "xl/../../x",
        "",
    ] {
        read(&with_part(name, "x"));
    }
}

#[test]
fn every_limit_can_be_set_lower_for_every_command() {
    for (limit, reason) in [
        ("file-bytes=100", "over the limit of 100"),
        ("parts=5", "the number of parts is over the limit of 5"),
        ("part-bytes=50", "in bytes is over the limit of 50"),
        (
            "total-bytes=200",
            "the size of all parts in bytes is over the limit of 200",
        ),
        (
            "cells=3",
            "the number of cells of Risks is over the limit of 3",
        ),
        (
            "text-bytes=9",
            "the length of all texts of Risks in bytes is over the limit of 9",
        ),
        ("depth=2", "is nested is over the limit of 2"),
    ] {
        refused_at(limit, reason);
        let name = limit.split('=').next().unwrap();
        refused_at(limit, &format!("pass --limit {name}=NUMBER"));
    }
}

#[test]
fn a_limit_can_be_set_higher() {
    let parts = (0..10_001).map(|number| Entry::new(&number.to_string(), ""));
    let folder = folder("x.xlsx", &with(parts.collect()));
    let args = [COMMANDS[0], &["--limit", "parts=20000"]].concat();
    limited(folder.path(), &args).exits(0).writes("R1");
    let spaces = with(vec![of_spaces("xl/media/image1.png", 4 << 20)]);
    fs::write(folder.path().join("x.xlsx"), spaces).unwrap();
    limited(folder.path(), COMMANDS[0])
        .exits(2)
        .says("pass --limit ratio=NUMBER");
    let args = [COMMANDS[0], &["--limit", "ratio=2000"]].concat();
    limited(folder.path(), &args).exits(0).writes("R1");
}

#[test]
fn the_last_cell_of_a_sheet_costs_no_more_than_any_other() {
    let far = format!("<row r=\"1048576\">{}</row>", text("XFD1048576", "far"));
    read(&with_part(SHEET, &sheet(&far)));
    let alone = format!(
        "<worksheet><sheetData><row r=\"1\">{}</row>{far}</sheetData></worksheet>",
        text("A1", "x")
    );
    refused(
        &with_part(SHEET, &alone),
        "no sheet has a table of risks (looked at Risks)",
    );
}

#[test]
fn a_part_packed_too_well_is_refused() {
    refused(
        &with(vec![of_spaces(SHEET, 400 << 20)]),
        "how often xl/worksheets/sheet1.xml is larger than it is packed is over the limit of 500",
    );
}

#[test]
fn a_part_that_says_to_be_too_large_is_refused() {
    let part = Entry::packed(SHEET, vec![0; 100], 0xFFFF_FFF0, 0);
    refused(
        &with(vec![part]),
        "the size of xl/worksheets/sheet1.xml in bytes is over the limit of 1073741824",
    );
}

#[test]
fn too_many_parts_are_refused() {
    let parts = (0..10_001).map(|number| Entry::new(&number.to_string(), ""));
    refused(
        &with(parts.collect()),
        "the number of parts is over the limit of 10000",
    );
}

#[test]
fn parts_that_are_too_large_together_are_refused() {
    let parts = (0..5_000).map(|number| of_spaces(&number.to_string(), 1_000_000));
    refused(
        &with(parts.collect()),
        "the size of all parts in bytes is over the limit of 4294967296",
    );
}

#[test]
fn parts_that_overlap_are_refused() {
    let mut parts = parts();
    let names: Vec<String> = (0..1_000).map(|number| number.to_string()).collect();
    parts.push(of_spaces("x", 1_000_000));
    refused(&overlapping(&parts, &names), "overlap");
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let again = |name: &str| {
        let mut parts = parts();
        parts.push(Entry::new(name, &sheet("")));
        archive(&parts)
    };
    refused(&again(SHEET), "two of its parts have the same name");
    for name in [
        "XL/WORKSHEETS/SHEET1.XML",
        "xl\\worksheets\\sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        // The sign of the unit Kelvin is a K.
        "xl/wor\u{212a}sheets/sheet1.xml",
    ] {
        refused(&again(name), &format!("the part {name} stands in it twice"));
    }
}

#[test]
fn a_reference_that_is_a_path_leads_to_no_file_outside_of_the_register() {
    for reference in [
        "../../evil",
        "/tmp/evil",
        "..",
        "..\\evil",
        "C:evil",
        "CON",
        "a/b",
        "~/x",
    ] {
        let folder = folder(
            "x.xlsx",
            &with_part(SHEET, &sheet("").replace("R1", reference)),
        );
        let outside = |folder: &Path| {
            let mut files = files(folder);
            files.retain(|(path, _)| !path.starts_with(folder.join("deep/new/risks")));
            files.len()
        };
        fs::create_dir(folder.path().join("deep")).unwrap();
        let before = outside(folder.path());
        let args = ["import", "x.xlsx", "--into", "deep/new"];
        limited(folder.path(), &args)
            .exits(0)
            .says("imported 1 risk");
        // Beside the risk, there are only the register and its schemas.
        let made = outside(folder.path()) - before;
        let expected = files(&folder.path().join("deep/new")).len() - 1;
        assert_eq!(made, expected, "{reference}");
        let list = ["list", "-r", "deep/new", "--format", "csv"];
        limited(folder.path(), &list).exits(0).writes(reference);
    }
}

#[test]
fn a_target_that_leads_out_of_the_package_is_no_part() {
    for (target, part) in [
        ("../../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\etc\\passwd", "etc/passwd"),
        ("file:///etc/passwd", "xl/file:/etc/passwd"),
    ] {
        let rels = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"{target}\"/>\
             </Relationships>"
        );
        refused(
            &with_part("xl/_rels/workbook.xml.rels", &rels),
            &format!("the part {part} is missing"),
        );
    }
}

#[test]
fn a_count_of_strings_that_cannot_be_is_refused() {
    let lie = "<sst uniqueCount=\"4000000000\"><si><t>It fails</t></si></sst>";
    refused(
        &with_part(STRINGS, lie),
        "uniqueCount of the shared strings is over the limit of ",
    );
}

#[test]
fn a_shared_formula_of_a_number_beyond_all_is_refused() {
    let row = "<row r=\"3\"><c r=\"C3\"><f t=\"shared\" ref=\"C3:C4\" si=\"4000000000\">A3</f><v>1</v></c></row>";
    refused(
        &with_part(SHEET, &sheet(row)),
        "the number of a shared formula of Risks is over the limit of 20000000",
    );
}

#[test]
fn no_entity_is_expanded_and_none_fetched() {
    let laughs = each(1..10, |number| {
        let ten = format!("&l{};", number - 1).repeat(10);
        format!("<!ENTITY l{number} \"{ten}\">")
    });
    for declared in [
        format!("<!DOCTYPE w [<!ENTITY l0 \"lol\">{laughs}]>"),
        "<!DOCTYPE w [<!ENTITY l9 SYSTEM \"file:///etc/passwd\">]>".to_owned(),
        "<!DOCTYPE w SYSTEM \"http://example.com/x.dtd\">".to_owned(),
        "<!DOCTYPE w [<!ENTITY % p SYSTEM \"http://example.com/x\"> %p;]>".to_owned(),
    ] {
        for part in ["_rels/.rels", WORKBOOK, SHEET, STRINGS] {
            refused(
                &with_part(part, &format!("{declared}<w>&l9;</w>")),
                &format!("{part} declares a document type"),
            );
        }
    }
    refused(
        &with_part(STRINGS, "<sst><si><t>&l9;</t></si></sst>"),
        "xl/sharedStrings.xml has the entity &l9;, which is none",
    );
}

#[test]
fn xml_that_is_too_deep_is_refused() {
    for part in ["_rels/.rels", WORKBOOK, SHEET, STRINGS] {
        refused(
            &with_part(part, &"<a>".repeat(1_000_000)),
            &format!("how deep the XML of {part} is nested is over the limit of 64"),
        );
    }
}

#[test]
fn a_workbook_that_is_cut_short_is_refused_wherever_it_is_cut() {
    let workbook = fs::read(repository().join("examples/web-shop.xlsx")).unwrap();
    let folder = folder("x.xlsx", b"");
    for part in 0..60 {
        let length = workbook.len() * part / 60;
        fs::write(folder.path().join("x.xlsx"), &workbook[..length]).unwrap();
        let before = files(folder.path());
        let args = COMMANDS[part % COMMANDS.len()];
        let reason = if length < 2 {
            "it is neither a workbook nor JSON"
        } else {
            "its ZIP archive is damaged"
        };
        limited(folder.path(), args).exits(2).says(reason);
        assert!(files(folder.path()) == before, "{args:?}");
    }
}

#[test]
fn a_file_that_is_no_workbook_is_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    let neither = "it is neither a workbook nor JSON";
    for content in [
        b"".as_slice(),
        b"P",
        b"Reference,Risk\nR1,It fails\n",
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
        b"<html><table><tr><td>Risk</td></tr></table></html>",
        png,
        &[0; 5000],
    ] {
        refused_as_no_workbook(content, neither);
    }
    let no_workbook = archive(&[Entry::new("notes.txt", "It fails")]);
    refused(
        &no_workbook,
        "it does not name the part that is the workbook",
    );
    refused(
        &archive(&[]),
        "it does not name the part that is the workbook",
    );
    let no_sheet = with_part(WORKBOOK, "<workbook/>");
    refused(&no_sheet, "the workbook has no worksheet");
}

/// The same of what an import does not take for a workbook at all.
#[track_caller]
fn refused_as_no_workbook(content: &[u8], reason: &str) {
    let folder = folder("x.xlsx", content);
    let before = files(folder.path());
    for args in COMMANDS {
        limited(folder.path(), args)
            .exits(2)
            .says("error: ")
            .says(reason);
        assert!(files(folder.path()) == before, "{args:?}");
    }
}

#[test]
fn an_encrypted_workbook_is_refused_and_the_way_out_told() {
    let streams = [
        Stream::new("EncryptionInfo", vec![4; 5000]),
        Stream::new("EncryptedPackage", vec![1; 5000]),
    ];
    let workbook = compound(&streams);
    refused(&workbook, "the workbook is encrypted");
    refused(&workbook, "remove the password and save it again");
    let old = record(0x002F, &[1, 0]).repeat(1000);
    let workbook = compound(&[Stream::new("Workbook", old)]);
    refused(&workbook, "the workbook is encrypted");
}

#[test]
fn an_old_workbook_of_two_cells_far_apart_is_refused() {
    let cells = sheet_records("Risks", &[], &[(0, 0), (65_535, 255)]);
    refused(
        &compound(&[Stream::new("Workbook", cells)]),
        "the number of cells that the sheets take up is over the limit of 4000000",
    );
}

#[test]
fn a_binary_workbook_whose_reader_panics_is_refused_and_nothing_else_is_printed() {
    // A sheet under a relationship that is not there any more: hidden or not, its number, and the relationship.
    let relationship = "rId1".encode_utf16().flat_map(u16::to_le_bytes);
    let sheet = [0_u32, 1, 4].into_iter().flat_map(u32::to_le_bytes);
    let sheet: Vec<u8> = sheet.chain(relationship).collect();
    let record = [
        &[0x9C, 0x01, u8::try_from(sheet.len()).unwrap()],
        &sheet[..],
    ]
    .concat();
    let workbook = archive(&[Entry::new("xl/workbook.bin", &record)]);
    refused(&workbook, "its cells cannot be read");
}

#[test]
fn a_lock_file_is_not_taken_for_the_workbook_that_it_is_of() {
    let excel = [b"\x03Ada".as_slice(), &[b' '; 161]].concat();
    let libre_office = b",ada,vm,23.11.2026 05:04,file:///home/ada/profile;".to_vec();
    let named = b"PK,pk,vm,;".to_vec();
    for name in ["~$x.xlsx", ".~lock.x.xlsx#"] {
        for content in [&excel, &libre_office, &named, &b"{".to_vec(), &Vec::new()] {
            let folder = folder(name, content);
            let before = files(folder.path());
            for args in COMMANDS {
                let args: Vec<&str> = args
                    .iter()
                    .map(|arg| if *arg == "x.xlsx" { name } else { arg })
                    .collect();
                limited(folder.path(), &args)
                    .exits(2)
                    .says("it is the lock file that a spreadsheet program keeps");
                assert!(files(folder.path()) == before, "{args:?}");
            }
        }
    }
}

#[test]
fn what_a_hostile_workbook_says_of_itself_does_nothing_to_the_terminal() {
    let name = "&#27;]0;title&#7;&#10;error: Ada&#13;&#155;31m&#8238;";
    let workbook =
        format!("<workbook><sheets><sheet name=\"{name}\" r:id=\"rId1\"/></sheets></workbook>");
    let no_register = Entry::new(SHEET, "<worksheet/>");
    let entries = vec![Entry::new(WORKBOOK, &workbook), no_register];
    let folder = folder("x.xlsx", &with(entries));
    for args in COMMANDS {
        let run = limited(folder.path(), args).exits(2);
        let is_raw = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
        assert!(!run.stderr.contains(is_raw), "{run:#?}");
        assert!(!run.stderr.contains("\nerror: Ada"), "{run:#?}");
    }
}

#[test]
fn a_message_has_an_end_however_many_sheets_there_are() {
    const MANY: u32 = 5_000;
    let sheets = each(0..MANY, |number| {
        format!("<sheet name=\"Sheet {number}\" r:id=\"rId{number}\"/>")
    });
    let rels = each(0..MANY, |number| {
        format!("<Relationship Id=\"rId{number}\" Type=\"x/worksheet\" Target=\"s{number}\"/>")
    });
    let mut entries = vec![
        Entry::new(WORKBOOK, &format!("<workbook>{sheets}</workbook>")),
        Entry::new(
            "xl/_rels/workbook.xml.rels",
            &format!("<Relationships>{rels}</Relationships>"),
        ),
    ];
    entries.extend((0..MANY).map(|number| Entry::new(&format!("xl/s{number}"), "<worksheet/>")));
    let folder = folder("x.xlsx", &with(entries));
    let run = limited(folder.path(), COMMANDS[0])
        .exits(2)
        .says("no sheet has a table of risks");
    assert!(run.stderr.len() < 2000, "{} bytes", run.stderr.len());
}

#[test]
#[ignore = "they are read for a minute, and take gigabytes"]
fn more_strings_than_any_register_has_are_refused() {
    // So well packed that 3 MB of file are 400 MB of strings, each of which takes memory.
    let (packed, size, checksum) = repeated("<sst>", "<si/>", 16_000_000, "</sst>");
    let part = Entry::packed(STRINGS, packed, size, checksum);
    refused(&with(vec![part]), "is over the limit of ");
}

#[test]
#[ignore = "it is told after half a minute (a release build) or minutes, and takes more than a gigabyte"]
fn more_cells_than_any_register_has_are_refused() {
    let (before, behind) = (
        "<worksheet><sheetData><row>",
        "</row></sheetData></worksheet>",
    );
    let (packed, size, checksum) = repeated(before, "<c r=\"A1\"><v>1</v></c>", 20_100_000, behind);
    let part = Entry::packed(SHEET, packed, size, checksum);
    refused(&with(vec![part]), "is over the limit of ");
}

/// ZIP archives of any entries, as no library writes them.
mod archive {
    /// An entry, as its headers have it.
    pub struct Entry {
        pub name: String,
        packed: Vec<u8>,
        size: u32,
        checksum: u32,
        method: u16,
    }

    const STORED: u16 = 0;
    const DEFLATED: u16 = 8;

    impl Entry {
        /// An entry that stands in its archive as it is.
        pub fn new(name: &str, content: &(impl AsRef<[u8]> + ?Sized)) -> Self {
            let content = content.as_ref();
            Self {
                name: name.to_owned(),
                packed: content.into(),
                size: u32::try_from(content.len()).unwrap(),
                checksum: checksum(0, content),
                method: STORED,
            }
        }

        /// An entry that is packed, with what it says of its content.
        pub fn packed(name: &str, packed: Vec<u8>, size: usize, checksum: u32) -> Self {
            Self {
                name: name.to_owned(),
                packed,
                size: u32::try_from(size).unwrap(),
                checksum,
                method: DEFLATED,
            }
        }

        /// What the header in front of the entry and the one in the directory have in common.
        fn header(&self) -> Vec<u8> {
            let mut header = [20_u16, 0, self.method, 0, 0x21]
                .map(u16::to_le_bytes)
                .concat();
            let packed = u32::try_from(self.packed.len()).unwrap();
            header.extend(
                [self.checksum, packed, self.size]
                    .map(u32::to_le_bytes)
                    .concat(),
            );
            let name = u16::try_from(self.name.len()).unwrap();
            header.extend([name, 0].map(u16::to_le_bytes).concat());
            header
        }

        fn in_front(&self) -> Vec<u8> {
            [
                b"PK\x03\x04",
                self.header().as_slice(),
                self.name.as_bytes(),
                &self.packed,
            ]
            .concat()
        }

        fn in_directory(&self, place: u32) -> Vec<u8> {
            [
                b"PK\x01\x02\x14\0",
                self.header().as_slice(),
                &[0; 10],
                &place.to_le_bytes(),
                self.name.as_bytes(),
            ]
            .concat()
        }
    }

    /// The archive of some entries.
    pub fn archive(entries: &[Entry]) -> Vec<u8> {
        overlapping(entries, &[])
    }

    /// The same with more names of the last entry.
    pub fn overlapping(entries: &[Entry], names: &[String]) -> Vec<u8> {
        let mut archive = Vec::new();
        let mut directory = Vec::new();
        let mut count = entries.len();
        for (position, entry) in entries.iter().enumerate() {
            let place = u32::try_from(archive.len()).unwrap();
            archive.extend(entry.in_front());
            directory.extend(entry.in_directory(place));
            if position + 1 == entries.len() {
                for name in names {
                    let named = Entry {
                        name: name.clone(),
                        packed: entry.packed.clone(),
                        ..*entry
                    };
                    directory.extend(named.in_directory(place));
                }
                count += names.len();
            }
        }
        let count = u16::try_from(count).unwrap();
        let sizes = [directory.len(), archive.len()].map(|size| u32::try_from(size).unwrap());
        archive.extend(directory);
        archive.extend(b"PK\x05\x06\0\0\0\0");
        archive.extend([count, count].map(u16::to_le_bytes).concat());
        archive.extend(sizes.map(u32::to_le_bytes).concat());
        archive.extend([0, 0]);
        archive
    }

    /// A part of about so many spaces, packed as well as can be: a byte is more than a thousand.
    pub fn of_spaces(name: &str, count: usize) -> Entry {
        // A block with codes for a space, for the end, and of a bit each for as much again as there
        // is a length for and for the byte before; then the bits.
        const BLOCK: &[u8] = b"\xED\xC1\x81\0\0\0\0\0\xC3\x20\x95\xF9\x53\x1E\xE4\x55\x01";
        const PER_BYTE: usize = 4 * 258;
        let bytes = count / PER_BYTE;
        let packed = [BLOCK, &vec![0; bytes], b"\xF7\x06"].concat();
        Entry::packed(name, packed, PER_BYTE * (bytes + 1) + 1, 0)
    }

    /// A text in which a piece repeats, packed; its size, and its checksum. The piece is repeated a
    /// little more often than was asked for.
    pub fn repeated(
        before: &str,
        piece: &str,
        times: usize,
        behind: &str,
    ) -> (Vec<u8>, usize, u32) {
        const LENGTH: usize = 258;
        // The copies end where the piece does.
        let rounds = (times * piece.len()).div_ceil(LENGTH * piece.len());
        let copies = rounds * piece.len();
        let mut bits = Bits::default();
        // The last block, of the codes that everybody knows.
        bits.push(0b011, 3);
        bits.push_text(&[before, piece].concat());
        for _ in 0..copies {
            bits.push_copy(piece.len());
        }
        bits.push_text(behind);
        // The end, and what fills up the last byte.
        bits.push(0, 7 + 7);
        let pieces = 1 + rounds * LENGTH;
        let size = before.len() + pieces * piece.len() + behind.len();
        let mut sum = checksum(0, before.as_bytes());
        let many = piece.repeat(LENGTH);
        sum = checksum(sum, piece.as_bytes());
        for _ in 0..rounds {
            sum = checksum(sum, many.as_bytes());
        }
        (bits.bytes, size, checksum(sum, behind.as_bytes()))
    }

    /// Bits on their way into bytes.
    #[derive(Default)]
    struct Bits {
        bytes: Vec<u8>,
        /// The bits that make no byte yet, and how many they are.
        rest: u32,
        count: u32,
    }

    impl Bits {
        /// Adds a number, its last bit first.
        fn push(&mut self, bits: u32, count: u32) {
            self.rest |= bits << self.count;
            self.count += count;
            while self.count >= 8 {
                self.bytes.push(self.rest.to_le_bytes()[0]);
                self.rest >>= 8;
                self.count -= 8;
            }
        }

        /// Adds a code, its first bit first.
        fn push_code(&mut self, code: u32, length: u32) {
            self.push(code.reverse_bits() >> (32 - length), length);
        }

        fn push_text(&mut self, text: &str) {
            for byte in text.bytes() {
                assert!(byte < 0x80, "the codes of other bytes are longer");
                self.push_code(0x30 + u32::from(byte), 8);
            }
        }

        /// Adds 258 bytes that stand so many bytes before.
        fn push_copy(&mut self, distance: usize) {
            const FIRST: [usize; 10] = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25];
            const MORE: [u32; 10] = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3];
            let code = FIRST.iter().rposition(|first| *first <= distance).unwrap();
            self.push_code(0xC5, 8);
            self.push_code(u32::try_from(code).unwrap(), 5);
            let more = u32::try_from(distance - FIRST[code]).unwrap();
            self.push(more, MORE[code]);
        }
    }

    /// The checksum of bytes behind others.
    fn checksum(before: u32, bytes: &[u8]) -> u32 {
        let table: [u32; 256] = std::array::from_fn(|byte| {
            (0..8).fold(u32::try_from(byte).unwrap(), |sum, _| {
                let is_odd = sum & 1 == 1;
                (sum >> 1) ^ if is_odd { 0xEDB8_8320 } else { 0 }
            })
        });
        let sum = bytes.iter().fold(!before, |sum, byte| {
            (sum >> 8) ^ table[(sum.to_le_bytes()[0] ^ byte) as usize]
        });
        !sum
    }
}
