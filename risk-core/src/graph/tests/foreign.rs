//! Components of another graph, which have a number that the graph has as well.

use crate::check::Settings;
use crate::graph::format::Drawing;
use crate::graph::{
    BadRequirement, BlastAnswer, ComponentId, CutsAnswer, Direction, ForeignComponent, Graph, Need,
    RecoveryAnswer, SpofAnswer, Structure, WhyAnswer,
};
use crate::register::{Component, Date, Effect, Register, Requirement, Scale};
use crate::runbook::Planner;

const REFUSED: ForeignComponent = ForeignComponent;

/// A shop that needs one of two caches.
fn register() -> Register {
    let mut shop = Component::new("Shop");
    shop.requires = Some(vec![Requirement::some_of(1, ["A", "B"])]);
    let components = [vec![shop], ["A", "B"].map(Component::new).to_vec()].concat();
    Register::new("", Scale::default(), components, Vec::new()).unwrap()
}

/// Two graphs of one register, and for each its second component.
fn graphs() -> [(Graph, ComponentId); 2] {
    let register = register();
    [(); 2].map(|()| {
        let graph = Graph::new(&register);
        let a = graph.find("A").unwrap();
        (graph, a)
    })
}

#[test]
fn ids_of_two_graphs_of_one_register_are_never_equal() {
    let [(_, ours), (_, theirs)] = graphs();
    assert_eq!(ours.index(), theirs.index());
    assert_ne!(ours, theirs);
}

#[test]
fn a_clone_of_a_graph_answers_about_the_same_components() {
    let [(graph, ours), _] = graphs();
    let clone = graph.clone();
    assert_eq!(clone.name(ours), Ok("A"));
    let blast = clone.fail([ours]).unwrap();
    assert_eq!(graph.because(&blast, ours).unwrap(), "it has failed");
    let sets = [&graph, &clone].map(|graph| graph.structure().set([ours]).unwrap());
    assert_eq!(sets[0], sets[1]);
}

#[test]
fn a_graph_refuses_to_describe_a_component_of_another_one() {
    let [(graph, _), (_, theirs)] = graphs();
    assert_eq!(graph.name(theirs), Err(REFUSED));
    assert_eq!(graph.key(theirs), Err(REFUSED));
    assert_eq!(graph.stated(theirs), Err(REFUSED));
    assert_eq!(graph.risks(theirs).err(), Some(REFUSED));
    assert_eq!(graph.worst_rating(theirs), Err(REFUSED));
    assert_eq!(graph.restore(theirs), Err(REFUSED));
    assert_eq!(graph.rto(theirs), Err(REFUSED));
    assert_eq!(graph.potential_because(Some(theirs)), Err(REFUSED));
    assert_eq!(graph.keys_of([theirs]), Err(REFUSED));
}

#[test]
fn a_structure_refuses_questions_about_a_component_of_another_one() {
    let [(graph, ours), (_, theirs)] = graphs();
    let structure = graph.structure();
    assert_eq!(structure.is_known(theirs), Err(REFUSED));
    assert_eq!(structure.needs(theirs), Err(REFUSED));
    assert_eq!(structure.set([ours, theirs]), Err(REFUSED));
    assert_eq!(structure.around([theirs], 1), Err(REFUSED));
    let query = structure.query([ours, theirs], Direction::Both);
    assert_eq!(query.err(), Some(REFUSED));
    assert_eq!(structure.fail([ours, theirs]).err(), Some(REFUSED));
    assert_eq!(graph.fail([theirs]).err(), Some(REFUSED));
    let mut failures = structure.failures();
    assert_eq!(failures.of(&[ours, theirs]).err(), Some(REFUSED));
    let outcome = failures.of(&[ours]).unwrap();
    assert_eq!(outcome.state(theirs), Err(REFUSED));
    assert_eq!(structure.cut_sets(theirs, 2), Err(REFUSED));
    assert_eq!(structure.points_of_failure_of(theirs), Err(REFUSED));
    let settings = Settings::default();
    let plan =
        Planner::new(&graph, &settings, Date::new(2026, 11, 23).unwrap()).plan_components([theirs]);
    assert_eq!(plan, Err(REFUSED));
}

#[test]
fn an_answer_refuses_questions_about_a_component_of_another_graph() {
    let [(graph, ours), (other, theirs)] = graphs();
    let blast = graph.fail([ours]).unwrap();
    assert_eq!(blast.state(theirs), Err(REFUSED));
    assert_eq!(blast.condition(theirs), Err(REFUSED));
    assert_eq!(blast.reason(theirs), Err(REFUSED));
    assert_eq!(blast.reason_to_be_stuck(theirs), Err(REFUSED));
    assert_eq!(blast.via(theirs), Err(REFUSED));
    assert_eq!(blast.chain(theirs), Err(REFUSED));
    let shop = other.find("Shop").unwrap();
    let need: &Need = &other.structure().needs(shop).unwrap()[0];
    assert_eq!(blast.is_unmet(need), Err(REFUSED));
    assert_eq!(graph.need(need), Err(REFUSED));
    assert_eq!(graph.source(need), Err(REFUSED));
    let recovery = graph.recovery(&blast).unwrap();
    assert!(recovery.of(ours).is_some());
    assert!(recovery.of(theirs).is_none());
    assert!(recovery.critical_chain(theirs).is_empty());
}

