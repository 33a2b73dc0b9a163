//! Random trees, printed and read again.

use alloc::boxed::Box;
use alloc::string::ToString as _;
use alloc::vec;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::analytics::sql::ast::*;
use crate::analytics::sql::{Severity, Span, format, parse, parse_expression};
use crate::analytics::sql_type::{Qualifier, SqlType, Unit};
use crate::analytics::value::Decimal;

const SPAN: Span = Span { start: 0, end: 0 };

/// Names of all kinds, also such that are keywords.
fn name() -> impl Strategy<Value = Name> {
    let text = prop_oneof![
        3 => "[A-Z_][A-Z0-9_]{0,5}",
        1 => "[a-zA-Z0-9 .\"'äß-]{1,8}",
        1 => prop::sample::select(&["SELECT", "ROWTIME", "STEP", "FLOOR", "FIRST", "UNBOUNDED", "TRIM", "WINDOWED", "CURRENT_ROW_TIMESTAMP", "NTH_VALUE", "D"][..])
            .prop_map(Into::into),
    ];
    text.prop_map(|text| Name { text, span: SPAN })
}

fn path() -> impl Strategy<Value = Path> {
    vec(name(), 1..4).prop_map(|names| Path { names, span: SPAN })
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(&Unit::ALL[..])
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    (unit(), unit(), option::of(1..=10_u8), option::of(0..=3_u8)).prop_map(|(from, to, digits, fraction)| {
        let bare = Qualifier { from, digits, to: None, fraction: None };
        let to = Some(to).filter(|to| bare.goes_on_to(*to));
        let has_fraction =
            to == Some(Unit::Second) || to.is_none() && from == Unit::Second && digits.is_some();
        Qualifier { from, digits, to, fraction: fraction.filter(|_| has_fraction) }
    })
}

/// An interval that its qualifier can hold.
fn interval() -> impl Strategy<Value = IntervalLiteral> {
    (qualifier(), any::<i64>()).prop_map(|(qualifier, amount)| {
        let from = qualifier.from.size();
        let last = qualifier.to.unwrap_or(qualifier.from);
        let least = match (last, qualifier.fraction.unwrap_or(3)) {
            (Unit::Second, digits) => 10_i64.pow(3 - u32::from(digits)),
            _ => last.size(),
        };
        let end = from * 10_i64.pow(u32::from(qualifier.digits.unwrap_or(2)));
        let amount = amount % end;
        IntervalLiteral { amount: amount - amount % least, qualifier }
    })
}

fn day() -> impl Strategy<Value = Day> {
    (1..=9_999_u16, 1..=12_u8, 1..=31_u8).prop_map(|(year, month, day)| Day {
        year,
        month,
        day: day.min(Day::days_of(year, month)),
    })
}

fn clock() -> impl Strategy<Value = Clock> {
    (0..24_u8, 0..60_u8, 0..60_u8, 0..1_000_u16).prop_map(|(hour, minute, second, millisecond)| Clock {
        hour,
        minute,
        second,
        millisecond,
    })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        Just(Literal::Unknown),
        (0..=1_u64 << 63).prop_map(Literal::Integer),
        (0..1_000_000_000_000_000_000_i64, 0..=18_u8)
            .prop_map(|(unscaled, scale)| Literal::Decimal(Decimal { unscaled, scale })),
        any::<f64>().prop_filter("finite", |it| it.is_finite()).prop_map(|it| Literal::Double(it.abs())),
        "[a-z'\"\n\t -]{0,6}".prop_map(Literal::Text),
        any::<std::string::String>().prop_map(Literal::Text),
        vec(any::<u8>(), 0..5).prop_map(Literal::Binary),
        day().prop_map(Literal::Date),
        clock().prop_map(Literal::Time),
        (day(), clock()).prop_map(|(day, clock)| Literal::Timestamp(day, clock)),
        interval().prop_map(Literal::Interval),
    ]
}

