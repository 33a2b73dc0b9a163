//! What names mean in a part of a query.

use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::complaint::{Complaint, Planned};
use super::relation::Relation;
use super::walk;
use crate::analytics::expression::Expression;
use crate::analytics::sql::ast::{self, ExpressionKind, Name, Path};

/// What an unqualified ROWTIME, and one of a relation, is called.
pub(super) const ROWTIME: &str = "ROWTIME";

/// What names mean.
pub(super) struct Scope<'a> {
    pub(super) relation: &'a Relation,
    /// What is there already, such as the keys of a group and what is told of it: an expression as it is written, with its names
    /// made [plain](Scope::plain), and where its value is found.
    pub(super) known: Vec<(ast::Expression, Expression)>,
    /// Whether rows are taken together, and so their columns are gone.
    pub(super) is_grouped: bool,
}

impl<'a> Scope<'a> {
    /// Single rows of a relation.
    pub(super) fn of(relation: &'a Relation) -> Self {
        Self { relation, known: Vec::new(), is_grouped: false }
    }

    /// An expression whose columns are all named by their places: so two ways to write one are the same.
    pub(super) fn plain(&self, expression: &ast::Expression) -> ast::Expression {
        let mut plain = expression.clone();
        walk::change(&mut plain, &mut |part| {
            if let ExpressionKind::Column(path) = &mut part.kind
                && let [column] = self.relation.find(&names(path))[..]
            {
                // No name that is read has a zero in it.
                let text = format!("\0{column}");
                path.names = vec![Name { text, span: path.span }];
            }
        });
        plain
    }

    /// The value of what is known already.
    pub(super) fn known(&self, expression: &ast::Expression) -> Option<Expression> {
        if self.known.is_empty() {
            return None;
        }
        let plain = self.plain(expression);
        self.known.iter().find(|(known, _)| *known == plain).map(|(_, value)| value.clone())
    }

    /// A column.
    pub(super) fn column(&self, path: &Path) -> Planned<Expression> {
        let names = names(path);
        match (self.relation.find(&names)[..].as_ref(), &names[..]) {
            ([column], _) if !self.is_grouped => {
                Ok(Expression::column(*column, self.relation.columns[*column].sql_type))
            }
            ([_], _) => Err(Complaint::new(
                path.span,
                format!("Expression '{}' is not being grouped", names.join(".")),
            )
            .hint("name it in GROUP BY, or use an aggregate function of it")),
            ([], [ROWTIME]) => Ok(Expression::rowtime()),
            ([], [relation, ROWTIME]) if !self.is_grouped && self.relation.has_qualifier(relation) => {
                Ok(Expression::rowtime())
            }
            ([], _) => Err(self.not_found(path)),
            (_, _) => Err(Complaint::new(path.span, format!("Column '{}' is ambiguous", names.join(".")))
                .hint("write the name of the relation before it, with a dot between")),
        }
    }

    fn not_found(&self, path: &Path) -> Complaint {
        let names = names(path);
        let wanted = names.last().copied().unwrap_or_default();
        if let [relation, _, ..] = names[..]
            && !self.relation.has_qualifier(relation)
            && self.relation.find(&[relation]).is_empty()
        {
            return Complaint::new(path.span, format!("Table '{relation}' not found"));
        }
        let complaint = Complaint::new(path.span, format!("Column '{wanted}' not found in any table"));
        let alike = self.relation.columns.iter().find(|column| column.name.eq_ignore_ascii_case(wanted));
        match alike {
            Some(column) => {
                complaint.hint(format!("there is \"{}\": its letters ask for quotes", column.name))
            }
            None => complaint,
        }
    }
}

pub(super) fn names(path: &Path) -> Vec<&str> {
    path.names.iter().map(|name| name.text.as_str()).collect()
}

/// A path of one name.
pub(super) fn single(path: &Path) -> Planned<&str> {
    match &path.names[..] {
        [name] => Ok(&name.text),
        _ => Err(Complaint::new(
            path.span,
            "Object names have one part: all objects of an application lie in one schema",
        )),
    }
}

/// The column's name that stands for one expression.
pub(super) fn alias_of(expression: &ast::Expression) -> Option<alloc::string::String> {
    match &expression.kind {
        ExpressionKind::Column(path) => path.names.last().map(|name| name.text.to_string()),
        ExpressionKind::Field(_, name) => Some(name.text.clone()),
        _ => None,
    }
}
