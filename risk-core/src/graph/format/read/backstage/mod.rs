//! Backstage: the entities of a catalogue and how they refer to each other.

mod entity;
mod needs;
mod read;
mod reference;
mod relations;

use entity::Catalogue;
pub(super) use read::read;
use reference::{Kind, Reference};
use relations::{Relation, Way};
