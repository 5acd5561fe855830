// The connection to the viewer, and the cards that it fills. See messages.py for what crosses.

import { Card } from "./card.js";
import { Keyboard } from "./keyboard.js";

const RETRY_MS = 2000;
const MAX_RETRIES = 30;

const $ = (id) => document.getElementById(id);
const cards = new Map();
let socket = null;
let retries = 0;

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

const keyboard = new Keyboard(send);

function connect() {
  const url = new URL("socket", location.href);
  url.protocol = "ws:";
  url.search = location.search;
  socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => {
    retries = 0;
    showLink("live", "live");
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") hear(JSON.parse(data));
    else cards.get(new DataView(data).getUint32(0))?.draw(data.slice(4));
  };
  socket.onclose = () => {
    showScreens([]);
    if (retries++ < MAX_RETRIES) {
      showLink("lost", "the program has ended, or the connection is lost; trying again");
      setTimeout(connect, RETRY_MS);
    } else {
      showLink("lost", "the program has ended, or the connection is lost");
    }
  };
}

function hear({ type, screens }) {
  if (type === "screens") {
    showScreens(screens);
  } else if (type === "numbers") {
    for (const numbers of screens) cards.get(numbers.id)?.update(numbers);
    showTotals(screens);
    const played = screens.find(({ player }) => player === "you");
    keyboard.playing(played && cards.get(played.id));
  }
}

function showScreens(screens) {
  const ids = new Set(screens.map(({ id }) => id));
  for (const [id, card] of cards) {
    if (!ids.has(id)) {
      card.remove();
      cards.delete(id);
      if (keyboard.card === card) keyboard.playing(undefined);
    }
  }
  for (const screen of screens) {
    if (!cards.has(screen.id)) cards.set(screen.id, new Card(screen, $("cards"), send, announce));
  }
  $("cards").dataset.count = screens.length;
  $("empty").hidden = screens.length > 0 || socket?.readyState !== WebSocket.OPEN;
}

function showTotals(screens) {
  const rate = screens.reduce((sum, screen) => sum + (screen.rate ?? 0), 0);
  const count = screens.length === 1 ? "1 environment" : `${screens.length} environments`;
  $("totals").textContent = screens.length ? `${count} · ${Math.round(rate).toLocaleString("en")} steps/s` : "";
}

function showLink(state, text) {
  $("link").dataset.state = state;
  $("link").textContent = text;
  if (state !== "live") $("totals").textContent = "";
}

function announce(text) {
  $("news").textContent = text;
}

connect();
