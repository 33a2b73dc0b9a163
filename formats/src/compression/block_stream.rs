//! Snappy blocks, each behind its length: xerial's layout and Hadoop's differ in what stands before them.

use super::Head;

/// How blocks are laid out. All numbers are of four bytes, the highest first.
pub(super) struct BlockStream {
    /// What a file begins with.
    magic: &'static [u8],
    /// How much of the body goes in a block.
    block_bytes: usize,
    /// Whether the length of what was compressed stands before the compressed length.
    has_plain_length: bool,
}

/// xerial's `SnappyOutputStream`: magic, version 1, compatible with version 1.
pub(super) const XERIAL: BlockStream = BlockStream {
    magic: b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01",
    block_bytes: 32 * 1024,
    has_plain_length: false,
};

/// Hadoop's `BlockCompressorStream`, with its usual buffer.
pub(super) const HADOOP: BlockStream =
    BlockStream { magic: b"", block_bytes: 256 * 1024, has_plain_length: true };

/// The most that one block may hold when it is opened: no writer is known that puts more in one.
const BLOCK_BYTES_MAX: usize = 64 << 20;

impl BlockStream {
    pub(super) fn compress(&self, body: &[u8]) -> Vec<u8> {
        let mut out = self.magic.to_vec();
        let mut encoder = snap::raw::Encoder::new();
        for block in body.chunks(self.block_bytes) {
            let packed = encoder.compress_vec(block).expect("a block is shorter than four gigabytes");
            if self.has_plain_length {
                push_length(&mut out, block.len());
            }
            push_length(&mut out, packed.len());
            out.extend(packed);
        }
        out
    }

    pub(super) fn decompress(&self, bytes: &[u8], max: usize) -> Option<Head> {
        let mut rest = bytes.strip_prefix(self.magic)?;
        let mut head = Head { bytes: Vec::new(), is_whole: true };
        while !rest.is_empty() {
            if head.bytes.len() >= max {
                head.is_whole = false;
                break;
            }
            let promised = if self.has_plain_length { Some(take_length(&mut rest)?) } else { None };
            let start = head.bytes.len();
            open_block(&mut rest, &mut head.bytes)?;
            // Hadoop may split what one length announces over several blocks.
            while promised.is_some_and(|promised| head.bytes.len() - start < promised) {
                open_block(&mut rest, &mut head.bytes)?;
            }
            if promised.is_some_and(|promised| head.bytes.len() - start != promised) {
                return None;
            }
        }
        head.is_whole &= head.bytes.len() <= max;
        head.bytes.truncate(max);
        Some(head)
    }
}

/// Opens one block; an empty one is refused where bytes are still due, so that no loop goes on for nothing.
fn open_block(rest: &mut &[u8], out: &mut Vec<u8>) -> Option<()> {
    let length = take_length(rest)?;
    let (packed, tail) = rest.split_at_checked(length)?;
    let plain_length = snap::raw::decompress_len(packed).ok()?;
    // The format itself cannot do better than 64 bytes for 3; what promises more is no block.
    if plain_length > BLOCK_BYTES_MAX || plain_length > packed.len().saturating_mul(32) || packed.is_empty() {
        return None;
    }
    let start = out.len();
    out.resize(start + plain_length, 0);
    let length = snap::raw::Decoder::new().decompress(packed, &mut out[start..]).ok()?;
    out.truncate(start + length);
    *rest = tail;
    Some(())
}

fn push_length(out: &mut Vec<u8>, length: usize) {
    let length = u32::try_from(length).expect("a block is shorter than four gigabytes");
    out.extend(length.to_be_bytes());
}

fn take_length(rest: &mut &[u8]) -> Option<usize> {
    let (length, tail) = rest.split_first_chunk::<4>()?;
    *rest = tail;
    usize::try_from(u32::from_be_bytes(*length)).ok()
}
