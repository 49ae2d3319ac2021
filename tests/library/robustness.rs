//! Nothing that a file can hold makes the reader panic.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use risk_core::workbook::{ReadOptions, read};

use crate::compound::{Stream, compound, sheet_records};
use crate::reading::{cases, today};
use crate::xlsx::{Package, formula, header, inline, row, text, value};

/// A workbook with something of everything.
static PACKAGE: LazyLock<Package> = LazyLock::new(|| {
    let cells = value("A2", "", "7")
        + &value("C2", "t=\"s\"", "0")
        + &text("D2", "High")
        + &inline(
            "F2",
            "<t>a</t><r><rPr><b/></rPr><t>Alarm</t></r><rPh><t>x</t></rPh>",
        )
        + &text(
            "I2",
            "Cards: https://trello.com/c/a & https://trello.com/c/b",
        )
        + &formula("J2", "s=\"1\"", "D2*E2", "45000.5")
        + &value("K2", "t=\"b\"", "1");
    let components = row(1, &(text("A1", "Name") + &text("B1", "Requires")))
        + &row(
            2,
            &(text("A2", "API") + &text("B2", "1 of (A, B); soft: C")),
        );
    let risks = header(&["Score", "Extra"]) + &row(2, &cells);
    Package::of_sheets(&[("Risks", &risks), ("Components", &components)])
        .shared(&["<t>It _x000D_ fails</t>"])
        .styles(
            "",
            "<font/><font><b/></font>",
            "<xf/><xf fontId=\"1\" numFmtId=\"14\"/>",
        )
});

/// Reads and checks what can be read; all that matters is that it ends.
fn try_read(bytes: &[u8]) {
    if let Ok(reading) = read(bytes, &ReadOptions::default()) {
        reading.check(today());
    }
}

/// Changes to some bytes: new values at places.
fn changes() -> impl Strategy<Value = Vec<(Index, u8)>> {
    vec((any::<Index>(), any::<u8>()), 1..8)
}

fn changed(bytes: &[u8], changes: &[(Index, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *value;
    }
    bytes
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..300), kind in 0..3_usize) {
        let starts: [&[u8]; 3] = [b"", b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]];
        try_read(&[starts[kind], &bytes].concat());
    }

    #[test]
    fn a_file_that_was_cut_or_changed_is_read_or_refused(
        length in any::<Index>(),
        changes in changes(),
    ) {
        let workbook = PACKAGE.build();
        try_read(&workbook[..length.index(workbook.len())]);
        try_read(&changed(&workbook, &changes));
    }

    #[test]
    fn a_part_that_was_changed_is_read_or_refused(part in any::<Index>(), changes in changes()) {
        let (name, content) = PACKAGE.part_at(part.index(PACKAGE.count()));
        try_read(&PACKAGE.clone().part(name, changed(content, &changes)).build());
    }

    #[test]
    fn a_part_with_pieces_moved_is_read_or_refused(
        part in any::<Index>(),
        cuts in (any::<Index>(), any::<Index>(), any::<Index>()),
    ) {
        let (name, content) = PACKAGE.part_at(part.index(PACKAGE.count()));
        let mut cuts = [cuts.0, cuts.1, cuts.2].map(|cut| cut.index(content.len()));
        cuts.sort_unstable();
        let [first, second, third] = cuts;
        let moved = [
            &content[..first],
            &content[second..third],
            &content[first..second],
            &content[third..],
        ];
        try_read(&PACKAGE.clone().part(name, moved.concat()).build());
    }

    #[test]
    fn a_compound_file_that_was_changed_is_read_or_refused(changes in changes()) {
        let cells = [(0, 0), (3, 2), (200, 9)];
        let workbook = compound(&[Stream::new("Workbook", sheet_records("Risks", &[], &cells))]);
        // What matters stands at the beginning: the header, the table, the directory, the sheet.
        let (head, tail) = workbook.split_at(1800);
        try_read(&[changed(head, &changes), tail.to_vec()].concat());
    }
}
