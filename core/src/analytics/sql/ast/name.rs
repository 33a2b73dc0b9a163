//! Names of things.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::sql::span::Span;

/// A name as it is stored and looked up: in upper case unless it was quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its characters, without quotes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Names with dots between them, one at least: a stream's name, or a column by way of what holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// From the outermost to the innermost.
    pub names: Vec<Name>,
    /// Where it stands.
    pub span: Span,
}
