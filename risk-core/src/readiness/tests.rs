//! Whether the answers keep their rules, against the same rules stated the slow way.

mod coverage;
mod due;
mod generators;
mod naive;
mod next;
mod reasons;
mod windows;
