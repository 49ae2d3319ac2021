//! The dependencies between the packages of Debian.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use petgraph::graph::DiGraph;
use risk_core::Effect;
use risk_core::graph::{ComponentId, ComponentSet, Structure};
use serde_json::Value;

use super::plan::{Plan, Wanted, ids};
use super::timing::{medians, report, report_ratio};
use super::{OURS, build, fail, walk};

/// The file of known answers that may be beside the dependencies.
const ANSWERS: &str = "debian-bookworm-answers.json";

/// The packages, their names by number and the other way round, and what they require.
struct Debian {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    plan: Plan,
}

/// Measures the graph where it is there.
pub fn measure(runs: usize) {
    let Some(path) = std::env::var_os("RISK_DEBIAN_DEPENDENCIES") else {
        println!("debian: RISK_DEBIAN_DEPENDENCIES names no file");
        return;
    };
    let path = Path::new(&path);
    let debian = Debian::of(&text(path));
    let (components, pairs) = (debian.plan.components, debian.plan.pairs());
    println!("debian: {components} packages, {pairs} requirements");
    let structure = build(&debian.plan, runs);
    let graph = debian.plan.plain();
    let systemd = debian.component(&structure, "systemd");
    fail("failure of systemd", &structure, &graph, systemd, runs);
    if let Ok(answers) = std::fs::read(path.with_file_name(ANSWERS)) {
        debian.check(&structure, &answers);
    }
    all_failures(&structure, &graph, runs.min(3));
}

/// The failure of each package alone.
fn all_failures(structure: &Structure, graph: &DiGraph<(), ()>, runs: usize) {
    let states = || {
        let mut failures = structure.failures();
        let down = structure
            .components()
            .map(|one| failures.of(&[one]).expect(OURS).down().len());
        down.sum::<usize>()
    };
    let reached = || {
        let reached = structure.components().map(|one| walk(graph, one));
        reached.sum::<usize>()
    };
    println!("  every failure: {} down, {} reached", states(), reached());
    let [ours, points, bare] = medians(
        runs,
        [
            &mut || Box::new(states()),
            &mut || Box::new(structure.points_of_failure()),
            &mut || Box::new(reached()),
        ],
    );
    report("  petgraph, what is reached", bare);
    report("  the states", ours);
    report_ratio(ours, bare);
    report("  points of failure", points);
    report_ratio(points, bare);
    let points = structure.points_of_failure();
    println!(
        "  {} points of failure, {} requirements defeated",
        points.points.len(),
        points.defeated.len()
    );
}

impl Debian {
    /// Of a table of component, requires, effect, group and need, in which nothing is quoted.
    fn of(text: &str) -> Self {
        let rows: Vec<[&str; 5]> = text.lines().skip(1).map(row).collect();
        let mut debian = Self {
            names: Vec::new(),
            numbers: HashMap::new(),
            plan: Plan {
                components: 0,
                requirements: Vec::new(),
                builder: Structure::builder(0),
            },
        };
        for [owner, member, ..] in &rows {
            debian.name(owner);
            debian.name(member);
        }
        debian.plan.builder = Structure::builder(debian.names.len());
        let ids = ids(&debian.plan.builder, debian.names.len());
        debian.plan.components = ids.len();
        let mut groups: HashMap<[&str; 2], usize> = HashMap::new();
        let wanted = &mut debian.plan.requirements;
        for [owner, member, effect, group, need] in rows {
            let member = ids[debian.numbers[member]];
            let next = wanted.len();
            let at = match group {
                "" => next,
                _ => *groups.entry([owner, group]).or_insert(next),
            };
            if at == next {
                wanted.push(Wanted {
                    owner: ids[debian.numbers[owner]],
                    members: Vec::new(),
                    need: need.parse().unwrap_or(1),
                    effect: match effect {
                        "soft" => Effect::Soft,
                        _ => Effect::Hard,
                    },
                });
            }
            wanted[at].members.push(member);
        }
        debian
    }

    fn name(&mut self, name: &str) {
        if !self.numbers.contains_key(name) {
            self.numbers.insert(name.to_owned(), self.names.len());
            self.names.push(name.to_owned());
        }
    }

    fn component(&self, structure: &Structure, name: &str) -> ComponentId {
        let at = self.numbers[name];
        structure.component(at).expect("its names are numbered")
    }

    /// Compares what fails with some packages to what is known to.
    fn check(&self, structure: &Structure, answers: &[u8]) {
        let answers: Value = serde_json::from_slice(answers).expect("the answers are JSON");
        let answers = answers["answers"].as_object().expect("they are by name");
        for (name, answer) in answers {
            let blast = structure
                .fail([self.component(structure, name)])
                .expect(OURS);
            for (set, key) in [(blast.down(), "down"), (blast.potential(), "reachable")] {
                let hash = &answer[format!("{key}_sha256")];
                assert_eq!(answer[key], set.len(), "how many are {key} with {name}");
                assert_eq!(*hash, self.sha256(set), "which are {key} with {name}");
            }
        }
        println!("  known answers: {} are met", answers.len());
    }

    /// The hash of the names of a set, in order, one a line.
    fn sha256(&self, set: &ComponentSet) -> String {
        let mut names: Vec<&str> = set
            .iter()
            .map(|one| self.names[one.index()].as_str())
            .collect();
        names.sort_unstable();
        let mut hash = Command::new("sha256sum")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sha256sum is installed");
        let mut input = hash.stdin.take().expect("it is piped");
        for name in names {
            writeln!(input, "{name}").expect("it is read");
        }
        drop(input);
        let output = hash.wait_with_output().expect("it ends").stdout;
        let output = String::from_utf8(output).expect("it is in digits");
        output.split(' ').next().unwrap_or_default().to_owned()
    }
}

fn row(line: &str) -> [&str; 5] {
    let mut cells = line.split(',');
    [(); 5].map(|()| cells.next().unwrap_or_default())
}

/// The text of a file, which may be packed.
fn text(path: &Path) -> String {
    if path.extension().is_none_or(|extension| extension != "xz") {
        return std::fs::read_to_string(path).expect("the dependencies are there");
    }
    let unpacked = Command::new("xz").arg("-dc").arg(path).output();
    let unpacked = unpacked.expect("xz is installed");
    assert!(unpacked.status.success(), "the dependencies are there");
    String::from_utf8(unpacked.stdout).expect("names are text")
}
