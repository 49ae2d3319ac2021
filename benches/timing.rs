//! How long work takes.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a piece of work made, to be taken apart when its time is taken.
pub type Done<'a> = Box<dyn Made + 'a>;
pub trait Made {}
impl<T> Made for T {}

/// The median times of several pieces of work, done turn by turn so that all meet the same machine.
pub fn medians<'a, const N: usize>(
    runs: usize,
    mut work: [&mut dyn FnMut() -> Done<'a>; N],
) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..runs {
        for (work, times) in work.iter_mut().zip(&mut times) {
            let start = Instant::now();
            let result = black_box(work());
            times.push(start.elapsed());
            // To take the result apart is not part of the work.
            drop(result);
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

pub fn report(name: &str, time: Duration) {
    println!("  {name:<34} {:>10.2} ms", time.as_secs_f64() * 1000.0);
}

/// Reports how many times as long one piece of work takes as another.
pub fn report_ratio(ours: Duration, bare: Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("  {:<34} {ratio:>10.2}", "ratio");
}
