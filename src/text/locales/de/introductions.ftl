# Andere bekannt machen. Was eine der beiden Personen liest, darf nicht verraten, was die andere tat, und die Antwort an dich nicht, wer dabei ist.

introduce-taken-text = Danke. Der Rest liegt bei den beiden.
introduce-taken = *Danke.* Wenn { $a } und { $b } es beide möchten, öffnet sich innerhalb von zwei Wochen ein Gespräch mit euch dreien.
introduce-draft = Du kannst ihnen auch selbst schreiben. Eine erste Nachricht, wenn du magst:
introduce-draft-line = _{ $a }, das ist { $b }. Ich musste an euch beide denken: { $why }. Alles Weitere überlasse ich euch._
introduce-silence = Wenn sich kein Gespräch öffnet, wird nichts weiter gesagt. Dafür kann es viele Gründe geben, und sie bleiben privat.

consent-text = Eine Frage von Goodturn, nur an dich
consent-opening = *Eine Frage, nur an dich*
consent-who = { $broker } möchte dich und { $other } miteinander bekannt machen:
consent-who-team = { $broker } möchte dich und { $other } ({ TEAM($team) }) miteinander bekannt machen:
consent-promise = Ich frage euch beide, jeweils unter vier Augen. Wenn ihr es beide möchtet, öffnet sich ein Gespräch mit euch dreien. Öffnet sich in zwei Wochen keines, wird nichts weiter gesagt, und niemand erfährt, warum.
button-consent-yes = Ja, gern
button-consent-no = Nein, danke
consent-yes = Danke. Wenn die andere Person es auch möchte, öffnet sich innerhalb von zwei Wochen ein Gespräch; sonst wird nichts weiter gesagt.
consent-no = Alles klar. Niemand erfährt davon.
consent-opened = Das Gespräch ist offen.
consent-passed = Die Zeit dafür ist um, und es wird nichts weiter gesagt.

opening-text = Ein neuer Kontakt
opening-first = Ich habe dieses Gespräch für euch geöffnet. Mitlesen kann ich hier nicht, und mehr als das schreibe ich nicht.
opening-meet = { $a }, das ist { $b }. { $broker } musste an euch beide denken:
opening-naming = Der Wochenbeitrag kann davon erzählen, dass ihr euch kennenlernt. Eure Namen stehen nur darin, wenn ihr es hier alle drei erlaubt; was du wählst, sieht niemand.
button-named-yes = Du darfst mich nennen
button-named-no = Lieber nicht
named-yes = Danke. Wenn die anderen beiden es auch erlauben, nennt der Wochenbeitrag euch drei. Bis dahin kannst du es dir anders überlegen.
named-no = Alles klar. Der Wochenbeitrag nennt dich nicht.
named-published = Der Wochenbeitrag hat es schon erwähnt, daran ändert sich nichts mehr.

suggested-who = *Du kennst { $a } ({ $ateam }) und { $b } ({ $bteam }).*
suggested-why = { $ateam } tut sich schwer mit „{ $struggle }“, und { $bteam } kann helfen bei „{ $offer }“.
button-suggested-yes = Bekannt machen
button-suggested-no = Jetzt nicht
suggested-introduced = Danke, dass du es vorgeschlagen hast.
suggested-not-now = Alles klar.

introduce-form-title = Zwei bekannt machen
introduce-form-submit = Vorschlagen
introduce-form-how = Fragen kann ich nur Leute, die bei Goodturn dabei sind, jeweils unter vier Augen. Von einem Nein erfährt niemand.
introduce-form-who = Welche beiden?
introduce-form-why = Warum, in einem Satz? Beide lesen ihn.

refused-introduce-not-a-member = Andere bekannt machen können alle, die dabei sind. `/goodturn join` dauert einen Moment; dann schlag es noch einmal vor.
refused-introduce-hidden = Wer andere bekannt macht, wird beiden genannt, und du wolltest nicht genannt werden. `/goodturn show me` macht das rückgängig; dann schlag es noch einmal vor.
refused-introduce-not-two = Nenn genau zwei Leute außer dir, zum Beispiel `/goodturn introduce @ana @tom Kundenzitate`.
refused-introduce-same-team = Die beiden sind im selben Team. Bekannt machen lassen sich Leute aus verschiedenen Teams.
refused-introduce-no-why = Sag in einem Satz, warum die beiden sich kennenlernen sollten, zum Beispiel `/goodturn introduce @ana @tom Kundenzitate`. Beide lesen ihn.
form-refused-introduce-not-two = Wähl genau zwei Leute außer dir aus.
form-refused-introduce-no-why = Sag in einem Satz, warum die beiden sich kennenlernen sollten. Beide lesen ihn.
refused-introduce-long-why = Das sind mehr als 300 Zeichen. Sag in einem Satz, warum die beiden sich kennenlernen sollten; den Rest finden sie selbst heraus.
refused-introduce-enough = Du hast diese Woche schon dreimal vorgeschlagen, zwei Leute bekannt zu machen. Lass ihnen Zeit; nächste Woche ist wieder Platz.
