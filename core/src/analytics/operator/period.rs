//! Stretches of time that follow each other without a gap.

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// How long an expression of ROWTIME keeps its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// So many milliseconds, counted from 1970-01-01 00:00:00: whatever a constant clock divides.
    Millis(i64),
    /// So many calendar months, counted from January 1970.
    Months(i64),
}

impl Period {
    /// The first moment behind this one at which another period begins.
    pub fn end(self, rowtime: i64) -> i64 {
        match self {
            Self::Millis(length) => (rowtime.div_euclid(length) + 1).saturating_mul(length),
            Self::Months(length) => {
                let month = month_of(rowtime.div_euclid(DAY));
                first_day((month.div_euclid(length) + 1) * length).saturating_mul(DAY)
            }
        }
    }
}

/// Months since January 1970 of a day since 1970-01-01. The calendar is the Gregorian one, also before it was made; its years are
/// counted from March here, so that a leap day is the last of its year.
fn month_of(day: i64) -> i64 {
    let day = day + 719_468; // from 0000-03-01
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    (era * 400 + year) * 12 + from_march + 2 - 1970 * 12
}

/// The first day of a month, both since 1970.
fn first_day(month: i64) -> i64 {
    let from_march = month + 1970 * 12 - 2;
    let (year, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_calendar_says() {
        let mut day = -719_162; // 0001-01-01
        let (mut year, mut month) = (1_i64, 0_i64);
        while year < 2_500 {
            let leaps = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let days = [31, 28 + i64::from(leaps), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize];
            let number = (year - 1970) * 12 + month;
            assert_eq!(first_day(number), day);
            assert_eq!((month_of(day), month_of(day + days - 1)), (number, number));
            assert_eq!(Period::Months(1).end(day * DAY + 5), (day + days) * DAY);
            day += days;
            (year, month) = if month == 11 { (year + 1, 0) } else { (year, month + 1) };
        }
    }

    #[test]
    fn periods_of_milliseconds_are_counted_from_1970_on_both_sides() {
        let ends: std::vec::Vec<_> = [-11, -10, -1, 0, 9, 10].map(|time| Period::Millis(10).end(time)).into();
        assert_eq!(ends, [-10, 0, 0, 10, 10, 20]);
    }
}