fn sql_type() -> impl Strategy<Value = SqlType> {
    prop_oneof![
        prop::sample::select(
            &[
                SqlType::Boolean,
                SqlType::TinyInt,
                SqlType::SmallInt,
                SqlType::Integer,
                SqlType::BigInt,
                SqlType::Real,
                SqlType::Double,
                SqlType::Date,
                SqlType::Time,
                SqlType::Timestamp
            ][..]
        ),
        (1..=18_u8, 0..=18_u8)
            .prop_map(|(precision, scale)| SqlType::Decimal { precision, scale: scale.min(precision) }),
        (1..=65_535_u32).prop_map(SqlType::Char),
        (1..=65_535_u32).prop_map(SqlType::VarChar),
        (1..=65_535_u32).prop_map(SqlType::Binary),
        (1..=65_535_u32).prop_map(SqlType::VarBinary),
    ]
}

type Inner = BoxedStrategy<Expression>;

fn boxed(inner: &Inner) -> impl Strategy<Value = Box<Expression>> + use<> {
    inner.clone().prop_map(Box::new)
}

fn some(inner: &Inner) -> impl Strategy<Value = Vec<Expression>> + use<> {
    vec(inner.clone(), 1..4)
}

fn optional(inner: &Inner) -> impl Strategy<Value = Option<Box<Expression>>> + use<> {
    option::of(boxed(inner))
}

fn expression() -> Inner {
    let leaf =
        prop_oneof![literal().prop_map(ExpressionKind::Literal), path().prop_map(ExpressionKind::Column)];
    let leaf = leaf.prop_map(|kind| Expression { kind, span: SPAN });
    leaf.prop_recursive(5, 40, 4, |inner| {
        let kind = prop_oneof![
            operation(&inner),
            condition(&inner),
            with_query(&inner),
            call(&inner),
            special(&inner)
        ];
        kind.prop_map(|kind| Expression { kind, span: SPAN })
    })
    .boxed()
}

fn operation(inner: &Inner) -> BoxedStrategy<ExpressionKind> {
    let arithmetic = prop::sample::select(
        &[
            Arithmetic::Add,
            Arithmetic::Subtract,
            Arithmetic::Concatenate,
            Arithmetic::Multiply,
            Arithmetic::Divide,
        ][..],
    );
    let sign = prop::sample::select(&[Sign::Plus, Sign::Minus][..]);
    let branch = (some(inner), inner.clone()).prop_map(|(when, then)| Branch { when, then });
    prop_oneof![
        1 => (boxed(inner), name()).prop_map(|(of, name)| ExpressionKind::Field(of, name)),
        2 => (sign, boxed(inner)).prop_map(|(sign, of)| ExpressionKind::Signed(sign, of)),
        6 => (arithmetic, boxed(inner), boxed(inner)).prop_map(|(it, a, b)| ExpressionKind::Arithmetic(it, a, b)),
        1 => (boxed(inner), boxed(inner), qualifier()).prop_map(|(a, b, it)| ExpressionKind::Difference(a, b, it)),
        1 => boxed(inner).prop_map(ExpressionKind::Not),
        2 => vec(inner.clone(), 2..4).prop_map(ExpressionKind::And),
        2 => vec(inner.clone(), 2..4).prop_map(ExpressionKind::Or),
        1 => some(inner).prop_map(ExpressionKind::Row),
        1 => (optional(inner), vec(branch, 1..3), optional(inner))
            .prop_map(|(of, branches, otherwise)| ExpressionKind::Case { of, branches, otherwise }),
        1 => (boxed(inner), sql_type()).prop_map(|(of, to)| ExpressionKind::Cast(of, to)),
        1 => (boxed(inner), qualifier()).prop_map(|(of, to)| ExpressionKind::Cast(of, SqlType::Interval(to))),
    ]
    .boxed()
}

