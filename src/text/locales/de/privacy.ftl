# Deleting everything, and what a member takes along.

forget-title = Alles löschen
forget-submit = Alles löschen
forget-close = Alles behalten
forget-what = *Das löscht alles, was Goodturn über dich aufbewahrt:* was du notiert hast, deine Bitten, deine Einstellungen und deinen Platz in dem, was andere notiert haben; dort steht dann „jemand aus der Firma“. Nachrichten von mir, die dich nennen, werden geändert.
forget-not = Was ich nicht erreiche: deinen Vornamen, wo ihn jemand als bloßen Text getippt hat, und Gruppengespräche. Einige bloße Zahlen, aus denen ich gelernt habe, wann Kontakte wieder aufleben, bleiben noch eine Weile; wessen sie waren, steht nicht dabei. Sicherungen der Leute, die Goodturn hier betreiben, sind nach dreißig Tagen weg.
forget-final = Es geschieht sofort und lässt sich nicht zurücknehmen. Niemand erfährt davon.
forgotten = *Erledigt.* Alles über dich wird jetzt gelöscht; das dauert einen Moment. Du bekommst nichts mehr geschickt. Notierst du irgendwann wieder etwas oder machst du wieder mit, fange ich neu an.
message-removed = Diese Nachricht wurde entfernt, weil gelöscht wurde, worum es darin ging.
