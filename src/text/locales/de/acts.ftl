# Kleine Taten, jede auf drei Arten; `line-…` ist der erste Satz zur jeweiligen Art. Eine Frage beginnt mit „Frag“.
first-line = { $place ->
        [0] Ein erster Satz, wenn du magst: _{ $line }_
        [1] Du könntest so beginnen: _{ $line }_
       *[other] Oder einfach: _{ $line }_
    }
ground-we-help = Das { TEAM($team) } schreibt auf seiner Karte, womit es sich schwertut: „{ $struggle }“. Dein Team kann helfen bei „{ $offer }“.
ground-they-help = Auf der Karte deines Teams steht, womit ihr euch schwertut: „{ $struggle }“. Das { TEAM($team) } kann helfen bei „{ $offer }“.
ground-words = Das { TEAM($team) } erklärt auf seiner Karte einige Wörter: { $words }
ground-open-ask = Worum du gebeten hast, ist noch offen.
nudge-front-door = So ist das { TEAM($team) } gern zu erreichen: „{ $door }“
act-ask-what-is-on = { $take ->
        [0] Frag, was das Team gerade beschäftigt. { $line }
        [1] Frag, was dort in diesem Monat ansteht. { $line }
       *[other] Frag, womit die Woche dort vor allem vergeht. { $line }
    }
line-ask-what-is-on = { $take ->
        [0] Woran arbeitet ihr gerade?
        [1] Was steht bei dir in diesem Monat an?
       *[other] Womit vergeht deine Woche gerade vor allem?
    }
act-ask-how-it-went = { $take ->
        [0] Frag, was daraus geworden ist. { $line }
        [1] Frag, wie es inzwischen steht. { $line }
       *[other] Frag, was dabei herausgekommen ist. { $line }
    }
line-ask-how-it-went = { $take ->
        [0] Wie ist es eigentlich ausgegangen?
        [1] Wo seid ihr damit am Ende gelandet?
       *[other] Neulich habe ich mich gefragt, was daraus geworden ist. Magst du erzählen?
    }
act-ask-what-helps = { $take ->
        [0] Frag, was die Woche leichter machen würde. { $line }
        [1] Frag, was dort gerade bremst. { $line }
       *[other] Frag, was andere Teams wissen sollten. { $line }
    }
line-ask-what-helps = { $take ->
        [0] Kann ich dir etwas Kleines abnehmen?
        [1] Was bremst dich im Moment am meisten?
       *[other] Was sollten wir anderen über deine Arbeit wissen?
    }
act-ask-what-touches = { $take ->
        [0] Frag, ob etwas stört, das dein Team neulich geändert hat. { $line }
        [1] Frag, was aus deinem Team dort zu spät ankommt. { $line }
       *[other] Frag, was dein Team besser erklären könnte. { $line }
    }
line-ask-what-touches = { $take ->
        [0] Macht dir etwas das Leben schwer, das wir neulich geändert haben?
        [1] Gibt es etwas von uns, das dich zu spät erreicht?
       *[other] Was könnten wir besser erklären?
    }
act-ask-their-struggle = { $take ->
        [0] Frag, wie es damit in diesem Monat geht. { $line }
        [1] Frag, was bisher geholfen hat. { $line }
       *[other] Frag, was daran am schwersten ist. { $line }
    }
line-ask-their-struggle = { $take ->
        [0] Auf eurer Karte steht „{ $struggle }“. Wie geht es damit in diesem Monat?
        [1] „{ $struggle }“ steht auf eurer Karte. Was hat bisher geholfen?
       *[other] Ich habe auf eurer Karte „{ $struggle }“ gelesen. Was ist daran am schwersten?
    }
act-ask-how-they-do = { $take ->
        [0] Frag, wie es dort gemacht wird; zuhören genügt. { $line }
        [1] Frag, wie das Team so gut darin geworden ist. { $line }
       *[other] Frag, womit man dort anfangen würde. { $line }
    }
