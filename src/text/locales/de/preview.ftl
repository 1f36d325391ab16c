# Vorschauen: woran man sie erkennt, und die Leute und Teams, die sie erfinden.

preview-mark = *Eine Vorschau, nur für dich.* Alle Leute darin sind erfunden, und die Knöpfe tun nichts.
preview-text = Eine Vorschau von Goodturn
preview-person-a = Robin Tal
preview-person-b = Alex Heide
preview-person-c = Kim Wiese
preview-team-a = Gestaltung
preview-team-b = Kundendienst
preview-team-c = Finanzen
preview-ask = welcher der beiden Prognosen man trauen kann
preview-why = beide kümmern sich darum, dass Kunden gehört werden
preview-struggle = früh genug zu hören, was Kunden sich wünschen
