//! The website beside the endpoint.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{KINETOSCOPE, Server, request, run};

fn build(root: &Path) {
    for (name, text) in [
        ("site/index.html", "<h1>home</h1>"),
        ("site/sim/index.html", "<h1>sim</h1>"),
        ("site/core.wasm", "\0asm"),
        ("site/a b.txt", "spaced"),
        ("site/.hidden", "no"),
        ("secret.txt", "no"),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn with_site(test: impl FnOnce(&Server)) {
    let directory = tempfile::tempdir().unwrap();
    build(directory.path());
    test(&Server::start(&["--site", directory.path().join("site").to_str().unwrap()]));
}

#[test]
fn that_there_is_none_is_said_with_the_places_where_it_was_looked_for() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = Command::new(KINETOSCOPE);
    command.args(["serve", "--port", "0"]).current_dir(directory.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines: Vec<_> =
        BufReader::new(child.stdout.take().unwrap()).lines().take(2).map(Result::unwrap).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(lines[0].starts_with("listening on ") && lines[1].starts_with("no website: "), "{lines:?}");
    let place = directory.path().canonicalize().unwrap().join("www/dist");
    assert!(lines[1].contains(place.to_str().unwrap()) && lines[1].contains("--site"), "{lines:?}");
}

#[test]
fn files_have_their_type_and_directories_their_index() {
    with_site(|server| {
        for (path, kind, text) in [
            ("/", "text/html; charset=utf-8", "<h1>home</h1>"),
            ("/index.html", "text/html; charset=utf-8", "<h1>home</h1>"),
            ("/?theme=dark", "text/html; charset=utf-8", "<h1>home</h1>"),
            ("/sim/", "text/html; charset=utf-8", "<h1>sim</h1>"),
            ("/core.wasm", "application/wasm", "\0asm"),
            ("/a%20b.txt", "text/plain; charset=utf-8", "spaced"),
        ] {
            let answer = server.get(path);
            assert_eq!(
                (answer.status, answer.header("content-type"), answer.text()),
                (200, Some(kind), text)
            );
        }
    });
}

#[test]
fn a_directory_without_its_slash_is_redirected() {
    with_site(|server| {
        let answer = server.get("/sim?t=1");
        assert_eq!((answer.status, answer.header("location")), (308, Some("/sim/?t=1")));
    });
}

#[test]
fn a_known_tag_saves_the_body() {
    with_site(|server| {
        let tag = server.get("/core.wasm").header("etag").unwrap().to_owned();
        for sent in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let answer = server.send(&request("GET", "/core.wasm", &[("If-None-Match", &sent)], b""));
            assert_eq!((answer.status, answer.body.len()), (304, 0), "{sent}");
        }
        let answer = server.send(&request("GET", "/core.wasm", &[("If-None-Match", "\"other\"")], b""));
        assert_eq!(answer.status, 200);
    });
}

#[test]
fn head_tells_the_length_and_sends_nothing() {
    with_site(|server| {
        let answer = server.send(&request("HEAD", "/", &[], b""));
        assert_eq!((answer.status, answer.header("content-length")), (200, Some("13")));
    });
}

#[test]
fn nothing_outside_the_site_is_served() {
    with_site(|server| {
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/sim/..%2f..%2fsecret.txt",
            "/.hidden",
            "/core.wasm/",
            "/no",
        ] {
            let answer = server.get(path);
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (404, Some("text/html; charset=utf-8")),
                "{path}"
            );
        }
    });
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_site() {
    let directory = tempfile::tempdir().unwrap();
    build(directory.path());
    std::os::unix::fs::symlink("../secret.txt", directory.path().join("site/link.txt")).unwrap();
    let server = Server::start(&["--site", directory.path().join("site").to_str().unwrap()]);
    assert_eq!(server.get("/link.txt").status, 404);
}

#[test]
fn clients_of_aws_get_the_answer_of_aws_whatever_the_site_has() {
    with_site(|server| {
        for headers in [("X-Amz-Date", "20260101T000000Z"), ("Authorization", "AWS4-HMAC-SHA256")] {
            for path in ["/", "/no"] {
                let answer = server.send(&request("GET", path, &[headers], b""));
                assert_eq!((answer.status, answer.header("content-type")), (403, None));
                assert!(answer.text().starts_with("<AccessDeniedException>"), "{answer:?}");
            }
        }
        assert_eq!(server.call("ListStreams", "{}").status, 200);
    });
}

#[test]
fn without_a_site_the_first_page_says_how_to_build_it() {
    let server = Server::start(&[]);
    let answer = server.get("/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("cargo xtask build"), "{answer:?}");
    assert!(server.get("/sim/").text().starts_with("<AccessDeniedException>"));
}

#[test]
fn a_site_that_does_not_exist_is_said_at_the_start() {
    let (code, _, error) = run(&["serve", "--port", "0", "--site", "/nowhere"]);
    assert_eq!((code, error.as_str()), (1, "error: the site directory /nowhere does not exist\n"));
}
