# Notieren: was notiert wurde, die Formulare dazu, Ändern und Zurücknehmen, und wessen Team erfragt wird. Sieht nur, wer es notiert hat.

entry-gave = Du hast { $people } { $when } geholfen.
entry-received = { $count ->
    [one] { $people } hat dir { $when } geholfen.
   *[other] { $people } haben dir { $when } geholfen.
}
entry-asked = Du hast { $people } { $when } um etwas gebeten.
entry-asked-team = Du hast das { TEAM($team) } { $when } um etwas gebeten.
kept = *Notiert, nur für dich.* { $what }
kept-ask = *Notiert, nur für dich.* { $what } Du findest es auf der Startseite von Goodturn unter „Offene Bitten“.
changed-text = Geändert, nur für dich.
changed = *Geändert, nur für dich.* { $what }
already-kept = *Das hast du eben schon notiert.* { $what } Es kam nichts dazu.
thanks-draft = Ein erster Satz zum Bedanken, wenn du magst: _Danke noch mal für deine Hilfe. Ohne dich hätte ich noch lange daran gesessen._
button-edit = Bearbeiten
button-change-day = Tag ändern
button-fill = Formular öffnen

undone-lately-text = Zurückgenommen. Davon ist nichts mehr da.
undone-lately = *Zurückgenommen, davon ist nichts mehr da:* { $what }
nothing-lately = In der letzten Stunde hast du nichts notiert, also gibt es nichts zurückzunehmen. Was du früher notiert hast, steht auf der Startseite von Goodturn.

refused-not-yet = { $lead } Dieser Tag kommt erst noch. Nenn heute oder einen früheren Tag.
refused-too-long-ago = { $lead } Das ist länger her, als ich Einträge aufbewahre.
refused-people-or-team = { $lead } Nenn entweder Leute oder ein Team, nicht beides.
refused-entry-gone = Diesen Eintrag gibt es inzwischen nicht mehr, also ist nichts zu ändern.

form-refused-nobody = Wähl die andere Person aus, oder bis zu acht.
form-refused-self = Du hast nur dich selbst ausgewählt. Wähl die andere Person aus.
form-refused-too-many = Das sind mehr als acht Leute. Notier es mit weniger, oder in zwei Teilen.
form-refused-bot = Darunter ist eine App. Wähl nur Menschen aus.
form-refused-guest = Jemand davon ist hier zu Gast, und Goodturn bleibt unter Kolleginnen und Kollegen. Wähl jemand anderen aus.
form-refused-outsider = Jemand davon ist aus einer anderen Firma, und Goodturn bleibt unter Kolleginnen und Kollegen. Wähl jemand anderen aus.
form-refused-not-yet = Dieser Tag kommt erst noch. Wähl heute oder einen früheren Tag.
form-refused-too-long-ago = Das ist länger her, als ich Einträge aufbewahre. Wähl einen späteren Tag.
form-refused-people-or-team = Wähl entweder Leute oder ein Team aus, nicht beides.
form-refused-entry-gone = Diesen Eintrag gibt es inzwischen nicht mehr, also ist nichts zu ändern. Schließ das Formular; bis dahin stehen deine Worte noch darin.
form-refused-team-name = Schreib den Namen des Teams; höchstens achtzig Zeichen.

form-way = Wer hat geholfen?
form-way-gave = Ich habe geholfen
form-way-received = Mir wurde geholfen
form-link = Link zur Nachricht
form-edit-title = Eintrag bearbeiten
form-edit-submit = Speichern
form-edit-long = Was du geschrieben hast, ist länger, als ein Formular fasst, deshalb steht es hier nicht. Lass das Feld leer, damit es bleibt, wie es ist, oder schreib es neu.
form-asked-title = Eine Bitte notieren
form-asked-submit = Notieren
form-asked-who = Wen hast du gefragt?
form-asked-team = Oder welches Team?
form-asked-what = Worum hast du gebeten, in ein paar Worten?
form-done-title = Notiert
form-undone-title = Zurückgenommen
form-group = Wähl aus, wen in { $group } du meinst, höchstens acht.
form-group-unseen = Wer in { $group } ist, konnte ich nicht sehen. Wähl die Leute aus, die du meinst, höchstens acht.
form-author-self = Diese Nachricht hast du selbst geschrieben. Wähl die andere Person aus.
form-author-app = Diese Nachricht hat eine App geschrieben. Wähl die Person aus, um die es ging.
form-author-outside = Diese Nachricht ist von einem Gast oder aus einer anderen Firma, und Goodturn bleibt unter Kolleginnen und Kollegen. Wähl jemand anderen aus.

ask-team = das { TEAM($team) }
ask-team-unnamed = ein Team
form-helped-title = Wer hat geholfen?
form-helped-submit = Notieren
form-helped-who = Wer war es?
form-helped-team = Du hast das { TEAM($team) } gefragt.

whose-team = In welchem Team ist { $person }? Das ist nur für dich; niemand sonst sieht es.
whose-team-menu = Team auswählen
button-other-team = Ein anderes Team
team-noted-text = Notiert, nur für dich.
team-noted = Notiert, nur für dich: { $person } ist im { TEAM($team) }.
form-team-title = Welches Team?
form-team-submit = Notieren
form-team-name = Name des Teams
