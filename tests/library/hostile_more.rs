//! More workbooks made to exhaust memory or time, to reach out of their package, or to be taken for
//! what they are not.

use std::time::{Duration, Instant};

use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Workbook, read};
use risk_core::{Error, Form};

use crate::compound::{Stream, compound};
use crate::hostile::{damage, package};
use crate::reading::{error, message, reading, risk, risks, today};
use crate::xlsx::{
    Package, header, relationship, relationships, row, sheet, text, value, workbook,
};

/// What something gives, which is there at once.
fn at_once<T>(make: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = make();
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(10), "it took {taken:?}");
    made
}

#[test]
fn a_workbook_cut_short_anywhere_is_damaged() {
    let workbook = package().build();
    for length in 0..workbook.len() {
        let message = error(&workbook[..length]).to_string();
        let is_clear = match length {
            0 | 1 => message == "not a register: the file is not a workbook",
            _ => message == "not a workbook that can be read: its ZIP archive is damaged",
        };
        assert!(is_clear, "{length}: {message}");
    }
}

#[test]
fn a_workbook_with_anything_behind_it_is_read_or_damaged() {
    let workbook = package().build();
    for more in [b"x".as_slice(), &[0; 1000], b"PK\x05\x06", &workbook] {
        let longer = [workbook.as_slice(), more].concat();
        if let Err(error) = read(&longer, &ReadOptions::default()) {
            assert!(matches!(error, Error::Package { .. }), "{error}");
        }
    }
}

#[test]
fn the_last_cell_of_a_sheet_costs_no_more_than_any_other() {
    let cells = text("A2", "R1") + &text("C2", "It fails");
    let rows = header(&[]) + &row(2, &cells) + &row(1_048_576, &text("XFD1048576", "far"));
    let workbook = Package::of_rows(&rows).build();
    let (workbook, reading) =
        at_once(|| Workbook::open(workbook, &ReadOptions::default()).unwrap());
    let first = reading.register.risks().next().unwrap();
    assert_eq!(
        (first.reference.as_str(), first.description.as_str()),
        ("R1", "It fails")
    );
    let mut editor = Editor::new(reading.register);
    editor
        .set_risk("R1", &["likelihood=High".parse().unwrap()])
        .unwrap();
    let update = at_once(|| workbook.put(&editor.finish().unwrap()).unwrap());
    assert_eq!(update.cells.len(), 1);
    assert_eq!(risks(&update.bytes)[0].likelihood.as_deref(), Some("High"));
}

#[test]
fn a_shared_formula_of_any_number_takes_no_memory() {
    let rows = |number: u64| {
        let formula =
            format!("<c r=\"J2\"><f t=\"shared\" ref=\"J2:J3\" si=\"{number}\">D2</f><v>1</v></c>");
        Package::of_rows(&(header(&["Score"]) + &row(2, &(text("C2", "It fails") + &formula))))
            .build()
    };
    assert_eq!(at_once(|| risk(&rows(19_999_999))).description, "It fails");
    for number in [4_000_000_000, u64::from(u32::MAX), u64::MAX] {
        assert_eq!(
            message(&rows(number)),
            "the number of a shared formula of Risks is over the limit of 20000000"
        );
    }
}

#[test]
fn a_format_of_any_number_takes_no_memory() {
    for style in ["4000000000", "99999999999999999999", "-1", "x"] {
        let cell = text("D2", "High").replace("r=", &format!("s=\"{style}\" r="));
        let package = Package::of_risk(&(text("C2", "It fails") + &cell)).with_bold_style();
        assert_eq!(risk(&package.build()).likelihood.as_deref(), Some("High"));
    }
    for id in ["4000000000", "99999999999999999999"] {
        let numbers = format!("<numFmt numFmtId=\"{id}\" formatCode=\"yyyy\"/>");
        let formats = format!("<xf fontId=\"{id}\" numFmtId=\"{id}\"/>");
        let package = package().styles(&numbers, "<font/>", &formats);
        assert_eq!(risk(&package.build()).description, "It fails");
    }
}

#[test]
fn an_entity_is_never_more_than_the_character_that_it_is() {
    for entity in [
        "&xxe;",
        "&l9;",
        "&#1114112;",
        "&#xD800;",
        "&;",
        "&#;",
        "&#x;",
        "&#-1;",
    ] {
        let cell = format!("<c r=\"C2\" t=\"inlineStr\"><is><t>{entity}</t></is></c>");
        assert_eq!(
            damage(&Package::of_risk(&cell).build()),
            format!("xl/worksheets/sheet1.xml has the entity {entity}, which is none")
        );
    }
}

