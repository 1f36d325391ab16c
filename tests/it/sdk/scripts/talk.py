"""How a script and its test talk: lines of JSON, one way on standard output, the other on standard input.
Whatever a kit logs goes to standard error, and shows when the test fails."""

import json
import logging
import os
import sys

from slack_sdk import WebClient

logging.basicConfig(level=logging.INFO, stream=sys.stderr)


def say(what, **more):
    print(json.dumps({"say": what, **more}), flush=True)


def told():
    """The next line of the test; nothing when the test is done."""
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def web_client(**options):
    return WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], **options)
