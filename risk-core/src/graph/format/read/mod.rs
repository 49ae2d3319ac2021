//! Component graphs of other programs: read.
