use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::ToString;
use alloc::vec;

use super::*;
use crate::time::Instant;

const AT: &str = "2018-08-27T10:30:00Z";

fn scene<'s>() -> Scene<'s> {
    let at = Local::utc(Instant::parse(AT).unwrap());
    Scene { at, error_output_type: "processing-failed", keys: PartitionKeys::default() }
}

/// Both prefixes, as the examples of the guide give them.
fn evaluate(data: &str, errors: Option<&str>) -> (String, String) {
    let mut rng = Rng::from_seed(0);
    let data = Prefix::parse(data, Role::Data).unwrap();
    let errors = errors.map(|errors| Prefix::parse(errors, Role::Errors).unwrap());
    let key = data.evaluate(&scene(), &mut rng);
    (key, Prefix::evaluate_errors(errors.as_ref(), &data, &scene(), &mut rng))
}

#[test]
fn the_hour_goes_behind_a_prefix_without_expressions() {
    for (prefix, expected) in [
        ("", "2018/08/27/10/"),
        ("legacy", "legacy2018/08/27/10/"),
        ("data-", "data-2018/08/27/10/"),
        ("/a/", "/a/2018/08/27/10/"),
        ("a!b{c}", "a!b{c}2018/08/27/10/"),
        ("in/!{timestamp:yyyy/MM/dd}/x", "in/2018/08/27/x"),
        ("!{timestamp:'y='yyyy'/m='MM}", "y=2018/m=08"),
    ] {
        assert_eq!(evaluate(prefix, Some("e/!{firehose:error-output-type}/")).0, expected, "{prefix}");
    }
}

#[test]
fn errors_go_where_the_guide_says() {
    for (data, errors, expected) in [
        ("", None, "processing-failed/2018/08/27/10/"),
        ("data-", None, "data-processing-failed/2018/08/27/10/"),
        ("", Some("bad/!{firehose:error-output-type}/"), "bad/processing-failed/"),
        (
            "x",
            Some("bad/!{firehose:error-output-type}/!{timestamp:yyyy/'w'ww}/"),
            "bad/processing-failed/2018/w35/",
        ),
        ("x", Some("bad/"), "bad/processing-failed/2018/08/27/10/"),
    ] {
        assert_eq!(evaluate(data, errors).1, expected, "{data} {errors:?}");
    }
}

#[test]
fn each_random_string_is_another() {
    let key = evaluate("!{firehose:random-string}/!{firehose:random-string}", None).0;
    let (first, second) = key.split_once('/').unwrap();
    assert!(first != second && [first, second].iter().all(|text| text.len() == RANDOM_LETTERS), "{key}");
}

#[test]
fn keys_of_records_stand_where_the_prefix_asks_for_them() {
    let text = "c=!{partitionKeyFromQuery:customer}/d=!{partitionKeyFromLambda:device}/";
    let prefix = Prefix::parse(text, Role::Data).unwrap();
    assert_eq!(prefix.keys_from_query().collect::<Vec<_>>(), ["customer"]);
    assert_eq!(prefix.keys_from_lambda().collect::<Vec<_>>(), ["device"]);
    let key = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let (query, lambda) = (key("customer", "1234567890"), key("device", "mobile"));
    let keys = PartitionKeys { from_query: &query, from_lambda: &lambda };
    let made = prefix.evaluate(&Scene { keys, ..scene() }, &mut Rng::from_seed(0));
    assert_eq!(made, "c=1234567890/d=mobile/");
}

#[test]
fn the_clock_on_the_wall_counts() {
    let prefix = Prefix::parse("!{timestamp:yyyy-MM-dd-HH VV}", Role::Data).unwrap();
    let at = Local::new(Instant::parse("2018-08-27T22:30:00Z").unwrap(), 2 * 3_600, "Europe/Berlin", "CEST");
    let made = prefix.evaluate(&Scene { at, ..scene() }, &mut Rng::from_seed(0));
    assert_eq!(made, "2018-08-28-00 Europe/Berlin");
}

#[test]
fn what_the_service_refuses_is_refused_in_its_words() {
    let refused = |text: &str, role| match Prefix::parse(text, role) {
        Ok(_) => "accepted".to_string(),
        Err(error) => format!("{}: {}", error.code.name(), error.message.unwrap_or_default()),
    };
    for (text, role, expected) in [
        (
            "a/!{firehose:error-output-type}/",
            Role::Data,
            "Prefix must not contain any occurrence of !{firehose:error-output-type}",
        ),
        ("!{nosuch:x}", Role::Data, "Namespace to the left of colon (nosuch) is an invalid keyword!"),
        (
            "!{timestamp:yyyy-JJ}",
            Role::Data,
            "Invalid conversion character used in the value of the expression in Prefix",
        ),
        (
            "!{firehose:error-output-type}!{timestamp:T}",
            Role::Errors,
            "Invalid conversion character used in the value of the expression in ErrorOutputPrefix",
        ),
    ] {
        assert_eq!(refused(text, role), format!("InvalidArgumentException: {expected}"));
    }
    for (text, role) in [
        ("!{timestamp:yyyy", Role::Data),
        ("!{timestamp}", Role::Data),
        ("!{firehose:nosuch}", Role::Data),
        ("!{firehose:random-string}", Role::Errors),
        ("!{firehose:error-output-type}!{partitionKeyFromQuery:a}", Role::Errors),
    ] {
        assert!(refused(text, role).starts_with("InvalidArgumentException: "), "{text}");
    }
}

#[test]
fn a_prefix_has_512_letters_at_most() {
    assert!(Prefix::parse(&"p".repeat(512), Role::Data).is_ok());
    assert!(Prefix::parse(&"p".repeat(513), Role::Data).is_err());
    assert!(Prefix::parse(&format!("{}!{{firehose:random-string}}", "p".repeat(502)), Role::Data).is_err());
}
