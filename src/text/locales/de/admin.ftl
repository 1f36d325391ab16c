# Der Teil von App Home für Admins und seine Formulare. Niemand wird genannt, und keine Zahl betrifft weniger als fünf Leute.

off-line = Die Nachrichten von Goodturn sind gerade für alle ausgeschaltet. Notieren kannst du wie immer; verschickt wird nichts, bis ein Admin sie wieder einschaltet.

admin-set-up-offer = *Noch hat hier niemand Goodturn eingerichtet.* Dir gehört dieser Workspace, deshalb kannst du das tun: Leg fest, wohin der Wochenbeitrag geht und woher die Teams kommen. Einträge anderer siehst du dadurch nicht.
button-admin-set-up = Einrichten
admin-header = Für Admins
admin-off = *Goodturn ist für alle ausgeschaltet.* Es kommen keine Nachrichten, kein Wochenbeitrag und keine Fragen zu Vorstellungen. Was inzwischen fällig wird, entfällt und wird nicht nachgeholt. Für sich notieren können alle weiterhin.
button-admin-on = Wieder einschalten
button-admin-off = Für alle ausschalten
admin-off-title = Für alle ausschalten?
admin-off-what = Alle Nachrichten, der Wochenbeitrag und Fragen zu Vorstellungen hören sofort auf, und was inzwischen fällig wird, entfällt. Einträge bleiben, und Befehle gehen weiter.
admin-off-yes = Ausschalten
admin-off-no = Anlassen

admin-ready = *Bereit*
admin-to-do = *Noch zu tun*
admin-joined-too-few = Hier sind zu wenige Leute, um zu sagen, wie viele dabei sind.
admin-joined-few = Weniger als fünf Leute sind dabei, oder noch niemand. `/goodturn invite` stellt einmal eine Einladung in einen Channel.
admin-joined-about = Etwa { $percent } % von { $people } Leuten sind dabei.
admin-joined-nearly = Fast alle von { $people } Leuten sind dabei.
admin-teams-too-few = Hier sind zu wenige Leute, um zu sagen, wie viele ein Team haben.
admin-teams-few = Von kaum jemandem ist das Team bekannt. Wähle unten, woher die Teams kommen, oder lass die Leute ihres mit `/goodturn team` sagen.
admin-teams-about = Etwa { $percent } % von { $people } Leuten haben ein Team.
admin-teams-about-low = Etwa { $percent } % von { $people } Leuten haben ein Team; die anderen werden niemandem genannt. Wähle unten, woher die Teams kommen.
admin-teams-nearly = Fast alle von { $people } Leuten haben ein Team.
admin-channel-none = Der Wochenbeitrag hat keinen Channel. Wähle unten einen; ohne ihn gibt es keinen.
admin-channel-there = Der Wochenbeitrag geht an { $channel }, und ich bin darin.
admin-channel-unknown = Der Wochenbeitrag geht an { $channel }. Drücke unten „Prüfen, ob ich dort schreiben kann“, um zu sehen, ob ich darin bin.
admin-channel-not-there = Ich bin nicht in { $channel }. Tippe dort `/invite @Goodturn` und drücke dann unten „Prüfen, ob ich dort schreiben kann“.
admin-source-good = Die Quellen der Teams unten lassen sich lesen.
admin-source-free-plan = Der Slack-Tarif dieses Workspace hat keine Nutzergruppen; sie sagen also nichts, und die nächste Quelle entscheidet. Wähle unten eine andere Quelle.
admin-source-scope = Die App darf nicht lesen, woher die Teams kommen ({ $source }). Trage als Manifest der App ein, was `goodturn manifest` ausgibt, und installiere sie neu.
admin-source-gone = Eine Quelle der Teams gibt es nicht mehr, oder sie ist abgeschaltet ({ $source }). Wähle unten, woher die Teams kommen.
admin-scopes-good = Die App darf, was nötig ist.
admin-scopes-missing = Der App fehlt { $scopes }. Trage als Manifest der App ein, was `goodturn manifest` ausgibt, und installiere sie neu.
admin-language = { $language ->
    [de] Der Wochenbeitrag ist auf Deutsch, so wie die meisten hier Slack lesen. Die eigenen Nachrichten kommen in der eigenen Sprache.
   *[en] Der Wochenbeitrag ist auf Englisch, so wie die meisten hier Slack lesen. Die eigenen Nachrichten kommen in der eigenen Sprache.
}

