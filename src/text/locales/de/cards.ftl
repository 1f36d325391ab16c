# Teamkarten. Eine Karte schreibt das Team selbst; lesen dürfen sie alle im Workspace.

card-text = Eine Teamkarte
card-title = { TEAM($team) }
card-none = Dieses Team hat noch keine Karte. Jemand aus dem Team kann mit `/goodturn card` eine schreiben.
card-none-yours = Dein Team hat noch keine Karte. Schreib auf, was andere wissen sollten, bevor sie zu euch kommen; das dauert fünf Minuten.
card-protects = *Was wir schützen*
card-front-door = *Wie man uns erreicht*
card-words = *Was unsere Wörter bedeuten*
card-quiet = *Wann man uns am besten in Ruhe lässt*
card-struggles = *Womit wir uns schwertun*
card-offers = *Wobei wir helfen können*
card-edited = Letzte Änderung: { $person }, { $when }.
card-show-asked = _Du hast das für den Wochenbeitrag vorgeschlagen. Noch jemand aus deinem Team muss zustimmen._
card-show-wanted = _Jemand aus deinem Team hat das für den Wochenbeitrag vorgeschlagen._
card-show-agreed = _Darf im Wochenbeitrag stehen._
button-card-edit = Karte bearbeiten
button-card-show = Im Wochenbeitrag zeigen
button-card-agree = Ja, zeigen
button-card-hide = Nicht zeigen
card-ask-front-door = *Wie man { $team } erreicht:* { $text }
card-ask-protects = *Was { $team } schützt:* { $text }

quiet-day = { $day }
quiet-days = { $from } bis { $to }
quiet-yearly-day = { $day }, jedes Jahr
quiet-yearly = { $from } bis { $to }, jedes Jahr
quiet-month-ends = { $days ->
    [one] der letzte Arbeitstag des Monats
   *[other] die letzten { $days } Arbeitstage des Monats
}
quiet-month-begins = { $days ->
    [one] der erste Arbeitstag des Monats
   *[other] die ersten { $days } Arbeitstage des Monats
}
quiet-weekly = jeden { $weekday }

overlap-text = Wo die Karte deines Teams zu anderen passt
overlap-title = Wo unsere Karten zusammenpassen
overlap-none = Noch passt keine andere Karte zu eurer. Je mehr Teams eine schreiben, desto mehr findest du hier.
overlap-how = Gefunden an den Wörtern, die auf beiden Karten stehen. Ein Gespräch bringt mehr heraus.
overlap-both = *{ $team } und ihr könnt einander helfen*
overlap-we = *Ihr könntet { $team } helfen*
overlap-they = *{ $team } könnte euch helfen*
overlap-we-line = • Sie tun sich schwer mit „{ $struggle }“, ihr könnt helfen bei „{ $offer }“.
overlap-they-line = • Ihr tut euch schwer mit „{ $struggle }“, sie können helfen bei „{ $offer }“.

card-form-title = Unsere Teamkarte
card-form-submit = Speichern
card-form-who = Die Karte des Teams *{ $team }*. Alle im Workspace können sie lesen und sehen, wer sie zuletzt geändert hat.
card-form-protects = Was schützen wir?
card-hint-protects = Zeit ohne Besprechungen, eine Arbeitsweise, einen Anspruch.
card-form-front-door = Wie sollen andere uns erreichen?
card-hint-front-door = Ein Channel, eine Uhrzeit, ein Formular; wen man zuerst fragt.
card-form-struggles = Womit tun wir uns schwer?
card-hint-struggles = Eine Sache pro Zeile, höchstens fünf.
card-form-offers = Wobei können wir helfen?
card-hint-offers = Eine Sache pro Zeile, höchstens fünf.
card-form-quiet = Wann lässt man uns am besten in Ruhe?
card-hint-quiet = Eine Zeit pro Zeile: „die letzten drei Arbeitstage des Monats“, „20.12. bis 6.1.“, „freitags“.
card-form-words = Welche unserer Wörter bedeuten anderswo etwas anderes?
card-hint-words = „Fertig“ heißt bei uns: in Betrieb und gemessen.
card-flaw-too-long = Das sind mehr als { $most } Zeichen. Kürz es ein wenig.
card-flaw-too-many = Höchstens { $most } Zeilen. Behalte, was gerade am meisten zählt.
card-flaw-line-too-long = Eine Zeile ist länger als { $most } Zeichen. Kürz sie ein wenig.
card-flaw-unreadable = „{ $line }“ konnte ich nicht lesen. Schreib es wie „die letzten drei Arbeitstage des Monats“, „20.12. bis 6.1.“ oder „freitags“; höchstens drei Monate.
card-flaw-empty = Füll wenigstens eines davon aus.
card-flaw-overtaken = Jemand anderes aus deinem Team hat die Karte inzwischen geändert. Kopier, was du geschrieben hast, schließ das hier und öffne die Karte noch einmal.

refused-unknown-team = Ein Team namens { $name } kenne ich nicht. Schreib es so, wie es in eurer Liste steht, zum Beispiel `/goodturn card Finance`.
refused-own-team-unknown = Dein Team kenne ich noch nicht. Tipp zuerst `/goodturn team` und seinen Namen.
refused-no-own-card = Dein Team hat noch keine Karte, also gibt es nichts zu vergleichen. Mit `/goodturn card` schreibst du eine.
refused-not-of-the-team = Die Karte eines Teams können nur Leute aus dem Team ändern.
form-refused-not-of-the-team = Die Karte eines Teams können nur Leute aus dem Team ändern.
