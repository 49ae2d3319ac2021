//! Graphs so deep that nothing may call itself.

use crate::graph::{ComponentId, Direction, Structure};
use crate::register::{Duration, Effect};

const LENGTH: usize = 1_000_000;

/// A chain in which each component needs the one before, the last two of them by a group that closes a cycle.
fn chain() -> Structure {
    let mut builder = Structure::builder(LENGTH);
    let all: Vec<ComponentId> = (0..LENGTH)
        .map(|at| builder.component(at).unwrap())
        .collect();
    for pair in all.windows(2) {
        builder
            .require(pair[1], &pair[..1], 1, Effect::Hard)
            .unwrap();
    }
    let ends = [all[LENGTH - 1], all[LENGTH - 2]];
    builder.require(all[1], &ends, 1, Effect::Hard).unwrap();
    builder.freeze()
}

#[test]
fn a_chain_of_a_million_components_fits_a_stack_of_2_mb() {
    let ask = || {
        let structure = chain();
        let [first, last] = [0, LENGTH - 1].map(|at| structure.component(at).unwrap());
        let blast = structure.fail([first]).unwrap();
        assert_eq!(blast.down().len(), LENGTH);
        assert_eq!(blast.chain(last).unwrap().len(), LENGTH);
        let recovery = blast.recovery(|_| Some(Duration::from_minutes(1)));
        assert_eq!(recovery.last().unwrap().time.minutes(), LENGTH as u64);
        let needed = structure
            .query([last], Direction::Requirements)
            .unwrap()
            .resolve();
        assert_eq!(needed.len(), LENGTH);
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(ask).unwrap().join().unwrap();
}
