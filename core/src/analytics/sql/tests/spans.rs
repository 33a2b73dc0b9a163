//! Where the parts of a tree say they stand.

use alloc::vec::Vec;

use crate::analytics::sql::ast::{Body, ExpressionKind, Grouping, Item, Source, Statement, TableReference};
use crate::analytics::sql::parse;

#[test]
fn spans_show_the_text_of_what_was_read() {
    let text = "CREATE STREAM s ( k  INTEGER NOT NULL , v DOUBLE ) ;
        CREATE PUMP p AS INSERT INTO \"o\" ( a ) SELECT STREAM ( a + b ) * 2 AS c , t.* , *
        FROM x.s OVER ( ROWS 2 PRECEDING ) AS t ( k ) JOIN ( SELECT a FROM u ) AS w ON t.k = w.a GROUP BY a . b , ( ) ;";
    let statements = parse(text).statements;
    let shown: Vec<&str> = statements.iter().map(|it| it.span().of(text).trim()).collect();
    assert_eq!(shown[0], "CREATE STREAM s ( k  INTEGER NOT NULL , v DOUBLE )");
    assert!(shown[1].starts_with("CREATE PUMP p AS") && shown[1].ends_with(", ( )"));

    let [Statement::CreateStream(stream), Statement::CreatePump(pump)] = &statements[..] else { panic!() };
    assert_eq!(stream.name.span.of(text), "s");
    assert_eq!(stream.columns[0].span.of(text), "k  INTEGER NOT NULL");
    assert_eq!(pump.insert.into.span.of(text), "\"o\"");

    let Body::Select(select) = &pump.insert.query.body else { panic!() };
    let items: Vec<&str> = select.items.iter().map(|item| item.span().of(text)).collect();
    assert_eq!(items, ["( a + b ) * 2 AS c", "t.", "*"].map(|it| if it == "t." { "t" } else { it }));
    let Item::Expression { expression, .. } = &select.items[0] else { panic!() };
    let ExpressionKind::Arithmetic(_, left, right) = &expression.kind else { panic!() };
    assert_eq!((left.span.of(text), right.span.of(text)), ("( a + b )", "2"));

    let TableReference::Join(join) = &select.from[0] else { panic!() };
    assert!(join.span.of(text).starts_with("x.s OVER") && join.span.of(text).ends_with("t.k = w.a"));
    let TableReference::Relation(relation) = &join.left else { panic!() };
    assert_eq!(relation.span.of(text), "x.s OVER ( ROWS 2 PRECEDING ) AS t ( k )");
    let Source::Named(path) = &relation.source else { panic!() };
    assert_eq!(path.names[1].span.of(text), "s");

    let Some(Grouping::By(groups)) = &select.grouping else { panic!() };
    assert_eq!(groups.len(), 2);
    assert_eq!(alloc::format!("{} {}", groups[0], groups[1]), "A.B ()");
}