#[test]
fn a_document_type_is_refused_however_it_is_written() {
    for declared in [
        "<!DOCTYPE w SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE w [<!ENTITY % x SYSTEM \"http://example.com/\"> %x;]>",
        "<!doctype w>",
        "<!-- --><?x?>\n<!DOCTYPE w>",
    ] {
        let units = declared.encode_utf16().chain("<w/>".encode_utf16());
        let utf16 = std::iter::once(0xFEFF)
            .chain(units)
            .flat_map(u16::to_le_bytes);
        for xml in [format!("{declared}<w/>").into_bytes(), utf16.collect()] {
            let workbook = package().part("xl/worksheets/sheet1.xml", xml).build();
            assert_eq!(
                damage(&workbook),
                "xl/worksheets/sheet1.xml declares a document type",
                "{declared}"
            );
        }
    }
}

#[test]
fn names_of_parts_that_differ_in_what_does_not_matter_are_refused() {
    for name in [
        "xl\\workbook.xml",
        "/xl/workbook.xml",
        "\\XL\\WORKBOOK.XML",
        "//xl/workbook.xml",
        // The sign of the unit Kelvin is a K.
        "xl/wor\u{212a}book.xml",
    ] {
        let package = package().new_part(name, "<workbook/>");
        assert_eq!(
            damage(&package.build()),
            format!("the part {name} stands in it twice")
        );
    }
}

#[test]
fn a_part_that_climbs_out_of_the_package_is_a_part_like_any_other() {
    for name in [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x",
        "xl/../workbook.xml",
        "./x",
        "\u{0}",
    ] {
        let package = package().new_part(name, "x");
        assert_eq!(risk(&package.build()).description, "It fails", "{name}");
    }
}

#[test]
fn a_target_that_climbs_out_of_the_package_is_no_part() {
    for (target, part) in [
        ("../../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("/../etc/passwd", "etc/passwd"),
        ("..\\..\\..\\etc\\passwd", "etc/passwd"),
    ] {
        let rels = relationships(&[relationship(1, "worksheet", target)]);
        let package = package().part("xl/_rels/workbook.xml.rels", rels);
        assert_eq!(
            damage(&package.build()),
            format!("the part {part} is missing")
        );
    }
    let elsewhere = relationship(1, "worksheet", "https://example.com/sheet1.xml")
        .replace("Id=", "TargetMode=\"External\" Id=");
    let rels = relationships(&[elsewhere]);
    let package = package().part("xl/_rels/workbook.xml.rels", rels);
    assert_eq!(
        damage(&package.build()),
        "the part https://example.com/sheet1.xml is missing"
    );
}

#[test]
fn a_part_that_is_several_things_is_read_as_each_of_them() {
    let same = |kind| relationship(2, kind, "worksheets/sheet1.xml");
    for kind in ["sharedStrings", "styles", "calcChain"] {
        let rels = relationships(&[
            relationship(1, "worksheet", "worksheets/sheet1.xml"),
            same(kind),
        ]);
        let package = package().part("xl/_rels/workbook.xml.rels", rels);
        assert_eq!(risk(&package.build()).description, "It fails", "{kind}");
    }
}

#[test]
fn deep_xml_is_refused_in_every_part_that_is_read() {
    let deep = "<a>".repeat(100_000);
    for part in [
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ] {
        assert_eq!(
            message(&package().part(part, deep.as_str()).build()),
            format!("how deep the XML of {part} is nested is over the limit of 64")
        );
    }
}

#[test]
fn a_limit_that_is_raised_is_the_limit() {
    let spaces = vec![b' '; 64 << 20];
    let workbook = package().part("xl/media/image1.png", spaces).build();
    let mut options = ReadOptions::default();
    options.limits.ratio = u64::MAX;
    assert_eq!(read(&workbook, &options).unwrap().register.risks().len(), 1);
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let workbook = package().part("xl/styles.xml", deep).build();
    options.limits.depth = 100;
    assert_eq!(read(&workbook, &options).unwrap().register.risks().len(), 1);
    options.limits.depth = 99;
    let message = read(&workbook, &options).unwrap_err().to_string();
    assert_eq!(
        message,
        "how deep the XML of xl/styles.xml is nested is over the limit of 99"
    );
}

#[test]
fn an_update_keeps_to_the_limits_of_the_reading() {
    let deep = format!(
        "<sheetView>{}{}</sheetView>",
        "<a>".repeat(80),
        "</a>".repeat(80)
    );
    let rows = sheet(&(header(&[]) + &row(2, &text("C2", "It fails"))));
    let rows = rows.replace("<sheetData>", &format!("{deep}<sheetData>"));
    let workbook = package().part("xl/worksheets/sheet1.xml", rows).build();
    let mut options = ReadOptions::default();
    options.limits.depth = 100;
    let (workbook, reading) = Workbook::open(workbook, &options).unwrap();
    let mut editor = Editor::new(reading.register);
    editor
        .set_risk("~1", &["likelihood=High".parse().unwrap()])
        .unwrap();
    let update = workbook.put(&editor.finish().unwrap()).unwrap();
    let reading = read(&update.bytes, &options).unwrap();
    let risk = reading.register.risks().next().unwrap();
    assert_eq!(risk.stated().likelihood.as_deref(), Some("High"));
}

#[test]
fn a_stream_of_an_encrypted_workbook_says_enough() {
    for name in ["EncryptedPackage", "encryptedpackage"] {
        let workbook = compound(&[Stream::new(name, vec![1; 100])]);
        assert_eq!(message(&workbook), "the workbook is encrypted");
    }
}

#[test]
fn a_form_is_told_by_the_first_bytes_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content, form) in [
        ("a.xlsx", b"PK".as_slice(), Some(Form::Workbook)),
        ("b.txt", b"\xD0\xCF\x11\xE0", Some(Form::Workbook)),
        ("c.xlsx", b" \n {", Some(Form::Json)),
        ("d.xlsx", b"", None),
        ("e.xlsx", b"Risk\tImpact", None),
        ("~$f.xlsx", b"PK", None),
        (".~lock.g.xlsx#", b"{", None),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        assert_eq!(Form::of(&path).ok(), form, "{name}");
    }
}

