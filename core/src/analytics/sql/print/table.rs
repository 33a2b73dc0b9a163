//! What a query selects from.

use core::fmt;

use super::List;
use crate::analytics::sql::ast::{Alias, Join, JoinCondition, JoinKind, Relation, Source, TableReference};

impl fmt::Display for TableReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relation(it) => it.fmt(f),
            Self::Join(it) => it.fmt(f),
        }
    }
}

impl fmt::Display for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.left)?;
        if self.condition == JoinCondition::Natural {
            f.write_str("NATURAL ")?;
        }
        write!(f, "{} ", self.kind)?;
        match &self.right {
            TableReference::Relation(it) => write!(f, "{it}")?,
            // Joins go from the left to the right.
            TableReference::Join(it) => write!(f, "({it})")?,
        }
        match &self.condition {
            JoinCondition::None | JoinCondition::Natural => Ok(()),
            JoinCondition::On(condition) => write!(f, " ON {condition}"),
            JoinCondition::Using(columns) => write!(f, " USING ({})", List(columns)),
        }
    }
}

impl fmt::Display for JoinKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cross => "CROSS JOIN",
            Self::Inner => "JOIN",
            Self::Left => "LEFT JOIN",
            Self::Right => "RIGHT JOIN",
            Self::Full => "FULL JOIN",
        })
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Named(path) => write!(f, "{path}")?,
            Source::Query(query) => write!(f, "({query})")?,
            Source::Function(call) => write!(f, "TABLE({call})")?,
        }
        if let Some(over) = &self.over {
            write!(f, " OVER {over}")?;
        }
        match &self.alias {
            Some(alias) => write!(f, " AS {alias}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        if self.columns.is_empty() { Ok(()) } else { write!(f, " ({})", List(&self.columns)) }
    }
}
