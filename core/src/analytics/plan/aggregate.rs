//! Functions of many rows, by their names.

use alloc::format;
use alloc::vec::Vec;

use super::complaint::{Complaint, Planned};
use crate::analytics::operator::aggregate::{Aggregate, Nulls, Spread};
use crate::analytics::sql::ast::{self, Arguments, Call, ExpressionKind, Quantifier};
use crate::analytics::sql_type::SqlType;

/// The aggregates, by their names.
pub const AGGREGATES: &[(&str, Aggregate)] = &[
    ("ANY", Aggregate::Any),
    ("AVG", Aggregate::Average),
    ("COUNT", Aggregate::Count),
    ("EVERY", Aggregate::Every),
    ("FIRST_VALUE", Aggregate::First(Nulls::Respect)),
    ("LAST_VALUE", Aggregate::Last(Nulls::Respect)),
    ("MAX", Aggregate::Max),
    ("MIN", Aggregate::Min),
    ("STDDEV", spread(true, true)),
    ("STDDEV_POP", spread(false, true)),
    ("STDDEV_SAMP", spread(true, true)),
    ("SUM", Aggregate::Sum),
    ("VAR_POP", spread(false, false)),
    ("VAR_SAMP", spread(true, false)),
];
/// The functions of a window that are no aggregates.
pub const WINDOW_FUNCTIONS: [&str; 3] = ["EXP_AVG", "LAG", "NTH_VALUE"];

const fn spread(is_sample: bool, is_root: bool) -> Aggregate {
    Aggregate::Spread(Spread { is_sample, is_root })
}

/// Whether an expression is an aggregate of a group.
pub(super) fn is_aggregate(expression: &ast::Expression) -> bool {
    matches!(&expression.kind, ExpressionKind::Call(call) if call.over.is_none() && named(call).is_some())
}

/// Whether an expression is a function of a window.
pub(super) fn is_analytic(expression: &ast::Expression) -> bool {
    matches!(&expression.kind, ExpressionKind::Call(call) if call.over.is_some())
}

/// The aggregate that a call names.
pub(super) fn named(call: &Call) -> Option<Planned<Aggregate>> {
    let [name] = &call.name.names[..] else { return None };
    let (_, aggregate) = AGGREGATES.iter().find(|(known, _)| *known == name.text)?;
    let aggregate = match (aggregate, &call.arguments) {
        (Aggregate::Count, Arguments::Star) => Aggregate::CountRows,
        (Aggregate::First(_), _) => Aggregate::First(nulls(call)),
        (Aggregate::Last(_), _) => Aggregate::Last(nulls(call)),
        (aggregate, _) => *aggregate,
    };
    Some(match call.quantifier {
        Some(Quantifier::Distinct) => {
            Err(Complaint::new(call.span, format!("{} cannot count rows that differ", name.text))
                .hint("select DISTINCT in a subquery, and count its rows"))
        }
        _ => Ok(aggregate),
    })
}

pub(super) fn nulls(call: &Call) -> Nulls {
    match call.nulls {
        Some(ast::Nulls::Ignore) => Nulls::Ignore,
        _ => Nulls::Respect,
    }
}

/// The arguments of a call.
pub(super) fn arguments(call: &Call) -> &[ast::Expression] {
    match &call.arguments {
        Arguments::List(list) => list,
        Arguments::Niladic | Arguments::Star => &[],
    }
}

/// The one argument of an aggregate; COUNT(*) has none.
pub(super) fn argument(call: &Call, aggregate: Aggregate) -> Planned<Option<&ast::Expression>> {
    let arguments: Vec<_> = arguments(call).iter().collect();
    match (aggregate, &arguments[..]) {
        (Aggregate::CountRows, _) => Ok(None),
        (_, [one]) => Ok(Some(one)),
        (_, _) => Err(Complaint::new(call.span, "An aggregate function has one argument")),
    }
}

/// Whether an aggregate is told of values of this type.
pub(super) fn check(aggregate: Aggregate, sql_type: SqlType, call: &Call) -> Planned<()> {
    let fits = match aggregate {
        Aggregate::Sum | Aggregate::Average | Aggregate::Spread(_) => sql_type.is_numeric(),
        Aggregate::Any | Aggregate::Every => sql_type == SqlType::Boolean,
        Aggregate::CountRows | Aggregate::Count | Aggregate::Min | Aggregate::Max => true,
        Aggregate::First(_) | Aggregate::Last(_) => true,
    };
    let name = call.name.names.last().map_or("", |name| name.text.as_str());
    match fits {
        true => Ok(()),
        false => Err(Complaint::new(
            call.span,
            format!("Cannot apply '{name}' to arguments of type '{name}(<{sql_type}>)'"),
        )),
    }
}
