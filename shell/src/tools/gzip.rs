//! `gunzip`, `zcat` and `gzip -d`: unpacking what comes through the pipe. Texts are those of GNU gzip.

use std::io::{ErrorKind, Read};

use flate2::bufread::GzDecoder;

use crate::line::Output;

/// What every gzip file begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// More is not unpacked: a page has to hold it. Ours.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;

/// Whether bytes begin as gzip does.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

pub(super) fn run(name: &str, arguments: &[String], packed: &[u8]) -> Output {
    let (flags, files): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|argument| argument.starts_with('-') && argument.len() > 1);
    if let Some(file) = files.first().filter(|file| **file != "-") {
        return Output::error(format_args!("gzip: {file}: there are no files here"), 1);
    }
    let letters: String = flags.iter().map(|flag| &flag[1..]).collect();
    if let Some(letter) = letters.chars().find(|letter| !"cdf".contains(*letter)) {
        return Output::error(format_args!("{name}: only -c and -d are known here, not -{letter}"), 1);
    }
    if name == "gzip" && !letters.contains('d') {
        return Output::error("gzip: only unpacking is known here: gzip -d", 1);
    }
    unpack(packed)
}

/// All members of a gzip file, one behind the other; what was unpacked before a fault is printed too.
fn unpack(packed: &[u8]) -> Output {
    if packed.is_empty() {
        return Fault::Cut.told();
    }
    let mut bytes = Vec::new();
    let mut rest = packed;
    let fault = loop {
        let is_behind = rest.len() < packed.len();
        // Who pads a file does so with zeros.
        if is_behind && rest.iter().all(|byte| *byte == 0) {
            return Output::text(bytes);
        }
        if is_behind && !is_gzip(rest) {
            break Fault::Garbage;
        }
        if MAGIC.len() <= rest.len() && !is_gzip(rest) {
            break Fault::NotGzip;
        }
        let left = UNPACKED_BYTES_MAX + 1 - bytes.len() as u64;
        match GzDecoder::new(&mut rest).take(left).read_to_end(&mut bytes) {
            Ok(_) if UNPACKED_BYTES_MAX < bytes.len() as u64 => return too_large(),
            Ok(_) => {}
            Err(error) => break Fault::of(&error),
        }
    };
    Output { text: bytes, ..fault.told() }
}

fn too_large() -> Output {
    let most = UNPACKED_BYTES_MAX >> 20;
    Output::error(format_args!("gzip: stdin: more than {most} MiB are not unpacked here"), 1)
}

/// What is wrong with a file.
enum Fault {
    NotGzip,
    /// Something stands behind the last member.
    Garbage,
    Cut,
    Checksum,
    Damaged,
}

impl Fault {
    fn of(error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Cut,
            // The decoder tells this one apart in words alone.
            _ if error.to_string().contains("checksum") => Self::Checksum,
            _ => Self::Damaged,
        }
    }

    /// In the words of GNU gzip, with its status.
    fn told(&self) -> Output {
        let (message, status) = match self {
            Self::NotGzip => ("not in gzip format", 1),
            Self::Garbage => ("decompression OK, trailing garbage ignored", 2),
            Self::Cut => ("unexpected end of file", 1),
            Self::Checksum => ("invalid compressed data--crc error", 1),
            Self::Damaged => ("invalid compressed data--format violated", 1),
        };
        Output::error(format_args!("\ngzip: stdin: {message}"), status)
    }
}
