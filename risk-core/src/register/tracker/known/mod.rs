//! The well-known trackers, by the shape of their addresses.

mod boards;
mod builtin;
mod card;
mod forges;
mod issues;
mod notion;
mod service_now;

pub(super) use self::builtin::{names, recognise};