fn condition(inner: &Inner) -> BoxedStrategy<ExpressionKind> {
    let comparison = prop::sample::select(
        &[
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ][..],
    );
    let truth = prop::sample::select(&[Truth::Null, Truth::True, Truth::False, Truth::Unknown][..]);
    let one = || boxed(inner);
    prop_oneof![
        (comparison, one(), one()).prop_map(|(it, a, b)| ExpressionKind::Comparison(it, a, b)),
        (one(), any::<bool>(), truth).prop_map(|(of, negated, truth)| ExpressionKind::Is {
            of,
            negated,
            truth
        }),
        (one(), any::<bool>(), one()).prop_map(|(left, negated, right)| ExpressionKind::IsDistinct {
            left,
            negated,
            right
        }),
        (one(), any::<bool>(), any::<bool>(), one(), one()).prop_map(
            |(of, negated, symmetric, low, high)| {
                ExpressionKind::Between { of, negated, symmetric, low, high }
            }
        ),
        (one(), any::<bool>(), some(inner)).prop_map(|(of, negated, list)| ExpressionKind::In {
            of,
            negated,
            among: Among::List(list)
        }),
        (one(), any::<bool>(), any::<bool>(), one(), optional(inner)).prop_map(
            |(of, negated, similar, pattern, escape)| ExpressionKind::Like {
                of,
                negated,
                similar,
                pattern,
                escape
            }
        ),
    ]
    .boxed()
}

fn with_query(inner: &Inner) -> BoxedStrategy<ExpressionKind> {
    let among = |query| Among::Query(Box::new(query));
    prop_oneof![
        query(inner).prop_map(|it| ExpressionKind::Exists(Box::new(it))),
        query(inner).prop_map(|it| ExpressionKind::Subquery(Box::new(it))),
        query(inner).prop_map(|it| ExpressionKind::Cursor(Box::new(it))),
        (boxed(inner), any::<bool>(), query(inner)).prop_map(move |(of, negated, it)| ExpressionKind::In {
            of,
            negated,
            among: among(it)
        }),
    ]
    .boxed()
}

fn call(inner: &Inner) -> BoxedStrategy<ExpressionKind> {
    let niladic = prop::sample::select(&["CURRENT_TIMESTAMP", "LOCALTIME", "CURRENT_ROW_TIMESTAMP"][..]);
    prop_oneof![
        plain_call(inner).prop_map(|it| ExpressionKind::Call(Box::new(it))),
        niladic.prop_map(|word| {
            let name = Path { names: [Name { text: word.into(), span: SPAN }].into(), span: SPAN };
            let arguments = Arguments::Niladic;
            ExpressionKind::Call(Box::new(Call { arguments, ..call_of(name) }))
        }),
    ]
    .boxed()
}

fn call_of(name: Path) -> Call {
    let arguments = Arguments::List(Vec::new());
    Call { name, quantifier: None, arguments, nulls: None, from: None, over: None, span: SPAN }
}

fn plain_call(inner: &Inner) -> impl Strategy<Value = Call> + use<> {
    let nulls = option::of(prop::sample::select(&[Nulls::Respect, Nulls::Ignore][..]));
    let from = option::of(prop::sample::select(&[End::First, End::Last][..]));
    let arguments = (option::of(quantifier()), vec(inner.clone(), 0..3), any::<bool>());
    (path(), arguments, nulls, from, option::of(over(inner))).prop_map(
        |(name, (quantifier, list, is_star), nulls, from, over)| {
            let quantifier = quantifier.filter(|_| !list.is_empty() && !is_star);
            let arguments = if is_star { Arguments::Star } else { Arguments::List(list) };
            // Only this function counts from an end.
            let from = from.filter(|_| name.names.len() == 1 && name.names[0].text == "NTH_VALUE");
            Call { quantifier, arguments, nulls, from, over, ..call_of(name) }
        },
    )
}

