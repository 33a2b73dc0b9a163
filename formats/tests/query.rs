//! Keys of partitions by inline queries.
#![cfg(feature = "jq")]

use kinetoscope_formats::query::Query;
use proptest::prelude::*;

/// 2026-03-01T12:30:45Z
const NOW_US: i64 = 1_772_368_245_000_000;

const RECORD: &str = r#"{"customer_id":1234567890,"device":{"type":"mobile","on":true},"price":1.5,"tags":["a","b"],
    "event_timestamp":1565382027,"at":"2019-08-09T20:20:27Z","none":null,"empty":"","pairs":[{"name":"x","value":1}]}"#;

/// The keys as `a=b/c=d`, or the cause.
fn run(query: &str) -> String {
    let query = match Query::parse(query) {
        Ok(query) => query,
        Err(text) => return format!("parse: {text}"),
    };
    match query.run(RECORD.as_bytes(), NOW_US) {
        Ok(keys) => keys.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("/"),
        Err(failure) => failure.cause,
    }
}

#[track_caller]
fn check(query: &str, expected: &str) {
    assert_eq!(run(query), expected, "{query}");
}

#[test]
fn the_guides_example_gives_its_prefix() {
    check(
        r#"{customer_id:.customer_id, device:.device.type, year:.event_timestamp|strftime("%Y"),
            month:.event_timestamp|strftime("%m"), day:.event_timestamp|strftime("%d"),
            hour:.event_timestamp|strftime("%H")}"#,
        "customer_id=1234567890/device=mobile/year=2019/month=08/day=09/hour=20",
    );
}

