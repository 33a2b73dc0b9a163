//! What two whole columns are computed with in one go, where their types lie in memory alike.

use alloc::boxed::Box;

use super::{Expression, Node};
use crate::analytics::row::Data;
use crate::analytics::sql::ast::Comparison;
use crate::analytics::sql_type::SqlType;

/// What is computed of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kernel {
    /// Of whole numbers, with a result that this type holds.
    Integer(Arithmetic, SqlType),
    /// Of doubles.
    Double(Arithmetic),
    /// Of numbers, moments and truths that lie alike.
    Compare(Comparison),
}

impl Kernel {
    /// Whether it has a result whatever the values are.
    pub(super) fn is_safe(self) -> bool {
        matches!(self, Self::Compare(_))
    }
}

impl Expression {
    /// Two numbers computed with, where whole columns can be: the result is of this type.
    ///
    /// # Errors
    /// They do not lie so in memory; they are given back.
    pub fn arithmetic(
        arithmetic: Arithmetic,
        sides: Box<[Self; 2]>,
        result: SqlType,
    ) -> Result<Self, Box<[Self; 2]>> {
        let are = |is: fn(SqlType) -> bool| sides.iter().all(|side| is(side.sql_type)) && is(result);
        let kernel = if are(SqlType::is_integer) {
            Kernel::Integer(arithmetic, result)
        } else if are(|sql_type| sql_type == SqlType::Double) {
            Kernel::Double(arithmetic)
        } else {
            return Err(sides);
        };
        Ok(Self { node: Node::Pair(kernel, sides), sql_type: result })
    }

    /// Two values compared, where whole columns can be.
    ///
    /// # Errors
    /// They do not lie so in memory; they are given back.
    pub fn comparison(comparison: Comparison, sides: Box<[Self; 2]>) -> Result<Self, Box<[Self; 2]>> {
        let [a, b] = [sides[0].sql_type, sides[1].sql_type];
        let is_alike = (a == b && !matches!(a, SqlType::Char(_)))
            || (a.is_integer() && b.is_integer())
            || matches!((a, b), (SqlType::VarChar(_), SqlType::VarChar(_)))
            || matches!((Data::of(a), Data::of(b)), (Data::Double(_), Data::Double(_)));
        if !is_alike {
            return Err(sides);
        }
        Ok(Self { node: Node::Pair(Kernel::Compare(comparison), sides), sql_type: SqlType::Boolean })
    }
}
