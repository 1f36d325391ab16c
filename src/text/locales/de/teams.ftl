# Wer in welchem Team ist.
team-for-you = Notiert, nur für dich: Ich suche ab jetzt nach Leuten außerhalb von { $team }. In der Liste eurer Firma stehst du in einem anderen Team, und alle anderen sehen das; ändern können es die Leute, die Goodturn hier betreiben.
team-of-noted = Notiert, nur für dich: { $person } ist im Team { $team }.
team-noted-text = Notiert, nur für dich.
live-check = Du hast Goodturn gebeten, sich zu prüfen (`goodturn doctor --live`). Diese Nachricht ist die Prüfung, und du kannst sie stehen lassen.