fn special(inner: &Inner) -> BoxedStrategy<ExpressionKind> {
    let side = prop::sample::select(&[Side::Both, Side::Leading, Side::Trailing][..]);
    let one = || boxed(inner);
    prop_oneof![
        (one(), unit()).prop_map(|(of, unit)| Special::Floor(of, unit)),
        (one(), unit()).prop_map(|(of, unit)| Special::Ceil(of, unit)),
        (one(), one()).prop_map(|(of, by)| Special::Step(of, by)),
        (unit(), one()).prop_map(|(unit, of)| Special::Extract(unit, of)),
        (one(), one()).prop_map(|(what, text)| Special::Position { what, text }),
        (one(), one(), optional(inner)).prop_map(|(text, from, length)| Special::Substring {
            text,
            from,
            length
        }),
        (one(), one(), one()).prop_map(|(text, pattern, escape)| Special::SubstringSimilar {
            text,
            pattern,
            escape
        }),
        (one(), one(), one(), optional(inner)).prop_map(|(text, replacement, from, length)| {
            Special::Overlay { text, replacement, from, length }
        }),
        (side, optional(inner), one()).prop_map(|(side, what, text)| Special::Trim { side, what, text }),
    ]
    .prop_map(|special| ExpressionKind::Special(Box::new(special)))
    .boxed()
}

fn quantifier() -> impl Strategy<Value = Quantifier> {
    prop::sample::select(&[Quantifier::Distinct, Quantifier::All][..])
}

fn over(inner: &Inner) -> impl Strategy<Value = Over> + use<> {
    prop_oneof![name().prop_map(Over::Named), window(inner).prop_map(|window| Over::Window(Box::new(window))),]
}

fn window(inner: &Inner) -> impl Strategy<Value = Window> + use<> {
    let unit = prop::sample::select(&[FrameUnit::Rows, FrameUnit::Range][..]);
    let frame = (unit, bound(inner), option::of(bound(inner))).prop_map(|(unit, from, to)| Frame {
        unit,
        from,
        to,
        span: SPAN,
    });
    (option::of(name()), vec(inner.clone(), 0..3), vec(sort(inner), 0..2), option::of(frame)).prop_map(
        |(base, partition_by, order_by, frame)| Window { base, partition_by, order_by, frame, span: SPAN },
    )
}

fn bound(inner: &Inner) -> impl Strategy<Value = Bound> + use<> {
    // Nought rows away is the current row.
    let is_far = |it: &Expression| it.kind != ExpressionKind::Literal(Literal::Integer(0));
    prop_oneof![
        Just(Bound::CurrentRow),
        Just(Bound::UnboundedPreceding),
        Just(Bound::UnboundedFollowing),
        inner.clone().prop_filter("far", is_far).prop_map(Bound::Preceding),
        inner.clone().prop_filter("far", is_far).prop_map(Bound::Following),
    ]
}

fn sort(inner: &Inner) -> impl Strategy<Value = Sort> + use<> {
    (inner.clone(), any::<bool>()).prop_map(|(expression, descending)| Sort { expression, descending })
}

fn query(inner: &Inner) -> BoxedStrategy<Query> {
    let rows = vec(vec(inner.clone(), 1..3), 1..3).prop_map(|rows| rows.into_iter().map(unwrapped).collect());
    let body = prop_oneof![
        3 => select(inner).prop_map(|select| Body::Select(Box::new(select))),
        1 => rows.prop_map(Body::Values),
    ];
    let single = ordered(inner, body.boxed());
    let operator =
        prop::sample::select(&[SetOperator::Union, SetOperator::Except, SetOperator::Intersect][..]);
    let inner = inner.clone();
    single
        .prop_recursive(2, 4, 2, move |query| {
            let set = (operator.clone(), any::<bool>(), query.clone(), query).prop_map(
                |(operator, all, left, right)| Body::Set {
                    operator,
                    all: all && operator == SetOperator::Union,
                    left: Box::new(left),
                    right: Box::new(right),
                },
            );
            ordered(&inner, set.boxed())
        })
        .boxed()
}

/// A row as reading gives it: one row alone in a row is that row.
fn unwrapped(mut cells: Vec<Expression>) -> Vec<Expression> {
    if let [Expression { kind: ExpressionKind::Row(inner), .. }] = &mut cells[..] {
        return core::mem::take(inner);
    }
    cells
}

fn ordered(inner: &Inner, body: BoxedStrategy<Body>) -> BoxedStrategy<Query> {
    let order_by = (vec(sort(inner), 1..3), option::of(inner.clone())).prop_map(|(sorts, within)| OrderBy {
        sorts,
        within,
        span: SPAN,
    });
    (body, option::weighted(0.3, order_by))
        .prop_map(|(body, order_by)| Query { body, order_by, span: SPAN })
        .boxed()
}

