//! The native side of the tests that compare runtimes and hand snapshots from one to another.
//!
//! `session play SCRIPT` prints the hash after each step; `session snapshot SCRIPT OUT` writes the snapshot of a script; `session resume SNAPSHOT SCRIPT` plays on from one to
//! the script's end and prints the hash.

use std::path::Path;
use std::{env, fs};

use kinetoscope_tests::script::{Script, resume};

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["play", script] => println!("{}", Script::read(Path::new(script)).play().join("\n")),
        ["snapshot", script, out] => {
            fs::write(out, Script::read(Path::new(script)).snapshot()).expect("the file can be written");
        }
        ["resume", snapshot, script] => {
            let bytes = fs::read(snapshot).expect("the file can be read");
            println!("{}", resume(&bytes, Script::read(Path::new(script)).end()));
        }
        _ => panic!("session play SCRIPT, session snapshot SCRIPT OUT, or session resume SNAPSHOT SCRIPT"),
    }
}
