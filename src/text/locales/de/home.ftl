# App Home: was eine Person vom Eigenen sieht.

home-title = Goodturn
home-guest = *Goodturn* hilft dir, über Teams hinweg in Kontakt zu bleiben: erst helfen, dann bitten. Wenn du mitmachst, nennt dir höchstens einmal in der Woche eine kurze Nachricht jemanden, bei dem du dich wieder melden könntest, und eine Kleinigkeit, die du tun kannst. Was du hier notierst, siehst nur du, ob du mitmachst oder nicht.
home-member = Deine Nachricht kommt { $slot }, wenn es etwas zu sagen gibt. Die nächste kommt frühestens { $next }.
home-resting-until = Du machst Pause bis { $until }. Vor diesem Tag kommen keine Nachrichten.
home-resting-open = Du machst Pause. Es kommen keine Nachrichten, bis du die Pause beendest.
home-button-record = Etwas notieren
home-button-ask = Eine Bitte notieren

home-people = Mit wem du in Kontakt bleiben möchtest
home-menu-tend = Ändern…
home-menu-cadence = In Kontakt { $cadence }
home-refused-how = Davon erfährt niemand, und es bleibt so, bis du es rückgängig machst.
home-refused-more = `/goodturn people` zeigt die anderen.
home-boundary = *Das Team, das du zuerst kennenlernst:* { $team }. Das weißt nur du.
home-boundary-none = *Das Team, das du zuerst kennenlernst:* noch keines. Wähl eines, dessen Arbeit deine berührt; das weißt dann nur du.
home-button-change = Ändern

home-asks = Offene Bitten
home-ask = Du hast { $person } { $when } um etwas gebeten.
home-entries = Was du notiert hast
home-none = Noch nichts notiert. Wenn du jemandem geholfen hast, tipp `/gave @sam die Checkliste durchgegangen`.
home-gave = Du hast { $person } { $when } geholfen.
home-received = { $person } hat dir { $when } geholfen.
home-button-delete = Löschen
home-delete-title = Löschen?
home-delete-what = Der Eintrag ist dann für immer weg, als hättest du ihn nie notiert.
home-delete-keep = Behalten
home-button-newer = Neuere
home-button-older = Ältere

home-settings-title = Deine Nachrichten
home-settings = Eine Nachricht { $slot }, mit { $people ->
    [1] einer Person
    [2] bis zu zwei Personen
   *[3] bis zu drei Personen
}, { $language ->
    [en] auf Englisch
    [de] auf Deutsch
   *[slack] in der Sprache deines Slack
}.
home-button-back = Pause beenden

home-card-title = Die Karte deines Teams
home-card-no-team = Dein Team kenne ich noch nicht. Tipp `/goodturn team` und seinen Namen.
home-card-protects = _Was wir schützen:_ { $text }
home-card-struggles = _Womit wir uns schwertun:_ { $text }
home-card-offers = _Wobei wir helfen können:_ { $text }
home-button-card = Karte öffnen
home-button-card-write = Karte schreiben

home-button-export = Meine Daten mitnehmen
home-button-forget = Alles löschen
home-privacy = Diese Seite siehst nur du.
home-privacy-card = Diese Seite siehst nur du. Die Karte deines Teams können alle hier lesen.
