//! What bytes begin with.

use super::Packing;

/// Whether an object can be packed so, by its first bytes.
pub(super) fn may_be(packing: Packing, object: &[u8]) -> bool {
    match packing {
        Packing::None => true,
        Packing::Gzip => object.starts_with(&[0x1f, 0x8b]),
        Packing::Zip => object.starts_with(b"PK\x03\x04") || object.starts_with(b"PK\x05\x06"),
        Packing::Snappy => object.starts_with(b"\x82SNAPPY\0"),
        Packing::HadoopSnappy => is_hadoop_block(object),
    }
}

/// There is nothing to know the layout by, so its lengths must fit the object. Text never does: its first four bytes
/// would be a length beyond all blocks.
fn is_hadoop_block(object: &[u8]) -> bool {
    let length = |at: usize| {
        let bytes = object.get(at..at + 4)?.first_chunk::<4>()?;
        usize::try_from(u32::from_be_bytes(*bytes)).ok()
    };
    let Some((plain, packed)) = length(0).zip(length(4)) else { return false };
    0 < plain && plain <= 64 << 20 && 0 < packed && packed <= object.len() - 8
}

/// Whether bytes are text. The last character may be cut off where there are more bytes.
pub(super) fn is_text(bytes: &[u8], is_whole: bool) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if !is_whole && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}
