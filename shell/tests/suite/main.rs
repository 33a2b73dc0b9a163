//! Tests of the shell as a whole, in one program because linking many is slow.

mod catalog;
mod checks;
mod completion;
mod real;
mod snippets;
mod support;
mod transcripts;
