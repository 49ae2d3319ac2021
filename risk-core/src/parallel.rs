//! Work side by side, where the feature `parallel` is on and the system has threads. What comes of it is
//! the same without.

use std::thread::{ScopedJoinHandle, scope};

/// To start a thread would end the program where there are none.
const HAS_THREADS: bool = cfg!(all(feature = "parallel", not(target_arch = "wasm32")));

/// Does one thing beside another.
#[cfg(feature = "workbook")]
pub(crate) fn join<A: Send, B>(
    beside: impl FnOnce() -> A + Send,
    here: impl FnOnce() -> B,
) -> (A, B) {
    if !HAS_THREADS {
        return (beside(), here());
    }
    scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        (finish(beside), here)
    })
}

/// Does the same to many things, so many at once. An error ends the share of them that it is in.
#[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
pub(crate) fn for_each<T: Sync, E: Send>(
    all: &[T],
    at_once: usize,
    work: impl Fn(&T) -> Result<(), E> + Sync,
) -> Result<(), E> {
    if !HAS_THREADS {
        return all.iter().try_for_each(work);
    }
    let share = all.len().div_ceil(at_once).max(1);
    let work = &work;
    scope(|scope| {
        let workers: Vec<_> = all
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().try_for_each(work)))
            .collect();
        workers.into_iter().try_for_each(finish)
    })
}

fn finish<T>(worker: ScopedJoinHandle<'_, T>) -> T {
    worker
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
