# Wer in welchem Team ist.
team-for-you = Notiert, nur für dich: Ab jetzt suche ich nach Leuten außerhalb von { $team }. In der Liste eurer Firma stehst du in einem anderen Team, und das sehen alle anderen. Ändern können es die Leute, die Goodturn hier betreiben.
live-check = Du hast Goodturn gebeten, sich zu prüfen (`goodturn doctor --live`). Diese Nachricht ist die Prüfung, und du kannst sie stehen lassen.
