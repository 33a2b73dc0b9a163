//! Windows.

use core::fmt;

use super::List;
use super::expression::Operand;
use crate::analytics::sql::ast::{Bound, Frame, FrameUnit, Over, Window};
use crate::analytics::sql::precedence::Precedence;

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => name.fmt(f),
            Self::Window(window) => window.fmt(f),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base, partition_by, order_by, frame, span: _ } = self;
        f.write_str("(")?;
        // What is there has a blank before it, except the first.
        let mut gap = "";
        if let Some(base) = base {
            write!(f, "{base}")?;
            gap = " ";
        }
        if !partition_by.is_empty() {
            write!(f, "{gap}PARTITION BY {}", List(partition_by))?;
            gap = " ";
        }
        if !order_by.is_empty() {
            write!(f, "{gap}ORDER BY {}", List(order_by))?;
            gap = " ";
        }
        if let Some(frame) = frame {
            write!(f, "{gap}{frame}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            FrameUnit::Rows => "ROWS",
            FrameUnit::Range => "RANGE",
        };
        match &self.to {
            Some(to) => write!(f, "{unit} BETWEEN {} AND {to}", self.from),
            None => write!(f, "{unit} {}", self.from),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CurrentRow => f.write_str("CURRENT ROW"),
            Self::UnboundedPreceding => f.write_str("UNBOUNDED PRECEDING"),
            Self::UnboundedFollowing => f.write_str("UNBOUNDED FOLLOWING"),
            Self::Preceding(distance) => write!(f, "{} PRECEDING", Operand(distance, Precedence::Additive)),
            Self::Following(distance) => write!(f, "{} FOLLOWING", Operand(distance, Precedence::Additive)),
        }
    }
}
