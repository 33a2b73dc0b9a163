//! A stripe's columns: the streams of each, and the index over them.

use std::ops::Range;

use prost::Message;

use super::super::proto::{self, encoding, stream};
use super::bits::{Bits, put_bytes};
use super::bloom::Filter;
use super::chunks::Chunks;
use super::run_length::{RunLength, put_varint};
use super::statistics::Statistics;
use super::stretch::{self, Stretch};
use crate::conversion::{OrcFormatVersion, OrcSerDe};
use crate::orc::EPOCH_S;
use crate::store::{Bytes, Moment, Store, Struct, Values};
use crate::table::DataType;

/// A stripe that is being filled.
pub(super) struct Stripe<'a> {
    options: &'a OrcSerDe,
    chunks: Chunks,
    next_id: u32,
    index: Vec<u8>,
    index_streams: Vec<proto::Stream>,
    data: Vec<u8>,
    data_streams: Vec<proto::Stream>,
    encodings: Vec<proto::ColumnEncoding>,
    statistics: Vec<Statistics>,
}

/// A stripe that is whole.
pub(super) struct Written {
    pub(super) index: Vec<u8>,
    pub(super) data: Vec<u8>,
    pub(super) footer: proto::StripeFooter,
    pub(super) statistics: Vec<Statistics>,
}

/// A stream, and where in it each stretch begins.
struct Marked {
    kind: u32,
    bytes: Vec<u8>,
    marks: Vec<Vec<u64>>,
}

impl<'a> Stripe<'a> {
    pub(super) fn new(options: &'a OrcSerDe, chunks: Chunks) -> Self {
        Self {
            options,
            chunks,
            next_id: 0,
            index: Vec::new(),
            index_streams: Vec::new(),
            data: Vec::new(),
            data_streams: Vec::new(),
            encodings: Vec::new(),
            statistics: Vec::new(),
        }
    }

    /// Writes rows, which are never null themselves.
    pub(super) fn rows(&mut self, data_type: &DataType, rows: Struct) {
        let slots = stretch::of_rows(rows.count, self.options.row_index_stride as usize);
        let store = Store { present: vec![true; rows.count], values: Values::Struct(rows) };
        self.column(data_type, &store, &slots, "");
    }

    pub(super) fn finish(self) -> Written {
        let streams = [self.index_streams, self.data_streams].concat();
        let writer_timezone = Some("UTC".to_owned());
        let footer = proto::StripeFooter { streams, columns: self.encodings, writer_timezone };
        Written { index: self.index, data: self.data, footer, statistics: self.statistics }
    }

    /// Writes a column and those within it. `name` is of a column of the table, for which there may be a filter.
    fn column(&mut self, data_type: &DataType, store: &Store, slots: &[Range<usize>], name: &str) {
        let id = self.next_id;
        self.next_id += 1;
        let stretches = stretch::of_slots(&store.present, slots);
        let mut streams = Vec::new();
        if store.present.contains(&false) {
            streams.push(bits(
                stream::PRESENT,
                &store.present,
                stretches.iter().map(|stretch| stretch.slots.clone()),
            ));
        }
        let encoding = self.values(data_type, &store.values, &stretches, &mut streams);
        self.encodings.push(encoding);
        let statistics = self.put(id, data_type, store, &stretches, streams);
        self.put_filters(id, data_type, store, &stretches, name);
        self.statistics.push(statistics);
        self.parts(data_type, &store.values, &stretches);
    }

    /// The columns within one.
    fn parts(&mut self, data_type: &DataType, values: &Values, stretches: &[Stretch]) {
        match (values, data_type) {
            (Values::Struct(rows), DataType::Struct(fields)) => {
                let slots: Vec<_> = stretches.iter().map(|stretch| stretch.values.clone()).collect();
                let is_root = self.next_id == 1;
                for (field, store) in fields.iter().zip(&rows.fields) {
                    self.column(&field.data_type, store, &slots, if is_root { &field.name } else { "" });
                }
            }
            (Values::List(list), DataType::Array(element)) => {
                self.column(element, &list.element, &stretch::of_elements(&list.ends, stretches), "");
            }
            (Values::Map(map), DataType::Map(key, value)) => {
                let slots = stretch::of_elements(&map.ends, stretches);
                self.column(key, &map.key, &slots, "");
                self.column(value, &map.value, &slots, "");
            }
            _ => {}
        }
    }

