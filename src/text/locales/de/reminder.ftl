# Die wöchentliche Nachricht. Ihre ersten Zeilen nennen niemanden, weil ein gesperrtes Telefon sie zeigen kann.

reminder-text = Deine Nachricht von Goodturn
reminder-opening = *Ein ruhiger Moment, um dich wieder einmal zu melden*
reminder-opening-known = { $count ->
    [one] *Jemand, den du aus einem anderen Team kennst*
   *[other] *Leute, die du aus anderen Teams kennst*
}
reminder-opening-asks = *Etwas, worum du vor einer Weile gebeten hast*
nudge-who = *{ $person }*
nudge-who-team = *{ $person }* aus dem { TEAM($team) }
their-team = ihrem Team
reason-several-weeks = Ihr hattet im letzten Jahr in mehreren Wochen Kontakt, und seit { $month } ist es still.
reason-lately-close = Bis { $month } wart ihr oft in Kontakt; seitdem ist es still.
reason-team-busy = Du hast in diesen Wochen viel mit { $team } zu tun, und zwischen euch beiden ist es seit { $month } still.
reason-you-helped = Im { $month } konntest du helfen, seitdem ist es zwischen euch still.
reason-they-helped = Im { $month } hast du von dort Hilfe bekommen, seitdem ist es zwischen euch still.
reason-you-asked = Im { $month } hast du dort um etwas gebeten, seitdem ist es zwischen euch still.
reason-were-in-touch = Ihr wart im { $month } in Kontakt, seitdem ist es still.
reason-tended = Du wolltest in Kontakt bleiben, und seit { $month } ist es still.
reason-tended-lately = Du wolltest in Kontakt bleiben, und seit einer Weile ist es still.
reason-tended-new = Du hast diese Person im { $month } auf deine Liste gesetzt, um in Kontakt zu bleiben.
reason-said-deal = Du hast diese Person im { $month } genannt, als ich nach Leuten aus anderen Teams fragte.
reason-boundary = Das { TEAM($team) } wolltest du kennenlernen, und zwischen euch beiden ist es seit { $month } still.
reason-introduced = Ihr wurdet im { $month } miteinander bekannt gemacht, und seit einer Weile ist es still.
reason-you-introduced = Du hast im { $month } zwei Leute bekannt gemacht, darunter diese Person, und seit einer Weile ist es zwischen euch still.
reason-they-introduced = Diese Person hat dich im { $month } mit jemandem bekannt gemacht, und seit einer Weile ist es zwischen euch still.
reason-ask-done = Du hattest um etwas gebeten und im { $month } Hilfe bekommen, seitdem ist es still.
reason-each-other = Ihr habt einander schon geholfen, und seit { $month } ist es still.
reason-only-one = Im { TEAM($team) } hast du mir bisher nur diese Person genannt, und seit { $month } ist es still.
reason-team-quiet = Mit allen aus dem { TEAM($team) }, von denen du mir erzählt hast, ist es still; euer letzter Kontakt war im { $month }.
reason-last-in-team = Von allen, die du aus dem { TEAM($team) } kennst, war das im { $month } dein letzter Kontakt.
reason-long-ago = Euer letzter Kontakt war im { $month }, das ist eine ganze Weile her.
button-in-touch = Wir hatten Kontakt
button-not-this-week = Diese Woche nicht
button-not-this-person = Diese Person nicht
answered-in-touch = Schön. Ich habe notiert, dass ihr Kontakt hattet.
answered-not-this-week = Alles klar. Diese Woche nicht.
answered-not-this-person = Alles klar. Ich nenne dir diese Person nicht mehr.

ask-line = Du hast { $person } { $when } um etwas gebeten:
ask-how = Wie ist es ausgegangen?
button-helped = Hat geholfen
button-not-yet = Noch nicht
button-let-go = Hat sich erledigt
ask-answered = Schön zu hören. Als Hilfe notiert, die du bekommen hast, nur für dich.
ask-waiting = Alles klar. Es bleibt offen, und ein paar Wochen lang sage ich nichts dazu.
ask-let-go = Alles klar. Die Bitte ist abgeschlossen.
ask-taken-back = Diese Bitte hast du zurückgenommen. Davon ist nichts mehr da.

button-rest = Pause…
button-record = Noch etwas von letzter Woche?
button-habit = Das mache ich jetzt von selbst
reminder-ended = Danke, dass du diese Kontakte gepflegt hast. Es kommen keine Nachrichten mehr; wenn du sie wieder möchtest, tipp `/goodturn back`.
reminder-resting = Alles klar. Du machst Pause; `/goodturn back` beendet sie.
reminder-resting-until = Alles klar. Du machst Pause bis { $until }; `/goodturn back` beendet sie früher.
reminder-footer = Das siehst nur du. `/gave` und `/asked` notieren, was dazwischen geschieht; `/goodturn leave` beendet diese Nachrichten.
