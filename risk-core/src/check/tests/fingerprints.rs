//! What a fingerprint depends on, and what not.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::properties::any_register;
use super::*;
use crate::record::RiskField;
use crate::register::{Date, Observation, Rehearsal, RehearsalKind, RiskView, Stated};

/// The findings that were there before and are no more.
fn missing(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    new_findings(after, before)
}

fn checked(register: &Register) -> Vec<Finding> {
    check(register, &Settings::default(), today())
}

/// The fingerprint of the only finding of a rule.
#[track_caller]
fn print(code: &str, components: Vec<Component>, risks: Vec<Risk>) -> String {
    only(code, &register(components, risks)).fingerprint
}

#[test]
fn a_fingerprint_is_the_beginning_of_a_digest_of_parts_with_their_lengths() {
    let mut risk = sound("R03");
    risk.likelihood = Some("Hihg".to_owned());
    let fingerprint = print("unknown-level", vec![], vec![risk]);
    let digest = Sha256::digest("1:113:unknown-level4:risk3:R0310:likelihood4:Hihg");
    let bytes = digest[..8].try_into().unwrap();
    assert_eq!(fingerprint, format!("{:016x}", u64::from_be_bytes(bytes)));
    // What is kept in a file of accepted findings has to stay what it is.
    assert_eq!(fingerprint, "04f74d0a5e28cc6b");
}

#[test]
fn another_text_in_the_same_field_has_another_fingerprint() {
    let of = |level: &str| {
        let mut risk = sound("R03");
        risk.likelihood = Some(level.to_owned());
        print("unknown-level", vec![], vec![risk])
    };
    assert_eq!(of("Hihg"), of("Hihg"));
    assert_ne!(of("Hihg"), of("Hgih"));
}

#[test]
fn a_risk_without_a_reference_of_its_own_counts_by_its_component_and_description() {
    let unmitigated = |reference: &str, description: &str| {
        let mut risk = sound(reference);
        risk.mitigations.clear();
        risk.description = description.to_owned();
        risk
    };
    let of = |risks: Vec<Risk>| {
        let findings = of("no-mitigation", &register(vec![], risks));
        let prints = findings.into_iter().map(|finding| finding.fingerprint);
        prints.collect::<Vec<_>>()
    };
    let (fills, breaks) = (unmitigated("", "It fills up"), unmitigated("", "It breaks"));
    let alone = of(vec![fills.clone()]);
    assert_eq!(of(vec![sound(""), fills.clone()]), alone);
    assert_ne!(of(vec![breaks]), alone);
    // Two that nothing distinguishes have the same, and are counted.
    let both = of(vec![fills.clone(), fills]);
    assert_eq!(both, [alone[0].clone(), alone[0].clone()]);

    let repeated = of(vec![sound("R1"), unmitigated("R1", "It fills up")]);
    assert_eq!(repeated, alone);
    // With a reference of its own, what else it states may change.
    let (before, after) = (unmitigated("R1", "It fills up"), unmitigated("R1", "Full"));
    assert_eq!(of(vec![before]), of(vec![after]));
}

#[test]
fn whichever_of_two_comes_first_their_collision_is_the_same() {
    let risks = ["It fills up", "It breaks"].map(|description| {
        let mut risk = sound("R1");
        risk.description = description.to_owned();
        risk
    });
    let [one, other] = risks.clone();
    let in_order = print("duplicate-reference", vec![], risks.into());
    let reversed = print("duplicate-reference", vec![], vec![other, one]);
    assert_eq!(in_order, reversed);
}

#[test]
fn a_circle_is_the_same_wherever_it_begins() {
    let within = |name: &str, within: &str| {
        let mut component = Component::new(name);
        component.within = within.to_owned();
        component
    };
    let cycle = [
        within("Rack", "Room"),
        within("Room", "Hall"),
        within("Hall", "Rack"),
    ];
    let [rack, room, hall] = cycle.clone();
    let of = |components: Vec<Component>| print("containment-cycle", components, vec![]);
    assert_eq!(of(cycle.into()), of(vec![hall, rack, room]));
}

