"""A small app on Slack's Bolt for Python: `/lunch` asks where in a modal, announces it with a button, and greets on its Home.
The same as `bolt.mjs`; over HTTP or Socket Mode, as the test says."""

import os
import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.app.app import SlackAppDevelopmentServer

from talk import say, told, web_client

CHANNEL = "CGEN"

app = App(client=web_client(), token=None, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


def button(action_id, label):
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, "value": "yes"}


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*buttons):
    return {"type": "actions", "elements": list(buttons)}


def modal(private_metadata):
    plain = {"type": "plain_text_input", "action_id": "name"}
    asked = {"type": "input", "block_id": "place", "label": {"type": "plain_text", "text": "Place"}, "element": plain}
    titles = {name: {"type": "plain_text", "text": text} for name, text in (("title", "Lunch"), ("submit", "Announce"))}
    return {"type": "modal", "callback_id": "lunch", "private_metadata": private_metadata, "blocks": [asked], **titles}


def home(text):
    return {"type": "home", "blocks": [section(text), actions(button("again", "Again"))]}


@app.command("/lunch")
def lunch(ack, body, client):
    ack(f"When: {body['text']}. Now say where.")
    client.views_open(trigger_id=body["trigger_id"], view=modal(body["text"]))


@app.shortcut("plan")
def plan(ack, shortcut, client):
    ack()
    client.views_open(trigger_id=shortcut["trigger_id"], view=modal("some day"))


@app.view("lunch")
def announced(ack, body, view, client):
    place = view["state"]["values"]["place"]["name"]["value"]
    if len(place) < 3:
        ack(response_action="errors", errors={"place": "Three letters at least."})
        return
    if place == "later":
        ack(response_action="update", view=modal("another day"))
        return
    ack()
    text = f"<@{body['user']['id']}> has lunch at {place}, {view['private_metadata']}"
    client.chat_postMessage(channel=CHANNEL, text=text, blocks=[section(text), actions(button("join", "Join"))])


@app.action("join")
def joined(ack, body, client, respond):
    ack()
    text = f"{body['message']['text']}, with <@{body['user']['id']}>"
    client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text=text, blocks=[section(text)])
    respond(text="You are in.", blocks=[section("You are in."), actions(button("hide", "Hide"))], replace_original=False)


@app.action("hide")
def hidden(ack, respond):
    ack()
    respond(delete_original=True)


@app.event("app_home_opened")
def home_opened(event, client):
    client.views_publish(user_id=event["user"], view=home("Welcome"))


@app.action("again")
def once_more(ack, body, client):
    ack()
    client.views_publish(user_id=body["user"]["id"], hash=body["view"]["hash"], view=home("Welcome again"))


if os.environ["TRANSPORT"] == "http":
    # What `app.start` makes; here the port is the system's choice, and is told.
    server = SlackAppDevelopmentServer(port=0, path="/slack/events", app=app, http_server_logger_enabled=False)
    threading.Thread(target=server.start, daemon=True).start()
    say("ready", port=server._server.server_address[1])
else:
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()
    say("ready")
while told() is not None:
    pass
