//! Backstage: the entities of a catalogue and how they refer to each other.

mod entity;
mod read;
mod reference;

use entity::Catalogue;
pub(super) use read::read;
use reference::{Kind, Reference};
