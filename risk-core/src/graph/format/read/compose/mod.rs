//! Docker Compose: services and what they depend on.

mod merge;
mod read;
mod service;

use merge::{Mode, Named, Tags};
pub(super) use read::read;
use service::Service;