fn select(inner: &Inner) -> impl Strategy<Value = Select> + use<> {
    let item = prop_oneof![
        1 => Just(Item::All(SPAN)),
        1 => path().prop_map(Item::AllOf),
        4 => (inner.clone(), option::of(name()))
            .prop_map(|(expression, alias)| Item::Expression { expression, alias }),
    ];
    let group_item = prop_oneof![
        1 => Just(GroupItem::Total(SPAN)),
        3 => inner.clone().prop_map(GroupItem::Expression),
    ];
    let grouping = prop_oneof![
        vec(group_item, 1..3).prop_map(Grouping::By),
        (some(inner), inner.clone())
            .prop_map(|(partition_by, range)| Grouping::Stagger { partition_by, range }),
    ];
    let named = (name(), window(inner)).prop_map(|(name, window)| NamedWindow { name, window });
    let head = (any::<bool>(), option::of(quantifier()), vec(item, 1..3), vec(table(inner), 1..3));
    let tail = (option::of(inner.clone()), option::of(grouping), option::of(inner.clone()), vec(named, 0..2));
    (head, tail).prop_map(|((stream, quantifier, items, from), (filter, grouping, having, windows))| Select {
        stream,
        quantifier,
        items,
        from,
        filter,
        grouping,
        having,
        windows,
        span: SPAN,
    })
}

fn table(inner: &Inner) -> BoxedStrategy<TableReference> {
    let simple_query = path().prop_map(|path| {
        let relation = Relation { source: Source::Named(path), over: None, alias: None, span: SPAN };
        let from = [TableReference::Relation(Box::new(relation))].into();
        let items = [Item::All(SPAN)].into();
        let select = Select {
            stream: true,
            quantifier: None,
            items,
            from,
            filter: None,
            grouping: None,
            having: None,
            windows: Vec::new(),
            span: SPAN,
        };
        Query { body: Body::Select(Box::new(select)), order_by: None, span: SPAN }
    });
    let source = prop_oneof![
        path().prop_map(Source::Named),
        simple_query.prop_map(Source::Query),
        plain_call(inner).prop_map(Source::Function),
    ];
    let alias = (name(), vec(name(), 0..3)).prop_map(|(name, columns)| Alias { name, columns });
    let relation = (source, option::of(over(inner)), option::of(alias)).prop_map(|(source, over, alias)| {
        TableReference::Relation(Box::new(Relation { source, over, alias, span: SPAN }))
    });
    let inner = inner.clone();
    relation.prop_recursive(2, 4, 2, move |table| join(&inner, table)).boxed()
}

fn join(
    inner: &Inner,
    table: BoxedStrategy<TableReference>,
) -> impl Strategy<Value = TableReference> + use<> {
    let kind = prop::sample::select(&[JoinKind::Inner, JoinKind::Left, JoinKind::Right, JoinKind::Full][..]);
    let condition = prop_oneof![
        Just(JoinCondition::None),
        Just(JoinCondition::Natural),
        inner.clone().prop_map(JoinCondition::On),
        vec(name(), 1..3).prop_map(JoinCondition::Using),
    ];
    let how = prop_oneof![1 => Just((JoinKind::Cross, JoinCondition::None)), 4 => (kind, condition)];
    (how, table.clone(), table).prop_map(|((kind, condition), left, right)| {
        TableReference::Join(Box::new(Join { kind, left, right, condition, span: SPAN }))
    })
}

