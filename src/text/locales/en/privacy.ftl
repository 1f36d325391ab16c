# Deleting everything, and what a member takes along.

forget-title = Delete everything
forget-submit = Delete it all
forget-close = Keep everything
forget-what = *This deletes everything Goodturn keeps about you:* what you recorded, your asks, your settings, and your place in what others recorded, where you become “a colleague”. Messages from me that name you are edited.
forget-not = What I can't reach: your first name where somebody typed it as plain text, and group conversations. Some bare numbers that taught me when contacts come back stay for a while; they don't say whose they were. Backups that the people who run Goodturn here made are gone after thirty days.
forget-final = It happens at once and can't be undone. Nobody is told.
forgotten = *Done.* Everything about you is being deleted now; that takes a moment. Nothing more is sent to you. Should you ever record something again or join, I start afresh.
message-removed = This note was removed, because what it was about was deleted.
