//! TRIM

use crate::analytics::function::Function;
use crate::analytics::function::argument::Arguments;
use crate::analytics::function::operand::{part, take_text, text};
use crate::analytics::function::prepared::{Prepared, Scalar};
use crate::analytics::function::refusal::{Fault, Mismatch};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Without blanks at both ends.
pub(crate) const TRIM: Function = Function {
    name: "TRIM",
    forms: &["TRIM(<CHARACTER>)"],
    summary: "The text without the blanks before and behind it.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        trim(arguments, Ends { before: true, behind: true })
    },
};

/// Without a character at both ends.
pub(crate) const TRIM_BOTH: Function = Function {
    name: "TRIM BOTH",
    forms: &["TRIM(BOTH FROM <CHARACTER>)", "TRIM(BOTH <CHARACTER> FROM <CHARACTER>)"],
    summary: "The text without what is one character again and again before and behind it.",
    bind: |arguments| trim(arguments, Ends { before: true, behind: true }),
};

/// Without a character at the begin.
pub(crate) const TRIM_LEADING: Function = Function {
    name: "TRIM LEADING",
    forms: &["TRIM(LEADING FROM <CHARACTER>)", "TRIM(LEADING <CHARACTER> FROM <CHARACTER>)"],
    summary: "The text without what is one character again and again before it.",
    bind: |arguments| trim(arguments, Ends { before: true, behind: false }),
};

/// Without a character at the end.
pub(crate) const TRIM_TRAILING: Function = Function {
    name: "TRIM TRAILING",
    forms: &["TRIM(TRAILING FROM <CHARACTER>)", "TRIM(TRAILING <CHARACTER> FROM <CHARACTER>)"],
    summary: "The text without what is one character again and again behind it.",
    bind: |arguments| trim(arguments, Ends { before: false, behind: true }),
};

/// Where characters go.
#[derive(Clone, Copy)]
struct Ends {
    before: bool,
    behind: bool,
}

fn trim(arguments: Arguments<'_>, ends: Ends) -> Result<Prepared, Mismatch> {
    let count = arguments.count(1, 2)?;
    let result = match arguments.text(count - 1)? {
        SqlType::Char(length) => SqlType::VarChar(length),
        other => other,
    };
    if count == 2 {
        arguments.text(0)?;
        arguments.constant_text(0).map(one_character).transpose()?;
    }
    Ok(Scalar::strict(result, move |arguments, _| {
        let unwanted = if count == 2 { one_character(text(arguments, 0)?)? } else { ' ' };
        let source = take_text(arguments, count - 1)?;
        let kept = if ends.behind { source.trim_end_matches(unwanted) } else { &source };
        let end = kept.len();
        let kept = if ends.before { kept.trim_start_matches(unwanted) } else { kept };
        let begin = end - kept.len();
        Ok(Value::Text(part(source, begin..end)))
    }))
}

fn one_character(text: &str) -> Result<char, Fault> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Fault::new("trim character must be exactly 1 character")),
    }
}
