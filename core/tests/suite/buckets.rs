//! S3 as clients meet it: a request in, status, headers and body out.

use std::fmt::Write;

use crate::support::s3::send;
use expect_test::{Expect, expect};
use kinetoscope::world::s3_request::{Body, S3Request};
use kinetoscope::world::scenario::Action;
use kinetoscope::world::session::{Player, Session};
use kinetoscope::world::{Settings, World};

/// Sends requests, a line each: method, path, perhaps headers in brackets, perhaps a body; and compares what is answered.
#[track_caller]
fn check(script: &str, expected: Expect) {
    let mut world = World::new(Settings::default());
    let mut transcript = String::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (method, rest) = line.split_once(' ').unwrap();
        let (uri, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let (headers, body) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((headers, body)) => (headers, body.trim_start()),
            None => ("", rest),
        };
        let headers: Vec<_> = headers.split(", ").filter_map(|header| header.split_once(": ")).collect();
        let answer = send(&mut world, method, uri, &headers, body.replace("\\r\\n", "\r\n").as_bytes());
        writeln!(transcript, "{line}\n  {}", answer.status).unwrap();
        for (name, value) in &answer.rest_headers {
            writeln!(transcript, "  {name}: {value}").unwrap();
        }
        let body = String::from_utf8_lossy(&answer.body);
        let body = body.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap_or(&body);
        if let Some((before, after)) = body.split_once("<RequestId>") {
            let (_, after) = after.split_once("</RequestId>").unwrap();
            writeln!(transcript, "  {before}{after}").unwrap();
        } else if !body.is_empty() {
            writeln!(
                transcript,
                "  {}",
                body.replace(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"", "")
            )
            .unwrap();
        }
    }
    expected.assert_eq(&transcript);
}