admin-digest = *Der Wochenbeitrag.* Der nächste geht { $when } um { $time } Uhr ({ $zone }) an { $channel }, { $least ->
    [1] wenn es etwas zu sagen gibt.
   *[other] wenn es mindestens { $least } Dinge zu sagen gibt.
}
admin-digest-unread = *Der Wochenbeitrag* geht an { $channel }, aber wann, lässt sich nicht lesen. Wähle Tag und Stunde neu.
admin-digest-none = *Der Wochenbeitrag* ist nicht eingerichtet. Er erzählt einem Channel von neuen Kontakten zwischen Teams, zeigt ein Bild der Brücken zwischen ihnen und gibt weiter, wobei ein Team Hilfe brauchen kann.
button-admin-digest = Wochenbeitrag einrichten
button-admin-look = Prüfen, ob ich dort schreiben kann
admin-sources = *Woher die Teams kommen.* Die erste Quelle, die es weiß, entscheidet: { $sources }.
source-csv = die Datei des Betreibers
source-import = was eingelesen wurde
source-group = die Nutzergruppe { $group }
source-groups-unread = Nutzergruppen, die gerade noch gelesen werden
source-group-nameless = eine Nutzergruppe
source-field = das Profilfeld { $field }
source-self = was die Leute selbst sagen
button-admin-sources = Andere Quellen wählen
button-admin-sources-back = Zurück zur Einstellungsdatei
admin-previews = *Vorschauen.* Jede geht nur an dich, in deine Direktnachrichten mit mir, mit erfundenen Leuten. Ihre Knöpfe tun nichts.
button-preview-reminder = Nachricht
button-preview-first-step = Erster Schritt
button-preview-last-note = Letzte Nachricht
button-preview-digest = Wochenbeitrag
button-preview-consent = Vorstellung
button-preview-invite = Einladung

admin-health = *Wie die Nachrichten laufen*
admin-reached = In der letzten vollen Woche haben Nachrichten und Fragen { $people } Leute erreicht.
admin-reached-few = In der letzten vollen Woche haben Nachrichten und Fragen weniger als fünf Leute erreicht.
admin-late-none = Nichts wartet, das schon draußen sein sollte.
admin-late = { $how ->
    [short] Etwas wartet seit weniger als einer Stunde. Ich versuche es weiter.
    [long] Etwas wartet seit einigen Stunden. Ich versuche es weiter, bis ein Tag um ist; dann entfällt es.
   *[day] Etwas wartet seit fast einem Tag. Wenn der Tag um ist, entfällt es.
}
admin-held = Slack hat nicht gesagt, ob Nachrichten an { $people } Leute angekommen sind. Sie bleiben liegen und werden nie zweimal geschickt; die nächsten kommen wie immer, und es ist nichts zu tun. Wessen sie sind, geht niemanden etwas an.
admin-held-few = Wenn Slack nicht sagt, ob eine Nachricht angekommen ist, bleibt sie liegen und wird nie zweimal geschickt; die nächsten kommen wie immer. Gerade betrifft das weniger als fünf Leute oder niemanden.
admin-error-none = Keine Fehler in den letzten sieben Tagen.
admin-error = { $kind ->
    [channel] Der letzte Fehler: Ich bin nicht im Channel des Wochenbeitrags, oder er ist geschlossen. Lade mich dort ein, oder wähle einen anderen.
    [messages-tab] Der letzte Fehler: Der Nachrichten-Tab der App ist ausgeschaltet. Trage als Manifest der App ein, was `goodturn manifest` ausgibt.
    [no-answer] Der letzte Fehler: Slack hat nicht geantwortet. Ich schaue nach, ob die Nachricht da ist, bevor etwas noch einmal verschickt wird.
    [not-now] Der letzte Fehler: Slack war nicht zu erreichen, wollte eine Pause oder nahm das Token nicht. Ich versuche es wieder; bleibt es so, sagt `goodturn doctor`, warum.
   *[content] Der letzte Fehler: Slack wollte nicht zeigen, was zu zeigen war. Im Protokoll steht mehr; sag es bitte den Autoren.
}
admin-held-digest = *Ein Wochenbeitrag liegt noch hier.* Er war { $when } um { $time } Uhr unterwegs an { $channel }, und Slack hat nicht gesagt, ob er angekommen ist. Schau bitte dort nach. „Ist angekommen“ erledigt es; „Abschicken“ stellt ihn neu zusammen und schickt ihn jetzt.
admin-held-opening = *Die erste Nachricht einer Vorstellung liegt noch hier.* Sie entstand { $when } um { $time } Uhr für ein Gespräch, in dem du nicht bist; nachsehen kannst du also nicht. „Ist angekommen“ belässt es dabei; „Abschicken“ schickt sie, ein zweites Mal, falls sie schon angekommen war. Ohne dein Wort geschieht nichts.
button-there = Ist angekommen
button-post-it = Abschicken
admin-privacy = Diesen Teil sehen nur Admins. Er nennt niemanden, und keine Zahl betrifft weniger als fünf Leute.

