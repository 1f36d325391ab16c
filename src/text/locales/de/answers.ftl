# Antworten auf Befehle und Knöpfe, nur für die Person, die getippt oder gedrückt hat.

kept-text = Notiert, nur für dich.
already-kept-text = Das hast du eben schon notiert.
offer-join = Möchtest du ab und zu, höchstens einmal in der Woche, eine kurze Nachricht, bei wem du dich wieder einmal melden könntest? Tipp `/goodturn join`. Ich frage das nur dieses eine Mal.
button-undo = Rückgängig
button-keep-twice = Zweimal notieren

taken-back = Zurückgenommen. Davon ist nichts mehr da.
nothing-to-take-back = Dieser Eintrag ist schon weg.

joined-text = Du bist bei Goodturn dabei.
joined = *Du bist dabei.* Deine kurze Nachricht kommt { $slot }, wenn es etwas zu sagen gibt. Sie nennt ein oder zwei Leute aus anderen Teams, bei denen du dich wieder einmal melden könntest, sagt, warum, und schlägt eine Kleinigkeit vor, die du tun kannst. Die erste kommt { $next }.
joined-again = *Du bist wieder dabei.* Deine kurze Nachricht kommt { $slot }, wenn es etwas zu sagen gibt. Sie nennt Leute aus anderen Teams, bei denen du dich wieder einmal melden könntest, sagt, warum, und schlägt eine Kleinigkeit vor, die du tun kannst. Die nächste kommt frühestens { $next }.
joined-privacy = Was du mit `/gave` und `/asked` notierst, siehst nur du. Niemand erfährt, wen ich dir nenne oder dass ich es getan habe.
joined-stop = `/goodturn rest 2 Wochen` macht Pause, `/goodturn leave` beendet alles sofort.
joined-team = Dein Team kenne ich noch nicht. Tipp `/goodturn team` und seinen Namen, damit ich weiß, wer in einem anderen ist.
already-joined = Du bist schon dabei. Deine Nachricht kommt { $slot }, wenn es etwas zu sagen gibt.
left = Alles klar. Ab jetzt kommt nichts mehr. Was du notiert hast, bleibt deins; mit `/goodturn join` bist du wieder dabei, wann du magst.
resting-until = Alles klar. Du machst Pause bis { $until }. `/goodturn back` beendet sie früher.
resting-open = Alles klar. Du machst Pause, bis du sie mit `/goodturn back` beendest.
back = Willkommen zurück. Die nächste Nachricht kommt frühestens { $next }.
team-set = Notiert: Du bist im { TEAM($team) }.
hidden = Alles klar. Ab jetzt nenne ich dich niemandem mehr. `/goodturn show me` macht das rückgängig.
shown = Erledigt. Andere können wieder an dich erinnert werden.

overview-member = *Goodturn.* Deine Nachricht kommt { $slot }, wenn es etwas zu sagen gibt.
overview-resting-until = *Goodturn.* Du machst Pause bis { $until }. `/goodturn back` beendet sie früher.
overview-resting-open = *Goodturn.* Du machst Pause. `/goodturn back` beendet sie.
overview-guest = *Goodturn* hilft dir, über Teams hinweg in Kontakt zu bleiben: erst helfen, dann bitten. Mit `/goodturn join` bekommst du eine kurze Nachricht, höchstens einmal in der Woche.
overview-more = `/goodturn help` zeigt, was du tippen kannst.
overview-text = Goodturn: wie es steht.
help-text = Was du tippen kannst.
help = *Was du tippen kannst*
    `/gave @sam die Checkliste durchgegangen` notiert Hilfe, die du gegeben hast, nur für dich. Mit `, gestern` am Ende gilt es für einen anderen Tag.
    `/asked @lee welcher Prognose man trauen kann` notiert, worum du gebeten hast.
    Mit `/goodturn join` bekommst du eine kurze Nachricht, höchstens einmal in der Woche, `/goodturn leave` beendet das.
    `/goodturn rest 2 Wochen` oder `/goodturn rest bis 3. Januar` macht Pause, `/goodturn back` beendet sie.
    `/goodturn team Forschung` sagt, in welchem Team du bist.
    `/goodturn tend @ana alle 2 Wochen` setzt jemanden auf die Liste der Leute, mit denen du in Kontakt bleiben möchtest, `/goodturn untend @ana` nimmt die Person herunter, `/goodturn people` zeigt die Liste.
    `/goodturn boundary Finanzen` wählt das eine Team, das du zuerst kennenlernst.
    `/goodturn settings` ändert Tag, Uhrzeit, Rhythmus und Sprache.
    `/goodturn hide me` hält dich aus allen Nachrichten heraus, `/goodturn show me` beendet das.
    `/goodturn card` zeigt die Karte deines Teams, `/goodturn card Finance` die eines anderen, `/goodturn overlap`, wo eure zu anderen passt.
    `/goodturn introduce @ana @tom Kundenzitate` bringt zwei Leute zusammen, wenn beide möchten.
    `/goodturn undo` nimmt zurück, was du zuletzt notiert hast, `/goodturn export` bringt dir alles, was ich über dich aufbewahre, als Datei, `/goodturn delete everything` löscht alles davon.
    Admins: `/goodturn invite` stellt eine Einladung in den Channel, in dem du bist, `/goodturn holidays` merkt sich Tage ohne Nachrichten.

