//! Opening chunks.

use super::super::proto::compression;
use super::Failure;

/// How bytes are packed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunks {
    kind: u32,
}

/// The most that one chunk may hold.
const CHUNK_BYTES_MAX: usize = 16 << 20;

impl Chunks {
    /// With the name of the compression.
    pub(super) fn new(kind: u32) -> Result<(Self, &'static str), Failure> {
        let name = match kind {
            compression::NONE => "NONE",
            compression::ZLIB => "ZLIB",
            compression::SNAPPY => "SNAPPY",
            _ => return Err(Failure::NotSupported("its compression")),
        };
        Ok((Self { kind }, name))
    }

    /// Opens chunks until there are `max` bytes or a few more.
    pub(super) fn open(self, bytes: &[u8], max: usize) -> Result<Vec<u8>, Failure> {
        if self.kind == compression::NONE {
            return Ok(bytes[..bytes.len().min(max)].to_vec());
        }
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() && out.len() < max {
            rest = self.open_one(rest, &mut out).ok_or(Failure::Broken("chunk"))?;
        }
        Ok(out)
    }

    fn open_one<'a>(self, bytes: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
        let (header, rest) = bytes.split_first_chunk::<3>()?;
        let header = u32::from_le_bytes([header[0], header[1], header[2], 0]);
        let (content, rest) = rest.split_at_checked((header >> 1) as usize)?;
        match self.kind {
            _ if header & 1 == 1 => out.extend(content),
            compression::ZLIB => out.extend(crate::compression::inflate(content, CHUNK_BYTES_MAX)?),
            _ => {
                let length = snap::raw::decompress_len(content).ok()?;
                // The format itself cannot do better than 64 bytes for 3.
                if length > CHUNK_BYTES_MAX || length > content.len() * 32 {
                    return None;
                }
                out.extend(snap::raw::Decoder::new().decompress_vec(content).ok()?);
            }
        }
        Some(rest)
    }
}
