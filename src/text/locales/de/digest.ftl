# Der Wochenbeitrag in einem Channel, und der Knopf, mit dem eine erste Begegnung erwähnt werden darf.

digest-text = Neues zwischen den Teams
digest-title = Neues zwischen den Teams
digest-named = { $broker } hat { $first } und { $second } zusammengebracht.
digest-unnamed = { $count ->
    [1] Ein neuer Kontakt zwischen { $first } und { $second }.
    [2] Zwei neue Kontakte zwischen { $first } und { $second }.
   *[other] Mehrere neue Kontakte zwischen { $first } und { $second }.
}
digest-unnamed-small = { $count ->
    [1] Ein neuer Kontakt zwischen kleineren Teams.
    [2] Zwei neue Kontakte zwischen kleineren Teams.
   *[other] Mehrere neue Kontakte zwischen kleineren Teams.
}
digest-first-meetings = Mehrere Leute sind zum ersten Mal jemandem aus einem anderen Team begegnet.
digest-struggle = *{ $team }* kann hierbei Hilfe gebrauchen:
digest-struggle-how = Wenn du etwas weißt, das hilft, sag es ihnen. Auch eine Frage ist ein guter Anfang.
digest-other-teams = andere Teams
digest-and-other-teams = anderen Teams
digest-picture-title = Brücken zwischen Teams
digest-picture-subtitle = Wo mehrere Leute in den letzten zwölf Wochen Kontakt hatten
digest-alt = Brücken zwischen Teams in den letzten zwölf Wochen.
digest-alt-team = { $team } mit { $others }.
digest-alt-more = Und weitere.
digest-join = Goodturn hilft, über Teams hinweg in Kontakt zu bleiben, mit einer kleinen nützlichen Sache nach der anderen. Was du notierst, siehst nur du.
button-join = Bei Goodturn mitmachen

button-first-meeting = Erste Begegnung: darf ohne Namen erwähnt werden
first-meeting-kept = Danke. Der Wochenbeitrag im Channel darf es erwähnen: ohne Namen, zusammen mit anderen und frühestens in zwei Wochen. Wenn du den Eintrag zurücknimmst, wird es nicht erwähnt.
no-first-meeting = Diesen Eintrag gibt es nicht mehr, es ist also nichts zu erwähnen.