#[test]
fn values_become_texts() {
    check(
        "{a: .price, b: .device.on, c: (.price * 2), d: (1/3), e: 1e3}",
        "a=1.5/b=true/c=3.0/d=0.3333333333333333/e=1e3",
    );
    check("{a: .none}", "The value of a is null.");
    check("{a: .missing}", "The value of a is null.");
    check("{a: .empty}", "The value of a is empty.");
    check("{a: .tags}", "The value of a is an array.");
    check("{a: .device}", "The value of a is an object.");
    check(r#"{a: (.missing // "none")}"#, "a=none");
    check("empty", "The query gave nothing.");
    check(".price", "The query gave no object but `1.5`.");
}

#[test]
fn what_real_configurations_use_works() {
    let table = [
        ("{a: (.at|fromdate|todate)}", "a=2019-08-09T20:20:27Z"),
        (r#"{a: (.at|strptime("%Y-%m-%dT%H:%M:%SZ")|mktime)}"#, "a=1565382027"),
        (r#"{a: (.event_timestamp|gmtime|strftime("%Y-%m-%d"))}"#, "a=2019-08-09"),
        ("{a: (now|floor)}", "a=1772368245"),
        ("{a: (.device.type|ascii_upcase), b: (.tags|join(\"-\")), c: (.tags|length)}", "a=MOBILE/b=a-b/c=2"),
        (
            r#"{a: (.at|split("T")[0]), b: .at[0:4], c: (.at|sub("T.*";"")), d: (.at|gsub("[-:]";""))}"#,
            "a=2019-08-09/b=2019/c=2019-08-09/d=20190809T202027Z",
        ),
        (
            r#"{a: (if .price > 1 then "dear" else "cheap" end), b: (.device|has("type")), c: (.at|test("^20"))}"#,
            "a=dear/b=true/c=true",
        ),
        (
            r#"{a: "\(.device.type)-\(.customer_id)", b: (.customer_id|tostring|.[0:2]), c: ("12"|tonumber + 1)}"#,
            "a=mobile-1234567890/b=12/c=13",
        ),
        (
            "{a: (.tags|map(ascii_upcase)|first), b: ([.tags[]|select(. == \"b\")]|.[0]), c: (.price|floor)}",
            "a=A/b=b/c=1",
        ),
        ("{a: (.pairs|from_entries|.x), b: (.customer_id % 16), c: (.tags|index(\"b\"))}", "a=1/b=2/c=1"),
        (
            r#"{a: (.at|capture("(?<y>[0-9]+)-(?<m>[0-9]+)")|.m), b: (reduce .tags[] as $t ("";.+$t))}"#,
            "a=08/b=ab",
        ),
        (
            "{a: ([limit(3; repeat(1))]|length), b: ([range(3)]|add), c: (1|until(. > 100; . * 2))}",
            "a=3/b=3/c=128",
        ),
        ("def f: . * 2; {a: (3|f)}", "a=6"),
        ("def f: if . > 50 then . else . + 1 | f end; {a: (1 | f)}", "a=51"),
        (". as {customer_id: $c} | {a: $c, b: ($c|tojson|@base64)}", "a=1234567890/b=MTIzNDU2Nzg5MA=="),
        (
            r#"{a: ([1,"x,y"]|@csv), b: (.device|keys|join("+")), c: (.device|to_entries|map(.key)|.[1])}"#,
            "a=1,\"x,y\"/b=on+type/c=on",
        ),
        (
            "{a: (.event_timestamp|todate|.[0:10]), b: (try error(\"x\") catch .), c: (.x?.y? // \"z\")}",
            "a=2019-08-09/b=x/c=z",
        ),
        (".device.type |= ascii_upcase | .n += 1 | {a: .device.type, b: .n}", "a=MOBILE/b=1"),
        ("{a: ([.. | numbers] | length), b: ([paths] | length), c: (.a = 5 | .a)}", "a=4/b=16/c=5"),
        (
            "{a: ([.[]?] | length), b: (.tags | .[1:] | .[0]), c: ([.tags[] as $x | $x + \"!\"] | last)}",
            "a=9/b=b/c=b!",
        ),
    ];
    for (query, expected) in table {
        check(query, expected);
    }
}

#[test]
fn nothing_reaches_outside() {
    for query in [
        "{a: env.HOME}",
        "{a: $ENV.HOME}",
        "{a: input}",
        "{a: [inputs]}",
        "halt",
        "halt_error",
        "import \"a\" as a; {}",
        "{a: input_filename}",
        "{a: ltrim_(1)}",
        "{",
        "",
        "{a: }",
        "program_(1)",
    ] {
        assert!(run(query).starts_with("parse: "), "{query}: {}", run(query));
    }
}

#[test]
fn what_would_never_end_ends() {
    let endless = [
        "def f: f; f",
        "def f: try f catch f; f",
        "def f: (f, f)?; f",
        "def f: 1 + f; f",
        "def f: [f]; f",
        "program_",
        "[repeat(1)]",
        "[range(1e18)]",
        "[range(1e18)?]",
        "last(range(1e18))",
        "[limit(1e18; repeat(1))]",
        "until(false; .)",
        "[recurse(.)]",
        "[while(true; .)]",
        "reduce range(1e9) as $i (0; . + 1)",
        "[.[] |= recurse(.)]",
        "isempty(repeat(empty))",
        "reduce range(60) as $i (\"x\"; . + .)",
        "\"x\" * 1e9",
        "1e9 * \"x\"",
        "reduce range(90) as $i (1; [., .]) | tojson",
        "reduce range(1e4) as $i (1; [.])",
        "[1,2] | [.[], .[]] | [.[], .[]] | [combinations(40)]",
        "[[(1,2)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)|(.,.)]]",
        "def f(g): def h: f(h); h; f(1)",
        "def f: {a: f}; f",
        "def f: if . then f else f end; f",
        "[\"x\"] | walk([.])",
        "reduce range(100) as $i (\"xx\"; gsub(\"x\"; \"xxxxxxxxxxxxxxxxxxxx\"))",
        "reduce range(500) as $i (\"x\"; @uri \"%\\(.)\")",
        "setpath([range(100000)|\"a\"]; 1)",
        "first(repeat(empty))",
        "label $x | repeat(1) | empty",
        "foreach repeat(1) as $x (0; .)",
        "[limit(3; def r: r; r)]",
        "def f: isempty(f); f",
        "def f: f // f; f",
        "def f: [f, f] | sort_by(f); f",
        "def f: f |= f; f",
        "def f: .[f]; f",
        "def f: reduce f as $x (0; 1); f",
        "(reduce range(5000) as $i (.; .device)) |= 1",
        ".. |= [.]",
        "any(repeat(false); .)",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" | [repeat(test(\"(a+)+$\"))]",
        "\"a\" | test(\"((((a{99}){99}){99}){99})\")",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\" | test(\"(a*)*(a*)*(a*)*c\")",
    ];
    for query in endless {
        let start = std::time::Instant::now();
        let out = run(query);
        assert!(!out.starts_with("parse"), "{query}: {out}");
        assert!(start.elapsed().as_secs() < 20, "{query} took {:?}", start.elapsed());
        println!("{:?} {query}: {out}", start.elapsed());
    }
}

#[test]
fn queries_that_would_need_a_deep_stack_are_refused_or_work() {
    let repeated = |begin: &str, middle: &str, end: &str, times: usize| {
        begin.repeat(times) + middle + &end.repeat(times)
    };
    for times in [10, 39, 100, 290, 590, 1000, 2500] {
        for (begin, middle, end) in [
            ("(", "1", ")"),
            ("[", "1", "]"),
            ("-", "1", ""),
            (".|", ".", ""),
            ("1+", "1", ""),
            ("try ", "1", ""),
            ("if 1 then ", "1", " else 2 end"),
            (". as $x|", "1", ""),
            ("1,", "1", ""),
            ("def f: 1;", "1", ""),
            ("label $x|", "1", ""),
            ("", ".a", ".a"),
            ("", ".", "[]"),
            ("", ".", "?"),
            ("\"\\(", "1", ")\""),
            ("{a:", "1", "}"),
            ("1//", "1", ""),
            ("1 and ", "1", ""),
            ("reduce . as $x (1;", "1", ")"),
            ("..", "", ""),
            ("", "1", "|f"),
        ] {
            run(&repeated(begin, middle, end, times));
        }
    }
}

#[test]
fn a_record_is_one_object() {
    let query = Query::parse("{a: .a}").unwrap();
    let cause = |record: &str| query.run(record.as_bytes(), 0).unwrap_err().cause;
    assert_eq!(cause("{\"a\":1}{\"a\":2}"), "The record holds more than one JSON value.");
    assert_eq!(cause("[1]"), "The record is no JSON object.");
    assert_eq!(cause("xtext"), "The record is no JSON, from byte 0 on.");
    assert_eq!(cause(&"{\"a\":".repeat(100_000)), "The record is no JSON, from byte 1000 on.");
    assert_eq!(query.run(b" {\"a\":12345678901234567890}\n", 0).unwrap()[0].1, "12345678901234567890");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_is_understood_or_refused(text in "[\\[\\]{}().|,;:?*+/\"\\\\$@=<> a-f0-9-]{0,24}", record: Vec<u8>) {
        if let Ok(query) = Query::parse(&text) {
            let _ = query.run(RECORD.as_bytes(), NOW_US);
            let _ = query.run(&record, NOW_US);
        }
    }
}
