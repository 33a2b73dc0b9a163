//! Queries.

use alloc::vec::Vec;
use core::fmt;

use super::name::Column;
use super::{List, clause, flag};
use crate::analytics::sql::ast::{
    Body, Expression, ExpressionKind, GroupItem, Grouping, Item, NamedWindow, OrderBy, Quantifier, Query,
    Select, SetOperator, Sort,
};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.body)?;
        match &self.order_by {
            Some(order_by) => write!(f, " {order_by}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Select(select) => select.fmt(f),
            Self::Values(rows) => {
                let rows: Vec<_> = rows.iter().map(|cells| Row(cells)).collect();
                write!(f, "VALUES {}", List(&rows))
            }
            Self::Set { operator, all, left, right } => {
                operand(f, left, operator.tightness())?;
                write!(f, " {operator}")?;
                flag(f, " ALL", *all)?;
                f.write_str(" ")?;
                operand(f, right, operator.tightness() + 1)
            }
        }
    }
}

/// A query beside a set operator, in parentheses if an operator in it binds looser than this.
fn operand(f: &mut fmt::Formatter<'_>, query: &Query, tightness: u8) -> fmt::Result {
    let is_loose = matches!(query.body, Body::Set { operator, .. } if operator.tightness() < tightness);
    if is_loose || query.order_by.is_some() { write!(f, "({query})") } else { write!(f, "{query}") }
}

impl SetOperator {
    /// How tight it binds; all of them from the left.
    fn tightness(self) -> u8 {
        match self {
            Self::Union | Self::Except => 0,
            Self::Intersect => 1,
        }
    }
}

impl fmt::Display for SetOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Union => "UNION",
            Self::Except => "EXCEPT",
            Self::Intersect => "INTERSECT",
        })
    }
}

/// A row of `VALUES`.
struct Row<'a>(&'a [Expression]);

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            // One row in a row would be taken for the row itself.
            [Expression { kind: ExpressionKind::Row(_), .. }] => write!(f, "ROW({})", List(self.0)),
            [single] => write!(f, "{single}"),
            cells => write!(f, "({})", List(cells)),
        }
    }
}

impl fmt::Display for Select {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SELECT ")?;
        flag(f, "STREAM ", self.stream)?;
        if let Some(quantifier) = self.quantifier {
            write!(f, "{quantifier} ")?;
        }
        write!(f, "{} FROM {}", List(&self.items), List(&self.from))?;
        clause(f, "WHERE", self.filter.as_ref())?;
        if let Some(grouping) = &self.grouping {
            write!(f, " {grouping}")?;
        }
        clause(f, "HAVING", self.having.as_ref())?;
        let windows = Some(List(&self.windows)).filter(|_| !self.windows.is_empty());
        clause(f, "WINDOW", windows.as_ref())
    }
}

impl fmt::Display for Quantifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Distinct => "DISTINCT",
            Self::All => "ALL",
        })
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(_) => f.write_str("*"),
            Self::AllOf(path) => write!(f, "{path}.*"),
            Self::Expression { expression, alias: Some(alias) } => {
                write!(f, "{expression} AS {}", Column(alias))
            }
            Self::Expression { expression, alias: None } => expression.fmt(f),
        }
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(items) => write!(f, "GROUP BY {}", List(items)),
            Self::Stagger { partition_by, range } => {
                write!(f, "WINDOWED BY STAGGER (PARTITION BY {} RANGE {range})", List(partition_by))
            }
        }
    }
}

impl fmt::Display for GroupItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression(expression) => expression.fmt(f),
            Self::Total(_) => f.write_str("()"),
        }
    }
}

impl fmt::Display for NamedWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} AS {}", self.name, self.window)
    }
}

impl fmt::Display for OrderBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ORDER BY {}", List(&self.sorts))?;
        clause(f, "WITHIN", self.within.as_ref())
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expression)?;
        flag(f, " DESC", self.descending)
    }
}