line-ask-how-they-do = { $take ->
        [0] Auf eurer Karte steht „{ $offer }“. Wie geht ihr das an?
        [1] Wie seid ihr so gut geworden bei „{ $offer }“?
       *[other] Wenn ihr noch einmal anfangen würdet mit „{ $offer }“: was käme zuerst?
    }
act-ask-their-words = { $take ->
        [0] Frag, welches davon am häufigsten missverstanden wird. { $line }
        [1] Frag, woher eines davon kommt. { $line }
       *[other] Frag, ob dort noch ein Wort fehlt. { $line }
    }
line-ask-their-words = { $take ->
        [0] Ich habe auf eurer Karte gelesen, was ihr mit manchen Wörtern meint. Welches wird am häufigsten missverstanden?
        [1] Auf eurer Karte erklärt ihr einige Wörter. Woher kommen sie?
       *[other] Gibt es ein Wort von euch, das noch auf eure Karte gehört?
    }
act-ask-since-introduced = { $take ->
        [0] Frag, was sich seitdem dort getan hat. { $line }
        [1] Frag, woran dort inzwischen gearbeitet wird. { $line }
       *[other] Frag, ob das Thema von damals noch wichtig ist. { $line }
    }
line-ask-since-introduced = { $take ->
        [0] Was hat sich seitdem bei dir getan?
        [1] Wir haben eine Weile nicht gesprochen. Woran arbeitest du inzwischen?
       *[other] Liegt das, worüber wir damals gesprochen haben, noch bei dir auf dem Tisch?
    }
act-ask-what-is-missing = { $take ->
        [0] Frag, ob für eine Antwort noch etwas fehlt. { $line }
        [1] Frag, ob jemand anderes die bessere Adresse ist. { $line }
       *[other] Frag, ob ein anderer Zeitpunkt besser passt. { $line }
    }
line-ask-what-is-missing = { $take ->
        [0] Zu dem, worum ich gebeten habe: Kann ich noch etwas beisteuern?
        [1] Zu dem, worum ich gebeten habe: Ist jemand anderes die bessere Adresse?
       *[other] Worum ich gebeten habe, kann warten. Passt es dir ein andermal besser?
    }
act-tell-what-became = { $take ->
        [0] Erzähl, was daraus geworden ist. { $line }
        [1] Erzähl, wohin es geführt hat. { $line }
       *[other] Erzähl, was du davon noch heute nutzt. { $line }
    }
line-tell-what-became = { $take ->
        [0] Ich dachte, du möchtest vielleicht wissen, was deine Hilfe bewirkt hat.
        [1] Erinnerst du dich, wobei du mir geholfen hast? Dahin hat es geführt:
       *[other] Was du mir gezeigt hast, nutze ich immer noch, und das wollte ich dir sagen.
    }
act-tell-where-it-led = { $take ->
        [0] Erzähl, wohin euer Kennenlernen geführt hat. { $line }
        [1] Erzähl von einer Sache, die daraus geworden ist. { $line }
       *[other] Erzähl, wie ihr euch verstanden habt. { $line }
    }
line-tell-where-it-led = { $take ->
        [0] Ich dachte, du möchtest vielleicht wissen, was daraus wurde, dass du uns vorgestellt hast.
        [1] Dass du uns vorgestellt hast, hat etwas gebracht, das dich freuen könnte:
       *[other] Du hast uns vor einer Weile zusammengebracht, und so ging es weiter:
    }
act-pass-on-news = { $take ->
        [0] Erzähl eine Neuigkeit aus deinem Team, die auch dort wichtig ist. { $line }
        [1] Sag früh Bescheid über etwas, das sich in deinem Team ändert. { $line }
       *[other] Erzähl von etwas, das dein Team gerade fertig hat. { $line }
    }
