//! A day of the calendar, as dates stand in a booklet.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// Reads `2024-02-26`. `None` if it is written otherwise or there is no such day.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |n_digits: usize| {
            let part = parts.next()?;
            let is_number =
                part.len() == n_digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (year, month, day) = (number(4)?, number(2)? as u8, number(2)? as u8);
        let exists = parts.next().is_none()
            && year > 0
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// The day of a time in seconds since 1970, as `SOURCE_DATE_EPOCH` gives it.
    pub fn from_epoch(seconds: u64) -> Self {
        const SECONDS_IN_DAY: u64 = 86_400;
        let mut days = seconds / SECONDS_IN_DAY;
        let mut year = 1970_u16;
        loop {
            let in_year = if is_leap(year) { 366 } else { 365 };
            if days < in_year || year == 9999 {
                break;
            }
            days -= in_year;
            year += 1;
        }
        let mut month = 1;
        while days >= u64::from(days_in_month(year, month)) && month < 12 {
            days -= u64::from(days_in_month(year, month));
            month += 1;
        }
        Self {
            year,
            month,
            day: days.min(30) as u8 + 1,
        }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        assert_eq!(
            Day::from_iso("2024-02-29"),
            Some(Day {
                year: 2024,
                month: 2,
                day: 29
            })
        );
        for wrong in [
            "2023-02-29",
            "2024-13-01",
            "24-02-26",
            "2024-2-26",
            "2024-02-26-01",
            "",
        ] {
            assert_eq!(Day::from_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn seconds_become_the_day_they_fall_in() {
        assert_eq!(
            Day::from_epoch(0),
            Day {
                year: 1970,
                month: 1,
                day: 1
            }
        );
        assert_eq!(
            Day::from_epoch(1_708_905_600),
            Day {
                year: 2024,
                month: 2,
                day: 26
            }
        );
    }
}
