use expect_test::expect;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::*;

fn application(id: &str) -> Application {
    applications().into_iter().find(|it| it.id == id).unwrap()
}

fn rows(look: &Look, stream: &str) -> Vec<String> {
    let table = look.tables.iter().find(|table| table.name == stream).unwrap();
    let row = |row: &RowView| {
        let fields = row.fields.iter().map(|field| field.as_deref().unwrap_or("-"));
        format!("{} {}", (row.rowtime - BEGIN) / 1_000, fields.collect::<Vec<_>>().join(" "))
    };
    table.rows.iter().rev().map(row).collect()
}

/// Each application gives rows in each stream that it makes, and makes errors only where its text says so.
#[test]
fn every_application_parses_plans_and_gives_rows() {
    let all = applications();
    assert!(all.len() >= 30, "one for each worked application");
    for (place, application) in all.iter().enumerate() {
        let id = &application.id;
        assert!(
            !application.title.is_empty() && !application.about.is_empty() && !application.group.is_empty(),
            "{id}"
        );
        assert!(all[..place].iter().all(|other| other.id != *id), "{id} is there twice");
        let setup = application.setup(1);
        let checked = check(&setup);
        assert_eq!((checked.problems, checked.rest), (Vec::new(), String::new()), "{id}");
        let mut rehearsal = Rehearsal::new(&setup).unwrap();
        rehearsal.advance(200_000);
        let look = rehearsal.look(50, application.time.as_deref());
        for table in &look.tables {
            let is_wanted = table.kind != StreamKind::Errors || application.about.contains("error stream");
            assert_eq!(0 < table.total, is_wanted, "{} of {id}: {:?}", table.name, table.rows.first());
        }
        if let Some(time) = &application.time {
            assert!(look.times.contains(time), "{id} has a time {time}");
        }
        let back: Look = serde_json::from_str(&serde_json::to_string(&look).unwrap()).unwrap();
        assert_eq!(back, look, "{id}");
    }
}

