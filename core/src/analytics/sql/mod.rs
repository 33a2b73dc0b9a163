//! The language: text to statements and back.

pub mod ast;
mod format;
mod lexer;
mod precedence;
mod print;
pub mod reserved;
mod span;
mod token;

pub use format::format;
pub use lexer::tokens;
pub use span::Span;
pub use token::{Fault, Kind, Token};
