//! The same lines in our shell and in a real one with the real AWS CLI, byte by byte.
//!
//! `aws` is taken from `KINETOSCOPE_AWS`, a list of paths as in `PATH`; from the tools that `cargo xtask` keeps and from `PATH`
//! only where it is of a release that ours behaves like, because texts differ between releases. Where there is none, there
//! is nothing to compare, and the transcripts alone hold what was compared elsewhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::endpoint::serve;
use crate::support::{Terminal, new_world};
use kinetoscope::time;
use kinetoscope_shell::Version;

const LINES: &str = include_str!("real.txt");

#[test]
fn lines_print_what_they_print_with_the_real_aws_cli() {
    let mut differences = Vec::new();
    for (path, version) in commands() {
        compare(&path, version, &mut differences);
    }
    assert!(differences.is_empty(), "{} lines differ\n{}", differences.len(), differences.join("\n"));
}

fn compare(aws: &Path, version: Version, differences: &mut Vec<String>) {
    let world = Arc::new(Mutex::new(new_world()));
    let url = serve(Arc::clone(&world));
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::default();
    terminal.shell.version = version;
    for line in LINES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let line = match line.split_once(": ") {
            Some(("v1", rest)) if version == Version::V1 => rest,
            Some(("v2", rest)) if version == Version::V2 => rest,
            Some(("v1" | "v2", _)) => continue,
            _ => line,
        };
        let block = terminal.run(line);
        if let Some(seconds) = line.strip_prefix("sleep ") {
            world.lock().unwrap().advance(time::Duration::from_secs(seconds.parse().unwrap()));
            continue;
        }
        let real = run(aws, home.path(), &url, line);
        let ours = format!("{}{}[{}]\n", block.text, block.errors, block.status);
        if real != ours {
            differences.push(format!("{} $ {line}\n--- real\n{real}--- ours\n{ours}", aws.display()));
        }
    }
}

/// What a line prints, what it complains of, and its status.
fn run(aws: &Path, home: &Path, url: &str, line: &str) -> String {
    let dirs = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    let path =
        std::env::join_paths(std::iter::once(aws.parent().unwrap().to_path_buf()).chain(dirs)).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", line]).env_clear();
    let settings = [
        ("HOME", home.to_str().unwrap()),
        ("AWS_ENDPOINT_URL", url),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "anything"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_PAGER", ""),
        ("TZ", "UTC"),
        ("PYTHONIOENCODING", "utf-8"),
    ];
    let done = command.env("PATH", path).envs(settings).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    format!("{}{}[{}]\n", text(done.stdout), text(done.stderr), done.status.code().unwrap_or(-1))
}

/// Each `aws` to compare with: those that are named, and others where they are of a release that ours behaves like.
fn commands() -> Vec<(PathBuf, Version)> {
    let split = |variable: &str| {
        let paths = std::env::var_os(variable).unwrap_or_default();
        std::env::split_paths(&paths).filter(|path| path.is_absolute()).collect::<Vec<_>>()
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let named = split("KINETOSCOPE_AWS").into_iter().map(|path| (path, true));
    let tools = [root.join(".tools/python/bin/aws")].into_iter().map(|path| (path, false));
    let others = split("PATH").into_iter().map(|dir| (dir.join("aws"), false));
    let mut found: Vec<(PathBuf, Version)> = Vec::new();
    for (path, is_named) in named.chain(tools).chain(others).filter(|(path, _)| fs::metadata(path).is_ok()) {
        let Ok(said) = Command::new(&path).arg("--version").output() else { continue };
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        for version in [Version::V1, Version::V2] {
            let ours = release(version);
            let fits =
                if is_named { said.starts_with(&ours[.."aws-cli/1".len()]) } else { said.starts_with(&ours) };
            if fits && found.iter().all(|(_, other)| *other != version) {
                found.push((path.clone(), version));
            }
        }
    }
    found
}

/// `aws-cli/2.0.0 `, as `aws --version` begins.
fn release(version: Version) -> String {
    let mut terminal = Terminal::default();
    terminal.shell.version = version;
    terminal.run("aws --version").text.replace("Kinetoscope\n", "")
}

#[test]
fn the_endpoint_of_these_tests_answers() {
    let url = serve(Arc::new(Mutex::new(new_world())));
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    std::io::Write::write_all(
        &mut stream,
        b"POST / HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    )
    .unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}
