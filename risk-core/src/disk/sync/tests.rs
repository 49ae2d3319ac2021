//! Syncs of files.
