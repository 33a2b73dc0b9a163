//! A world behind HTTP/1.1. A thread for each connection, because `aws s3` has several open at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use kinetoscope::wire::http::{Request, Response};
use kinetoscope::world::World;

/// Serves until the process ends, and gives the URL.
pub(crate) fn serve(world: Arc<Mutex<World>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let world = Arc::clone(&world);
            // A client that goes away is no fault of ours.
            thread::spawn(move || _ = answer_all(stream, &world));
        }
    });
    url
}

fn answer_all(stream: TcpStream, world: &Mutex<World>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut parts = line.split_whitespace();
        let (method, uri) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let headers = headers(&mut reader)?;
        let find = |name: &str| headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let length = find("content-length").and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        let closes = find("connection").is_some_and(|(_, value)| value.eq_ignore_ascii_case("close"));
        if find("expect").is_some() {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = Request { method, uri, headers: &headers, body: &mut body, may_wait: false };
        let response = world.lock().unwrap().handle(request);
        write(&mut stream, &response, method != "HEAD")?;
        if closes {
            return Ok(());
        }
    }
}

fn headers(reader: &mut impl BufRead) -> std::io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.into(), value.into())),
            None => return Ok(headers),
        }
    }
}

fn write(stream: &mut TcpStream, response: &Response, with_body: bool) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {} -\r\nContent-Length: {}\r\n", response.status, response.body.len())?;
    for (name, value) in response.headers() {
        write!(stream, "{name}: {value}\r\n")?;
    }
    for (name, value) in &response.rest_headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    stream.write_all(if with_body { &response.body } else { &[] })
}
