//! What is wrong with a call, in words.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::Function;
use super::argument::Arguments;
use super::refusal::Mismatch;
use crate::analytics::sql_type::SqlType;

/// Says what is wrong with a call, in the words of the parser that the service was built with.
///
/// # Source
/// SQL reference, "Date, Timestamp, and Interval Operators", example 8.
pub(super) fn explain(function: &Function, arguments: Arguments<'_>, mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Constant(text) => alloc::format!("{}: {text}", function.name),
        Mismatch::NotConstant(what) => {
            alloc::format!(
                "{}: {what} must be a literal, because it is read before the first row",
                function.name
            )
        }
        Mismatch::Types => no_such_form(function, arguments),
    }
}

fn no_such_form(function: &Function, arguments: Arguments<'_>) -> String {
    let types: Vec<String> = arguments.types().map(written).collect();
    // A form for as many arguments says how such a call is written; where there is none, all of them are told.
    let fitting: Vec<&str> =
        function.forms.iter().copied().filter(|form| placeholders(form) == types.len()).collect();
    let call = match fitting.first() {
        Some(form) => filled(form, &types),
        None => alloc::format!("{}({})", function.name, types.join(", ")),
    };
    let mut text = alloc::format!("Cannot apply '{}' to arguments of type '{call}'.", function.name);
    text.push_str(" Supported form(s):");
    for form in if fitting.is_empty() { function.forms } else { &fitting } {
        // Writing to a string cannot fail.
        let _ = write!(text, " '{form}'");
    }
    text
}

fn written(sql_type: Option<SqlType>) -> String {
    sql_type.map_or(String::from("<NULL>"), |sql_type| alloc::format!("<{sql_type}>"))
}

/// How many kinds of arguments a form names; comparisons are written with the same characters, but with blanks around them.
fn placeholders(form: &str) -> usize {
    pieces(form).filter(|(placeholder, _)| placeholder.is_some()).count()
}

/// A form with types in the place of its kinds.
fn filled(form: &str, types: &[String]) -> String {
    let mut types = types.iter();
    let mut text = String::new();
    for (placeholder, literal) in pieces(form) {
        if placeholder.is_some() {
            text.push_str(types.next().map_or("", String::as_str));
        }
        text.push_str(literal);
    }
    text
}

/// A form cut at its kinds: each kind, and the text behind it. The first has no kind where the form begins with text.
fn pieces(form: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut rest = Some(form);
    core::iter::from_fn(move || {
        let text = rest?;
        let (kind, behind) = match kind_at_begin(text) {
            Some(length) => (Some(&text[..length]), &text[length..]),
            None => (None, text),
        };
        let next = behind.char_indices().map(|(at, _)| at).find(|&at| kind_at_begin(&behind[at..]).is_some());
        let end = next.unwrap_or(behind.len());
        rest = next.map(|at| &behind[at..]);
        Some((kind, &behind[..end]))
    })
}

/// How long the kind is that a text begins with: `<`, capitals, `>`.
fn kind_at_begin(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let length = name.find(|it: char| !it.is_ascii_uppercase() && it != '_')?;
    (length > 0 && name[length..].starts_with('>')).then_some(length + 2)
}
