//! Tests that cross the parts of the language.
//!
//! What is read and what is refused stands in the files beside this one, in sections that begin with `--- name ---`. What was found
//! wrong stands below its line, as `--! error column+length: message` and `--! hint: text`; the canonical text of an expression stands
//! below it as `--= text`. These lines are comments of the language. `UPDATE_EXPECT=1` writes them.

mod fuzz;
mod grammar;
mod highlight;
mod random;
mod sections;
mod spans;
