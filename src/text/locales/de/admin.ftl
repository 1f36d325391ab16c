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
admin-off-no = Eingeschaltet lassen

admin-ready = *Bereit*
admin-to-do = *Noch zu tun*
admin-joined-too-few = Hier sind zu wenige Leute, um zu sagen, wie viele dabei sind.
admin-joined-few = Weniger als fünf Leute sind dabei, oder noch niemand. `/goodturn invite` stellt einmal eine Einladung in einen Channel.
admin-joined-about = Etwa { $percent } % der { $people } Leute hier sind dabei.
admin-joined-nearly = Fast alle der { $people } Leute hier sind dabei.
admin-teams-too-few = Hier sind zu wenige Leute, um zu sagen, wie viele ein Team haben.
admin-teams-few = Von kaum jemandem ist das Team bekannt. Wähl unten, woher die Teams kommen, oder lass die Leute ihres mit `/goodturn team` sagen.
admin-teams-about = Von etwa { $percent } % der { $people } Leute hier ist das Team bekannt.
admin-teams-about-low = Von etwa { $percent } % der { $people } Leute hier ist das Team bekannt; die anderen werden niemandem genannt. Wähl unten, woher die Teams kommen.
admin-teams-nearly = Von fast allen der { $people } Leute hier ist das Team bekannt.
admin-channel-none = Der Wochenbeitrag hat noch keinen Channel und wird deshalb nicht verschickt. Wähl unten einen.
admin-channel-there = Der Wochenbeitrag geht an { $channel }, und ich bin darin.
admin-channel-unknown = Der Wochenbeitrag geht an { $channel }. Drück unten „Prüfen, ob ich dort schreiben kann“, um zu sehen, ob ich darin bin.
admin-channel-not-there = Ich bin nicht in { $channel }. Tipp dort `/invite @Goodturn` und drück dann unten „Prüfen, ob ich dort schreiben kann“.
admin-source-good = Die Quellen der Teams unten lassen sich lesen.
admin-source-free-plan = Im Slack-Tarif dieses Workspace gibt es keine Nutzergruppen, deshalb entscheidet die nächste Quelle. Wähl unten eine andere.
admin-source-scope = Die App darf nicht lesen, woher die Teams kommen ({ $source }). Trag als Manifest der App ein, was `goodturn manifest` ausgibt, und installier sie neu.
admin-source-gone = Eine Quelle der Teams gibt es nicht mehr, oder sie ist abgeschaltet ({ $source }). Wähl unten, woher die Teams kommen.
admin-scopes-good = Die App hat alle Rechte, die sie braucht.
admin-scopes-missing = Der App fehlen Rechte: { $scopes }. Trag als Manifest der App ein, was `goodturn manifest` ausgibt, und installier sie neu.
admin-language = { $language ->
    [de] Der Wochenbeitrag ist auf Deutsch, weil die meisten hier Slack auf Deutsch nutzen. Nachrichten an Einzelne kommen in deren eigener Sprache.
   *[en] Der Wochenbeitrag ist auf Englisch, weil die meisten hier Slack auf Englisch nutzen. Nachrichten an Einzelne kommen in deren eigener Sprache.
}

