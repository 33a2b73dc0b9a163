//! Patterns, texts and what they mean, as the SQL reference shows them.

use alloc::string::String;

use super::DatePattern;
use crate::analytics::function::conversion::datetime_text::{parse as parse_text, print_timestamp};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

fn at(text: &str) -> i64 {
    match parse_text(text, SqlType::Timestamp) {
        Some(Value::Timestamp(timestamp)) => timestamp,
        _ => panic!("{text} is no timestamp"),
    }
}

/// What a text means by a pattern in 2026, or `-` where it is not of that form.
fn read(pattern: &str, text: &str) -> String {
    let pattern = DatePattern::compile(pattern).unwrap();
    pattern.parse(text, at("2026-11-23 00:00:00")).map_or(String::from("-"), print_timestamp)
}

#[test]
fn texts_are_read_field_by_field() {
    const FULL: &str = "2009-09-16 03:15:24";
    for (pattern, text, expected) in [
        ("yyyy-MM-dd hh:mm:ss", FULL, "2009-09-16 03:15:24"),
        ("yyyy-MM-dd", FULL, "2009-09-16 00:00:00"),
        ("yyyy-hh-mm", FULL, "2009-01-01 09:16:00"),
        ("yyyy", FULL, "2009-01-01 00:00:00"),
        ("yyyy hh", FULL, "-"),
        ("yyyy-hh", FULL, "2009-01-01 09:00:00"),
        ("yyyy hh", "2009 09 16 03:15:24", "2009-01-01 09:00:00"),
        ("yyyy/hh", "2009/09/16 03:15:24", "2009-01-01 09:00:00"),
        ("yyyy-mm", FULL, "2009-01-01 00:09:00"),
        ("yyyy-MM", FULL, "2009-09-01 00:00:00"),
        ("yyyy-MM hh", FULL, "-"),
        ("yyyy-MM hh:", FULL, "-"),
        ("yyyy-MM-dd hh", FULL, "2009-09-16 03:00:00"),
        ("yyyy-MM-dd ss", FULL, "2009-09-16 00:00:03"),
        ("yyyy-MM-dd mm", FULL, "2009-09-16 00:03:00"),
        ("yyyy-MM- mm", FULL, "-"),
        ("yyyy-MM   mm", FULL, "-"),
        ("yyyy-mm", "2012-02-08 07:23:19", "2012-01-01 00:02:00"),
        ("yyyy-ss-mm", "2012-02-08 07:23:19", "2012-01-01 00:08:02"),
        ("MMM dd, yyyy", "March 7, 2010", "2010-03-07 00:00:00"),
        ("MMM dd,", "March 7, 2010", "1970-03-07 00:00:00"),
        ("MMM dd,y", "March 7, 2010", "2010-03-07 00:00:00"),
        ("MMM dd,y", "March 7, 10", "0010-03-07 00:00:00"),
        ("MMMM dd", "mar 7", "1970-03-07 00:00:00"),
        ("M-d", "2-8", "1970-02-08 00:00:00"),
        ("M-d", "2-8-2012", "1970-02-08 00:00:00"),
        ("M-d", "2012-2-8", "-"),
        ("MM-dd-yyyy", "06-23-2012 10:11:12", "2012-06-23 00:00:00"),
        ("dd-MM-yy hh:mm:ss", "23-06-11 10:11:12", "2011-06-23 10:11:12"),
        ("MM-dd-yy ss:hh:mm", "06-23-11 12:10:11", "2011-06-23 10:11:12"),
        ("yy-dd-MM ss:hh:mm", "06-23-11 12:10:11", "2006-11-23 10:11:12"),
        ("dd-MM-yy hh:mm", "23-06-11 10:11:12", "2011-06-23 10:11:00"),
        ("dd-MM-yy hh:mm", "23-06-1 10:11:12", "0001-06-23 10:11:00"),
        ("MM/dd/yy hh:mm:ss", "12/19/11 10:11:12", "2011-12-19 10:11:12"),
        ("MM/dd/yy hh:mm:ss", "12/19/11 12:11:10", "2011-12-19 00:11:10"),
        ("MM/dd/yy hh:mm:ss", "12/19/11 00:11:10", "2011-12-19 00:11:10"),
        ("MM/dd/yy hh:mm:ss", "12/19/11 13:11:10", "2011-12-19 13:11:10"),
        ("MM/dd/yy HH:mm:ss", "12/19/11 21:08:07", "2011-12-19 21:08:07"),
        ("MM/dd/yy HH:mm:ss", "2011-12-19 00:11:12", "-"),
        ("y/MM/dd HH:mm:ss", "2011/12/19 00:11:12", "2011-12-19 00:11:12"),
        ("y/MM/dd HH:mm:ss", "12/19/11 00:11:12", "-"),
        ("MM/dd/yy hh:mm:ss", "2009/09/16 03:15:24", "-"),
        ("MM/dd/yy hh:mm:ss", "09/16/11 03:15:24", "2011-09-16 03:15:24"),
        ("MM/dd/yy hh-mm-ss", "09/16/11 03-15-24", "2011-09-16 03:15:24"),
        ("yyyy|MM|dd hh|mm|ss", "2009|09|16 03|15|24", "2009-09-16 03:15:24"),
        ("yyyy@MM@dd hh@mm@ss", "2009@09@16 03@15@24", "2009-09-16 03:15:24"),
        ("yyyy", "09-16 03:15", "0009-01-01 00:00:00"),
        ("yyyy", "16 03:15", "0016-01-01 00:00:00"),
        ("yy", "45", "2045-01-01 00:00:00"),
        ("yy", "46", "1946-01-01 00:00:00"),
        ("yyyyMMddHHmmss", "20010704120856", "2001-07-04 12:08:56"),
        ("yyMMddHHmmssZ", "010704120856-0700", "2001-07-04 19:08:56"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2001-07-04T12:08:56.235-07:00", "2001-07-04 19:08:56.235"),
        ("yyyy-MM-dd'T'HH:mm:ssX", "2001-07-04T12:08:56Z", "2001-07-04 12:08:56"),
        ("EEE, d MMM yyyy HH:mm:ss z", "Wed, 4 Jul 2001 12:08:56 PDT", "2001-07-04 19:08:56"),
        ("HH:mm z", "12:00 GMT+01:30", "1970-01-01 10:30:00"),
        ("hh 'o''clock' a", "12 o'clock PM", "1970-01-01 12:00:00"),
        ("h:mm a", "3:05 pm", "1970-01-01 15:05:00"),
        ("K:mm a", "0:08 PM", "1970-01-01 12:08:00"),
        ("kk:mm", "24:30", "1970-01-01 00:30:00"),
        ("yyyy D", "2024 60", "2024-02-29 00:00:00"),
        ("yyyy D", "2023 366", "-"),
        ("YYYY w u", "2001 27 3", "2001-07-04 00:00:00"),
        ("y G", "1 BC", "0000-01-01 00:00:00"),
        ("dd/MMM/yyyy:HH:mm:ss", "24/May/2004:22:01:02", "2004-05-24 22:01:02"),
        ("yyyy-MM-dd", "2010-02-30", "-"),
        ("yyyy-MM-dd", "2010-02-x", "-"),
        ("yyyy-MM-dd", "", "-"),
        ("HH", "24", "-"),
    ] {
        assert_eq!(read(pattern, text), expected, "{text} by {pattern}");
    }
}

#[test]
fn moments_are_written_field_by_field() {
    for (pattern, expected) in [
        ("yyyy.MM.dd G 'at' HH:mm:ss z", "2001.07.04 AD at 12:08:56 UTC"),
        ("EEE, MMM d, ''yy", "Wed, Jul 4, '01"),
        ("h:mm a", "12:08 PM"),
        ("hh 'o''clock' a, zzzz", "12 o'clock PM, Coordinated Universal Time"),
        ("K:mm a, z", "0:08 PM, UTC"),
        ("yyyyy.MMMMM.dd GGG hh:mm aaa", "02001.July.04 AD 12:08 PM"),
        ("EEE, d MMM yyyy HH:mm:ss Z", "Wed, 4 Jul 2001 12:08:56 +0000"),
        ("yyMMddHHmmssZ", "010704120856+0000"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2001-07-04T12:08:56.235Z"),
        ("D w W F u k EEEE", "185 27 1 1 3 12 Wednesday"),
    ] {
        let text = DatePattern::compile(pattern).unwrap().print(at("2001-07-04 12:08:56.235"));
        assert_eq!(text, expected, "{pattern}");
    }
    let hours = DatePattern::compile("yyyy-MM-dd hh:mm:ss").unwrap();
    assert_eq!(hours.print(at("2016-11-22 12:50:41")), "2016-11-22 12:50:41");
    assert_eq!(hours.print(at("2016-11-22 13:50:41")), "2016-11-22 01:50:41");
}

#[test]
fn what_is_no_pattern_says_so() {
    for (pattern, expected) in [
        ("yyyy-bb", "Illegal pattern character 'b'"),
        ("yyyy 'at", "Unterminated quote"),
        ("XXXX", "invalid ISO 8601 format: more than three X"),
        (&"d".repeat(100_000), "too many letters 'd' in a row"),
    ] {
        assert_eq!(DatePattern::compile(pattern).unwrap_err().0, expected);
    }
}

#[test]
fn what_is_written_is_read_again() {
    let pattern = DatePattern::compile("yyyy-MM-dd'T'HH:mm:ss.SSSZ").unwrap();
    for day in -400_i64..400 {
        let milliseconds = day * 97_531_313_131 % 62_000_000_000_000;
        assert_eq!(pattern.parse(&pattern.print(milliseconds), 0), Ok(milliseconds));
    }
}