example-gave = `/gave @sam die Checkliste durchgegangen`
example-asked = `/asked @lee welcher Prognose man trauen kann`
example-tend = `/goodturn tend @ana alle 2 Wochen`
example-untend = `/goodturn untend @ana`
example-introduce = `/goodturn introduce @ana @tom Kundenzitate`
refused-text = Es wurde noch nichts notiert.
refused-text-changed = Es hat sich nichts geändert.
refused-lead-kept = *Nichts notiert:*
refused-lead-changed = *Nichts geändert:*
refused-typed = Das hast du getippt, damit nichts verloren geht:
refused-nobody-named = { $lead } Ich konnte nicht erkennen, wen du meinst. Nenn mindestens eine Person, zum Beispiel { $example }.
refused-unknown-name = { $lead } Ich kenne niemanden mit dem Namen @{ $name }. Wähl die Person aus der Liste, die Slack zeigt, während du @ tippst.
refused-several-fit = { $lead } Mehrere Leute heißen @{ $name }. Wähl die gemeinte Person aus der Liste, die Slack zeigt, während du @ tippst.
refused-group-named = { $lead } @{ $name } ist eine Gruppe. Nenn die Leute darin, die du meinst, höchstens acht.
refused-too-many = { $lead } Das sind mehr als acht Leute. Tipp es noch einmal mit weniger, oder in zwei Teilen.
refused-only-self = { $lead } Du hast nur dich selbst genannt. Nenn die andere Person, zum Beispiel { $example }.
refused-bot = { $lead } { $person } ist eine App. Nenn einen Menschen.
refused-guest = { $lead } { $person } ist hier zu Gast, und Goodturn bleibt unter Kolleginnen und Kollegen.
refused-outsider = { $lead } { $person } ist aus einer anderen Firma, und Goodturn bleibt unter Kolleginnen und Kollegen.
refused-gone = { $lead } Das Konto von { $person } ist nicht mehr aktiv.
refused-no-note = { $lead } Sag in ein paar Worten, was es war, zum Beispiel { $example }.
refused-unknown-verb = `/goodturn { $word }` kenne ich nicht. Tipp `/goodturn help`, um zu sehen, was es gibt.
refused-delete-what = Es wurde nichts gelöscht. `/goodturn delete everything` löscht alles, was ich über dich aufbewahre; vorher frage ich noch einmal nach.
refused-unreadable-rest = Daraus geht nicht hervor, wie lange die Pause dauern soll. Tipp `/goodturn rest 2 Wochen`, `/goodturn rest bis 3. Januar` oder einfach `/goodturn rest`.
refused-not-a-member = Du bist gerade nicht dabei, es gibt also nichts zu ändern. Mit `/goodturn join` bekommst du eine kurze Nachricht, höchstens einmal in der Woche.
refused-cannot-join = Goodturn bleibt unter den Leuten dieser Firma, deshalb können Gäste und Leute aus anderen Firmen nicht mitmachen.
refused-team-name = Tipp dahinter den Namen deines Teams, zum Beispiel `/goodturn team Forschung`; höchstens achtzig Zeichen.
refused-broken = Auf meiner Seite ging etwas schief. Bevor du es noch einmal versuchst, schau bitte auf der Startseite von Goodturn nach, ob es geklappt hat. Wenn es wieder passiert, gib den Leuten, die Goodturn hier betreiben, diese Kennung: { $reference }
refused-not-installed = Goodturn ist für diesen Workspace nicht eingerichtet. Wer Slack hier verwaltet, kann es wieder installieren.
