//! What is made of a text before it is used: a pattern, a format.

use super::argument::Arguments;
use super::refusal::{Fault, Mismatch};

/// Made once where the text is the same for all rows, and for each row where it is not.
pub(super) struct Ready<T> {
    once: Option<T>,
    make: fn(&str) -> Result<T, Fault>,
}

impl<T> Ready<T> {
    /// Looks at an argument of the call.
    ///
    /// # Errors
    /// It is a constant that nothing can be made of.
    pub(super) fn of(
        arguments: Arguments<'_>,
        at: usize,
        make: fn(&str) -> Result<T, Fault>,
    ) -> Result<Self, Mismatch> {
        arguments.text(at)?;
        let once = arguments.constant_text(at).map(make).transpose()?;
        Ok(Self { once, make })
    }

    /// Works with what is made of `text`, which is the argument of this row.
    pub(super) fn with<R>(&self, text: &str, work: impl FnOnce(&T) -> Result<R, Fault>) -> Result<R, Fault> {
        match &self.once {
            Some(made) => work(made),
            None => work(&(self.make)(text)?),
        }
    }
}
