//! Component graphs as pictures and tables: written.
