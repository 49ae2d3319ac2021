//! Graphs of registers, and what is stated of them.

use crate::graph::{Graph, Source};
use crate::register::{Component, Origin, Register, Requirement, Risk, Scale};

fn component(name: &str, requires: Option<Vec<Requirement>>) -> Component {
    let mut component = Component::new(name);
    component.requires = requires;
    component
}

fn register(components: Vec<Component>) -> Register {
    Register::new("", Scale::default(), components, Vec::new()).unwrap()
}

/// What a failure does to a component, in words.
fn because(register: &Register, failed: &[&str], of: &str) -> String {
    let graph = Graph::new(register);
    let failed: Vec<_> = failed
        .iter()
        .map(|name| graph.find(name).unwrap())
        .collect();
    let blast = graph.fail(failed).unwrap();
    let of = graph.find(of).unwrap();
    let redundancy_lost = blast
        .redundancy_lost()
        .iter()
        .find(|redundancy_lost| redundancy_lost.component == of);
    match redundancy_lost {
        Some(redundancy_lost) if blast.reason(of).unwrap().is_none() => graph
            .redundancy_lost_because(&blast, redundancy_lost)
            .unwrap(),
        _ => graph.because(&blast, of).unwrap(),
    }
}

#[test]
fn one_of_two_that_fails_leaves_no_spare_and_both_bring_the_owner_down() {
    let a = component("A", Some(vec![Requirement::some_of(1, ["B", "C"])]));
    let register = register(vec![
        a,
        component("B", Some(vec![])),
        component("C", Some(vec![])),
    ]);
    assert_eq!(
        because(&register, &["B"], "A"),
        "it needs 1 of (B, C); B has failed, which leaves no redundancy"
    );
    assert_eq!(
        because(&register, &["B", "C"], "A"),
        "it needs 1 of (B, C), and B and C have failed"
    );
}

#[test]
fn what_keeps_itself_up_runs_on_and_could_not_start_again() {
    let a = component("A", Some(vec![Requirement::some_of(1, ["B", "C"])]));
    let c = component("C", Some(vec![Requirement::of("A")]));
    let register = register(vec![a, component("B", Some(vec![])), c]);
    let graph = Graph::new(&register);
    let blast = graph.fail([graph.find("B").unwrap()]).unwrap();
    let keys: Vec<String> = graph
        .keys(blast.cannot_restart())
        .unwrap()
        .map(|key| key.to_string())
        .collect();
    assert_eq!(keys, ["A", "C"]);
    assert_eq!(
        graph.because(&blast, graph.find("A").unwrap()).unwrap(),
        "it still runs but cannot restart: it needs 1 of (B, C), B has failed and C cannot start either (A → C → A)"
    );
    assert_eq!(
        graph.because(&blast, graph.find("C").unwrap()).unwrap(),
        "it still runs but cannot restart: it needs A, which cannot start either (C → A → C)"
    );
    assert_eq!(blast.redundancy_lost()[0].margin, 0);
}

#[test]
fn a_reason_names_the_way_back_to_the_failure_and_who_says_so() {
    let mut imported = Requirement::of("Queue").soft();
    imported.origin = Origin::Assumed("compose.yaml".to_owned());
    let mut zone = component("Disk", None);
    zone.within = "Zone".to_owned();
    let register = register(vec![
        component("API", Some(vec![Requirement::of("Database"), imported])),
        component("Database", Some(vec![Requirement::all_of(["Disk", "Net"])])),
        zone,
    ]);
    assert_eq!(
        because(&register, &["Zone"], "API"),
        "it needs Database, which is down (API → Database → Disk → Zone)"
    );
    assert_eq!(
        because(&register, &["Zone"], "Disk"),
        "it lives in Zone, which has failed"
    );
    assert_eq!(
        because(&register, &["Queue"], "API"),
        "it uses Queue (assumed from compose.yaml), which has failed"
    );
}

