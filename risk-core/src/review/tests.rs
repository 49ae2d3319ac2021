//! Tests of questionnaires, reviews and their levels.
