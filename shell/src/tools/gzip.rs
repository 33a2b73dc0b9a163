//! `gunzip`, `zcat` and `gzip -d`: unpacking what comes through the pipe. Texts are those of GNU gzip.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::line::Output;

/// What every gzip file begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// More is not unpacked: a page has to hold it. Ours.
const UNPACKED_BYTES_MAX: usize = 64 << 20;
/// How much is unpacked in a go.
const STEP_BYTES: usize = 64 << 10;
/// Checksum and length behind a member.
const TRAILER_BYTES: usize = 8;

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
        match member(rest, &mut bytes) {
            Ok(after) => rest = after,
            Err(fault) => break fault,
        }
    };
    // Nobody reads the beginning of what fills the memory.
    let text = if matches!(fault, Fault::TooLarge) { Vec::new() } else { bytes };
    Output { text, ..fault.told() }
}

/// Unpacks the member that a file begins with, and gives what stands behind it.
fn member<'f>(file: &'f [u8], bytes: &mut Vec<u8>) -> Result<&'f [u8], Fault> {
    let body = without_header(file)?;
    let from = bytes.len();
    let mut inflate = Decompress::new(false);
    loop {
        let read = inflate.total_in() as usize;
        bytes.reserve(STEP_BYTES);
        let before = (read, bytes.len());
        let status = inflate.decompress_vec(&body[read..], bytes, FlushDecompress::None);
        if UNPACKED_BYTES_MAX < bytes.len() {
            return Err(Fault::TooLarge);
        }
        match status {
            Ok(Status::StreamEnd) => break,
            Ok(_) if before == (inflate.total_in() as usize, bytes.len()) => return Err(Fault::Cut),
            Ok(_) => {}
            Err(_) => return Err(Fault::Damaged),
        }
    }
    let behind = &body[inflate.total_in() as usize..];
    let (trailer, rest) = behind.split_at_checked(TRAILER_BYTES).ok_or(Fault::Cut)?;
    let unpacked = &bytes[from..];
    let mut crc = Crc::new();
    crc.update(unpacked);
    if trailer[..4] != crc.sum().to_le_bytes() {
        return Err(Fault::Checksum);
    }
    if trailer[4..] != (unpacked.len() as u32).to_le_bytes() {
        return Err(Fault::Length);
    }
    Ok(rest)
}

/// What stands behind the header of a member. Source: RFC 1952, 2.3.
fn without_header(file: &[u8]) -> Result<&[u8], Fault> {
    const FIXED: usize = 10;
    let [_, _, method, flags, ..] = *file else { return Err(Fault::Cut) };
    if method != 8 {
        return Err(Fault::Damaged);
    }
    let mut rest = file.get(FIXED..).ok_or(Fault::Cut)?;
    if flags & 4 != 0 {
        let [low, high, ..] = *rest else { return Err(Fault::Cut) };
        rest = rest.get(2 + usize::from(u16::from_le_bytes([low, high]))..).ok_or(Fault::Cut)?;
    }
    // A name and a comment, each up to a zero.
    for _ in 0..(flags & 8).count_ones() + (flags & 16).count_ones() {
        let end = rest.iter().position(|byte| *byte == 0).ok_or(Fault::Cut)?;
        rest = &rest[end + 1..];
    }
    let checksum = if flags & 2 == 0 { 0 } else { 2 };
    rest.get(checksum..).ok_or(Fault::Cut)
}

/// What is wrong with a file.
enum Fault {
    NotGzip,
    /// Something stands behind the last member.
    Garbage,
    Cut,
    Checksum,
    Length,
    Damaged,
    TooLarge,
}

impl Fault {
    /// In the words of GNU gzip, with its status.
    fn told(&self) -> Output {
        let (message, status) = match self {
            Self::NotGzip => ("not in gzip format", 1),
            Self::Garbage => ("decompression OK, trailing garbage ignored", 2),
            Self::Cut => ("unexpected end of file", 1),
            Self::Checksum => ("invalid compressed data--crc error", 1),
            Self::Length => ("invalid compressed data--length error", 1),
            Self::TooLarge => ("more than 64 MiB are not unpacked here", 1),
            Self::Damaged => ("invalid compressed data--format violated", 1),
        };
        Output::error(format_args!("\ngzip: stdin: {message}"), status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A member of `text` whose header has these flags and these bytes for them.
    fn packed(text: &[u8], flags: u8, more: &[u8]) -> Vec<u8> {
        let mut deflate = flate2::Compress::new(flate2::Compression::best(), false);
        let mut body = Vec::with_capacity(text.len() + 100);
        deflate.compress_vec(text, &mut body, flate2::FlushCompress::Finish).unwrap();
        let mut crc = Crc::new();
        crc.update(text);
        let head = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255];
        let length = (text.len() as u32).to_le_bytes();
        [&head, more, &body, &crc.sum().to_le_bytes(), &length].concat()
    }

    #[test]
    fn members_are_joined_whatever_their_headers_say() {
        let long = b"0123456789".repeat(20_000);
        let all = [
            packed(b"a", 0, b""),
            packed(&long, 4, b"\x02\x00xy"),
            packed(b"b", 8 | 16, b"name\0comment\0"),
            packed(b"", 2, b"hc"),
        ];
        let output = unpack(&all.concat());
        assert_eq!((output.status, output.errors.as_str()), (0, ""));
        assert_eq!(output.text, [&b"a"[..], &long, b"b"].concat());
    }

    #[test]
    fn what_is_cut_off_anywhere_is_told() {
        let whole = packed(b"hello", 4 | 8 | 2, b"\x01\x00xname\0hc");
        for length in 0..whole.len() {
            let output = unpack(&whole[..length]);
            assert_eq!(output.errors, "\ngzip: stdin: unexpected end of file\n", "{length}");
            assert!(b"hello".starts_with(&output.text), "{length}");
        }
        let mut wrong = whole.clone();
        *wrong.last_mut().unwrap() = 1;
        assert_eq!(unpack(&wrong).errors, "\ngzip: stdin: invalid compressed data--length error\n");
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let output = unpack(&packed(&vec![0; UNPACKED_BYTES_MAX + 1], 0, b""));
        assert_eq!(output.errors, "\ngzip: stdin: more than 64 MiB are not unpacked here\n");
    }
}