#[test]
fn buckets_are_made_listed_and_removed() {
    check(
        "GET /
         PUT /lake
         PUT /Lake
         HEAD /lake
         HEAD /none
         GET /lake?location
         GET /
         GET /lake?acl
         DELETE /lake
         DELETE /lake",
        expect![[r#"
            GET /
              200
              Content-Type: application/xml
              <ListAllMyBucketsResult><Owner><ID>000000000000</ID></Owner><Buckets></Buckets></ListAllMyBucketsResult>
            PUT /lake
              200
              Location: /lake
            PUT /Lake
              400
              Content-Type: application/xml
              <Error><Code>InvalidBucketName</Code><Message>The specified bucket is not valid.</Message><BucketName>Lake</BucketName><Resource>/Lake/</Resource></Error>
            HEAD /lake
              200
              x-amz-bucket-region: us-east-1
            HEAD /none
              404
              Content-Type: application/xml
              <Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>none</BucketName><Resource>/none/</Resource></Error>
            GET /lake?location
              200
              Content-Type: application/xml
              <LocationConstraint></LocationConstraint>
            GET /
              200
              Content-Type: application/xml
              <ListAllMyBucketsResult><Owner><ID>000000000000</ID></Owner><Buckets><Bucket><Name>lake</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate><BucketRegion>us-east-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>
            GET /lake?acl
              501
              Content-Type: application/xml
              <Error><Code>NotImplemented</Code><Message>Kinetoscope does not run GetBucketAcl of S3. `kinetoscope operations` lists what runs.</Message><Resource>/lake/</Resource></Error>
            DELETE /lake
              204
            DELETE /lake
              404
              Content-Type: application/xml
              <Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>lake</BucketName><Resource>/lake/</Resource></Error>
        "#]],
    );
}

#[test]
fn objects_are_put_read_in_part_copied_and_removed() {
    check(
        "PUT /lake
         PUT /lake/a/b%20c.txt [Content-Type: text/plain, x-amz-meta-Colour: red] hello
         GET /lake/a/b%20c.txt
         GET /lake/a/b%20c.txt [Range: bytes=1-3]
         GET /lake/a/b%20c.txt [Range: bytes=9-]
         GET /lake/a/b%20c.txt [If-None-Match: \"5d41402abc4b2a76b9719d911017c592\"]
         GET /lake/a/b%20c.txt [If-Match: \"other\"]
         HEAD /lake/none
         GET /lake/none
         PUT /none/x y
         PUT /lake/d [Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==] x
         PUT /lake/d [If-None-Match: *] x
         PUT /lake/d [If-None-Match: *] x
         PUT /lake/e [x-amz-copy-source: /lake/a/b%20c.txt]
         PUT /lake/f [x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER, Content-Encoding: aws-chunked] 3\\r\\nabc\\r\\n0\\r\\n\\r\\n
         GET /lake/f
         DELETE /lake/f
         DELETE /lake/f
         DELETE /lake",
        expect![[r#"
            PUT /lake
              200
              Location: /lake
            PUT /lake/a/b%20c.txt [Content-Type: text/plain, x-amz-meta-Colour: red] hello
              200
              ETag: "5d41402abc4b2a76b9719d911017c592"
              x-amz-server-side-encryption: AES256
            GET /lake/a/b%20c.txt
              200
              ETag: "5d41402abc4b2a76b9719d911017c592"
              Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT
              x-amz-server-side-encryption: AES256
              Accept-Ranges: bytes
              Content-Type: text/plain
              x-amz-meta-colour: red
              hello
            GET /lake/a/b%20c.txt [Range: bytes=1-3]
              206
              Content-Range: bytes 1-3/5
              ETag: "5d41402abc4b2a76b9719d911017c592"
              Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT
              x-amz-server-side-encryption: AES256
              Accept-Ranges: bytes
              Content-Type: text/plain
              x-amz-meta-colour: red
              ell
            GET /lake/a/b%20c.txt [Range: bytes=9-]
              416
              Content-Type: application/xml
              <Error><Code>InvalidRange</Code><Message>The requested range is not satisfiable</Message><Resource>/lake/a/b c.txt</Resource></Error>
            GET /lake/a/b%20c.txt [If-None-Match: "5d41402abc4b2a76b9719d911017c592"]
              304
              ETag: "5d41402abc4b2a76b9719d911017c592"
              Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT
              x-amz-server-side-encryption: AES256
            GET /lake/a/b%20c.txt [If-Match: "other"]
              412
              Content-Type: application/xml
              <Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message><Resource>/lake/a/b c.txt</Resource></Error>
            HEAD /lake/none
              404
              Content-Type: application/xml
              <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>none</Key><Resource>/lake/none</Resource></Error>
            GET /lake/none
              404
              Content-Type: application/xml
              <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>none</Key><Resource>/lake/none</Resource></Error>
            PUT /none/x y
              404
              Content-Type: application/xml
              <Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>none</BucketName><Resource>/none/x</Resource></Error>
            PUT /lake/d [Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==] x
              400
              Content-Type: application/xml
              <Error><Code>BadDigest</Code><Message>The Content-MD5 you specified did not match what we received.</Message><Resource>/lake/d</Resource></Error>
            PUT /lake/d [If-None-Match: *] x
              200
              ETag: "9dd4e461268c8034f5c8564e155c67a6"
              x-amz-server-side-encryption: AES256
            PUT /lake/d [If-None-Match: *] x
              412
              Content-Type: application/xml
              <Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message><Resource>/lake/d</Resource></Error>
            PUT /lake/e [x-amz-copy-source: /lake/a/b%20c.txt]
              200
              Content-Type: application/xml
              <CopyObjectResult><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></CopyObjectResult>
            PUT /lake/f [x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER, Content-Encoding: aws-chunked] 3\r\nabc\r\n0\r\n\r\n
              200
              ETag: "900150983cd24fb0d6963f7d28e17f72"
              x-amz-server-side-encryption: AES256
            GET /lake/f
              200
              ETag: "900150983cd24fb0d6963f7d28e17f72"
              Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT
              x-amz-server-side-encryption: AES256
              Accept-Ranges: bytes
              Content-Type: binary/octet-stream
              abc
            DELETE /lake/f
              204
            DELETE /lake/f
              204
            DELETE /lake
              409
              Content-Type: application/xml
              <Error><Code>BucketNotEmpty</Code><Message>The bucket you tried to delete is not empty</Message><BucketName>lake</BucketName><Resource>/lake/</Resource></Error>
        "#]],
    );
}

#[test]
fn lists_have_pages_groups_and_encoded_keys() {
    check(
        "PUT /lake
         PUT /lake/a
         PUT /lake/b/1
         PUT /lake/b/2%26
         PUT /lake/c
         GET /lake?list-type=2&delimiter=%2F&encoding-type=url
         GET /lake?list-type=2&prefix=b%2F&encoding-type=url&max-keys=1
         GET /lake?list-type=2&prefix=b%2F&encoding-type=url&max-keys=1&continuation-token=Yi8x
         GET /lake?list-type=2&start-after=b&max-keys=9999
         GET /lake?list-type=2&continuation-token=%21
         GET /lake?marker=b&max-keys=x
         GET /lake?marker=b&delimiter=%2F
         POST /lake?delete <Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object></Delete>
         POST /lake?delete <Delete></Delete>
         POST /lake?delete nonsense",
        expect![[r#"
            PUT /lake
              200
              Location: /lake
            PUT /lake/a
              200
              ETag: "d41d8cd98f00b204e9800998ecf8427e"
              x-amz-server-side-encryption: AES256
            PUT /lake/b/1
              200
              ETag: "d41d8cd98f00b204e9800998ecf8427e"
              x-amz-server-side-encryption: AES256
            PUT /lake/b/2%26
              200
              ETag: "d41d8cd98f00b204e9800998ecf8427e"
              x-amz-server-side-encryption: AES256
            PUT /lake/c
              200
              ETag: "d41d8cd98f00b204e9800998ecf8427e"
              x-amz-server-side-encryption: AES256
            GET /lake?list-type=2&delimiter=%2F&encoding-type=url
              200
              Content-Type: application/xml
              <ListBucketResult><Name>lake</Name><Prefix></Prefix><Delimiter>/</Delimiter><EncodingType>url</EncodingType><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><KeyCount>3</KeyCount><Contents><Key>a</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents><Contents><Key>c</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>
            GET /lake?list-type=2&prefix=b%2F&encoding-type=url&max-keys=1
              200
              Content-Type: application/xml
              <ListBucketResult><Name>lake</Name><Prefix>b/</Prefix><EncodingType>url</EncodingType><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated><KeyCount>1</KeyCount><NextContinuationToken>Yi8x</NextContinuationToken><Contents><Key>b/1</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>
            GET /lake?list-type=2&prefix=b%2F&encoding-type=url&max-keys=1&continuation-token=Yi8x
              200
              Content-Type: application/xml
              <ListBucketResult><Name>lake</Name><Prefix>b/</Prefix><EncodingType>url</EncodingType><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated><KeyCount>1</KeyCount><ContinuationToken>Yi8x</ContinuationToken><Contents><Key>b/2%26</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>
            GET /lake?list-type=2&start-after=b&max-keys=9999
              200
              Content-Type: application/xml
              <ListBucketResult><Name>lake</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><KeyCount>3</KeyCount><StartAfter>b</StartAfter><Contents><Key>b/1</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents><Contents><Key>b/2&amp;</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents><Contents><Key>c</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>
            GET /lake?list-type=2&continuation-token=%21
              400
              Content-Type: application/xml
              <Error><Code>InvalidArgument</Code><Message>The continuation token provided is incorrect</Message><ArgumentName>continuation-token</ArgumentName><Resource>/lake/</Resource></Error>
            GET /lake?marker=b&max-keys=x
              400
              Content-Type: application/xml
              <Error><Code>InvalidArgument</Code><Message>Provided max-keys not an integer or within integer range</Message><ArgumentName>maxKeys</ArgumentName><Resource>/lake/</Resource></Error>
            GET /lake?marker=b&delimiter=%2F
              200
              Content-Type: application/xml
              <ListBucketResult><Name>lake</Name><Prefix></Prefix><Delimiter>/</Delimiter><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Marker>b</Marker><Contents><Key>c</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>
            POST /lake?delete <Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object></Delete>
              200
              Content-Type: application/xml
              <DeleteResult><Deleted><Key>a</Key></Deleted><Deleted><Key>none</Key></Deleted></DeleteResult>
            POST /lake?delete <Delete></Delete>
              400
              Content-Type: application/xml
              <Error><Code>MalformedXML</Code><Message>The XML you provided was not well-formed or did not validate against our published schema</Message><Resource>/lake/</Resource></Error>
            POST /lake?delete nonsense
              400
              Content-Type: application/xml
              <Error><Code>MalformedXML</Code><Message>The XML you provided was not well-formed or did not validate against our published schema</Message><Resource>/lake/</Resource></Error>
        "#]],
    );
}

/// Sends a request as a person at a session does, and gives the status.
fn request(player: &mut Player, method: &str, uri: &str, body: &[u8]) -> u16 {
    let (method, uri, body) = (method.into(), uri.into(), Body(body.into()));
    player.request_s3(S3Request { method, uri, body, ..S3Request::default() }).status
}

#[test]
fn requests_that_change_something_or_read_an_object_are_part_of_a_session() {
    let mut player = Player::new(Session::from_json(r#"{"version": 1, "id": "s3"}"#).unwrap()).unwrap();
    assert_eq!(request(&mut player, "PUT", "/lake", b""), 200);
    assert_eq!(request(&mut player, "PUT", "/lake/a", &[0, 255]), 200);
    assert_eq!(request(&mut player, "GET", "/lake/a", b""), 200);
    assert_eq!(player.inputs().len(), 3);
    // Lists and refusals change nothing.
    assert_eq!(request(&mut player, "GET", "/lake?list-type=2", b""), 200);
    assert_eq!(request(&mut player, "HEAD", "/lake/a", b""), 200);
    assert_eq!(request(&mut player, "PUT", "/none/a", b"x"), 404);
    assert_eq!(player.inputs().len(), 3);

    let mut again = Player::new(Session::from_json(&player.session().to_json()).unwrap()).unwrap();
    again.seek(player.now());
    assert_eq!(again.world().hash(), player.world().hash());
    let bucket = again.world().s3().bucket("lake").unwrap();
    assert_eq!(*bucket.object("a").unwrap().body, [0, 255]);

    player.undo();
    player.undo();
    assert!(player.world().s3().bucket("lake").unwrap().is_empty());
}

#[test]
fn a_request_that_s3_refuses_is_refused_as_an_action() {
    let mut world = World::new(Settings::default());
    let action = Action::from_json(r#"{"s3": {"method": "PUT", "uri": "/none/a"}}"#).unwrap();
    let refusal = world.act(&action).unwrap_err();
    assert_eq!(refusal.message(), "S3 answers 404 to PUT /none/a.");
    let no_base64 = Action::from_json(r#"{"s3": {"method": "PUT", "uri": "/a", "body": "?"}}"#);
    assert!(no_base64.unwrap_err().0.contains("the body is no base64"));
}
