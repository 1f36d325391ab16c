# Beitreten: der Beitrag im Channel, das kurze Formular und erste Schritte.

joining-post-text = Goodturn hilft dir, über Teams hinweg in Kontakt zu bleiben.
joining-post = *Über Teams hinweg in Kontakt bleiben: erst helfen, dann bitten.* Goodturn ist für alle da, die das möchten; niemand muss.
joining-what = *Was kommt:* höchstens eine kurze Nachricht in der Woche, zu einer Stunde, die du wählst. Sie nennt ein oder zwei Leute aus anderen Teams, bei denen du dich wieder einmal melden könntest, sagt, warum, und schlägt eine Kleinigkeit vor, die du tun kannst.
joining-who-sees = *Wer was sieht:* Was du notierst, wen du hier nennst und wen ich dir nenne, siehst nur du. Niemand erfährt davon, auch nicht Vorgesetzte oder Admins, und nichts davon wird bewertet.
joining-stop = *Wie es aufhört:* `/goodturn rest 2 Wochen` macht Pause, `/goodturn leave` beendet alles sofort.
joining-skip = Alles hier darf leer bleiben.
joining-without-form = Das Formular ließ sich nicht öffnen, deshalb bist du mit den üblichen Einstellungen dabei. `/goodturn settings` ändert sie, wann du magst.

form-join-title = Bei Goodturn mitmachen
form-join-submit = Mitmachen
form-joined-title = Ein paar Fragen
form-joined-skip = Überspringen
form-join-save = Speichern
form-join-team = In welchem Team bist du? Das können andere sehen.
form-join-boundary = Welches andere Team möchtest du zuerst kennenlernen?
form-join-contacts = Mit wem aus anderen Teams hattest du in letzter Zeit zu tun? Höchstens zehn Leute. Meine Nachrichten können sie dir nennen; sie selbst erfahren davon nichts.
form-contacts-title = Jemanden nennen
form-contacts-who = Wen kennst du dort, oder wen würdest du gern fragen?
form-contacts-private = Nur für dich. Niemand erfährt davon.

invite-not-admin = Die Einladung können nur Admins in den Channel stellen. Mitmachen können alle mit `/goodturn join`, auch ohne sie.
invite-no-channel = Tipp `/goodturn invite` in dem Channel, in dem die Einladung stehen soll.
invite-not-there = Hier kann ich noch nichts schreiben. Tipp in diesem Channel `/invite @Goodturn` und danach noch einmal `/goodturn invite`.
invite-there = Die Einladung steht schon in diesem Channel. Eine genügt.
invite-posted = Erledigt. Die Einladung steht in diesem Channel.
invite-in-doubt = Slack hat nicht gesagt, ob die Einladung angekommen ist. Schau bitte im Channel nach. Steht sie nicht dort, tipp in einer Viertelstunde noch einmal `/goodturn invite`.
invite-failed = Die Einladung ließ sich gerade nicht in den Channel stellen. Bitte versuch es in ein paar Minuten noch einmal.

reminder-opening-step = *Ein kleiner erster Schritt*
reminder-opening-last = *Eine letzte Nachricht*
step-read = Such dir ein Team aus, dessen Arbeit deine berührt, und nimm dir fünf Minuten für das, was es über sich schreibt: auf seiner Seite oder im Thema seines Channels.
step-read-team = Nimm dir fünf Minuten für das, was das { TEAM($team) } über sich schreibt: auf seiner Karte, falls es eine hat (`/goodturn card { $team }`), auf seiner Seite oder im Thema seines Channels.
step-question = Such dir ein Team aus, dessen Arbeit deine berührt, und stell ihm eine Frage. Ein erster Satz, wenn du magst: _Was sollten andere Teams über eure Arbeit wissen?_
step-question-team = Stell dem { TEAM($team) } eine Frage. Ein erster Satz, wenn du magst: _Was sollten andere Teams über eure Arbeit wissen?_
step-name = Wen in einem anderen Team würdest du fragen, wenn du Hilfe brauchst? Nenn eine Person, dann merke ich sie mir für dich.
step-name-team = Wen im { TEAM($team) } würdest du fragen, wenn du Hilfe brauchst? Nenn dort eine Person, dann merke ich sie mir für dich.
step-last-note = Hier ist es eine Weile still gewesen, deshalb höre ich mit den Nachrichten auf. Wenn sie dir ab und zu nützen, kannst du sie weiter bekommen; wenn nicht, musst du nichts tun.
button-step-done = Erledigt
button-step-not-now = Diese Woche nicht
button-step-name = Jemanden nennen
button-step-choose = Ein Team wählen
button-step-keep = Weiter Nachrichten bekommen
step-answered-done = Schön. Ein Schritt genügt.
step-answered-not-now = Alles klar. Diese Woche nicht.
step-answered-keep = Schön, die Nachrichten kommen weiter.
