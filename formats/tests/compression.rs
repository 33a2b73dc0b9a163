//! What is compressed comes back, from layouts that are as documented.

use kinetoscope_formats::compression::{Compression, compress, decompress, gunzip};
use proptest::prelude::*;

fn bodies() -> Vec<Vec<u8>> {
    let noise = |n: u32| (0..n).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    vec![vec![], b"a".to_vec(), b"abcabcabc".repeat(20_000), noise(32 * 1024), noise(300_000)]
}

#[test]
fn what_is_compressed_comes_back() {
    for compression in Compression::ALL {
        for body in bodies() {
            let packed = compress(compression, "name", &body);
            assert_eq!(packed, compress(compression, "name", &body), "the same bytes each time");
            let head =
                decompress(compression, &packed, usize::MAX).unwrap_or_else(|| panic!("{compression:?}"));
            assert!(head.is_whole && head.bytes == body, "{compression:?} of {}", body.len());
        }
    }
}

#[test]
fn the_beginning_can_be_had_alone() {
    for compression in Compression::ALL {
        let body = b"0123456789".repeat(50_000);
        let head = decompress(compression, &compress(compression, "name", &body), 5).unwrap();
        assert_eq!((&head.bytes[..], head.is_whole), (&b"01234"[..], false), "{compression:?}");
        let exact = decompress(compression, &compress(compression, "name", b"01234"), 5).unwrap();
        assert!(exact.is_whole, "{compression:?}");
    }
}

#[test]
fn gzip_has_one_member_without_a_time() {
    let packed = compress(Compression::Gzip, "", b"abc");
    assert_eq!(packed[..4], [0x1f, 0x8b, 8, 0]);
    assert_eq!(packed[4..8], [0; 4]);
}

#[test]
fn a_bomb_costs_no_more_than_the_limit() {
    let packed = compress(Compression::Gzip, "", &vec![0; 10 << 20]);
    assert_eq!(gunzip(&packed, 1 << 20), None);
    assert_eq!(gunzip(&packed, 10 << 20).unwrap().len(), 10 << 20);
    assert_eq!(gunzip(b"", 10), None);
    assert_eq!(gunzip(b"no gzip", 10), None);
    assert_eq!(gunzip(&packed[..packed.len() - 1], 10 << 20), None);
    let twice = [compress(Compression::Gzip, "", b"ab"), compress(Compression::Gzip, "", b"cd")].concat();
    assert_eq!(gunzip(&twice, 10).unwrap(), b"abcd");
}

#[test]
fn xerial_blocks_are_of_32_kib_behind_a_header() {
    let packed = compress(Compression::Snappy, "", &vec![7; 70_000]);
    assert_eq!(packed[..16], *b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01");
    let mut rest = &packed[16..];
    let mut lengths = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let (block, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        lengths.push(snap::raw::decompress_len(block).unwrap());
        rest = tail;
    }
    assert_eq!(lengths, [32_768, 32_768, 4_464]);
}

#[test]
fn hadoop_blocks_say_both_lengths() {
    let packed = compress(Compression::HadoopSnappy, "", b"abcabcabcabcabcabcabc");
    assert_eq!(packed[..4], 21u32.to_be_bytes());
    assert_eq!(packed[4..8], (packed.len() as u32 - 8).to_be_bytes());
}

#[test]
fn the_file_in_an_archive_has_its_name() {
    let packed = compress(Compression::Zip, "0b1c", b"abc");
    assert!(packed.windows(4).any(|bytes| bytes == b"0b1c"));
}

proptest! {
    #[test]
    fn any_bytes_are_opened_or_refused(bytes: Vec<u8>, at in 0usize..400, to: u8, max in 0usize..2000) {
        gunzip(&bytes, max);
        for compression in Compression::ALL {
            decompress(compression, &bytes, max);
            let mut packed = compress(compression, "name", &b"abcdefgh".repeat(200));
            let at = at % packed.len();
            packed[at] = to;
            decompress(compression, &packed, max);
            packed.truncate(at);
            decompress(compression, &packed, max);
        }
    }
}