#[test]
fn discovery_of_the_ticker_finds_four_columns_with_types() {
    let setup = application("filter").setup(0);
    let told = |schema: &SchemaSetup| {
        let column = |it: &ColumnSetup| {
            format!("{} {} {}\n", it.name, it.sql_type, it.mapping.as_deref().unwrap_or("-"))
        };
        schema.columns.iter().map(column).collect::<String>()
    };
    let found = sampled(&setup, true);
    expect![[r#"
        TICKER_SYMBOL VARCHAR(4) $.TICKER_SYMBOL
        SECTOR VARCHAR(16) $.SECTOR
        CHANGE DOUBLE $.CHANGE
        PRICE DOUBLE $.PRICE
    "#]]
    .assert_eq(&told(&found.schema));
    assert_eq!(found.wrong, "");
    assert_eq!(found.rows[0].fields.len(), 4);
    let mut edited = setup.clone();
    edited.schema.columns[0].sql_type = "INTEGER".into();
    let taken = sampled(&edited, false);
    assert_eq!(taken.rows[0].wrong, "The value of column TICKER_SYMBOL is not a value of type INTEGER");
    edited.schema.columns[0].sql_type = "WORD".into();
    assert_eq!(sampled(&edited, false).wrong, "WORD of TICKER_SYMBOL is no SQL type.");
    assert_eq!(check(&edited).rest, "WORD of TICKER_SYMBOL is no SQL type.");
}

#[test]
fn tumbling_windows_tell_of_each_symbol_once_a_minute() {
    let mut rehearsal = Rehearsal::new(&application("tumbling").setup(7)).unwrap();
    rehearsal.advance(59_999);
    assert!(rows(&rehearsal.look(50, None), "PER_MINUTE").is_empty());
    rehearsal.advance(1);
    let told = rows(&rehearsal.look(50, None), "PER_MINUTE");
    let symbols: Vec<&str> = told.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    let mut different = symbols.clone();
    different.sort_unstable();
    different.dedup();
    assert!(symbols.len() == different.len() && symbols.len() > 6, "{told:?}");
    assert!(told.iter().all(|row| row.starts_with("60 ")), "{told:?}");
    let counted: u64 = told.iter().map(|row| row.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!(counted, 120);
}

/// However the time is cut into steps.
#[test]
fn the_same_setup_shows_the_same() {
    let setup = application("tumbling-event-time").setup(3);
    let mut at_once = Rehearsal::new(&setup).unwrap();
    at_once.advance(130_000);
    let mut in_steps = Rehearsal::new(&setup).unwrap();
    (0..1_000).for_each(|_| in_steps.advance(130));
    let time = Some("EVENT_TIME");
    assert_eq!(at_once.look(100, time), in_steps.look(100, time));
    let mut other = Rehearsal::new(&application("tumbling-event-time").setup(4)).unwrap();
    other.advance(130_000);
    assert_ne!(at_once.look(100, time), other.look(100, time));
    let late = at_once.look(9, time).lanes[0]
        .windows
        .iter()
        .flat_map(|it| it.marks.clone())
        .filter(|it| it.is_late)
        .count();
    assert!(late > 0);
}

#[test]
fn written_records_come_when_they_say_or_one_after_the_other() {
    let text = "{}\n\n@2.5 a b\n  \nnext\n@1 before\n@x no time\n@1.2345 no time\n@ no\n";
    let told: Vec<(i64, String)> = written(text, 500).into_iter().map(|(at, it)| (at - BEGIN, it)).collect();
    let expected = [
        (0, "{}"),
        (2_500, "a b"),
        (3_000, "next"),
        (3_000, "before"),
        (3_500, "@x no time"),
        (4_000, "@1.2345 no time"),
        (4_500, "@ no"),
    ];
    assert_eq!(told, expected.map(|(at, it)| (at, it.to_string())));
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let mut setup = application("filter").setup(0);
    setup.code = setup.code.replace("SELECT STREAM ticker_symbol", "SELECT STREAM ticker_simbol");
    let checked = check(&setup);
    let found: Vec<_> = checked.problems.iter().map(|it| (it.line, it.column, it.message.as_str())).collect();
    assert_eq!(found, [(5, 17, "Column 'TICKER_SIMBOL' not found in any table")]);
    assert_eq!(
        &setup.code[checked.problems[0].start as usize..checked.problems[0].end as usize],
        "ticker_simbol"
    );
    for (change, wrong) in [
        (Setup { prefix: String::new(), ..setup.clone() }, "The input needs a name."),
        (Setup { parallelism: 65, ..setup.clone() }, "An input has 1 to 64 in-application streams."),
    ] {
        assert_eq!(check(&change).rest, wrong);
    }
}

#[test]
fn names_of_inputs_tables_and_streams_are_proposed() {
    let mut setup = application("reference-join").setup(0);
    let proposed = |setup: &Setup| {
        let items = propose(setup, setup.code.len()).items;
        items.into_iter().map(|item| item.text).collect::<Vec<_>>()
    };
    setup.code += " SELECT STREAM x FROM ";
    assert_eq!(proposed(&setup), ["SOURCE_SQL_STREAM_001", "\"Company\"", "NAMED"]);
    setup.code += "\"Company\" AS c WHERE c.";
    assert_eq!(proposed(&setup), ["\"Ticker\"", "\"Name\"", "ROWTIME"]);
}

#[test]
fn a_stream_leaves_as_a_file_with_names_above() {
    let mut rehearsal = Rehearsal::new(&application("csv").setup(0)).unwrap();
    rehearsal.advance(5_000);
    assert_eq!(
        rehearsal.csv("ROWS_READ").unwrap(),
        "ROWTIME,A,N,C\n2026-01-01 00:00:00.000,A,1,first\n2026-01-01 00:00:04.000,C,3,third\n"
    );
    assert!(rehearsal.csv("error_stream").unwrap().contains("COL_1"));
    assert_eq!(rehearsal.csv("nothing"), None);
}
