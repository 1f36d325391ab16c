# Was über einen selbst aufbewahrt wird, zum Mitnehmen: eine Datei in der eigenen Direktnachricht.

export-text = Alles, was ich über dich aufbewahre, ist unterwegs zu dir.
export-on-its-way = *Unterwegs:* Eine Datei mit allem, was ich über dich aufbewahre, kommt als Nachricht von mir, meist innerhalb einer Minute. Du findest sie unter *Nachrichten*, neben der Startseite von Goodturn, und nur du siehst sie dort.
export-what = Darin stehen deine Einstellungen, was du notiert und worum du gebeten hast, mit wem du in Kontakt bleiben und wen du nicht genannt haben möchtest, wen du bekannt gemacht hast und mit wem du bekannt gemacht wurdest, und die Nachrichten, die ich dir geschickt habe. Es ist eine JSON-Datei, einfacher Text, den Menschen und Programme lesen können.
export-title = Deine Daten
export-message = Hier ist die Datei, um die du gebeten hast: alles, was Goodturn über dich aufbewahrt. Wenn du sie nicht mehr brauchst, kannst du sie in Slack löschen.
