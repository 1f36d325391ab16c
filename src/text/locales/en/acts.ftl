# Small acts, each in three ways; `line-…` is the first line that goes with each way. A question begins with "Ask".
first-line = { $place ->
        [0] A first line, if you like: _{ $line }_
        [1] You could begin with: _{ $line }_
       *[other] Or simply: _{ $line }_
    }
ground-we-help = On its card, { $team } calls “{ $struggle }” a struggle; your team can help with “{ $offer }”.
ground-they-help = Your team's card calls “{ $struggle }” a struggle; { $team } can help with “{ $offer }”.
ground-words = { $team } explains some of its words on its card: { $words }
ground-open-ask = What you asked for is still open.
nudge-front-door = How { $team } likes to be reached: “{ $door }”
act-ask-what-is-on = { $take ->
        [0] Ask what keeps their team busy just now. { $line }
        [1] Ask what is coming up for them this month. { $line }
       *[other] Ask what takes up most of their week. { $line }
    }
line-ask-what-is-on = { $take ->
        [0] What is your team working on at the moment?
        [1] What is coming up for you this month?
       *[other] What is taking up most of your week just now?
    }
act-ask-how-it-went = { $take ->
        [0] Ask how it turned out. { $line }
        [1] Ask where it stands now. { $line }
       *[other] Ask what came of it. { $line }
    }
line-ask-how-it-went = { $take ->
        [0] How did that go in the end?
        [1] Where did that end up?
       *[other] I was wondering the other day: what came of that?
    }
act-ask-what-helps = { $take ->
        [0] Ask what would make their week easier. { $line }
        [1] Ask what slows them down just now. { $line }
       *[other] Ask what they wish other teams knew. { $line }
    }
line-ask-what-helps = { $take ->
        [0] Is there something small I could take off your plate?
        [1] What is slowing you down at the moment?
       *[other] What do you wish the rest of us knew about your work?
    }
act-ask-what-touches = { $take ->
        [0] Ask whether anything that your team changed lately gets in their way. { $line }
        [1] Ask what from your team reaches them too late. { $line }
       *[other] Ask what your team could explain better. { $line }
    }
line-ask-what-touches = { $take ->
        [0] Has anything we changed lately made your work harder?
        [1] Is there anything from us that reaches you too late?
       *[other] What could we explain better than we do?
    }
act-ask-their-struggle = { $take ->
        [0] Ask how it is going this month. { $line }
        [1] Ask what has helped so far. { $line }
       *[other] Ask which part of it is the hardest. { $line }
    }
line-ask-their-struggle = { $take ->
        [0] I saw “{ $struggle }” on your team's card. How is it going this month?
        [1] “{ $struggle }” is on your team's card. What has helped so far?
       *[other] I read about “{ $struggle }” on your team's card. Which part of it is the hardest?
    }
act-ask-how-they-do = { $take ->
        [0] Ask how they go about it; listening is enough. { $line }
        [1] Ask how they came to be good at it. { $line }
       *[other] Ask what they would do first. { $line }
    }
line-ask-how-they-do = { $take ->
        [0] Your team's card mentions “{ $offer }”. How do you go about it?
        [1] How did your team come to be good at “{ $offer }”?
       *[other] If you began again with “{ $offer }”, what would you do first?
    }
act-ask-their-words = { $take ->
        [0] Ask which of them is misread most. { $line }
        [1] Ask where one of them comes from. { $line }
       *[other] Ask whether a word is missing there. { $line }
    }
line-ask-their-words = { $take ->
        [0] I read on your team's card how you use some words. Which one do people misread most?
        [1] Your team's card explains some words of yours. Where do they come from?
       *[other] Is there a word of yours that belongs on your team's card, too?
    }
act-ask-since-introduced = { $take ->
        [0] Ask what has happened on their side since then. { $line }
        [1] Ask what they are working on by now. { $line }
       *[other] Ask whether what you talked about then still matters. { $line }
    }
line-ask-since-introduced = { $take ->
        [0] What has happened on your side since then?
        [1] It has been a while since we spoke. What are you working on by now?
       *[other] Is what we talked about then still on your desk?
    }