    /// The streams of a column's own values.
    fn values(
        &self,
        data_type: &DataType,
        values: &Values,
        stretches: &[Stretch],
        streams: &mut Vec<Marked>,
    ) -> proto::ColumnEncoding {
        let is_second = self.options.format_version == OrcFormatVersion::V0_12;
        let signed = RunLength { is_signed: true, is_second };
        let unsigned = RunLength { is_signed: false, is_second };
        let direct = if is_second { encoding::DIRECT_V2 } else { encoding::DIRECT };
        let ranges = || stretches.iter().map(|stretch| stretch.values.clone());
        let mut kind = direct;
        match values {
            Values::Boolean(values) => {
                streams.push(bits(stream::DATA, values, ranges()));
                kind = encoding::DIRECT;
            }
            Values::Int(values) if *data_type == DataType::TinyInt => {
                streams.push(in_stretches(stream::DATA, ranges(), true, |range, out| {
                    let bytes: Vec<u8> = values[range].iter().map(|value| *value as u8).collect();
                    put_bytes(&bytes, out);
                }));
                kind = encoding::DIRECT;
            }
            Values::Int(values) => {
                streams.push(whole(stream::DATA, signed, ranges(), |range| {
                    values[range].iter().map(|v| i64::from(*v)).collect()
                }));
            }
            Values::Long(values) => {
                streams.push(in_stretches(stream::DATA, ranges(), true, |range, out| {
                    signed.put(&values[range], out)
                }));
            }
            Values::Float(values) => {
                streams.push(in_stretches(stream::DATA, ranges(), false, |range, out| {
                    values[range].iter().for_each(|value| out.extend(value.to_le_bytes()));
                }));
                kind = encoding::DIRECT;
            }
            Values::Double(values) => {
                streams.push(in_stretches(stream::DATA, ranges(), false, |range, out| {
                    values[range].iter().for_each(|value| out.extend(value.to_le_bytes()));
                }));
                kind = encoding::DIRECT;
            }
            Values::Decimal(values) => {
                streams.push(in_stretches(stream::DATA, ranges(), false, |range, out| {
                    values[range]
                        .iter()
                        .for_each(|value| put_varint((value << 1 ^ value >> 127) as u128, out));
                }));
                let DataType::Decimal { scale, .. } = data_type else {
                    unreachable!("decimals are of that type")
                };
                streams.push(whole(stream::SECONDARY, signed, ranges(), |range| {
                    vec![i64::from(*scale); range.len()]
                }));
            }
            Values::Moment(values) => {
                streams.push(whole(stream::DATA, signed, ranges(), |range| {
                    values[range].iter().map(|at| seconds(*at)).collect()
                }));
                streams.push(whole(stream::SECONDARY, unsigned, ranges(), |range| {
                    values[range].iter().map(|at| nanos(*at)).collect()
                }));
            }
            Values::Bytes(bytes) => return self.texts(data_type, bytes, stretches, streams),
            Values::List(list) => streams.push(lengths(unsigned, &list.ends, ranges())),
            Values::Map(map) => streams.push(lengths(unsigned, &map.ends, ranges())),
            Values::Struct(_) => kind = encoding::DIRECT,
        }
        proto::ColumnEncoding { kind: Some(kind), ..proto::ColumnEncoding::default() }
    }

