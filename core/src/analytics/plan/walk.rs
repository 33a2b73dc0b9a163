//! The parts of expressions.

use alloc::vec;
use alloc::vec::Vec;

use crate::analytics::sql::ast::{Among, Arguments, Expression, ExpressionKind, Special};

/// The expressions that an expression is made of directly. Queries in it are not looked into: they have names of their own.
pub(super) fn parts(expression: &mut Expression) -> Vec<&mut Expression> {
    match &mut expression.kind {
        ExpressionKind::Literal(_)
        | ExpressionKind::Column(_)
        | ExpressionKind::Exists(_)
        | ExpressionKind::Subquery(_)
        | ExpressionKind::Cursor(_) => Vec::new(),
        ExpressionKind::Field(of, _)
        | ExpressionKind::Signed(_, of)
        | ExpressionKind::Not(of)
        | ExpressionKind::Is { of, .. }
        | ExpressionKind::Cast(of, _) => vec![of],
        ExpressionKind::Arithmetic(_, left, right)
        | ExpressionKind::Difference(left, right, _)
        | ExpressionKind::Comparison(_, left, right)
        | ExpressionKind::IsDistinct { left, right, .. } => vec![left, right],
        ExpressionKind::And(all) | ExpressionKind::Or(all) | ExpressionKind::Row(all) => {
            all.iter_mut().collect()
        }
        ExpressionKind::Between { of, low, high, .. } => vec![of, low, high],
        ExpressionKind::In { of, among: Among::List(list), .. } => {
            core::iter::once(&mut **of).chain(list).collect()
        }
        ExpressionKind::In { of, among: Among::Query(_), .. } => vec![of],
        ExpressionKind::Like { of, pattern, escape, .. } => {
            [&mut **of, pattern].into_iter().chain(escape.as_deref_mut()).collect()
        }
        ExpressionKind::Case { of, branches, otherwise } => {
            let branches = branches.iter_mut();
            let branches = branches.flat_map(|branch| branch.when.iter_mut().chain([&mut branch.then]));
            of.as_deref_mut().into_iter().chain(branches).chain(otherwise.as_deref_mut()).collect()
        }
        ExpressionKind::Call(call) => match &mut call.arguments {
            Arguments::List(list) => list.iter_mut().collect(),
            Arguments::Niladic | Arguments::Star => Vec::new(),
        },
        ExpressionKind::Special(special) => parts_of_special(special),
    }
}

fn parts_of_special(special: &mut Special) -> Vec<&mut Expression> {
    match special {
        Special::Floor(of, _) | Special::Ceil(of, _) | Special::Extract(_, of) => vec![of],
        Special::Step(of, by) => vec![of, by],
        Special::Position { what, text } => vec![what, text],
        Special::Substring { text, from, length } => {
            [&mut **text, from].into_iter().chain(length.as_deref_mut()).collect()
        }
        Special::SubstringSimilar { text, pattern, escape } => vec![text, pattern, escape],
        Special::Overlay { text, replacement, from, length } => {
            [&mut **text, replacement, from].into_iter().chain(length.as_deref_mut()).collect()
        }
        Special::Trim { what, text, .. } => what.as_deref_mut().into_iter().chain([&mut **text]).collect(),
    }
}

/// Changes each part of an expression, the innermost first, and then the whole.
pub(super) fn change(expression: &mut Expression, with: &mut impl FnMut(&mut Expression)) {
    parts(expression).into_iter().for_each(|part| change(part, with));
    with(expression);
}

/// The outermost parts of an expression that are such ones, with the expression itself.
pub(super) fn outermost(
    expression: &Expression,
    is_such: &impl Fn(&Expression) -> bool,
    found: &mut Vec<Expression>,
) {
    collect(&mut expression.clone(), is_such, found);
}

fn collect(expression: &mut Expression, is_such: &impl Fn(&Expression) -> bool, found: &mut Vec<Expression>) {
    if is_such(expression) {
        found.push(expression.clone());
        return;
    }
    parts(expression).into_iter().for_each(|part| collect(part, is_such, found));
}