#[test]
fn a_graph_refuses_answers_of_another_one() {
    let [(graph, ours), (other, theirs)] = graphs();
    let blast = other.fail([theirs]).unwrap();
    for component in [ours, theirs] {
        assert_eq!(graph.because(&blast, component), Err(REFUSED));
        assert_eq!(graph.because_of_step(&blast, component), Err(REFUSED));
        assert_eq!(graph.stuck_because(&blast, component), Err(REFUSED));
    }
    let redundancy_lost = &blast.redundancy_lost()[0];
    assert_eq!(
        graph.redundancy_lost_because(&blast, redundancy_lost),
        Err(REFUSED)
    );
    let own = graph.fail([ours]).unwrap();
    assert_eq!(
        graph.redundancy_lost_because(&own, redundancy_lost),
        Err(REFUSED)
    );
    assert_eq!(
        graph.redundancy_lost_because(&blast, &own.redundancy_lost()[0]),
        Err(REFUSED)
    );
    assert_eq!(graph.recovery(&blast), Err(REFUSED));
    let recovery = other.recovery(&blast).unwrap();
    assert_eq!(graph.keys(blast.down()).err(), Some(REFUSED));
    assert_eq!(graph.missed_rtos(&recovery), Err(REFUSED));
    let all = graph.structure().all();
    assert_eq!(Drawing::of(&graph, Some(&blast), &all), Err(REFUSED));
    assert_eq!(Drawing::of(&graph, None, blast.down()), Err(REFUSED));
}

#[test]
fn answers_are_made_of_one_graph_alone() {
    let [(graph, ours), (other, theirs)] = graphs();
    let blast = other.fail([theirs]).unwrap();
    assert_eq!(BlastAnswer::new(&graph, &blast), Err(REFUSED));
    assert_eq!(RecoveryAnswer::new(&graph, &blast), Err(REFUSED));
    for component in [ours, theirs] {
        assert_eq!(WhyAnswer::new(&graph, &blast, component), Err(REFUSED));
    }
    let own = graph.fail([ours]).unwrap();
    assert_eq!(WhyAnswer::new(&graph, &own, theirs), Err(REFUSED));
    let structure = other.structure();
    let cuts = structure.cut_sets(theirs, 1).unwrap();
    assert_eq!(CutsAnswer::new(&graph, &cuts), Err(REFUSED));
    let shop = other.find("Shop").unwrap();
    let points = structure.points_of_failure_of(shop).unwrap();
    assert_eq!(SpofAnswer::of(&graph, shop, &points), Err(REFUSED));
    let region = within_a_region();
    let found = region.structure().points_of_failure();
    assert!(!found.points.is_empty());
    assert_eq!(SpofAnswer::new(&graph, &found), Err(REFUSED));
}

/// A shop that lives in a region.
fn within_a_region() -> Graph {
    let mut shop = Component::new("Shop");
    shop.within = "Region".to_owned();
    let register = Register::new("", Scale::default(), vec![shop], Vec::new());
    Graph::new(&register.unwrap())
}

#[test]
fn sets_of_different_graphs_are_not_combined_and_have_nothing_in_common() {
    let [(graph, ours), (other, theirs)] = graphs();
    let a = graph.structure().set([ours]).unwrap();
    let b = other.structure().set([theirs]).unwrap();
    assert_ne!(a, b);
    assert!(a.contains(ours) && !a.contains(theirs));
    assert_eq!(a.union(&b), Err(REFUSED));
    assert_eq!(a.intersection(&b), Err(REFUSED));
    assert_eq!(a.difference(&b), Err(REFUSED));
    assert_eq!(a.symmetric_difference(&b), Err(REFUSED));
    assert_eq!(a.is_subset(&b), Err(REFUSED));
}

#[test]
fn a_builder_refuses_components_of_another_one_and_keeps_what_it_has() {
    let mut builder = Structure::builder(2);
    let [a, b] = [0, 1].map(|at| builder.component(at).unwrap());
    builder.require(a, &[b], 1, Effect::Hard).unwrap();
    builder.know(a).unwrap();
    let theirs = Structure::builder(2).component(1).unwrap();
    assert_eq!(builder.know(theirs), Err(REFUSED));
    let refused = Err(BadRequirement::Foreign(REFUSED));
    assert_eq!(builder.require(a, &[theirs], 1, Effect::Hard), refused);
    assert_eq!(builder.require(theirs, &[a], 1, Effect::Hard), refused);
    let structure = builder.freeze();
    assert_eq!(structure.is_known(a), Ok(true));
    assert_eq!(structure.is_known(b), Ok(false));
    assert_eq!(structure.needs(a).unwrap().len(), 1);
    assert!(structure.fail([b]).unwrap().down().contains(a));
}
