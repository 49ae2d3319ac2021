//! Which cells of a new workbook are links, and where they lead.

use risk_core::workbook::create;
use risk_core::{Register, Risk, Scale, Settings, TrackerLink};

use crate::create_examples::{of_risk, register};
use crate::create_package::Package;
use crate::create_registers::with_tracker;

/// The cells that are links, with where they lead.
fn links(register: &Register, settings: &Settings) -> Vec<(String, String)> {
    let package = Package::open(&create(register, settings).expect("it is representable"));
    let sheet = package.sheet(1);
    let links = sheet.all("hyperlink");
    let links = links.iter().map(|link| {
        let rels = package.part("xl/worksheets/_rels/sheet1.xml.rels");
        let mut rels = rels.all("Relationship").into_iter();
        let rel = rels
            .find(|rel| rel.get("Id") == link.get("id"))
            .expect("it leads somewhere");
        assert_eq!(rel.get("TargetMode"), "External");
        let fragment = link.get("location");
        let hash = if fragment.is_empty() { "" } else { "#" };
        (
            link.get("ref").to_owned(),
            format!("{}{hash}{fragment}", rel.get("Target")),
        )
    });
    links.collect()
}

#[test]
fn a_cell_is_a_link_just_where_it_is_one_link_and_nothing_else() {
    let stated: [(&str, &[&str]); 7] = [
        ("", &["https://trello.com/c/a?b=c&d#e"]),
        ("On", &["https://trello.com/c/a"]),
        ("", &["https://trello.com/c/a", "https://trello.com/c/b"]),
        ("", &["OPS-12"]),
        ("https://trello.com/c/a", &[]),
        ("\n", &["https://trello.com/c/a"]),
        ("", &["HTTP://A.example/é"]),
    ];
    let risks = stated.map(|(notes, links)| {
        let mut risk = Risk::new("R1");
        risk.notes = notes.into();
        risk.tracker_links = links.iter().map(|link| TrackerLink::new(*link)).collect();
        risk
    });
    let register = register(Scale::default(), Vec::new(), risks.to_vec());
    let expected = [
        ("I2", "https://trello.com/c/a?b=c&d#e"),
        ("I5", "https://jira.example/browse/OPS-12"),
        ("I8", "HTTP://A.example/é"),
    ];
    let expected = expected.map(|(cell, address)| (cell.to_owned(), address.to_owned()));
    assert_eq!(links(&register, &with_tracker()), expected);
}

#[test]
fn a_link_leads_where_its_text_says() {
    for address in [
        "https://a.example/caf%C3%A9",
        "https://a.example/?next=%2Fcards%2F12",
    ] {
        let register = of_risk(|risk| risk.tracker_links = vec![TrackerLink::new(address)]);
        let links = links(&register, &Settings::default());
        let mut addresses = links.iter().map(|(_, address)| address.as_str());
        assert!(addresses.all(|leads_to| leads_to == address), "{links:?}");
    }
}
