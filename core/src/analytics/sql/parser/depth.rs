//! How deep a text may nest.
//!
//! Two things could make a stack overflow: reading what nests, and later walking or dropping a tree that is high. A tree also grows
//! high without any nesting, for `1 + 1 + 1` has two additions one above the other. So both are bounded, each on its own. Printing
//! a tree puts no parentheses but those that were there, so that what was read can always be read again.

use super::{Failed, Parse, Parser};

/// How high a tree may be: operators, calls and queries above one another.
pub const HEIGHT_MAX: usize = 128;
/// How deep parentheses and their like may nest. Queries in queries need most of the stack, a third of a browser's at this depth.
pub const NESTING_MAX: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Depth {
    /// How many things around the current token are not read to their ends.
    nesting: usize,
    /// How high the highest tree is that was read within the innermost of them.
    height: usize,
}

impl Parser<'_> {
    /// Reads what lies within something else.
    pub(super) fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth.nesting == NESTING_MAX {
            return self.too_deep();
        }
        self.depth.nesting += 1;
        let beside = core::mem::take(&mut self.depth.height);
        let it = read(self)?;
        self.depth.nesting -= 1;
        self.depth.height = self.depth.height.max(beside);
        Ok(it)
    }

    /// Reads an operand, so that what is put above it in `read` is not put above what was read before.
    pub(super) fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let beside = core::mem::take(&mut self.depth.height);
        let it = read(self)?;
        self.depth.height = self.depth.height.max(beside);
        Ok(it)
    }

    /// Puts a node above what was read.
    pub(super) fn grow(&mut self) -> Parse<()> {
        if self.depth.height == HEIGHT_MAX {
            return self.too_deep();
        }
        self.depth.height += 1;
        Ok(())
    }

    fn too_deep<T>(&mut self) -> Parse<T> {
        let message = "this is nested too deeply, or too many operators follow one another".into();
        let hint = "compute a part of it in a stream before this one";
        self.error(self.span(), message, Some(hint.into()));
        Err(Failed)
    }
}
