//! Names of months, weekdays, eras and halves of the day, in the English of the United States.

/// From January.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From Sunday.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// Before Christ and after.
pub(super) const ERAS: [&str; 2] = ["BC", "AD"];

/// Before noon and after.
pub(super) const HALVES: [&str; 2] = ["AM", "PM"];

/// The short form of a month or a weekday.
pub(super) fn short(name: &'static str) -> &'static str {
    &name[..3]
}

/// Which name a text begins with, in either form and in any case, and how long it is there.
pub(super) fn find(names: &[&'static str], text: &str) -> Option<(usize, usize)> {
    let begins = |name: &str| text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    let long = names.iter().position(|name| begins(name)).map(|at| (at, names[at].len()));
    long.or_else(|| {
        let at = names.iter().position(|name| name.len() > 3 && begins(short(name)))?;
        Some((at, 3))
    })
}
