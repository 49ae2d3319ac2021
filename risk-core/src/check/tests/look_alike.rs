//! References and names that look like others, or have characters that nobody sees.

use super::*;

#[test]
fn references_that_differ_in_what_nobody_sees_are_told_at_the_later_one() {
    for (reference, shown) in [
        ("r1", "r1"),
        ("R1\u{200b}", "R1"),
        ("\u{feff}R1", "R1"),
        ("Ｒ１", "Ｒ１"),
        ("R\u{ad}1", "R1"),
    ] {
        let risks = vec![sound("R1"), sound("R2"), sound(reference), sound(reference)];
        let mut findings = of("look-alike", &register(vec![], risks));
        findings.retain(|finding| finding.message.contains("looks"));
        let expected = format!("the reference `{shown}` looks like `R1` of an earlier risk");
        assert_eq!(findings.len(), 1, "{reference:?}");
        assert_eq!(findings[0].message, expected);
        assert_eq!(findings[0].data.found.as_deref(), Some(reference));
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}

#[test]
fn a_name_with_a_character_that_nobody_sees_is_told_with_what_is_seen() {
    let components = vec![Component::new("Redis\u{a0}A"), Component::new("Redis B")];
    let finding = only("look-alike", &register(components, vec![]));
    assert_eq!(
        finding.message,
        "the name `Redis A` has the character U+00A0, which nobody sees"
    );
    assert_eq!(finding.data.suggestion.as_deref(), Some("Redis A"));
}

#[test]
fn a_component_that_only_risks_name_is_told_where_nobody_sees_why_it_is_another_one() {
    let risks = |names: &[&str]| {
        let risks = names.iter().enumerate().map(|(at, name)| {
            let mut risk = sound(&format!("R{at}"));
            (*name).clone_into(&mut risk.component);
            risk
        });
        of("look-alike", &register(vec![], risks.collect()))
    };
    let found = risks(&["Web shop", "web-shop", "Ｗeb shop", "Ｗeb shop"]);
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    let expected = "the component `Ｗeb shop` looks like `Web shop` of an earlier risk";
    assert_eq!(messages, [expected]);
    let found = risks(&["Web shop", "Web\u{200b}shop"]);
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    let expected = "the component `Webshop` has the character U+200B, which nobody sees";
    assert_eq!(messages, [expected]);
    assert_eq!(risks(&["Web shop", "Web_Shop", "É", "É"]), []);
}

#[test]
fn references_that_differ_in_what_is_seen_or_not_at_all_are_not_told() {
    let risks = [
        "R1",
        "R1",
        "R11",
        "R-1",
        "R 1",
        "",
        "",
        "👩\u{200d}💻",
        "É1",
    ]
    .map(sound);
    assert_eq!(of("look-alike", &register(vec![], risks.to_vec())), []);
}
