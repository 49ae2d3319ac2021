//! What an embedder keeps, shares between threads and clones.

use risk_core::edit::{Edited, Editor};
use risk_core::graph::{
    BlastRadius, ComponentId, ComponentSet, CutSets, Exposure, Graph, PointsOfFailure, Recovery,
    Structure, StructureBuilder,
};
use risk_core::runbook::{Page, Plan, Scenario};
use risk_core::{Component, Finding, Reading, Register, Risk, Scale, Settings};

/// That the types are so is found out when this is compiled.
#[test]
fn what_an_embedder_keeps_can_be_sent_shared_and_cloned() {
    fn shared<T: Send + Sync>() {}
    fn cloned<T: Send + Sync + Clone>() {}
    cloned::<Register>();
    cloned::<Settings>();
    cloned::<Finding>();
    cloned::<Graph>();
    cloned::<Structure>();
    cloned::<StructureBuilder>();
    cloned::<BlastRadius<'_>>();
    cloned::<ComponentId>();
    cloned::<ComponentSet>();
    cloned::<CutSets>();
    cloned::<Exposure>();
    cloned::<PointsOfFailure>();
    cloned::<Recovery>();
    cloned::<Scenario>();
    cloned::<Plan>();
    cloned::<Page>();
    cloned::<Editor>();
    cloned::<Edited>();
    shared::<Reading>();
}

fn register() -> Register {
    let mut risk = Risk::new("R01");
    risk.component = "Cache".into();
    let components = vec![Component::new("Shop")];
    Register::new("Trips", Scale::default(), components, vec![risk]).unwrap()
}

#[test]
fn a_clone_of_a_register_shares_its_records() {
    let register = register();
    let clone = register.clone();
    let [ours, theirs] = [&register, &clone].map(|one| one.risk_at(0).unwrap().stated());
    assert!(std::ptr::eq(ours, theirs));
    assert!(std::ptr::eq(register.title(), clone.title()));
    assert!(std::ptr::eq(register.scale(), clone.scale()));
}

#[test]
fn a_register_that_is_taken_apart_leaves_its_clone_as_it_was() {
    let register = register();
    let clone = register.clone();
    let (_, scale, components, mut risks) = register.into_parts();
    risks[0].description = "Full".to_owned();
    let changed = Register::new("Other", scale, components, risks).unwrap();
    assert_ne!(changed, clone);
    assert_eq!(clone, self::register());
    assert_eq!(clone.clone().without_rehearsals(), clone);
}

#[test]
fn a_graph_outlives_the_register_that_it_was_made_of_and_answers_in_any_thread() {
    let graph = Graph::new(&register());
    let cache = graph.find("cache").unwrap();
    let name = std::thread::scope(|scope| {
        let ask = scope.spawn(|| graph.name(cache).map(str::to_owned));
        ask.join().unwrap()
    });
    assert_eq!(name.unwrap(), "Cache");
    let moved = std::thread::spawn(move || graph.risks(cache).map(Iterator::count));
    assert_eq!(moved.join().unwrap(), Ok(1));
}
