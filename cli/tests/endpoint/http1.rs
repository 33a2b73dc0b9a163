//! HTTP/1.1 as bytes: frames, limits, CORS.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;

use crate::support::{Answer, Server, aws, request};

const JSON: (&str, &str) = ("Content-Type", "application/x-amz-json-1.1");

#[test]
fn every_answer_carries_its_ids_and_length() {
    let server = Server::start(&[]);
    for answer in
        [server.call("ListStreams", "{}"), server.call("Nothing", "{}"), server.get("/x?X-Amz-Date=1")]
    {
        assert_eq!(answer.header("x-amzn-requestid").map(str::len), Some(36), "{answer:?}");
        assert!(answer.header("x-amz-id-2").is_some_and(|id| (86..=108).contains(&id.len())), "{answer:?}");
        assert!(answer.header("content-length").is_some() && answer.header("date").is_some(), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn success_without_output_is_zero_bytes() {
    let server = Server::start(&[]);
    let created = server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    assert_eq!((created.status, created.header("content-length")), (200, Some("0")));
}

#[test]
fn a_connection_is_kept_and_pipelined_requests_are_answered_in_order() {
    let server = Server::start(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let create = aws("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    stream.write_all(&[create, aws("ListStreams", "{}"), aws("Nothing", "{}")].concat()).unwrap();
    let mut reader = BufReader::new(stream);
    let answers = [(); 3].map(|()| Answer::read(&mut reader, false));
    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 200, 400]);
    assert_eq!(answers[1].json()["StreamNames"][0], "a");
}

#[test]
fn a_chunked_body_and_one_that_comes_in_drops_are_bodies_too() {
    let server = Server::start(&[]);
    let head = String::from_utf8(aws("ListStreams", "")).unwrap();
    let chunked =
        head.replace("Content-Length: 0", "Transfer-Encoding: chunked") + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_nodelay(true).unwrap();
    for byte in chunked.as_bytes() {
        stream.write_all(&[*byte]).unwrap();
    }
    assert_eq!(Answer::read(&mut BufReader::new(stream), false).status, 200);
}

#[test]
fn a_body_over_the_limit_is_413_and_empty_however_it_is_sent() {
    let server = Server::start(&[]);
    let target = ("X-Amz-Target", "Kinesis_20131202.PutRecord");
    let large = vec![b' '; 20_000_000];
    let with_length = request("POST", "/", &[target, JSON, ("Origin", "http://example.com")], &large);
    let chunked = [
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1312d00\r\n".as_slice(),
        &large,
        b"\r\n0\r\n\r\n",
    ];
    for bytes in [with_length, chunked.concat()] {
        let answer = server.send(&bytes);
        assert_eq!((answer.status, answer.body.len()), (413, 0));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    let polite = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\nExpect: 100-continue\r\n\r\n";
    assert_eq!(server.send(polite).status, 413, "refused before it is sent");
    assert_eq!(server.get("/_kinetoscope/health").status, 200);
}

#[test]
fn a_body_just_at_the_limit_is_taken() {
    let server = Server::start(&[]);
    let mut body = vec![b' '; 16 * 1024 * 1024];
    body[..2].copy_from_slice(b"{}");
    let answer = server.call("ListStreams", std::str::from_utf8(&body).unwrap());
    assert_eq!(answer.status, 200);
}

#[test]
fn a_preflight_gets_what_it_asks_for() {
    let server = Server::start(&[]);
    let asked = [
        ("Origin", "https://example.com"),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "x-amz-target,authorization"),
    ];
    let answer = server.send(&request("OPTIONS", "/", &asked, b""));
    assert_eq!((answer.status, answer.header("content-length")), (200, Some("0")));
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "x-amz-target,authorization"),
        ("access-control-max-age", "172800"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    assert_eq!([answer.header("content-type"), answer.header("x-amz-id-2")], [None, None]);
}

#[test]
fn a_page_may_read_answers_and_errors() {
    let server = Server::start(&[]);
    for target in ["Kinesis_20131202.ListStreams", "Kinesis_20131202.Nothing"] {
        let headers = [("Origin", "https://example.com"), JSON, ("X-Amz-Target", target)];
        let answer = server.send(&request("POST", "/", &headers, b"{}"));
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        let exposed =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
        assert_eq!(answer.header("access-control-expose-headers"), Some(exposed));
    }
}

#[test]
fn the_access_key_is_the_account_and_the_scope_is_the_region() {
    let server = Server::start(&["--account", "210987654321", "--region", "eu-west-3"]);
    let create = aws("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let create = String::from_utf8(create).unwrap();
    let describe =
        |bytes: &str| server.send(bytes.replace("CreateStream", "DescribeStreamSummary").as_bytes());
    for (scope, arn) in [
        ("AKID/20260101/us-east-1/", "arn:aws:kinesis:us-east-1:210987654321:stream/a"),
        ("123456789012/20260101/ap-south-1/", "arn:aws:kinesis:ap-south-1:123456789012:stream/a"),
    ] {
        let bytes = create.replace("AKID/20260101/us-east-1/", scope);
        assert_eq!(describe(&bytes).status, 400, "nothing there yet");
        assert_eq!(server.send(bytes.as_bytes()).status, 200);
        assert_eq!(describe(&bytes).json()["StreamDescriptionSummary"]["StreamARN"], arn);
    }
}

#[test]
fn stored_records_keep_to_the_memory_they_are_given() {
    let server = Server::start(&["--memory-mib", "4"]);
    server.call("CreateStream", r#"{"StreamName":"a","ShardCount":1}"#);
    let put = format!(r#"{{"StreamName":"a","PartitionKey":"k","Data":"{}"}}"#, "A".repeat(1_000_000));
    for _ in 0..20 {
        assert_eq!(server.call("PutRecord", &put).status, 200);
    }
    let asked = r#"{"StreamName":"a","ShardId":"shardId-000000000000","ShardIteratorType":"TRIM_HORIZON"}"#;
    let iterator = server.call("GetShardIterator", asked).json()["ShardIterator"].to_string();
    let read = server.call("GetRecords", &format!(r#"{{"ShardIterator":{iterator}}}"#)).json();
    let records = read["Records"].as_array().unwrap().len();
    assert!((1..20).contains(&records), "{records}");
}

#[test]
fn a_client_that_goes_away_in_the_middle_disturbs_no_one() {
    let server = Server::start(&[]);
    let whole = aws("ListStreams", "{}");
    for length in 0..whole.len() {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.write_all(&whole[..length]).unwrap();
    }
    let mut idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    assert_eq!(server.send(&whole).status, 200);
    idle.set_nonblocking(true).unwrap();
    assert!(idle.read(&mut [0]).is_err(), "an idle connection stays open");
}
