//! How long it takes to find what a failure brings down, and what the graph takes in memory.
//!
//! `cargo bench --bench graph` runs everything; behind `--`, a number is how many components the graphs
//! have that are made here, and a word (`layered`, `scale-free`, `debian`) runs only that one. Each
//! figure is the median of several runs, beside a walk of petgraph over the same graph turned round,
//! turn by turn in the same run. The graph of Debian's packages is measured where
//! `RISK_DEBIAN_DEPENDENCIES` names a table of its dependencies.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod debian;
mod plan;
mod timing;

use petgraph::graph::DiGraph;
use petgraph::visit::{Bfs, Reversed};
use plan::{Plan, Random, node};
use risk_core::graph::{ComponentId, Direction, Structure};
use timing::{medians, report, report_ratio};

/// Why nothing is refused.
const OURS: &str = "a structure is asked about its own components";

fn main() {
    let number = std::env::args().find_map(|word| word.parse().ok());
    let components = number.unwrap_or(1_000_000);
    let chosen = |name: &str| std::env::args().any(|word| word == name);
    let all = !["layered", "scale-free", "debian"].into_iter().any(chosen);
    let runs = if components > 10_000 { 7 } else { 51 };
    if all || chosen("layered") {
        measure("layered", &Plan::layered(components), runs);
    }
    if all || chosen("scale-free") {
        measure("scale-free", &Plan::scale_free(components), runs);
    }
    if all || chosen("debian") {
        debian::measure(7);
    }
}

/// Builds a graph and lets one of it fail, then a random one, then the first without any spares.
fn measure(name: &str, plan: &Plan, runs: usize) {
    let (components, pairs) = (plan.components, plan.pairs());
    println!("{name}: {components} components, {pairs} requirements");
    let graph = plan.plain();
    let structure = build(plan, runs.min(5));
    let far = farthest(&structure);
    let random = Random(2).below(components);
    let random = structure
        .component(random)
        .expect("there are as many in both");
    fail("failure of much", &structure, &graph, far, runs);
    fail("failure of a random one", &structure, &graph, random, runs);
    drop(structure);
    let structure = plan.no_redundancy().build();
    fail("the first without spares", &structure, &graph, far, runs);
    let down = structure.failures().of(&[far]).expect(OURS).down().len();
    assert_eq!(
        down,
        walk(&graph, far),
        "without spares, what is reached is down"
    );
}

/// Builds a graph, and reports how long it takes and how large it is.
fn build(plan: &Plan, runs: usize) -> Structure {
    let [time] = medians(runs, [&mut || Box::new(plan.build())]);
    report("build", time);
    let structure = plan.build();
    let bytes = structure.bytes();
    println!("  {:<34} {bytes:>10}", "bytes");
    structure
}

/// The component that most requires, of the first of the graph: these require nothing.
fn farthest(structure: &Structure) -> ComponentId {
    let dependents = |component| structure.query([component], Direction::Dependents);
    let tried = structure.components().take(20);
    let farthest =
        tried.max_by_key(|component| dependents(*component).expect(OURS).resolve().len());
    farthest.expect("a graph has components")
}

/// Lets one component fail and reports how long it takes to tell: what is down, and why.
fn fail(
    name: &str,
    structure: &Structure,
    graph: &DiGraph<(), ()>,
    failed: ComponentId,
    runs: usize,
) {
    let mut failures = structure.failures();
    let outcome = failures.of(&[failed]).expect(OURS);
    let (down, reached) = (outcome.down().len(), walk(graph, failed));
    let blast = structure.fail([failed]).expect(OURS);
    assert_eq!(blast.down().len(), down, "both tell the same");
    assert_eq!(
        blast.potential().len(),
        reached,
        "both follow the same requirements"
    );
    assert_eq!(blast.down().is_subset(blast.potential()), Ok(true));
    drop(blast);
    let [states, whole, bare] = medians(
        runs,
        [
            &mut || Box::new(failures.of(&[failed]).expect(OURS).down().len()),
            &mut || Box::new(structure.fail([failed]).expect(OURS)),
            &mut || Box::new(walk(graph, failed)),
        ],
    );
    println!("  {name}: {down} down, {reached} reached");
    report("  petgraph, what is reached", bare);
    report("  the states", states);
    report_ratio(states, bare);
    report("  the whole answer", whole);
    report_ratio(whole, bare);
}

/// How many components petgraph reaches from one against its edges.
fn walk(graph: &DiGraph<(), ()>, from: ComponentId) -> usize {
    let reversed = Reversed(graph);
    let mut walk = Bfs::new(reversed, node(from));
    let mut count = 0;
    while walk.next(reversed).is_some() {
        count += 1;
    }
    count
}
