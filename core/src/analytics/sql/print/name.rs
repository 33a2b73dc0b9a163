//! Names, in quotes where they need them.

use core::fmt;

use crate::analytics::sql::ast::{Name, Path};
use crate::analytics::sql::{lexer, reserved};

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let needs_quotes = !lexer::is_plain_name(&self.text) || reserved::is_keyword(&self.text);
        if needs_quotes { quoted(f, '"', &self.text) } else { f.write_str(&self.text) }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        dotted(f, self.names.iter())
    }
}

/// A name where a column is meant, so that `ROWTIME` needs no quotes.
pub(super) struct Column<'a>(pub(super) &'a Name);

impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if reserved::is_column(&self.0.text) { f.write_str(&self.0.text) } else { self.0.fmt(f) }
    }
}

/// A way to a column.
pub(super) fn column_path(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    dotted(f, path.names.iter().map(Column))
}

/// Text between quotes; those within are doubled.
pub(super) fn quoted(f: &mut fmt::Formatter<'_>, quote: char, text: &str) -> fmt::Result {
    use fmt::Write as _;
    f.write_char(quote)?;
    for (index, part) in text.split(quote).enumerate() {
        if index != 0 {
            write!(f, "{quote}{quote}")?;
        }
        f.write_str(part)?;
    }
    f.write_char(quote)
}

fn dotted(f: &mut fmt::Formatter<'_>, names: impl Iterator<Item = impl fmt::Display>) -> fmt::Result {
    for (index, name) in names.enumerate() {
        f.write_str(if index == 0 { "" } else { "." })?;
        name.fmt(f)?;
    }
    Ok(())
}