#[test]
fn a_recovery_that_took_too_long_is_known_by_when_and_how_long() {
    let incident = |day: &str, time: &str| {
        let date = day.parse::<Date>().unwrap();
        let mut incident = Rehearsal::new(date, RehearsalKind::Incident);
        incident.time_to_recover = Some(Stated::parse(time));
        incident
    };
    let of = |rehearsals: Vec<Rehearsal>, rto: &str| {
        let mut api = Component::new("API");
        api.rto = Some(Stated::parse(rto));
        api.rehearsals = rehearsals;
        print("recovery-beyond-objective", vec![api], vec![])
    };
    let slow = incident("2026-05-29", "5h");
    let alone = of(vec![slow.clone()], "2h");
    let fast = incident("2026-01-02", "1h");
    assert_eq!(of(vec![fast, slow.clone()], "1h"), alone);
    assert_ne!(of(vec![incident("2026-05-30", "5h"), slow], "2h"), alone);
}

#[test]
fn what_is_new_is_counted_where_nothing_tells_findings_apart() {
    let mut unmitigated = sound("");
    unmitigated.mitigations.clear();
    let findings = |count: usize| {
        let risks = vec![unmitigated.clone(); count];
        of("no-mitigation", &register(vec![], risks))
    };
    assert_eq!(new_findings(&findings(1), &findings(3)).len(), 2);
    assert_eq!(new_findings(&findings(3), &findings(2)), []);
    assert_eq!(new_findings(&[], &findings(2)), findings(2));
}

/// The components without those whose name an earlier one has: which of them is meant, where one is named, is a
/// matter of their order.
fn distinct(register: &Register) -> (Vec<Component>, Vec<Risk>) {
    let first = |component: &crate::ComponentView<'_>| component.key().occurrence() == 1;
    let components = register.components().filter(first);
    let components = components.map(|component| component.stated().clone());
    let risks = register.risks().map(RiskView::stated).cloned();
    (components.collect(), risks.collect())
}

fn shuffled() -> impl Strategy<Value = (Register, Register)> {
    any_register().prop_flat_map(|before| {
        let scale = before.scale().clone();
        let (components, risks) = distinct(&before);
        let make =
            move |components, risks| Register::new("", scale.clone(), components, risks).unwrap();
        let before = make(components.clone(), risks.clone());
        let shuffled = (Just(components).prop_shuffle(), Just(risks).prop_shuffle());
        shuffled.prop_map(move |(components, risks)| (before.clone(), make(components, risks)))
    })
}

