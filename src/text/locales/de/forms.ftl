# Forms: labels, and the sentences that a form shows at an input. Those are plain: Slack shows no mentions there.

form-close = Schließen
form-slow = Das dauert länger als sonst. Bitte drück den Knopf gleich noch einmal; nichts wird doppelt notiert.
form-slow-alone = Das dauert länger als sonst und geht von selbst weiter. Schließ das hier; wenn sich in ein paar Minuten nichts geändert hat, versuch es noch einmal.
form-refused-boundary = Ein Team mit diesem Namen kenne ich nicht. Schreib es so, wie es in eurer Liste steht, oder lass das Feld leer.
form-refused-boundary-own = Das ist dein eigenes Team. Wähl ein anderes oder lass das Feld leer.
form-refused-unknown-team = Ein Team mit diesem Namen kenne ich nicht. Schreib es so, wie es in eurer Liste steht.
form-too-late = Das Formular ließ sich nicht rechtzeitig öffnen, und es wurde nichts notiert. Bitte versuch es noch einmal.
form-broken = Auf meiner Seite ging etwas schief, und es wurde nichts notiert. Bitte versuch es noch einmal. Wenn es wieder passiert, gib den Leuten, die Goodturn hier betreiben, diese Kennung: { $reference }
form-refused-gone = Eines dieser Konten ist nicht mehr aktiv. Wähl jemand anderen aus.
form-refused-note = Sag in ein paar Worten, was es war.
form-refused-other = Das ließ sich nicht übernehmen. Bitte schau noch einmal über deine Angaben.

form-gave-title = Etwas Gutes notieren
form-gave-submit = Notieren
form-gave-who = Um wen geht es?
form-gave-what = Was war es, in ein paar Worten?
form-gave-on = Wann?
