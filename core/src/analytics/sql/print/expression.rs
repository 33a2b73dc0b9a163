//! Expressions, with parentheses where an operator within binds looser than the one around it.

use core::fmt;

use super::name::column_path;
use super::{List, clause};
use crate::analytics::sql::ast::{
    Among, Arithmetic, Branch, Comparison, Expression, ExpressionKind, Sign, Truth,
};
use crate::analytics::sql::precedence::Precedence;

/// An expression in a place where operators that bind looser need parentheses.
pub(super) struct Operand<'a>(pub(super) &'a Expression, pub(super) Precedence);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(expression, loosest) = self;
        if Precedence::of(&expression.kind) < *loosest {
            write!(f, "({expression})")
        } else {
            expression.fmt(f)
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for ExpressionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = Precedence::of(self);
        match self {
            Self::Literal(literal) => literal.fmt(f),
            Self::Column(path) => column_path(f, path),
            Self::Field(of, name) => match &of.kind {
                Self::Column(_) => write!(f, "({of}).{name}"),
                // A dot goes on with a number.
                Self::Literal(_) => write!(f, "{of} .{name}"),
                _ => write!(f, "{}.{name}", Operand(of, Precedence::Primary)),
            },
            // Two hyphens without a blank would begin a comment.
            Self::Signed(sign, of) if matches!(of.kind, Self::Signed(..)) => write!(f, "{sign} {of}"),
            Self::Signed(sign, of) => write!(f, "{sign}{}", Operand(of, own)),
            Self::Arithmetic(operator, left, right) => {
                write!(f, "{} {operator} {}", Operand(left, own), Operand(right, own.tighter()))
            }
            Self::Difference(left, right, qualifier) => {
                let (left, right) =
                    (Operand(left, Precedence::Additive), Operand(right, Precedence::Multiplicative));
                write!(f, "({left} - {right}) {qualifier}")
            }
            Self::Not(of) => write!(f, "NOT {}", Operand(of, own)),
            Self::And(all) => chain(f, all, " AND ", own),
            Self::Or(any) => chain(f, any, " OR ", own),
            Self::Comparison(operator, left, right) => {
                write!(f, "{} {operator} {}", compared(left), compared(right))
            }
            Self::Is { of, negated, truth } => {
                write!(f, "{} IS {}{truth}", Operand(of, own), not(*negated))
            }
            Self::IsDistinct { left, negated, right } => {
                write!(f, "{} IS {}DISTINCT FROM {}", Operand(left, own), not(*negated), compared(right))
            }
            Self::Between { of, negated, symmetric, low, high } => {
                let symmetric = if *symmetric { "SYMMETRIC " } else { "" };
                write!(f, "{} {}BETWEEN {symmetric}", compared(of), not(*negated))?;
                write!(f, "{} AND {}", compared(low), compared(high))
            }
            Self::In { of, negated, among } => {
                write!(f, "{} {}IN ({among})", compared(of), not(*negated))
            }
            Self::Like { of, negated, similar, pattern, escape } => {
                let word = if *similar { "SIMILAR TO" } else { "LIKE" };
                write!(f, "{} {}{word} {}", compared(of), not(*negated), compared(pattern))?;
                clause(f, "ESCAPE", escape.as_deref().map(compared).as_ref())
            }
            Self::Exists(query) => write!(f, "EXISTS ({query})"),
            Self::Subquery(query) => write!(f, "({query})"),
            Self::Cursor(query) => write!(f, "CURSOR({query})"),
            Self::Row(cells) => write!(f, "ROW({})", List(cells)),
            Self::Case { of, branches, otherwise } => {
                f.write_str("CASE")?;
                if let Some(of) = of {
                    write!(f, " {of}")?;
                }
                for branch in branches {
                    write!(f, " {branch}")?;
                }
                clause(f, "ELSE", otherwise.as_ref())?;
                f.write_str(" END")
            }
            Self::Cast(of, sql_type) => write!(f, "CAST({of} AS {sql_type})"),
            Self::Call(call) => call.fmt(f),
            Self::Special(special) => special.fmt(f),
        }
    }
}

/// What stands beside a comparison.
fn compared(expression: &Expression) -> Operand<'_> {
    Operand(expression, Precedence::Additive)
}

fn chain(f: &mut fmt::Formatter<'_>, of: &[Expression], between: &str, own: Precedence) -> fmt::Result {
    for (index, operand) in of.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { between })?;
        write!(f, "{}", Operand(operand, own.tighter()))?;
    }
    Ok(())
}

fn not(negated: bool) -> &'static str {
    if negated { "NOT " } else { "" }
}

impl fmt::Display for Among {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(expressions) => List(expressions).fmt(f),
            Self::Query(query) => query.fmt(f),
        }
    }
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WHEN {} THEN {}", List(&self.when), self.then)
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
        })
    }
}

impl fmt::Display for Arithmetic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Concatenate => "||",
            Self::Multiply => "*",
            Self::Divide => "/",
        })
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        })
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "NULL",
            Self::True => "TRUE",
            Self::False => "FALSE",
            Self::Unknown => "UNKNOWN",
        })
    }
}
