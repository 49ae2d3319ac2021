//! Makes the seeds of the target `package`: workbooks, each with one thing that somebody may
//! stumble over. `cargo run --manifest-path fuzz/Cargo.toml --example seeds` writes them into
//! `fuzz/seeds/package`.
//!
//! The seeds of the other targets are text, written by hand.

use std::path::Path;
use std::{fs, io};

use risk_fuzz::xlsx::{
    Package, formula, header, relationship, relationships, row, sheet, text, value, workbook,
};

#[path = "../tests/library/compound.rs"]
mod compound;

use compound::{Stream, compound, record, sheet_records};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/package");
    fs::create_dir_all(&folder)?;
    let packages = ordinary().into_iter().chain(of_sheets()).chain(of_parts());
    for (name, package) in packages {
        fs::write(folder.join(name), package.build())?;
    }
    for (name, bytes) in no_packages() {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

type Seeds = Vec<(&'static str, Package)>;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A risk in row 2.
fn risk() -> String {
    row(2, &cells(2))
}

fn cells(row: u32) -> String {
    text(&format!("A{row}"), &format!("R{row}"))
        + &text(&format!("C{row}"), "It fails")
        + &text(&format!("D{row}"), "High")
        + &text(&format!("E{row}"), "Low")
}

/// A workbook whose sheet has more around its rows.
fn around(before: &str, rows: &str, behind: &str) -> Package {
    let whole = sheet(rows);
    let whole = whole.replace("<sheetData>", &format!("{before}<sheetData>"));
    let whole = whole.replace("</sheetData>", &format!("</sheetData>{behind}"));
    Package::of_rows("").part(SHEET, whole)
}

fn of_rows(rows: &str) -> Package {
    Package::of_rows(&(header(&[]) + rows))
}

fn ordinary() -> Seeds {
    let components = row(1, &(text("A1", "Name") + &text("B1", "Requires")))
        + &row(
            2,
            &(text("A2", "API") + &text("B2", "1 of (A, B); soft: C")),
        );
    let risks = header(&["Score", "Team"]) + &risk();
    let shared = value("A2", "t=\"s\"", "0") + &value("C2", "t=\"s\"", "1");
    let bold = "<r><rPr><b/></rPr><t>Alarm</t></r><r><rPr/><t> and graph</t></r>";
    let observed = text("C2", "It fails") + &value("F2", "s=\"1\" t=\"s\"", "0");
    let dates = value("J2", "s=\"1\"", "46477") + &value("K2", "t=\"d\"", "2027-01-31T10:00:00");
    let values = value("J2", "t=\"b\"", "1")
        + &value("K2", "t=\"e\"", "#N/A")
        + &value("L2", "t=\"str\"", "text")
        + &value("M2", "", "1.5E-3");
    vec![
        ("register", of_rows(&risk())),
        (
            "components",
            Package::of_sheets(&[("Risks", &risks), ("Components", &components)]),
        ),
        (
            "two-sheets",
            Package::of_sheets(&[("A", &risks), ("B", &risks)]),
        ),
        (
            "shared-strings",
            of_rows(&row(2, &shared)).shared(&["<t>R1</t>", "<t>It fails</t>"]),
        ),
        (
            "rich-text",
            of_rows(&row(2, &observed))
                .shared(&[bold])
                .with_bold_style(),
        ),
        (
            "dates",
            Package::of_rows(&(header(&["Due", "Seen"]) + &row(2, &(cells(2) + &dates)))).styles(
                "",
                "<font/>",
                "<xf/><xf numFmtId=\"14\"/>",
            ),
        ),
        (
            "values",
            Package::of_rows(&(header(&["A", "B", "C", "D"]) + &row(2, &(cells(2) + &values)))),
        ),
        ("score", {
            let scores = (2..5).map(|n| {
                row(
                    n,
                    &(cells(n) + &formula(&format!("J{n}"), "", &format!("D{n}*E{n}"), "2")),
                )
            });
            Package::of_rows(&(header(&["Score"]) + &scores.collect::<String>()))
        }),
        ("no-risks", of_rows("")),
        ("no-rows", Package::of_rows("")),
    ]
}

/// Sheets that are written as few producers write them, and as none does.
fn of_sheets() -> Seeds {
    let risks = header(&[]) + &risk();
    let mut seeds = around_rows(&risks);
    seeds.extend(of_formulas());
    seeds.extend(of_disorder(&risks));
    seeds
}

fn around_rows(risks: &str) -> Seeds {
    let links = "<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId1\"/><hyperlink ref=\"C2:C9\" \
                 location=\"Risks!A1\"/></hyperlinks>";
    let extended = "<extLst><ext><x14:dataValidations><x14:dataValidation><x14:formula1>\
                    <xm:f>L!A1</xm:f></x14:formula1><xm:sqref>D2:E2</xm:sqref></x14:dataValidation>\
                    </x14:dataValidations></ext></extLst>";
    vec![
        ("dimension", around("<dimension ref=\"A1:I2\"/>", risks, "")),
        (
            "dimension-is-none",
            around("<dimension ref=\"A1:\"/>", risks, ""),
        ),
        ("columns", {
            let columns = "<cols><col min=\"1\" max=\"9\" style=\"1\"/><col min=\"4\" max=\"2\" \
                           style=\"x\"/></cols>";
            around(columns, risks, "").with_bold_style()
        }),
        ("filter", around("", risks, "<autoFilter ref=\"A1:I2\"/>")),
        (
            "merges",
            around(
                "",
                risks,
                "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C2:E2\"/></mergeCells>",
            ),
        ),
        (
            "conditional-formats",
            around(
                "",
                risks,
                "<conditionalFormatting sqref=\"D2:E2 G2\"><cfRule/></conditionalFormatting>",
            ),
        ),
        (
            "validations",
            around(
                "",
                risks,
                "<dataValidations><dataValidation sqref=\"D2:D2\"/></dataValidations>",
            ),
        ),
        ("extended-validations", around("", risks, extended)),
        (
            "ranges",
            around(
                "",
                risks,
                "<protectedRanges><protectedRange sqref=\"A1:I2\"/></protectedRanges><ignoredErrors><ignoredError sqref=\"x\"/></ignoredErrors>",
            ),
        ),
        ("links", around("", risks, links)),
        ("link-lists", around("", risks, &links.repeat(2))),
        (
            "table",
            table(
                "<table ref=\"A1:I2\"><autoFilter ref=\"A1:I2\"/></table>",
                risks,
            ),
        ),
        (
            "table-with-totals",
            table("<table ref=\"A1:I2\" totalsRowCount=\"1\"/>", risks),
        ),
        ("table-elsewhere", table("<table ref=\"A3:C9\"/>", risks)),
        ("table-is-none", table("<table ref=\"#REF!\"/>", risks)),
        (
            "table-is-missing",
            around(
                "",
                risks,
                "<tableParts><tablePart r:id=\"rId9\"/></tableParts>",
            ),
        ),
    ]
}

/// A sheet with a table.
fn table(table: &str, risks: &str) -> Package {
    around(
        "",
        risks,
        "<tableParts><tablePart r:id=\"rId1\"/></tableParts>",
    )
    .part(
        "xl/worksheets/_rels/sheet1.xml.rels",
        relationships(&[relationship(1, "table", "../tables/table1.xml")]),
    )
    .part("xl/tables/table1.xml", table)
}

fn of_formulas() -> Seeds {
    let computed = |attributes: &str, stated: &str| {
        let cell = format!("<c r=\"J2\"><f {attributes}>{stated}</f><v>2</v></c>");
        Package::of_rows(&(header(&["Score"]) + &row(2, &(cells(2) + &cell)) + &row(3, &cells(3))))
    };
    let chain = relationships(&[
        relationship(1, "worksheet", "worksheets/sheet1.xml"),
        relationship(2, "calcChain", "calcChain.xml"),
    ]);
    vec![
        (
            "shared-formula",
            computed("t=\"shared\" ref=\"J2:J3\" si=\"0\"", "D2*E2"),
        ),
        (
            "shared-formula-of-any-number",
            computed("t=\"shared\" si=\"4000000000\"", "D2"),
        ),
        (
            "shared-formula-without-text",
            computed("t=\"shared\" si=\"7\"", ""),
        ),
        (
            "array-formula",
            computed("t=\"array\" ref=\"J2:J3\"", "D2:D3*E2:E3"),
        ),
        (
            "data-table",
            computed("t=\"dataTable\" ref=\"J2\" r1=\"A1\"", ""),
        ),
        (
            "odd-formula",
            computed(
                "",
                "'a''b'!A1:[1]x!$B$2+\"A1\"+#REF!+A1#+1:1048576+LOG10 (2)+'",
            ),
        ),
        (
            "chain",
            computed("", "D2*E2")
                .part("xl/_rels/workbook.xml.rels", chain.clone())
                .part(
                    "xl/calcChain.xml",
                    "<calcChain><c r=\"J2\" i=\"1\"/></calcChain>",
                ),
        ),
        (
            "chain-of-others",
            computed("", "D2*E2")
                .part("xl/_rels/workbook.xml.rels", chain)
                .part(
                    "xl/calcChain.xml",
                    "<calcChain><c r=\"A1\"/><c r=\"J2\" i=\"9\"/></calcChain>",
                ),
        ),
    ]
}

/// Sheets that no producer writes.
fn of_disorder(risks: &str) -> Seeds {
    let cell = |xml: &str| of_rows(&row(2, &(text("C2", "It fails") + xml)));
    let whole = |xml: &str| Package::of_rows("").part(SHEET, xml);
    let second = sheet(&row(3, &cells(3)));
    let second = &second[second.find("<sheetData").expect("it has rows")..];
    vec![
        (
            "rows-out-of-order",
            Package::of_rows(&(row(5, &cells(5)) + risks)),
        ),
        (
            "cells-out-of-order",
            of_rows(&row(2, &(text("C2", "It fails") + &text("A2", "R1")))),
        ),
        ("row-twice", of_rows(&(risk() + &row(2, &text("I2", "x"))))),
        ("cell-twice", cell(&text("C2", "again"))),
        ("cell-of-another-row", cell(&text("D7", "High"))),
        ("no-references", of_rows(&risk().replace("r=\"", "x=\""))),
        (
            "two-references",
            of_rows(&risk().replace("r=\"D2\"", "r=\"G2\" r=\"D2\"")),
        ),
        (
            "two-references-of-another-cell",
            of_rows(&risk().replace("r=\"C2\"", "r=\"D1\" r=\"C2\"")),
        ),
        (
            "prefixed-references",
            of_rows(&risk().replace("r=\"D2\"", "x:r=\"G2\" r=\"D2\"")),
        ),
        (
            "last-cell",
            of_rows(&(risk() + &row(1_048_576, &text("XFD1048576", "far")))),
        ),
        ("far-column", cell(&text("XFD2", "far"))),
        ("no-cell", cell(&text("XFE2", "x"))),
        (
            "empty-rows",
            of_rows(
                &("<row r=\"2\"/><row/>".to_owned() + &row(4, &cells(4)) + "<row r=\"9\"></row>"),
            ),
        ),
        (
            "empty-cells",
            cell(
                "<c r=\"D2\"/><c r=\"E2\" s=\"1\"></c><c r=\"F2\" t=\"s\"/><c r=\"G2\"><v/></c><c r=\"H2\" t=\"inlineStr\"><is/></c>",
            ),
        ),
        (
            "several-values",
            cell("<c r=\"D2\" t=\"str\"><v>a</v><v>b</v><is><t>c</t></is></c>"),
        ),
        (
            "cells-within-cells",
            cell("<c r=\"D2\"><c r=\"E2\"><v>1</v></c><v>2</v></c>"),
        ),
        (
            "rows-within-rows",
            of_rows(&row(2, &(text("C2", "It fails") + &row(3, &cells(3))))),
        ),
        ("cells-outside-of-rows", of_rows(&text("C2", "It fails"))),
        (
            "rows-twice",
            whole(&sheet(risks).replace("</worksheet>", second)),
        ),
        (
            "rows-within-other-elements",
            whole(&sheet(&format!("<x>{risks}</x>"))),
        ),
        ("no-rows-at-all", whole("<worksheet/>")),
        (
            "rows-as-one-tag",
            whole("<worksheet><sheetData/></worksheet>"),
        ),
        (
            "comments",
            whole(&sheet(risks).replace("><", "><!-- <row> --><?x?><")),
        ),
        (
            "prefixes",
            whole(
                &sheet(risks)
                    .replace("</", "</x:")
                    .replace('<', "<x:")
                    .replace("<x:/x:", "</x:"),
            ),
        ),
        ("white-space", whole(&sheet(risks).replace("><", ">\n\t <"))),
        ("single-quotes", whole(&sheet(risks).replace('"', "'"))),
        ("utf-16", whole_bytes(&sheet(risks))),
        (
            "styles-that-are-none",
            cell("<c r=\"D2\" s=\"99999999999\" t=\"inlineStr\"><is><t>High</t></is></c>")
                .with_bold_style(),
        ),
    ]
}

fn whole_bytes(xml: &str) -> Package {
    let units = std::iter::once(0xFEFF).chain(xml.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    Package::of_rows("").part(SHEET, bytes)
}

/// Packages with other parts than most.
fn of_parts() -> Seeds {
    let mut seeds = of_workbooks();
    seeds.extend(of_strings());
    seeds.extend(of_targets());
    seeds
}

fn register() -> Package {
    of_rows(&risk())
}

fn of_workbooks() -> Seeds {
    let of = |xml: &str| register().part("xl/workbook.xml", xml);
    let with = |before: &str, of_sheet: &str, behind: &str| {
        let whole = workbook(before, &[("Risks", of_sheet)]);
        of(&whole.replace("</workbook>", &format!("{behind}</workbook>")))
    };
    let names = "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Risks!$A$1:$I$2\
                 </definedName><definedName name=\"x\"/><definedName name=\"y\">'Risks'!A1:A2,\"&amp;\"\
                 </definedName></definedNames><calcPr calcId=\"1\"/>";
    let signed = relationships(&[
        relationship(1, "officeDocument", "xl/workbook.xml"),
        relationship(2, "origin", "_xmlsignatures/origin.sigs"),
    ]);
    vec![
        ("names", with("", "", names)),
        (
            "dates-from-1904",
            with("<workbookPr date1904=\"1\"/>", "", ""),
        ),
        ("hidden", with("", "state=\"veryHidden\"", "")),
        (
            "document-type",
            of("<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>"),
        ),
        ("signed", register().part("_rels/.rels", signed)),
        ("nothing-but-a-part", Package::empty().part("x", "y")),
    ]
}

fn of_strings() -> Seeds {
    let strings = |xml: &str| {
        let cells = value("A2", "t=\"s\"", "0") + &value("C2", "t=\"s\"", "1");
        of_rows(&row(2, &cells)).part("xl/sharedStrings.xml", xml)
    };
    let two = "<si><t>R1</t></si><si><t>It fails</t></si>";
    let date = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\"/>";
    vec![
        (
            "strings-count",
            strings(&format!("<sst count=\"2\" uniqueCount=\"2\">{two}</sst>")),
        ),
        (
            "strings-count-wrong",
            strings(&format!("<sst count=\"-5\" uniqueCount=\"3\">{two}</sst>")),
        ),
        (
            "strings-as-one-tag",
            register().part("xl/sharedStrings.xml", "<sst/>"),
        ),
        (
            "strings-twice",
            strings("<sst><si><t>R1</t></si></sst><sst><si><t>It fails</t></si></sst>"),
        ),
        (
            "strings-within-strings",
            strings("<sst><si><t>R1</t><si><t>It fails</t></si></si><si/><x><si/></x></sst>"),
        ),
        ("strings-without-list", strings(two)),
        (
            "strings-in-another-list",
            strings("<x><sst><si><t>R1</t></si></sst><si><t>It fails</t></si></x>"),
        ),
        (
            "strings-are-empty",
            register().part("xl/sharedStrings.xml", ""),
        ),
        (
            "styles-of-no-fonts",
            register().styles(date, "", "<xf fontId=\"9\" numFmtId=\"164\"/>"),
        ),
    ]
}

fn of_targets() -> Seeds {
    let rels = |all: &[String]| register().part("xl/_rels/workbook.xml.rels", relationships(all));
    let sheet_at = |target| relationship(1, "worksheet", target);
    let elsewhere = sheet_at("https://example.com/x").replace("Id=", "TargetMode=\"External\" Id=");
    let same = |number, kind| relationship(number, kind, "worksheets/sheet1.xml");
    vec![
        (
            "absolute-target",
            rels(&[sheet_at("/xl/worksheets/sheet1.xml")]),
        ),
        (
            "climbing-target",
            rels(&[sheet_at("../../../xl/worksheets/sheet1.xml")]),
        ),
        ("sheet-elsewhere", rels(&[elsewhere])),
        ("sheet-is-the-workbook", rels(&[sheet_at("workbook.xml")])),
        (
            "strings-are-the-sheet",
            rels(&[
                same(1, "worksheet"),
                same(2, "sharedStrings"),
                same(3, "styles"),
                same(4, "calcChain"),
            ]),
        ),
    ]
}

fn no_packages() -> Vec<(&'static str, Vec<u8>)> {
    let risks = header(&[]) + &risk();
    let mut cut = Package::of_rows(&risks).build();
    cut.truncate(cut.len() / 2);
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><text:p>Risk\
                <text:s text:c=\"3\"/></text:p></table:table-cell>";
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Risks\">\
         <table:table-row table:number-rows-repeated=\"3\">{cell}</table:table-row></table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let cells = [(0, 0), (1, 1), (5, 3)];
    vec![
        ("empty", Vec::new()),
        ("text", b"Reference,Risk\nR1,It fails\n".to_vec()),
        ("begins-as-a-package", b"PK\x03\x04".to_vec()),
        ("cut-short", cut),
        (
            "ods",
            Package::empty()
                .part("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                .part("content.xml", content)
                .build(),
        ),
        (
            "xlsb",
            Package::empty()
                .part("xl/workbook.bin", vec![0x83, 1, 0, 0x84, 1, 0])
                .build(),
        ),
        ("xls", {
            let mut whole =
                compound(&[Stream::new("Workbook", sheet_records("Risks", &[], &cells))]);
            // The stream is filled up with zeros, which the file may end in.
            whole.truncate(3500);
            whole
        }),
        ("xls-head", {
            let mut whole = compound(&[Stream::new("Book", record(0x002F, &[0, 0]))]);
            whole.truncate(1600);
            whole
        }),
    ]
}
