//! Which operators bind tighter.

use super::ast::{Arithmetic, ExpressionKind};

/// How tight the outermost operator of an expression binds, from the loosest.
///
/// Source: SQL:2008. The SQL reference's own list puts AND and OR beside plus and minus, which its examples contradict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    /// `OR`.
    Or,
    /// `AND`.
    And,
    /// `NOT`.
    Not,
    /// `IS`.
    Is,
    /// `=`, `BETWEEN`, `IN`, `LIKE`: one of them, not a row of them.
    Comparison,
    /// `+`, `-`, `||`.
    Additive,
    /// `*`, `/`.
    Multiplicative,
    /// A sign.
    Sign,
    /// What holds together by itself.
    Primary,
}

impl Precedence {
    pub(super) fn of(kind: &ExpressionKind) -> Self {
        match kind {
            ExpressionKind::Or(_) => Self::Or,
            ExpressionKind::And(_) => Self::And,
            ExpressionKind::Not(_) => Self::Not,
            ExpressionKind::Is { .. } | ExpressionKind::IsDistinct { .. } => Self::Is,
            ExpressionKind::Comparison(..)
            | ExpressionKind::Between { .. }
            | ExpressionKind::In { .. }
            | ExpressionKind::Like { .. } => Self::Comparison,
            ExpressionKind::Arithmetic(operator, ..) => operator.precedence(),
            ExpressionKind::Signed(..) => Self::Sign,
            _ => Self::Primary,
        }
    }

    /// The next tighter.
    pub(super) fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Is,
            Self::Is => Self::Comparison,
            Self::Comparison => Self::Additive,
            Self::Additive => Self::Multiplicative,
            Self::Multiplicative => Self::Sign,
            Self::Sign | Self::Primary => Self::Primary,
        }
    }
}

impl Arithmetic {
    pub(super) fn precedence(self) -> Precedence {
        match self {
            Self::Add | Self::Subtract | Self::Concatenate => Precedence::Additive,
            Self::Multiply | Self::Divide => Precedence::Multiplicative,
        }
    }
}
