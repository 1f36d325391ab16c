# Tage, Monate und Aufzählungen.

a-colleague = jemand aus der Firma
a-colleague-first = Jemand aus der Firma
people-and = { $first } und { $last }
day-today = heute
day-yesterday = gestern
day-tomorrow = morgen
day-plain = { $weekday }, { $day }. { $month }
day-plain-far = { $weekday }, { $day }. { $month } { $year }
day-on = am { $weekday }, { $day }. { $month }
day-far = am { $weekday }, { $day }. { $month } { $year }
slot = { $rhythm ->
    [weekly] jeden { $weekday }
    [fortnightly] jeden zweiten { $weekday }
   *[monthly] jeden vierten { $weekday }
} um { $hour } Uhr
date-plain = { $day }. { $month } { $year }
month-day = { $day }. { $month }
month-far = { $month } { $year }
weekday-name = { $weekday ->
    [0] Montag
    [1] Dienstag
    [2] Mittwoch
    [3] Donnerstag
    [4] Freitag
    [5] Samstag
   *[6] Sonntag
}
month-name = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