proptest! {
    #[test]
    fn the_order_of_the_records_changes_no_fingerprint((before, after) in shuffled()) {
        let (before, after) = (checked(&before), checked(&after));
        let prints = |findings: &[Finding]| -> BTreeSet<String> {
            findings.iter().map(|finding| finding.fingerprint.clone()).collect()
        };
        prop_assert_eq!(prints(&before), prints(&after));
        // How many links are in another spelling than the first depends on which is the first.
        let is_card = |finding: &Finding| finding.code() == "card-in-two-spellings";
        let missing = missing(&before, &after);
        prop_assert!(missing.iter().all(is_card), "{:#?}", missing);
    }

    #[test]
    fn an_entry_before_another_changes_no_fingerprint(register in any_register()) {
        let scale = register.scale().clone();
        let before = checked(&register);
        let components = register.components().map(|component| {
            let mut component = component.stated().clone();
            if let Some(requires) = component.requires.as_mut().filter(|all| !all.is_empty()) {
                requires.insert(0, Requirement::of("Something else").soft());
            }
            component
        });
        let risks = register.risks().map(|risk| {
            let mut risk = risk.stated().clone();
            let (url, text) = ("https://example.com/x", "Something else");
            if !risk.observations.is_empty() {
                risk.observations.insert(0, Observation::suggested(text));
            }
            if !risk.mitigations.is_empty() {
                risk.mitigations.insert(0, text.into());
            }
            if !risk.tracker_links.is_empty() {
                risk.tracker_links.insert(0, link(url));
            }
            risk
        });
        let after = Register::new("", scale, components.collect(), risks.collect()).unwrap();
        prop_assert_eq!(missing(&before, &checked(&after)), []);
    }

    #[test]
    fn what_comes_behind_changes_no_fingerprint(register in any_register(), next in any_register()) {
        let scale = register.scale().clone();
        let (components, mut risks) = distinct(&register);
        risks.push(sound("a reference"));
        let components = Some(Component::new("Postgres primary")).into_iter().chain(components);
        let (components, risks) = (components.collect::<Vec<_>>(), risks);
        let before = Register::new("", scale.clone(), components.clone(), risks.clone()).unwrap();
        let numbered = next.risks().enumerate().map(|(number, risk)| {
            let mut risk = risk.stated().clone();
            risk.reference = format!("a reference of its own {number}");
            risk
        });
        let risks = risks.into_iter().chain(numbered).collect();
        let after = Register::new("", scale, components, risks).unwrap();
        prop_assert_eq!(missing(&checked(&before), &checked(&after)), []);
    }

    #[test]
    fn prose_changes_the_fingerprints_of_what_is_about_it_alone(
        register in any_register(),
        at in any::<proptest::sample::Index>(),
    ) {
        let scale = register.scale().clone();
        let before = checked(&register);
        let mut risks: Vec<Risk> = register.risks().map(RiskView::stated).cloned().collect();
        prop_assume!(!risks.is_empty());
        let at = at.index(risks.len());
        // What a risk without a reference of its own is about is who it is.
        let reference = risks[at].reference.clone();
        let is_unique = !reference.trim().is_empty()
            && register.risks().filter(|risk| risk.reference == reference).count() == 1;
        risks[at].notes.push_str(" and more");
        let mut fields = vec![RiskField::Notes];
        if is_unique {
            risks[at].description.push_str(" and more");
            fields.push(RiskField::Description);
        }
        let components = register.components().map(|component| component.stated().clone());
        let after = Register::new("", scale, components.collect(), risks).unwrap();
        let after = checked(&after);
        let paths: Vec<crate::FieldPath> = fields.into_iter().map(Into::into).collect();
        let is_about = |finding: &Finding| finding.field.is_some_and(|field| paths.contains(&field));
        prop_assert!(missing(&before, &after).iter().all(is_about));
        prop_assert!(new_findings(&before, &after).iter().all(is_about));
    }

    #[test]
    fn a_new_name_changes_the_fingerprints_of_what_is_about_the_risk_alone(
        register in any_register(),
        at in any::<proptest::sample::Index>(),
    ) {
        let before = checked(&register);
        let mut risks: Vec<Risk> = register.risks().map(RiskView::stated).cloned().collect();
        prop_assume!(!risks.is_empty());
        let at = at.index(risks.len());
        let reference = std::mem::replace(&mut risks[at].reference, "another name".to_owned());
        let count = register.risks().filter(|risk| risk.reference == reference).count();
        prop_assume!(!reference.trim().is_empty() && count == 1);
        let components = register.components().map(|component| component.stated().clone());
        let scale = register.scale().clone();
        let renamed = Register::new("", scale, components.collect(), risks).unwrap();
        let after = checked(&renamed);
        // These are about several records, whichever of them comes first.
        let is_of_several = |finding: &Finding| {
            let codes = ["look-alike", "card-in-two-spellings", "unknown-component"];
            codes.contains(&finding.code())
        };
        let of = |findings: Vec<Finding>, name: &str| {
            let key = crate::Key::first(name);
            let mut rest = findings;
            rest.retain(|finding| !is_of_several(finding));
            let all = rest.len();
            rest.retain(|finding| finding.record == crate::RecordId::Risk(key.clone()));
            (all, rest.len())
        };
        let (gone, of_old) = of(missing(&before, &after), &reference);
        let (come, of_new) = of(new_findings(&before, &after), "another name");
        prop_assert_eq!((gone, come), (of_old, of_new));
        // All that is about it is another one.
        let (_, about) = of(before.clone(), &reference);
        prop_assert_eq!(of_old, about);
    }
}
