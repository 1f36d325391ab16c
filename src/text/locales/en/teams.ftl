# Who is in which team.
team-for-you = Noted, for you alone: I look for people outside of { $team } from now on. Your company's list has you in another team, and everybody else sees that one; the people who run Goodturn here can change it.
live-check = You asked Goodturn to check itself (`goodturn doctor --live`). This message is the check, and you can leave it as it is.