    /// Texts: one behind the other, or places in a dictionary where few of them differ.
    fn texts(
        &self,
        data_type: &DataType,
        bytes: &Bytes,
        stretches: &[Stretch],
        streams: &mut Vec<Marked>,
    ) -> proto::ColumnEncoding {
        let is_second = self.options.format_version == OrcFormatVersion::V0_12;
        let unsigned = RunLength { is_signed: false, is_second };
        let filled;
        let bytes = match data_type {
            DataType::Char(length) => {
                filled = filled_up(bytes, *length as usize);
                &filled
            }
            _ => bytes,
        };
        let ranges = || stretches.iter().map(|stretch| stretch.values.clone());
        if let Some(dictionary) = self.dictionary(data_type, bytes) {
            let Dictionary { sorted, places } = dictionary;
            streams.push(in_stretches(stream::DATA, ranges(), true, |range, out| {
                unsigned.put(&places[range], out)
            }));
            let all = std::iter::once(0..sorted.len());
            let lengths: Vec<i64> = sorted.iter().map(|text| text.len() as i64).collect();
            // Marks are of what a stretch needs; a dictionary is read as a whole.
            let mut dictionary_lengths =
                whole(stream::LENGTH, unsigned, all, |range| lengths[range].to_vec());
            dictionary_lengths.marks.clear();
            streams.push(Marked { kind: stream::DICTIONARY_DATA, bytes: sorted.concat(), marks: Vec::new() });
            streams.push(dictionary_lengths);
            let kind = if is_second { encoding::DICTIONARY_V2 } else { encoding::DICTIONARY };
            let dictionary_size = Some(sorted.len() as u32);
            return proto::ColumnEncoding { kind: Some(kind), dictionary_size, bloom_encoding: None };
        }
        streams.push(in_stretches(stream::DATA, ranges(), false, |range, out| {
            bytes.range(range).for_each(|text| out.extend(text));
        }));
        streams.push(lengths(unsigned, &bytes.ends, ranges()));
        let kind = if is_second { encoding::DIRECT_V2 } else { encoding::DIRECT };
        proto::ColumnEncoding { kind: Some(kind), ..proto::ColumnEncoding::default() }
    }

    fn dictionary<'b>(&self, data_type: &DataType, bytes: &'b Bytes) -> Option<Dictionary<'b>> {
        let threshold = self.options.dictionary_key_threshold;
        if threshold <= 0.0 || *data_type == DataType::Binary || bytes.ends.is_empty() {
            return None;
        }
        let distinct: std::collections::BTreeSet<&[u8]> = bytes.iter().collect();
        if distinct.len() as f64 > threshold * bytes.ends.len() as f64 {
            return None;
        }
        let sorted: Vec<&[u8]> = distinct.into_iter().collect();
        let place = |text: &[u8]| sorted.partition_point(|other| *other < text) as i64;
        let places = bytes.iter().map(place).collect();
        Some(Dictionary { sorted, places })
    }

    /// Packs a column's streams and its index; its statistics.
    fn put(
        &mut self,
        id: u32,
        data_type: &DataType,
        store: &Store,
        stretches: &[Stretch],
        streams: Vec<Marked>,
    ) -> Statistics {
        let mut positions = vec![Vec::new(); stretches.len()];
        for marked in streams {
            let packed = self.chunks.pack(&marked.bytes);
            for (positions, mark) in positions.iter_mut().zip(&marked.marks) {
                positions.extend(packed.place(mark[0]));
                positions.extend(&mark[1..]);
            }
            let length = Some(packed.bytes.len() as u64);
            self.data_streams.push(proto::Stream { kind: Some(marked.kind), column: Some(id), length });
            self.data.extend(packed.bytes);
        }
        let of = |stretch: &Stretch| {
            let has_null = stretch.slots.len() > stretch.values.len();
            Statistics::of(data_type, &store.values, stretch.values.clone(), has_null)
        };
        let statistics: Vec<Statistics> = stretches.iter().map(of).collect();
        let entry = positions.into_iter().zip(&statistics).map(|(positions, statistics)| {
            proto::RowIndexEntry { positions, statistics: Some(statistics.message()) }
        });
        self.put_index(id, stream::ROW_INDEX, &proto::RowIndex { entry: entry.collect() });
        statistics.into_iter().reduce(Statistics::merged).unwrap_or_default()
    }

    fn put_filters(
        &mut self,
        id: u32,
        data_type: &DataType,
        store: &Store,
        stretches: &[Stretch],
        name: &str,
    ) {
        let is_wanted =
            !name.is_empty() && self.options.bloom_filter_columns.iter().any(|wanted| wanted == name);
        if !is_wanted {
            return;
        }
        let stride = self.options.row_index_stride as usize;
        let mut filters = Vec::new();
        for stretch in stretches {
            let mut filter = Filter::new(stride, self.options.bloom_filter_false_positive_probability);
            if !filter.add(data_type, &store.values, stretch.values.clone()) {
                return;
            }
            filters.push(filter.message());
        }
        let last = self.encodings.last_mut().expect("the column's own was pushed");
        last.bloom_encoding = Some(1);
        self.put_index(id, stream::BLOOM_FILTER_UTF8, &proto::BloomFilterIndex { bloom_filter: filters });
    }

    fn put_index(&mut self, id: u32, kind: u32, message: &impl Message) {
        let packed = self.chunks.pack(&message.encode_to_vec()).bytes;
        let length = Some(packed.len() as u64);
        self.index_streams.push(proto::Stream { kind: Some(kind), column: Some(id), length });
        self.index.extend(packed);
    }
}

