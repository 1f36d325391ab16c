// A small app on Slack's Bolt for JavaScript: `/lunch` asks where in a modal, announces it with a button, and greets on its Home.
// The same as `bolt.py`; over HTTP or Socket Mode, as the test says.

import { kit, logger, say, slackApiUrl, told } from './talk.mjs';

const CHANNEL = 'CGEN';

const overHttp = process.env.TRANSPORT === 'http';
const app = new (kit('@slack/bolt').App)({
  token: process.env.SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl },
  logger,
  ...(overHttp ? { signingSecret: process.env.SLACK_SIGNING_SECRET } : { socketMode: true, appToken: process.env.SLACK_APP_TOKEN }),
});

const plain = (text) => ({ type: 'plain_text', text });
const button = (action_id, label) => ({ type: 'button', action_id, text: plain(label), value: 'yes' });
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const actions = (...elements) => ({ type: 'actions', elements });
const home = (text) => ({ type: 'home', blocks: [section(text), actions(button('again', 'Again'))] });

const modal = (private_metadata) => {
  const asked = { type: 'input', block_id: 'place', label: plain('Place'), element: { type: 'plain_text_input', action_id: 'name' } };
  return { type: 'modal', callback_id: 'lunch', private_metadata, title: plain('Lunch'), submit: plain('Announce'), blocks: [asked] };
};

app.command('/lunch', async ({ ack, body, client }) => {
  await ack(`When: ${body.text}. Now say where.`);
  await client.views.open({ trigger_id: body.trigger_id, view: modal(body.text) });
});

app.shortcut('plan', async ({ ack, shortcut, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('some day') });
});

app.view('lunch', async ({ ack, body, view, client }) => {
  const place = view.state.values.place.name.value;
  if (place.length < 3) {
    await ack({ response_action: 'errors', errors: { place: 'Three letters at least.' } });
    return;
  }
  if (place === 'later') {
    await ack({ response_action: 'update', view: modal('another day') });
    return;
  }
  await ack();
  const text = `<@${body.user.id}> has lunch at ${place}, ${view.private_metadata}`;
  await client.chat.postMessage({ channel: CHANNEL, text, blocks: [section(text), actions(button('join', 'Join'))] });
});

app.action('join', async ({ ack, body, client, respond }) => {
  await ack();
  const text = `${body.message.text}, with <@${body.user.id}>`;
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text, blocks: [section(text)] });
  await respond({ text: 'You are in.', blocks: [section('You are in.'), actions(button('hide', 'Hide'))], replace_original: false });
});

app.action('hide', async ({ ack, respond }) => {
  await ack();
  await respond({ delete_original: true });
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: home('Welcome') });
});

app.action('again', async ({ ack, body, client }) => {
  await ack();
  await client.views.publish({ user_id: body.user.id, hash: body.view.hash, view: home('Welcome again') });
});

const server = await app.start(overHttp ? { port: 0, host: '127.0.0.1' } : undefined);
say('ready', overHttp ? { port: server.address().port } : {});
for await (const _ of told());
await app.stop();
process.exit(0);