act-ask-what-is-missing = { $take ->
        [0] Ask whether anything is missing to answer it. { $line }
        [1] Ask whether somebody else would be better placed. { $line }
       *[other] Ask whether another time would suit better. { $line }
    }
line-ask-what-is-missing = { $take ->
        [0] About what I asked: is there anything I can add?
        [1] About what I asked: would somebody else be better placed?
       *[other] What I asked can wait. Would another time suit you better?
    }
act-tell-what-became = { $take ->
        [0] Tell them what became of it. { $line }
        [1] Tell them where it led. { $line }
       *[other] Tell them what you still use of it. { $line }
    }
line-tell-what-became = { $take ->
        [0] I thought you might like to know what came of your help.
        [1] Remember what you helped me with? Here is where it led.
       *[other] I still use what you showed me, and wanted to say so.
    }
act-tell-where-it-led = { $take ->
        [0] Tell them where the introduction led. { $line }
        [1] Tell them one thing that came of it. { $line }
       *[other] Tell them how the two of you got on. { $line }
    }
line-tell-where-it-led = { $take ->
        [0] I thought you might like to know where your introduction led.
        [1] One thing came of your introduction that you may like to hear.
       *[other] You brought us together a while ago; here is how we got on.
    }
act-pass-on-news = { $take ->
        [0] Pass on one piece of news from your team that touches their work. { $line }
        [1] Tell them early about one thing that is changing in your team. { $line }
       *[other] Tell them one thing your team has just finished. { $line }
    }
line-pass-on-news = { $take ->
        [0] Some news from our side that may matter for your work:
        [1] A small heads-up before you hear it elsewhere:
       *[other] We have just finished something that may be of use to you:
    }
act-offer-eyes = { $take ->
        [0] Offer a second pair of eyes on something they are working on. { $line }
        [1] Offer to try out something they are making. { $line }
       *[other] Offer to read something before it goes out. { $line }
    }
line-offer-eyes = { $take ->
        [0] If you would like a second pair of eyes on something, send it over.
        [1] If something of yours needs trying out, I'd be glad to.
       *[other] If something of yours needs a reader before it goes out, send it to me.
    }
act-share-link = { $take ->
        [0] Send them one thing you read lately that fits their work. { $line }
        [1] Send them one page from your team that saves them a question. { $line }
       *[other] Send them one small trick that helped you. { $line }
    }
line-share-link = { $take ->
        [0] I read this and thought of your work:
        [1] This page of ours may save you a question:
       *[other] This small thing helped us; maybe it helps you, too:
    }
act-pass-on-praise = { $take ->
        [0] Pass on a good word you heard about their team's work. { $line }
        [1] Tell them one thing of theirs that your team likes to use. { $line }
       *[other] Tell them what their team makes easier for you. { $line }
    }
line-pass-on-praise = { $take ->
        [0] I heard a good word about your team's work and wanted to pass it on:
        [1] We like using this of yours, and I never said so:
       *[other] Something your team does makes my work easier:
    }
act-tell-whom-to-ask = { $take ->
        [0] Tell them whom in your team to ask about what they often need. { $line }
        [1] Tell them the quickest way to reach your team. { $line }
       *[other] Tell them who in your team has taken on something new. { $line }
    }
line-tell-whom-to-ask = { $take ->
        [0] For next time, the person in our team to ask about this is
        [1] The quickest way to reach us is
       *[other] Somebody in our team has taken on something new, in case you need it:
    }
act-point-to-help = { $take ->
        [0] Send them one pointer that helped your team. { $line }
        [1] Tell them whom in your team to ask. { $line }
       *[other] Tell them one thing you would try. { $line }
    }
line-point-to-help = { $take ->
        [0] I saw “{ $struggle }” on your team's card. This helped us:
        [1] About “{ $struggle }” on your team's card: the person to ask on our side is
       *[other] About “{ $struggle }” on your team's card: one thing I would try is
    }
act-say-where-it-stands = { $take ->
        [0] Tell them where it stands for you. { $line }
        [1] Tell them what you have found out since. { $line }
       *[other] Tell them whether it still matters. { $line }
    }
line-say-where-it-stands = { $take ->
        [0] A word on what I asked: it still matters to me, and there is no hurry.
        [1] About what I asked, here is what I have found out since:
       *[other] What I asked still matters, though it can wait.
    }
