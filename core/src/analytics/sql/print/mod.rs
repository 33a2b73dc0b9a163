//! Statements as text, in one line each and in one way: keywords in upper case, names in quotes where they need them,
//! parentheses where the tree needs them. Reading the text gives the tree again.

mod call;
mod expression;
mod literal;
mod name;
mod query;
mod statement;
mod table;
mod window;

use core::fmt;

/// Things with commas between them.
struct List<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// ` WORD thing`, or nothing.
fn clause<T: fmt::Display>(f: &mut fmt::Formatter<'_>, word: &str, thing: Option<&T>) -> fmt::Result {
    match thing {
        Some(thing) => write!(f, " {word} {thing}"),
        None => Ok(()),
    }
}

/// A word, or nothing.
fn flag(f: &mut fmt::Formatter<'_>, word: &str, is_set: bool) -> fmt::Result {
    f.write_str(if is_set { word } else { "" })
}
