# Einstellungen, die eigenen Leute, das Team zum Kennenlernen und die Feiertage.

form-settings-title = Deine Nachrichten
form-settings-weekday = An welchem Tag?
form-settings-hour = Um wie viel Uhr? (deine Ortszeit)
form-settings-rhythm = Wie oft?
form-settings-people = Wie viele Leute in einer Nachricht?
form-settings-language = Sprache
form-settings-rest = Pause
form-settings-gap = Was du auch änderst: Zwischen zwei Nachrichten liegen immer mindestens vier Tage.
hour-of-day = { $hour } Uhr
rhythm-weekly = Jede Woche
rhythm-fortnightly = Jede zweite Woche
rhythm-monthly = Jede vierte Woche
people-1 = Eine Person
people-2 = Bis zu zwei
people-3 = Bis zu drei
language-slack = Wie in Slack
language-en = English
language-de = Deutsch
rest-listen = Keine Pause: schick mir die Nachrichten
rest-stay-until = Pause bis { $until }, wie jetzt
rest-stay-open = Pause, wie jetzt
rest-fortnight = Zwei Wochen Pause
rest-month = Einen Monat Pause
rest-open = Pause, bis ich mich melde
settings-saved = Gespeichert. Deine Nachricht kommt { $slot }, wenn es etwas zu sagen gibt.
button-settings = Einstellungen

boundary-set = Gute Wahl. { $team } ist das Team, das du zuerst kennenlernst; das weißt nur du.
boundary-now = { $team } ist das Team, das du zuerst kennenlernst; das weißt nur du. `/goodturn boundary keins` hebt das auf.
boundary-now-none = Noch ist kein Team gewählt, das du zuerst kennenlernst. Tipp `/goodturn boundary` und den Namen eines Teams; das weißt dann nur du.
boundary-cleared = Alles klar. Es ist kein Team mehr gewählt.
boundary-own = { $team } ist dein eigenes Team. Wähl ein anderes: Bei Goodturn geht es um das, was zwischen Teams liegt.
boundary-unknown = Dieses Team kenne ich nicht. Ich kenne diese: { $teams }. Tipp `/goodturn boundary` und einen der Namen.
boundary-no-teams = Ich kenne noch kein anderes Team. Andere können ihres mit `/goodturn team` und seinem Namen nennen.

people-text = Deine Leute.
people-tended = *Mit wem du in Kontakt bleiben möchtest*
people-none = *Auf deiner Liste steht noch niemand.* `/goodturn tend @sam alle 2 Wochen` setzt jemanden darauf, höchstens acht Leute und zwei aus einem Team.
people-line = { $person }, { $cadence }. { $warmth }
people-refused = *Wen ich dir nicht nenne*
people-refused-more = Es sind noch mehr; mach es hier für jemanden rückgängig, dann rückt die nächste Person nach.
people-private = Diese Liste siehst nur du. Wer darauf steht, erfährt es nicht.
button-people-off = Von der Liste nehmen
button-people-again = Rückgängig
cadence = { $weeks ->
    [2] alle zwei Wochen
    [3] alle drei Wochen
    [4] etwa einmal im Monat
    [9] etwa alle zwei Monate
    [13] etwa alle drei Monate
    [17] etwa alle vier Monate
    [22] etwa alle fünf Monate
    [26] etwa zweimal im Jahr
   *[other] alle { $weeks } Wochen
}
warmth-unknown = Zwischen euch ist noch nichts notiert.
warmth-just-now = Ihr hattet vor Kurzem Kontakt.
warmth-weeks = Euer letzter Kontakt war vor ein paar Wochen.
warmth-months = Euer letzter Kontakt war { $months ->
    [1] vor etwa einem Monat
    [2] vor etwa zwei Monaten
    [3] vor etwa drei Monaten
    [4] vor etwa vier Monaten
    [5] vor etwa fünf Monaten
    [6] vor etwa einem halben Jahr
    [7] vor etwa sieben Monaten
    [8] vor etwa acht Monaten
    [9] vor etwa neun Monaten
    [10] vor etwa zehn Monaten
   *[other] vor fast einem Jahr
}.
warmth-year = Euer letzter Kontakt ist ein Jahr her oder länger.
tend-kept = { $person } steht jetzt auf deiner Liste, { $cadence }. Das siehst nur du; `/goodturn people` zeigt die Liste.
tend-own-team = { $person } ist in deinem eigenen Team, und bei Goodturn geht es um andere Teams. Auf deiner Liste steht diese Person nicht.
tend-gone = Das Konto von { $person } ist nicht mehr aktiv. Auf deiner Liste steht diese Person nicht.
tend-team-full = { $person } steht noch nicht auf deiner Liste: Aus demselben Team hast du dort schon { $others }, und mit mehr als zweien aus einem Team lässt sich kaum gut in Kontakt bleiben. `/goodturn untend` schafft Platz.
tend-list-full = { $person } steht noch nicht auf deiner Liste: Dort stehen schon acht Leute, und mit mehr lässt sich kaum gut in Kontakt bleiben. `/goodturn untend` schafft Platz.
tend-off = Alles klar. { $person } steht nicht mehr auf deiner Liste.
tend-not-on-it = { $person } stand nicht auf deiner Liste.
tend-cadence = Ich habe nicht verstanden, wie oft. Möglich ist alles von „alle zwei Wochen“ bis „zweimal im Jahr“: `/goodturn tend @ana alle 2 Wochen`, `/goodturn tend @ana monatlich`.
tend-cadence-too = Diesen Rhythmus kann ich nicht. Möglich ist alles von „alle zwei Wochen“ bis „zweimal im Jahr“: `/goodturn tend @ana alle 2 Wochen`, `/goodturn tend @ana monatlich`.

holidays-text = Die Feiertage dieses Workspace.
holidays = *An diesen Tagen kommen keine Nachrichten;* sie kommen am nächsten Arbeitstag.
holidays-none = *Es sind noch keine Feiertage bekannt.* Nachrichten kommen an jedem gewählten Tag.
holidays-more = Danach kommen noch weitere Tage.
holidays-how = Admins fügen welche mit `/goodturn holidays 2026-12-25 Weihnachten, 2026-12-26` hinzu, auch als eingefügte Liste, und nehmen einen mit `/goodturn holidays entferne 2026-12-26` weg.
holidays-not-admin = Die Feiertage können nur Admins ändern. `/goodturn holidays` zeigt sie.
holidays-unreadable = { $what } konnte ich nicht als Datum lesen, deshalb hat sich nichts geändert. Schreib Tage wie 2026-12-25 oder 25.12.2026, wenn du magst mit einem Namen dahinter.