fn statement() -> BoxedStrategy<Statement> {
    let text = || option::of("[a-z' ]{0,5}");
    let options =
        || vec((name(), "[a-z']{0,3}").prop_map(|(name, value)| StreamOption { name, value }), 0..2);
    let column = (name(), sql_type(), any::<bool>(), options(), text()).prop_map(
        |(name, sql_type, not_null, options, description)| ColumnDefinition {
            name,
            sql_type,
            not_null,
            options,
            description,
            span: SPAN,
        },
    );
    let stream = (any::<bool>(), path(), vec(column, 1..4), options(), text()).prop_map(
        |(replace, name, columns, options, description)| {
            Statement::CreateStream(CreateStream { replace, name, columns, options, description, span: SPAN })
        },
    );
    let insert = (any::<bool>(), path(), vec(name(), 0..3), query(&expression()))
        .prop_map(|(expedited, into, columns, query)| Insert { expedited, into, columns, query, span: SPAN });
    let state = option::of(prop::sample::select(&[PumpState::Started, PumpState::Stopped][..]));
    let pump = (any::<bool>(), path(), state, text(), insert).prop_map(
        |(replace, name, state, description, insert)| {
            Statement::CreatePump(CreatePump { replace, name, state, description, insert, span: SPAN })
        },
    );
    let view = (any::<bool>(), path(), vec(name(), 0..3), text(), query(&expression())).prop_map(
        |(replace, name, columns, description, query)| {
            Statement::CreateView(CreateView { replace, name, columns, description, query, span: SPAN })
        },
    );
    prop_oneof![1 => stream, 3 => pump, 2 => view, 2 => function()].boxed()
}

fn function() -> impl Strategy<Value = Statement> {
    let characteristics = (name(), any::<bool>(), 0..9_usize).prop_map(|(name, deterministic, count)| {
        let mut all = Vec::from([
            Characteristic::LanguageSql,
            Characteristic::Specific(name),
            Characteristic::Deterministic(deterministic),
            Characteristic::ContainsSql,
            Characteristic::ReadsSqlData,
            Characteristic::ModifiesSqlData,
            Characteristic::ReturnsNullOnNullInput,
            Characteristic::CalledOnNullInput,
        ]);
        all.truncate(count);
        all
    });
    let parameter = (name(), sql_type()).prop_map(|(name, sql_type)| Parameter { name, sql_type });
    (any::<bool>(), path(), vec(parameter, 0..3), sql_type(), characteristics, expression()).prop_map(
        |(replace, name, parameters, returns, characteristics, body)| {
            let span = SPAN;
            Statement::CreateFunction(CreateFunction {
                replace,
                name,
                parameters,
                returns,
                characteristics,
                body,
                span,
            })
        },
    )
}

/// Operators above one another, of which most have something looser or tighter below them.
fn operators() -> Inner {
    let leaf = prop_oneof![Just(Literal::Integer(1)), interval().prop_map(Literal::Interval)];
    let leaf = leaf.prop_map(|literal| Expression { kind: ExpressionKind::Literal(literal), span: SPAN });
    leaf.prop_recursive(4, 24, 3, |inner| {
        let floor = (boxed(&inner), unit())
            .prop_map(|(of, unit)| ExpressionKind::Special(Box::new(Special::Floor(of, unit))));
        let kind = prop_oneof![3 => operation(&inner), 3 => condition(&inner), 1 => floor];
        kind.prop_map(|kind| Expression { kind, span: SPAN })
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn operators_are_read_as_they_were_printed(expression in operators()) {
        let printed = expression.to_string();
        let again = parse_expression(&printed);
        prop_assert_eq!(again.as_ref(), Ok(&expression), "{}", printed);
    }
}

proptest! {
    // Each is a large tree, so a quarter of the usual number is many. PROPTEST_CASES asks for more.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: ProptestConfig::default().cases / 4,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_printed_is_read_as_it_was(statement in statement()) {
        let printed = statement.to_string();
        let parsed = parse(&printed);
        let errors: Vec<_> = parsed.problems.iter().filter(|it| it.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{printed}\n{}", errors[0]);
        prop_assert_eq!(parsed.statements.first(), Some(&statement), "{}", printed);
        prop_assert_eq!(parsed.statements[0].to_string(), &*printed);

        let pretty = format(&printed);
        let again = parse(&pretty);
        prop_assert_eq!(again.statements.first(), Some(&statement), "{}", pretty);
        prop_assert_eq!(format(&pretty), pretty);
    }
}
