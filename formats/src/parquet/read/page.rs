//! Pages: their headers, and opening them.

use std::io::Read;

use super::thrift::Message;
use super::{Failure, PAGE_BYTES_MAX};

const NONE: i64 = 0;
const SNAPPY: i64 = 1;
const GZIP: i64 = 2;

/// The name of a way to compress.
pub(super) fn codec_name(codec: i64) -> &'static str {
    ["UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"]
        .get(usize::try_from(codec).unwrap_or(usize::MAX))
        .copied()
        .unwrap_or("UNKNOWN")
}

/// A page that is open.
#[derive(Debug)]
pub(super) enum Page {
    Dictionary {
        count: usize,
        encoding: i64,
        data: Vec<u8>,
    },
    /// The levels of version 1 say their lengths themselves.
    Data {
        count: usize,
        encoding: i64,
        levels: Option<Levels>,
        data: Vec<u8>,
    },
    /// One that holds nothing of rows.
    Other,
}

/// Where levels lie in version 2.
#[derive(Debug)]
pub(super) struct Levels {
    pub(super) repetition: Vec<u8>,
    pub(super) definition: Vec<u8>,
}

/// Reads a page; what stands behind it.
pub(super) fn read(bytes: &[u8], codec: i64) -> Result<(Page, &[u8]), Failure> {
    let broken = || Failure::Broken("page");
    let (header, rest) = Message::read(bytes).ok_or_else(broken)?;
    let size = |field| header.length(field).and_then(|size| usize::try_from(size).ok()).ok_or_else(broken);
    let plain_size = size(2)?;
    let (content, rest) = rest.split_at_checked(size(3)?).ok_or_else(broken)?;
    if plain_size > PAGE_BYTES_MAX {
        return Err(Failure::NotSupported("so large pages"));
    }
    let count =
        |of: &Message<'_>| of.length(1).and_then(|count| usize::try_from(count).ok()).ok_or_else(broken);
    let page = if let Some(of) = header.message(5) {
        let data = open(content, codec, plain_size)?;
        Page::Data { count: count(of)?, encoding: of.whole(2).ok_or_else(broken)?, levels: None, data }
    } else if let Some(of) = header.message(7) {
        let data = open(content, codec, plain_size)?;
        Page::Dictionary { count: count(of)?, encoding: of.whole(2).ok_or_else(broken)?, data }
    } else if let Some(of) = header.message(8) {
        second(of, content, codec, plain_size, count(of)?)?
    } else {
        Page::Other
    };
    Ok((page, rest))
}

/// In version 2, levels are never compressed.
fn second(
    of: &Message<'_>,
    content: &[u8],
    codec: i64,
    plain_size: usize,
    count: usize,
) -> Result<Page, Failure> {
    let broken = || Failure::Broken("page");
    let size = |field| of.length(field).and_then(|size| usize::try_from(size).ok()).ok_or_else(broken);
    let (definition_size, repetition_size) = (size(5)?, size(6)?);
    let (repetition, rest) = content.split_at_checked(repetition_size).ok_or_else(broken)?;
    let (definition, rest) = rest.split_at_checked(definition_size).ok_or_else(broken)?;
    let plain_size = plain_size.checked_sub(repetition_size + definition_size).ok_or_else(broken)?;
    let codec = if of.boolean(7) == Some(false) { NONE } else { codec };
    // Where all values are null, nothing stands there, compressed or not.
    let data = if rest.is_empty() { Vec::new() } else { open(rest, codec, plain_size)? };
    let levels = Some(Levels { repetition: repetition.to_vec(), definition: definition.to_vec() });
    Ok(Page::Data { count, encoding: of.whole(4).ok_or_else(broken)?, levels, data })
}

fn open(content: &[u8], codec: i64, plain_size: usize) -> Result<Vec<u8>, Failure> {
    let opened = match codec {
        NONE => Some(content.to_vec()),
        // The format itself cannot do better than 64 bytes for 3.
        SNAPPY if snap::raw::decompress_len(content).is_ok_and(|length| length <= content.len() * 32) => {
            snap::raw::Decoder::new().decompress_vec(content).ok()
        }
        SNAPPY => None,
        GZIP => {
            let mut out = Vec::new();
            let reader = flate2::read::MultiGzDecoder::new(content);
            reader.take(plain_size as u64).read_to_end(&mut out).ok().map(|_| out)
        }
        _ => return Err(Failure::NotSupported("its compression")),
    };
    opened.ok_or(Failure::Broken("page"))
}