#[test]
fn many_sheets_and_many_relationships_are_matched_at_once() {
    const MANY: usize = 40_000;
    let sheets: Vec<String> = (0..MANY)
        .map(|number| format!("<sheet name=\"{number}\" r:id=\"s{number}\"/>"))
        .collect();
    let sheets = sheets.concat();
    let others: Vec<String> = (2..MANY)
        .map(|number| relationship(number, "x", "y"))
        .collect();
    let rels = relationships(&[relationship(1, "worksheet", "worksheets/sheet1.xml")]);
    let rels = rels.replace(
        "</Relationships>",
        &format!("{}</Relationships>", others.concat()),
    );
    let book = workbook("", &[("Risks", "")]).replace("</sheets>", &format!("{sheets}</sheets>"));
    let package = package()
        .part("xl/workbook.xml", book)
        .part("xl/_rels/workbook.xml.rels", rels);
    let workbook = package.build();
    at_once(|| read(&workbook, &ReadOptions::default()).ok());
}

#[test]
#[ignore = "each unknown name is compared with all names: these take minutes"]
fn many_unknown_components_among_many_known_ones_are_told_at_once() {
    const MANY: u32 = 4_000;
    let risks: String = (2..MANY)
        .map(|n| {
            row(
                n,
                &(text(&format!("B{n}"), &format!("other-{n:06}")) + &text(&format!("C{n}"), "x")),
            )
        })
        .collect();
    let components: String = (2..MANY)
        .map(|n| row(n, &text(&format!("A{n}"), &format!("component-{n:06}"))))
        .collect();
    let components = row(1, &text("A1", "Name")) + &components;
    let risks = header(&[]) + &risks;
    let workbook = Package::of_sheets(&[("Risks", &risks), ("Components", &components)]).build();
    let findings = at_once(|| reading(&workbook).check(today()));
    assert!(findings.len() > 1000);
}

#[test]
#[ignore = "a debug build takes more than ten seconds"]
fn a_wide_sheet_for_a_scale_is_read_at_once() {
    let wide: String = "<c><v>1</v></c>".repeat(16_000);
    let rows: String = (2..40)
        .map(|n| row(n, &(text(&format!("A{n}"), "Likelihood") + &wide)))
        .collect();
    let scale = row(1, &text("A1", "Scale")) + &rows;
    let risks = header(&[]) + &row(2, &text("C2", "It fails"));
    let workbook = Package::of_sheets(&[("Risks", &risks), ("Scale", &scale)]).build();
    at_once(|| read(&workbook, &ReadOptions::default()).ok());
}

#[test]
fn a_text_of_very_many_fonts_is_changed_at_once() {
    let runs: Vec<String> = (0..20_000)
        .map(|size| format!("<r><rPr><sz val=\"{size}\"/></rPr><t>a</t></r>"))
        .collect();
    let cells = text("A2", "R1") + &value("C2", "t=\"s\"", "0");
    let workbook = Package::of_risk(&cells).shared(&[&runs.concat()]).build();
    let (workbook, reading) = Workbook::open(workbook, &ReadOptions::default()).unwrap();
    let mut editor = Editor::new(reading.register);
    editor
        .set_risk("R1", &["description=It fails".parse().unwrap()])
        .unwrap();
    let edited = editor.finish().unwrap();
    at_once(|| workbook.put(&edited).unwrap());
}