admin-digest = *Der Wochenbeitrag.* Der nächste geht { $when } um { $time } Uhr ({ $zone }) an { $channel }, { $least ->
    [1] wenn es etwas zu sagen gibt.
   *[other] wenn es mindestens { $least } Dinge zu sagen gibt.
}
admin-digest-unread = *Der Wochenbeitrag* geht an { $channel }, aber ich kann nicht lesen, wann. Wähl Tag und Stunde noch einmal.
admin-digest-none = *Der Wochenbeitrag* ist nicht eingerichtet. Er erzählt einem Channel von neuen Kontakten zwischen Teams, zeigt ein Bild der Brücken zwischen ihnen und gibt weiter, wobei ein Team Hilfe gebrauchen kann.
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
admin-late-none = Es wartet nichts, was schon verschickt sein sollte.
admin-late = { $how ->
    [short] Etwas wartet seit weniger als einer Stunde. Ich versuche es weiter.
    [long] Etwas wartet seit einigen Stunden. Ich versuche es weiter, bis ein Tag um ist; dann entfällt es.
   *[day] Etwas wartet seit fast einem Tag. Wenn der Tag um ist, entfällt es.
}
admin-held = Slack hat nicht gesagt, ob Nachrichten an { $people } Leute angekommen sind. Sie bleiben liegen und werden nie zweimal geschickt; die nächsten kommen wie immer, und es ist nichts zu tun. Für wen sie sind, erfährt niemand.
admin-held-few = Wenn Slack nicht sagt, ob eine Nachricht angekommen ist, bleibt sie liegen und wird nie zweimal geschickt; die nächsten kommen wie immer. Gerade betrifft das weniger als fünf Leute oder niemanden.
admin-error-none = Keine Fehler in den letzten sieben Tagen.
admin-error = { $kind ->
    [channel] Der letzte Fehler: Ich bin nicht im Channel des Wochenbeitrags, oder er ist geschlossen. Lad mich dort ein, oder wähl einen anderen.
    [messages-tab] Der letzte Fehler: Der Nachrichten-Tab der App ist ausgeschaltet. Trag als Manifest der App ein, was `goodturn manifest` ausgibt.
    [no-answer] Der letzte Fehler: Slack hat nicht geantwortet. Ich schaue nach, ob die Nachricht da ist, bevor etwas noch einmal verschickt wird.
    [not-now] Der letzte Fehler: Slack war nicht zu erreichen, wollte eine Pause oder hat das Token nicht angenommen. Ich versuche es wieder; bleibt es so, sagt `goodturn doctor`, warum.
   *[content] Der letzte Fehler: Slack hat nicht angenommen, was ich zeigen wollte. Im Protokoll steht mehr; bitte sag den Autoren Bescheid.
}
admin-held-digest = *Ein Wochenbeitrag liegt noch hier.* Er war { $when } um { $time } Uhr unterwegs an { $channel }, und Slack hat nicht gesagt, ob er angekommen ist. Schau bitte dort nach. „Ist angekommen“ erledigt es; „Abschicken“ stellt ihn neu zusammen und schickt ihn jetzt.
admin-held-opening = *Die erste Nachricht einer Vorstellung liegt noch hier.* Sie entstand { $when } um { $time } Uhr für ein Gespräch, in dem du nicht bist; nachsehen kannst du also nicht. „Ist angekommen“ belässt es dabei; „Abschicken“ schickt sie, ein zweites Mal, falls sie schon angekommen war. Bis du entscheidest, geschieht nichts.
button-there = Ist angekommen
button-post-it = Abschicken
admin-privacy = Diesen Teil sehen nur Admins. Er nennt niemanden, und keine Zahl betrifft weniger als fünf Leute.

admin-refused = Das können nur die Admins von Goodturn; es wurde also nichts geändert. Wenn du meinst, dass du dazugehörst, frag die Leute, die es hier betreiben.
admin-taken = Jemand anderes war einen Moment schneller: { $person } ist hier jetzt Admin. Dein Knopfdruck hat nichts geändert.
admin-is-off = Goodturn ist für alle ausgeschaltet, deshalb wird nichts verschickt. Schalt es erst wieder ein; bis dahin bleibt alles liegen, wie es ist.
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
admin-digest-zone-unknown = Diese Zeitzone kenne ich nicht. Schreib sie so: Europe/Berlin.
admin-digest-least = Ab wie vielen Dingen gibt es einen Beitrag?
least-1 = Eines genügt
least-2 = Mindestens zwei
least-3 = Mindestens drei
least-5 = Mindestens fünf
admin-digest-hello = Der Wochenbeitrag von Goodturn kommt in diesen Channel. Diese Zeile siehst nur du; sie zeigt, dass ich hier schreiben kann.

admin-sources-form = Woher Teams kommen
admin-sources-how = Die erste Quelle, die von jemandem das Team weiß, entscheidet. Was die Leute selbst mit `/goodturn team` sagen, kommt zuletzt, wenn du es nicht anders einordnest. Eine Datei mit Teams gehört dem Betreiber und lässt sich nur in der Einstellungsdatei festlegen.
admin-sources-groups = Nutzergruppen, die Teams sind
admin-sources-free-plan = Im Slack-Tarif dieses Workspace gibt es keine Nutzergruppen, also auch keine zur Auswahl.
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
