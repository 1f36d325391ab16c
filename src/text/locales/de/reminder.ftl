# Die wöchentliche Nachricht. Ihre ersten Zeilen nennen niemanden, weil ein gesperrtes Telefon sie zeigen kann.

reminder-text = Deine wöchentliche Nachricht von Goodturn
reminder-opening = *Ein ruhiger Moment, um sich wieder zu melden*
reminder-opening-asks = *Etwas, worum du vor einer Weile gebeten hast*
nudge-who = *{ $person }*
nudge-who-team = *{ $person }* aus dem Team { $team }
their-team = ihrem Team
reason-several-weeks = Ihr hattet im letzten Jahr in mehreren Wochen Kontakt, und seit { $month } ist es still.
reason-lately-close = Bis { $month } wart ihr oft in Kontakt; seitdem ist es still.
reason-team-busy = Du hast in diesen Wochen viel mit { $team } zu tun, und zwischen euch beiden ist es seit { $month } still.
reason-you-helped = Du hast im { $month } geholfen, seitdem ist es still.
reason-they-helped = Du hast im { $month } Hilfe bekommen, seitdem ist es still.
reason-you-asked = Du hast im { $month } um etwas gebeten, seitdem ist es still.
reason-were-in-touch = Ihr wart im { $month } in Kontakt, seitdem ist es still.
act-ask-what-is-on = Frag, was das Team gerade beschäftigt. Ein erster Satz, wenn du magst: _Woran arbeitet ihr gerade?_
act-ask-how-it-went = Frag, was daraus geworden ist. Ein erster Satz, wenn du magst: _Wie ist es eigentlich ausgegangen?_
act-ask-what-helps = Frag, was die Woche leichter machen würde. Ein erster Satz, wenn du magst: _Kann ich dir etwas Kleines abnehmen?_
act-tell-what-became = Erzähl, was daraus geworden ist. Ein erster Satz, wenn du magst: _Ich dachte, du möchtest vielleicht wissen, was deine Hilfe bewirkt hat._
act-pass-on-news = Gib eine Neuigkeit aus deinem Team weiter, die dort von Belang ist.
act-offer-eyes = Biete an, einen Blick auf etwas zu werfen, das dort gerade entsteht.
act-share-link = Schick etwas, das du neulich gelesen hast und das zur Arbeit dort passt.
button-in-touch = Wir hatten Kontakt
button-not-this-week = Diese Woche nicht
button-not-this-person = Diese Person nicht
answered-in-touch = Schön. Notiert, dass ihr Kontakt hattet.
answered-not-this-week = Alles klar. Diese Woche nicht.
answered-not-this-person = Alles klar. Ich nenne dir diese Person nicht mehr.

ask-line = Du hast { $person } { $when } um etwas gebeten:
ask-how = Wie ist es ausgegangen?
button-helped = Hat geholfen
button-not-yet = Noch nicht
button-let-go = Hat sich erledigt
ask-answered = Schön zu hören. Als Hilfe notiert, die du bekommen hast, nur für dich.
ask-waiting = Alles klar. Ich frage in einer anderen Woche wieder.
ask-let-go = Alles klar. Das hat sich erledigt.

button-rest = Zwei Wochen Pause
reminder-resting = Alles klar. Du machst Pause; `/goodturn back` bringt die Nachrichten zurück.
reminder-footer = Das siehst nur du. `/gave` und `/asked` halten fest, was dazwischen geschieht; `/goodturn leave` beendet diese Nachrichten.
