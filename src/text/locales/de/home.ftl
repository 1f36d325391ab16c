# App Home: was eine Person vom Eigenen sieht.

home-title = Goodturn
home-guest = *Goodturn* hilft dir, über Teams hinweg in Kontakt zu bleiben, indem du gibst, bevor du bittest. Tipp `/goodturn join` für eine kurze Nachricht einmal in der Woche.
home-member = Deine Nachricht kommt { $slot }, wenn es etwas zu sagen gibt. Die nächste kommt frühestens { $next }.
home-resting-until = Keine Nachrichten bis { $until }. `/goodturn back` beendet die Pause früher.
home-resting-open = Du machst Pause. `/goodturn back` bringt die Nachrichten zurück.
home-asks = Offene Bitten
home-ask = Du hast { $person } { $when } um etwas gebeten.
home-entries = Was du notiert hast
home-none = Noch nichts notiert. Tipp `/gave @sam die Checkliste durchgegangen`, nachdem du jemandem geholfen hast.
home-gave = Du hast { $person } { $when } geholfen.
home-received = { $person } hat dir { $when } geholfen.
home-privacy = Was auf dieser Seite steht, siehst nur du.
