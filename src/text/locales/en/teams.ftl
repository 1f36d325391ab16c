# Who is in which team.
team-for-you = Noted, for you alone: from now on I look for people outside of { $team }. Your company's list has you in another team, and that is the one everybody else sees. The people who run Goodturn here can change it.
live-check = You asked Goodturn to check itself (`goodturn doctor --live`). This message is the check, and you can leave it as it is.
