//! Calls of functions.

use core::fmt;

use super::expression::Operand;
use super::{List, clause};
use crate::analytics::sql::ast::{
    Arguments, Call, End, Expression, ExpressionKind, Literal, Nulls, Side, Special,
};
use crate::analytics::sql::precedence::Precedence;
use crate::analytics::sql::reserved;
use crate::analytics::sql_type::Unit;

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.name.names {
            [name] if reserved::is_called(&name.text) => f.write_str(&name.text)?,
            [name] if self.arguments == Arguments::Niladic => f.write_str(&name.text)?,
            _ => write!(f, "{}", self.name)?,
        }
        match &self.arguments {
            Arguments::Niladic => {}
            Arguments::Star => f.write_str("(*)")?,
            Arguments::List(arguments) => {
                f.write_str("(")?;
                if let Some(quantifier) = self.quantifier {
                    write!(f, "{quantifier} ")?;
                }
                write!(f, "{})", List(arguments))?;
            }
        }
        f.write_str(match self.nulls {
            Some(Nulls::Respect) => " RESPECT NULLS",
            Some(Nulls::Ignore) => " IGNORE NULLS",
            None => "",
        })?;
        f.write_str(match self.from {
            Some(End::First) => " FROM FIRST",
            Some(End::Last) => " FROM LAST",
            None => "",
        })?;
        clause(f, "OVER", self.over.as_ref())
    }
}

impl fmt::Display for Special {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Floor(of, unit) => to_unit(f, "FLOOR", of, *unit),
            Self::Ceil(of, unit) => to_unit(f, "CEIL", of, *unit),
            Self::Step(of, by) => write!(f, "STEP({of} BY {by})"),
            Self::Extract(unit, of) => write!(f, "EXTRACT({unit} FROM {of})"),
            Self::Position { what, text } => {
                // What is looked for must not be taken for the left side of the operator IN.
                write!(f, "POSITION({} IN {text})", Operand(what, Precedence::Additive))
            }
            Self::Substring { text, from, length } => {
                write!(f, "SUBSTRING({text} FROM {from}")?;
                clause(f, "FOR", length.as_ref())?;
                f.write_str(")")
            }
            Self::SubstringSimilar { text, pattern, escape } => {
                let pattern = Operand(pattern, Precedence::Additive);
                write!(f, "SUBSTRING({text} SIMILAR {pattern} ESCAPE {escape})")
            }
            Self::Overlay { text, replacement, from, length } => {
                write!(f, "OVERLAY({text} PLACING {replacement} FROM {from}")?;
                clause(f, "FOR", length.as_ref())?;
                f.write_str(")")
            }
            Self::Trim { side, what, text } => {
                write!(f, "TRIM({side} ")?;
                if let Some(what) = what {
                    write!(f, "{what} ")?;
                }
                write!(f, "FROM {text})")
            }
        }
    }
}

fn to_unit(f: &mut fmt::Formatter<'_>, name: &str, of: &Expression, unit: Unit) -> fmt::Result {
    if goes_on_to(of, unit) {
        // Else `DAY` and what follows would be taken for `DAY TO HOUR`.
        write!(f, "{name}(({of}) TO {unit})")
    } else {
        write!(f, "{name}({of} TO {unit})")
    }
}

/// Whether an expression ends with a unit that `TO` this one would go on from.
fn goes_on_to(expression: &Expression, unit: Unit) -> bool {
    let last = match &expression.kind {
        ExpressionKind::Literal(Literal::Interval(interval)) => return interval.qualifier.goes_on_to(unit),
        ExpressionKind::Difference(_, _, qualifier) => return qualifier.goes_on_to(unit),
        ExpressionKind::Signed(_, last)
        | ExpressionKind::Arithmetic(_, _, last)
        | ExpressionKind::Not(last)
        | ExpressionKind::Comparison(_, _, last)
        | ExpressionKind::IsDistinct { right: last, .. }
        | ExpressionKind::Between { high: last, .. }
        | ExpressionKind::Like { escape: Some(last), .. }
        | ExpressionKind::Like { pattern: last, escape: None, .. } => last,
        ExpressionKind::And(chain) | ExpressionKind::Or(chain) => {
            return chain.last().is_some_and(|last| goes_on_to(last, unit));
        }
        _ => return false,
    };
    goes_on_to(last, unit)
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Both => "BOTH",
            Self::Leading => "LEADING",
            Self::Trailing => "TRAILING",
        })
    }
}
