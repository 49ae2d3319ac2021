//! Values that are merged by themselves, whatever they are of.

use std::collections::HashSet;
use std::hash::Hash;

/// What comes of a value that was and that two sides have; `None` where each has another.
pub(crate) fn three<'v, V: PartialEq>(base: &'v V, ours: &'v V, theirs: &'v V) -> Option<&'v V> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}

/// The entries of a list that stand by themselves: those of ours that theirs did not take out, and those that theirs
/// has added. What both changed is there twice.
pub(crate) fn three_lists<T: Clone + Eq + Hash>([base, ours, theirs]: [&[T]; 3]) -> Vec<T> {
    let [was, have, has] = [base, ours, theirs].map(|list| list.iter().collect::<HashSet<&T>>());
    let stay = ours
        .iter()
        .filter(|one| !was.contains(one) || has.contains(one));
    let come = theirs
        .iter()
        .filter(|one| !was.contains(one) && !have.contains(one));
    stay.chain(come).cloned().collect()
}
