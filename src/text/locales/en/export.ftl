# Taking along what is kept about oneself: a file in one's own DM.

export-text = Everything I keep about you is on its way to you.
export-on-its-way = *On its way:* one file with everything I keep about you comes as a message from me, usually within a minute. You'll find it under *Messages*, next to Goodturn's Home, and only you see it there.
export-what = In it: your settings, what you recorded and asked for, whom you stay in touch with or don't want named, introductions you took part in, and the notes I sent you. It is a JSON file, plain text that people and programs can read.
export-title = Your data
export-message = Here is the file you asked for: everything Goodturn keeps about you. If you don't need it any more, you can delete it in Slack.
