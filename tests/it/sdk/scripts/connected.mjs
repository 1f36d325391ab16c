// Slack's client of Socket Mode for Node.js: says what it hears, and acknowledges each envelope as Slack's examples do.

import { kit, logger, say, slackApiUrl, told } from './talk.mjs';

// How long it waits for a pong, and before it connects again: five seconds unless told otherwise.
const CLIENT_PING_TIMEOUT_MS = 1000;

const client = new (kit('@slack/socket-mode').SocketModeClient)({
  appToken: process.env.SLACK_APP_TOKEN,
  clientOptions: { slackApiUrl, logger },
  clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
  logger,
});

client.on('ws_message', (message) => {
  const { type, reason } = JSON.parse(message);
  say('frame', { type, reason });
});
client.on('slack_event', async ({ ack, type, body, retry_num: attempt, accepts_response_payload: accepts }) => {
  say('heard', { type, payload: body, retry_attempt: attempt, accepts });
  let answer;
  if (type === 'slash_commands') answer = { text: `heard ${body.text}` };
  else if (body.type === 'view_submission') answer = { response_action: 'errors', errors: { place: 'Where is that?' } };
  await ack(answer);
});
await client.start();
say('ready');
for await (const _ of told());
await client.disconnect();
process.exit(0);