line-pass-on-news = { $take ->
        [0] Eine Neuigkeit von uns, die für dich wichtig sein könnte:
        [1] Eine kleine Vorwarnung, bevor du es anderswo hörst:
       *[other] Wir haben gerade etwas fertig, das dir nützen könnte:
    }
act-offer-eyes = { $take ->
        [0] Biete an, einen Blick auf etwas zu werfen, das dort gerade entsteht. { $line }
        [1] Biete an, etwas auszuprobieren, das dort gerade entsteht. { $line }
       *[other] Biete an, etwas zu lesen, bevor es hinausgeht. { $line }
    }
line-offer-eyes = { $take ->
        [0] Wenn jemand auf etwas von dir einen zweiten Blick werfen soll, schick es mir gern.
        [1] Wenn etwas von euch ausprobiert werden will, mache ich das gern.
       *[other] Wenn jemand etwas von dir lesen soll, bevor es hinausgeht, schick es mir gern.
    }
act-share-link = { $take ->
        [0] Schick etwas, das du neulich gelesen hast und das zur Arbeit dort passt. { $line }
        [1] Schick eine Seite aus deinem Team, die dort eine Frage erspart. { $line }
       *[other] Schick einen kleinen Kniff, der dir geholfen hat. { $line }
    }
line-share-link = { $take ->
        [0] Das habe ich gelesen und an deine Arbeit gedacht:
        [1] Diese Seite von uns erspart dir vielleicht eine Frage:
       *[other] Dieser kleine Kniff hat uns geholfen, vielleicht hilft er dir auch:
    }
act-pass-on-praise = { $take ->
        [0] Gib ein gutes Wort weiter, das du über die Arbeit des Teams gehört hast. { $line }
        [1] Erzähl von etwas aus dem Team, das dein Team gern nutzt. { $line }
       *[other] Sag, was das Team dir leichter macht. { $line }
    }
line-pass-on-praise = { $take ->
        [0] Ich habe ein gutes Wort über eure Arbeit gehört und wollte es weitergeben:
        [1] Das hier von euch nutzen wir gern, und ich habe es euch nie gesagt:
       *[other] Etwas, das ihr macht, erleichtert mir die Arbeit:
    }
act-tell-whom-to-ask = { $take ->
        [0] Sag, wen man in deinem Team nach dem fragt, was dort oft gebraucht wird. { $line }
        [1] Sag, wie man dein Team am schnellsten erreicht. { $line }
       *[other] Sag, wer in deinem Team etwas Neues übernommen hat. { $line }
    }
line-tell-whom-to-ask = { $take ->
        [0] Für das nächste Mal: Bei uns fragt man dazu am besten
        [1] Am schnellsten erreicht man uns über
       *[other] Bei uns hat jemand etwas Neues übernommen, falls du es einmal brauchst:
    }
act-point-to-help = { $take ->
        [0] Schick einen Hinweis, der deinem Team geholfen hat. { $line }
        [1] Sag, wen man in deinem Team dazu fragt. { $line }
       *[other] Sag eine Sache, die du versuchen würdest. { $line }
    }
line-point-to-help = { $take ->
        [0] Auf eurer Karte steht „{ $struggle }“. Uns hat das hier geholfen:
        [1] Zu „{ $struggle }“ auf eurer Karte: Bei uns fragt man dazu am besten
       *[other] Zu „{ $struggle }“ auf eurer Karte: Ich würde als Erstes versuchen,
    }
act-say-where-it-stands = { $take ->
        [0] Sag, wie es auf deiner Seite damit steht. { $line }
        [1] Sag, was du inzwischen herausgefunden hast. { $line }
       *[other] Sag, ob es noch wichtig ist. { $line }
    }
line-say-where-it-stands = { $take ->
        [0] Ein Wort zu dem, worum ich gebeten habe: Es ist mir noch wichtig, und es eilt nicht.
        [1] Zu dem, worum ich gebeten habe, habe ich inzwischen etwas herausgefunden:
       *[other] Worum ich gebeten habe, ist noch wichtig, kann aber warten.
    }
