# Days, months and lists.

a-colleague = a colleague
a-colleague-first = A colleague
people-and = { $first } and { $last }
day-today = today
day-yesterday = yesterday
day-tomorrow = tomorrow
day-plain = { $weekday }, { $day } { $month }
day-plain-far = { $weekday }, { $day } { $month } { $year }
day-on = on { $weekday }, { $day } { $month }
day-far = on { $weekday }, { $day } { $month } { $year }
slot = { $rhythm ->
    [weekly] every { $weekday }
    [fortnightly] every other { $weekday }
   *[monthly] every fourth { $weekday }
} at { $hour }
date-plain = { $day } { $month } { $year }
month-day = { $day } { $month }
month-far = { $month } { $year }
weekday-name = { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