#[test]
fn names_mean_components_as_they_do_everywhere_else() {
    let mut risk = Risk::new("R1");
    risk.component = "Cache".into();
    let components = vec![
        component(
            "API",
            Some(vec![
                Requirement::of("postgres PRIMARY"),
                Requirement::of("Cache"),
            ]),
        ),
        component("Postgres primary", Some(vec![])),
        component("api 2", None),
        component("API", None),
    ];
    let register = Register::new("", Scale::default(), components, vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let names: Vec<String> = graph
        .structure()
        .components()
        .map(|one| graph.key(one).unwrap().to_string())
        .collect();
    assert_eq!(
        names,
        ["API", "Postgres primary", "api 2", "API~2", "Cache"]
    );
    let found = |name: &str| {
        graph
            .find(name)
            .map(|one| graph.key(one).unwrap().to_string())
    };
    assert_eq!(found("CACHE").unwrap(), "Cache");
    assert!(
        found("api~2")
            .unwrap_err()
            .nearest
            .contains(&"api 2".to_owned())
    );
    assert_eq!(found("API~2").unwrap(), "API~2");
    assert!(found(" ").is_err());
    let cache = graph.find("Cache").unwrap();
    assert!(graph.stated(cache).unwrap().is_none());
    assert_eq!(graph.risks(cache).unwrap().count(), 1);
    let unknown: Vec<String> = graph
        .keys(&graph.structure().unknown())
        .unwrap()
        .map(|key| key.to_string())
        .collect();
    assert_eq!(unknown, ["api 2", "API~2", "Cache"]);
}

#[test]
fn a_requirement_that_makes_no_sense_is_left_out_and_its_owner_unknown() {
    let bad = [
        Requirement::some_of(3, ["B", "C"]),
        Requirement::some_of(0, ["B"]),
        Requirement::some_of(2, ["B", "B"]),
        Requirement::of(" "),
        Requirement::all_of(Vec::<String>::new()),
    ];
    for requirement in bad {
        let a = component("A", Some(vec![requirement.clone(), Requirement::of("C")]));
        let register = register(vec![
            a,
            component("B", Some(vec![])),
            component("C", Some(vec![])),
        ]);
        let graph = Graph::new(&register);
        let [a, b, c] = ["A", "B", "C"].map(|name| graph.find(name).unwrap());
        assert!(!graph.structure().is_known(a).unwrap(), "{requirement:?}");
        assert!(
            !graph.fail([b]).unwrap().down().contains(a),
            "{requirement:?}"
        );
        assert!(
            graph.fail([c]).unwrap().down().contains(a),
            "{requirement:?}"
        );
    }
}

#[test]
fn a_name_that_stands_twice_in_a_requirement_of_all_counts_once_unless_more_are_stated_to_be_needed()
 {
    let read = |json: &str| -> Requirement { serde_json::from_str(json).unwrap() };
    for (json, is_known) in [
        (r#"{"of":["C","B","C"]}"#, true),
        (r#"{"of":["C","C"]}"#, true),
        (r#"{"of":["C","B","C"],"need":2}"#, true),
        (r#"{"of":["C","B","C"],"need":3}"#, false),
        (r#"{"of":["C","C"],"need":2}"#, false),
    ] {
        let requirement = read(json);
        let written = serde_json::to_string(&requirement).unwrap();
        assert_eq!(read(&written), requirement, "{json}");
        let register = register(vec![
            component("A", Some(vec![requirement])),
            component("B", Some(vec![])),
            component("C", Some(vec![])),
        ]);
        let graph = Graph::new(&register);
        let [a, c] = ["A", "C"].map(|name| graph.find(name).unwrap());
        assert_eq!(graph.structure().is_known(a).unwrap(), is_known, "{json}");
        let is_down = graph.fail([c]).unwrap().down().contains(a);
        assert_eq!(is_down, is_known, "{json}");
    }
}

#[test]
fn requirements_of_all_members_are_single_ones_and_the_same_is_stated_once() {
    let a = component(
        "A",
        Some(vec![
            Requirement::all_of(["B", "C"]),
            Requirement::of("B"),
            Requirement::some_of(1, ["B", "C"]),
            Requirement::some_of(1, ["C", "B"]),
            Requirement::some_of(1, ["C", "C"]).soft(),
        ]),
    );
    let register = register(vec![a, component("B", None), component("C", None)]);
    let graph = Graph::new(&register);
    let a = graph.find("A").unwrap();
    let needs = graph.structure().needs(a).unwrap();
    let needs: Vec<String> = needs.iter().map(|need| graph.need(need).unwrap()).collect();
    assert_eq!(needs, ["B", "C", "1 of (B, C)", "soft: C"]);
    let need = &graph.structure().needs(a).unwrap()[0];
    assert_eq!(graph.source(need).unwrap(), Source::Declared);
}

#[test]
fn names_of_signs_alone_are_each_their_own() {
    let mut api = component(
        "API",
        Some(vec![Requirement::of("--"), Requirement::of("__")]),
    );
    api.within = " -- ".to_owned();
    let graph = Graph::new(&register(vec![api, component("-", None)]));
    let [api, two, line, one] = ["API", "--", "__", "-"].map(|name| graph.find(name).unwrap());
    assert!(two != line && two != one && line != one);
    let needs = graph.structure().needs(api).unwrap();
    assert_eq!(needs.len(), 2, "where it lives is what it requires first");
    assert!(graph.find("---").is_err());
}