admin-refused = Das können nur die Admins von Goodturn; es wurde also nichts geändert. Wenn du meinst, dass du dazugehörst, frag die Leute, die es hier betreiben.
admin-taken = Jemand anderes war einen Moment schneller: { $person } ist hier jetzt Admin. Dein Knopfdruck hat nichts geändert.
admin-is-off = Goodturn ist für alle ausgeschaltet, deshalb wird nichts verschickt. Schalte es erst wieder ein; bis dahin bleibt alles liegen, wie es ist.
admin-settled = Das war schon erledigt. Es wurde nichts geändert.
preview-pressed = Das ist eine Vorschau; ihre Knöpfe tun nichts.

admin-digest-form = Der Wochenbeitrag
admin-form-save = Speichern
admin-digest-channel = Welcher Channel? Leer: kein Wochenbeitrag.
admin-digest-day = Welcher Tag?
admin-digest-day-as-now = Wie jetzt: { $cron }
admin-digest-hour = Um wie viel Uhr?
admin-digest-zone = In welcher Zeitzone?
admin-digest-zone-hint = Zum Beispiel Europe/Berlin oder America/New_York.
admin-digest-zone-unknown = Diese Zeitzone kenne ich nicht. Schreib sie wie in Europe/Berlin.
admin-digest-least = Ab wie vielen Dingen gibt es einen Beitrag?
least-1 = Eines genügt
least-2 = Mindestens zwei
least-3 = Mindestens drei
least-5 = Mindestens fünf
admin-digest-hello = Der Wochenbeitrag von Goodturn kommt in diesen Channel. Diese Zeile siehst nur du; sie zeigt, dass ich hier schreiben kann.

admin-sources-form = Woher Teams kommen
admin-sources-how = Die erste Quelle, die von jemandem das Team weiß, entscheidet. Was die Leute selbst mit `/goodturn team` sagen, kommt zuletzt, wenn du es nicht anders einordnest. Eine Datei mit Teams gehört dem Betreiber und steht nur in den Einstellungen.
admin-sources-groups = Nutzergruppen, die Teams sind
admin-sources-free-plan = Der Slack-Tarif dieses Workspace hat keine Nutzergruppen; es gibt also keine zur Auswahl.
admin-sources-unseen = Slack hat nicht rechtzeitig gesagt, welche Nutzergruppen es gibt. Was vorher gewählt war, bleibt.
admin-sources-field = Kennung eines Profilfelds, in dem das Team steht
admin-sources-field-hint = Sie beginnt mit Xf. Die App braucht dann den Scope users.profile:read.
admin-sources-field-odd = Das ist keine Kennung eines Profilfelds: Sie beginnen mit Xf und haben nur Buchstaben und Ziffern.
admin-sources-place = { $place ->
    [1] Welche Quelle entscheidet zuerst?
    [2] Und dann?
    [3] Und danach?
   *[other] Und zuletzt?
}
admin-sources-place-none = Keine mehr
admin-sources-place-csv = Die Datei des Betreibers
admin-sources-place-groups = Die Nutzergruppen
admin-sources-place-field = Das Profilfeld
admin-sources-place-self = Was die Leute selbst sagen
