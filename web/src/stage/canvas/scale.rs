//! How much the picture's signs stand for at each speed.

use kinetoscope::streams::WRITE_RECORDS_PER_SECOND;
use kinetoscope::world::view::StreamView;

/// Width of a frame of film in CSS pixels, the gap included.
pub(crate) const FRAME_PX: f64 = 10.0;
/// From this speed on bands show the rate instead of particles.
const BAND_SPEED: f64 = 60.0;
/// Particles that set off in a second, about.
const PARTICLES_PER_SECOND: f64 = 170.0;
/// Frames of one strip, at most.
const FRAMES_MAX: u32 = 160;

/// How much time one frame shows.
pub(crate) fn part_us(speed: f64) -> u64 {
    const SECOND: u64 = 1_000_000;
    match speed {
        ..=2.0 => SECOND / 2,
        ..=10.0 => 2 * SECOND,
        ..=60.0 => 10 * SECOND,
        ..=300.0 => 60 * SECOND,
        ..=900.0 => 600 * SECOND,
        // A day, after which records expire, fits on most strips.
        _ => 3_600 * SECOND,
    }
}

/// How much time lies between two holes at the edge of the film.
pub(crate) fn sprocket_us(speed: f64) -> u64 {
    const SECOND: u64 = 1_000_000;
    match part_us(speed) / SECOND {
        0 => SECOND,
        1..10 => 10 * SECOND,
        10..60 => 60 * SECOND,
        60..600 => 600 * SECOND,
        _ => 3_600 * SECOND,
    }
}

/// Time and number of parts that a strip of some width shows.
pub(crate) fn window(speed: f64, width: f64) -> (u64, u32) {
    let frames = ((width / FRAME_PX).ceil() as u32 + 2).clamp(4, FRAMES_MAX);
    (part_us(speed) * u64::from(frames), frames)
}

/// Whether bands show the rate at this speed.
pub(crate) fn is_band(speed: f64) -> bool {
    BAND_SPEED <= speed
}

/// How many records a second fill a frame: no more than a shard takes, and where all take less, the next round number, so
/// that little can be told from nothing. `most` is the most that a frame of any strip holds, a second.
pub(crate) fn full(most: u64) -> u64 {
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|&full| most <= full)
        .unwrap_or(WRITE_RECORDS_PER_SECOND)
}

/// The same for the strips of a stream; nothing where they are empty.
pub(crate) fn full_of(stream: &StreamView, part_us: u64) -> Option<u64> {
    let most = stream.shards.iter().flat_map(|shard| &shard.film).max().copied().filter(|&most| 0 < most)?;
    Some(full((u64::from(most) * 1_000_000).div_ceil(part_us.max(1))))
}

/// How many records one particle stands for: 1, 2, 5, 10, 20, 50 and so on.
pub(crate) fn records_per_particle(records_per_second: u64, speed: f64) -> u64 {
    let wanted = records_per_second as f64 * speed / PARTICLES_PER_SECOND;
    let mut count = 1;
    while (count as f64) < wanted {
        count = match count.to_string().as_bytes()[0] {
            b'1' => count * 2,
            b'2' => count / 2 * 5,
            _ => count * 2,
        };
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_stand_for_round_numbers() {
        let of = |rate| records_per_particle(rate, 1.0);
        assert_eq!([of(0), of(100), of(300), of(700), of(2_000), of(20_000)], [1, 1, 2, 5, 20, 200]);
    }

    #[test]
    fn a_frame_is_full_at_a_round_rate_that_a_shard_can_take() {
        assert_eq!([0, 1, 3, 20, 150, 501, 1_000, 4_000].map(full), [1, 1, 5, 20, 200, 1_000, 1_000, 1_000]);
    }

    #[test]
    fn a_strip_shows_whole_parts_that_cover_its_width() {
        let (window, frames) = window(1.0, 395.0);
        assert_eq!((window, frames), (21_000_000, 42));
        assert!(395.0 <= f64::from(frames) * FRAME_PX);
    }
}