/// Texts that differ, in order, and for each value its place among them.
struct Dictionary<'a> {
    sorted: Vec<&'a [u8]>,
    places: Vec<i64>,
}

/// A stream that is written stretch by stretch; whether its numbers are in runs, of which a mark says how far in it is.
fn in_stretches(
    kind: u32,
    ranges: impl Iterator<Item = Range<usize>>,
    has_runs: bool,
    mut put: impl FnMut(Range<usize>, &mut Vec<u8>),
) -> Marked {
    let mut marked = Marked { kind, bytes: Vec::new(), marks: Vec::new() };
    for range in ranges {
        let mut mark = vec![marked.bytes.len() as u64];
        if has_runs {
            mark.push(0);
        }
        marked.marks.push(mark);
        put(range, &mut marked.bytes);
    }
    marked
}

fn whole(
    kind: u32,
    run_length: RunLength,
    ranges: impl Iterator<Item = Range<usize>>,
    values: impl Fn(Range<usize>) -> Vec<i64>,
) -> Marked {
    in_stretches(kind, ranges, true, |range, out| run_length.put(&values(range), out))
}

fn lengths(run_length: RunLength, ends: &[usize], ranges: impl Iterator<Item = Range<usize>>) -> Marked {
    let length = |index: usize| (ends[index] - if index == 0 { 0 } else { ends[index - 1] }) as i64;
    whole(stream::LENGTH, run_length, ranges, |range| range.map(length).collect())
}

fn bits(kind: u32, values: &[bool], ranges: impl Iterator<Item = Range<usize>>) -> Marked {
    let mut bits = Bits::default();
    let mut marks = Vec::new();
    for range in ranges {
        marks.push(bits.mark());
        bits.put(&values[range]);
    }
    Marked { kind, bytes: bits.finish(), marks }
}

/// A `char` has all its characters.
fn filled_up(bytes: &Bytes, length: usize) -> Bytes {
    let mut filled = Bytes::default();
    for text in bytes.iter() {
        let chars = text.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        filled.data.extend(text);
        filled.data.extend(std::iter::repeat_n(b' ', length.saturating_sub(chars)));
        filled.ends.push(filled.data.len());
    }
    filled
}

/// Seconds since 2015. Java cuts seconds before 1970 off towards zero, and all readers undo that, so writers must too; of
/// the last second of 1969 its fraction cannot be told from that of the next.
fn seconds(moment: Moment) -> i64 {
    let is_cut_off = moment.seconds < 0 && moment.nanos > 999_999;
    moment.seconds + i64::from(is_cut_off) - EPOCH_S
}

/// Nanoseconds, without their zeros: the last three bits say how many, less one, were taken off where it was two or more.
fn nanos(moment: Moment) -> i64 {
    let mut nanos = i64::from(moment.nanos);
    if nanos == 0 || nanos % 100 != 0 {
        return nanos << 3;
    }
    nanos /= 100;
    let mut zeros = 1;
    while nanos % 10 == 0 && zeros < 7 {
        nanos /= 10;
        zeros += 1;
    }
    nanos << 3 | zeros
}
