//! Chunks: streams and messages are cut into them, and each is compressed where that makes it shorter.

use super::super::CHUNK_BYTES;
use crate::compression;
use crate::conversion::OrcCompression;

/// How bytes are packed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunks {
    pub(super) compression: OrcCompression,
}

/// Bytes in chunks, and where each chunk begins.
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    starts: Vec<u64>,
}

impl Chunks {
    pub(super) fn pack(self, bytes: &[u8]) -> Packed {
        if self.compression == OrcCompression::None {
            return Packed { bytes: bytes.to_vec(), starts: Vec::new() };
        }
        let mut packed = Packed { bytes: Vec::with_capacity(bytes.len() / 2), starts: Vec::new() };
        for chunk in bytes.chunks(CHUNK_BYTES) {
            packed.starts.push(packed.bytes.len() as u64);
            let short = match self.compression {
                OrcCompression::Zlib => compression::deflate(chunk),
                _ => snap::raw::Encoder::new().compress_vec(chunk).expect("a chunk is short"),
            };
            let is_original = short.len() >= chunk.len();
            let content = if is_original { chunk } else { &short };
            let header = (content.len() as u32) << 1 | u32::from(is_original);
            packed.bytes.extend(&header.to_le_bytes()[..3]);
            packed.bytes.extend(content);
        }
        packed.starts.push(packed.bytes.len() as u64);
        packed
    }
}

impl Packed {
    /// Where a place of the bytes lies now, as an index says it: the chunk and the place in it, or the place alone.
    pub(super) fn place(&self, at: u64) -> impl Iterator<Item = u64> {
        let chunk_bytes = CHUNK_BYTES as u64;
        let (first, second) = match self.starts.get((at / chunk_bytes) as usize) {
            Some(start) => (*start, Some(at % chunk_bytes)),
            None => (at, None),
        };
        std::iter::once(first).chain(second)
    }
}
