mod entries;
mod generators;
mod list_properties;
mod note_properties;
mod notes;
mod observations;
pub(super) mod samples;
