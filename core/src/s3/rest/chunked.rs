//! `aws-chunked`: a body in pieces, each with its length and perhaps a signature, and checksums at the end.

use alloc::vec::Vec;

use super::super::refusal::Refusal;

/// The pieces of a body, joined. Signatures and checksums are not looked at.
pub(super) fn decode(mut body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body).ok_or_else(Refusal::incomplete_body)?;
        let line = core::str::from_utf8(&body[..end]).map_err(|_| Refusal::incomplete_body())?;
        let length = line.trim_end().split(';').next().unwrap_or_default();
        let length = usize::from_str_radix(length, 16).map_err(|_| Refusal::incomplete_body())?;
        if length == 0 {
            return Ok(joined);
        }
        let rest = &body[end + 1..];
        let (piece, rest) = rest.split_at_checked(length).ok_or_else(Refusal::incomplete_body)?;
        joined.extend_from_slice(piece);
        body = rest.strip_prefix(b"\r\n").ok_or_else(Refusal::incomplete_body)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_and_what_is_cut_off_is_refused() {
        let whole =
            b"3;chunk-signature=ab\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";
        assert_eq!(decode(whole).unwrap(), b"abc0123456789");
        for cut in [&whole[..10], &whole[..24], &whole[..30], b"x\r\n", b""] {
            assert_eq!(decode(cut), Err(Refusal::incomplete_body()), "{cut:?}");
        }
    }
}
