"use strict";
// The page works without this file; with it answers come in place, posts arrive live and commands complete.

const messages = document.getElementById("messages");
const form = document.getElementById("ask");
const input = document.getElementById("line");
const list = document.getElementById("options");
const newer = document.getElementById("newer");
const state = document.getElementById("state");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

document.documentElement.classList.add("scripts");

/* Times and days, in the reader's own zone */

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

function dress(message) {
  const time = message.querySelector("time");
  if (!time) return message;
  const at = new Date(time.dateTime);
  time.textContent = clock.format(at);
  time.title = full.format(at);
  message.dataset.day = day.format(at);
  return message;
}

function divideDays() {
  for (const old of messages.querySelectorAll(".day")) old.remove();
  let last = "";
  for (const message of messages.querySelectorAll(".message[id]")) {
    if (message.dataset.day === last) continue;
    last = message.dataset.day;
    const divider = document.createElement("p");
    divider.className = "day";
    divider.textContent = last;
    message.before(divider);
  }
}

function build(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return dress(template.content.querySelector(".message"));
}

/* Where the reader looks */

const atEnd = () => messages.scrollHeight - messages.scrollTop - messages.clientHeight < 120;

function show(message, smooth = true) {
  const tall = message.offsetHeight > messages.clientHeight;
  message.scrollIntoView({ block: tall ? "start" : "nearest", behavior: smooth && !calm.matches ? "smooth" : "auto" });
}

/* Answers: only this reader sees them, and only until they are dismissed */

const openers = new WeakMap(); // answer -> the button that asked for it

function place(answer, button) {
  const origin = button && button.closest(".message");
  const before = origin && earlierAnswer(origin, answer.dataset.command, button);
  if (before) before.replaceWith(answer);
  else if (origin) lastAnswerUnder(origin).after(answer);
  else messages.append(answer);
  openers.set(answer, before === origin ? openers.get(origin) : button);
  show(answer);
  if (origin) answer.focus({ preventScroll: true });
}

// Another page of the same list, or another source from the same message, takes the place of the first.
function earlierAnswer(origin, command, button) {
  if (origin.dataset.command === command && button.closest(".actions")) return origin;
  const answers = [...messages.querySelectorAll(".private")];
  return answers.find((a) => a.dataset.command === command && origin.contains(openers.get(a)));
}

function lastAnswerUnder(origin) {
  let last = origin;
  if (origin.classList.contains("private")) return last;
  while (last.nextElementSibling?.classList.contains("private")) last = last.nextElementSibling;
  return last;
}

function dismiss(answer) {
  const opener = openers.get(answer);
  answer.remove();
  (opener && opener.isConnected ? opener : input).focus();
}

async function ask(line, button) {
  button?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ line }),
    });
    if (response.status === 401) return location.reload();
    const { answer, post } = await response.json();
    if (answer) place(build(answer), button);
    else if (post && button) shared(button);
  } catch {
    place(document.getElementById("lost").content.querySelector(".message").cloneNode(true), button);
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

function shared(button) {
  button.disabled = true;
  button.textContent = "Shared";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const line = input.value.trim();
  if (!line) return;
  asked.push(line);
  recalled = asked.length;
  input.value = "";
  close();
  ask(line);
});

document.getElementById("press").addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!button.getAttribute("aria-busy")) ask(button.value, button);
});

messages.addEventListener("click", (event) => {
  if (event.target.closest(".dismiss")) dismiss(event.target.closest(".message"));
});

messages.addEventListener("keydown", (event) => {
  const answer = event.key === "Escape" && event.target.closest(".private");
  if (answer) dismiss(answer);
});

/* Completion */

const asked = [];
let recalled = 0;
let active = -1;
let offered = [];
let request = new AbortController();

async function complete() {
  request.abort();
  request = new AbortController();
  const typed = input.value;
  if (!typed.trim()) return close();
  try {
    const response = await fetch(`/complete?${new URLSearchParams({ line: typed })}`, { signal: request.signal });
    if (response.ok) offer(await response.json(), typed);
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
}

function offer(options, typed) {
  offered = options;
  list.replaceChildren(...options.map(row));
  list.hidden = options.length === 0;
  input.setAttribute("aria-expanded", String(options.length > 0));
  // While the command itself is unfinished, Enter takes the first one; later Enter sends.
  const name = typed.trim().replace(/^\//, "");
  const commands = options.length > 0 && options[0].label.startsWith("/");
  const whole = options.some((o) => o.label === `/${name}` || o.label === `/brief ${name}`);
  activate(commands && !whole ? 0 : -1);
}

function row(option, index) {
  const item = document.createElement("li");
  item.id = `option-${index}`;
  item.setAttribute("role", "option");
  const label = document.createElement("span");
  label.className = "option";
  label.textContent = option.label;
  const hint = document.createElement("span");
  hint.className = "hint";
  hint.textContent = option.hint;
  item.append(label, hint);
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => take(index));
  return item;
}

function activate(index) {
  active = index;
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
  if (index < 0) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", `option-${index}`);
  list.children[index].scrollIntoView({ block: "nearest" });
}

function take(index) {
  input.value = offered[index].line;
  input.focus();
  complete();
}

function close() {
  request.abort();
  offered = [];
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  activate(-1);
}

function step(by) {
  const count = offered.length;
  activate(active < 0 ? (by > 0 ? 0 : count - 1) : (active + by + count) % count);
}

function recall(by) {
  recalled = Math.min(Math.max(recalled + by, 0), asked.length);
  input.value = asked[recalled] ?? "";
}

input.addEventListener("input", complete);
input.addEventListener("focus", complete);
input.addEventListener("blur", close);
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const open = !list.hidden;
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown" && open) step(1);
  else if (event.key === "ArrowUp" && open) step(-1);
  else if (event.key === "ArrowUp" && asked.length) recall(-1);
  else if (event.key === "ArrowDown" && asked.length) recall(1);
  else if (event.key === "Tab" && open && !event.shiftKey) take(Math.max(active, 0));
  else if (event.key === "Enter" && open && active >= 0) take(active);
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
  if (!input.value) input.value = "/";
  complete();
});

/* Live posts */

function receive(post) {
  if (post.channel !== messages.dataset.channel) return markUnread(post.channel);
  if (document.getElementById(`post-${post.id}`)) return;
  const message = build(post.html);
  const follow = atEnd();
  messages.append(message);
  divideDays();
  if (follow) show(message);
  else newer.hidden = false;
}

function markUnread(channel) {
  const links = [...document.querySelectorAll(".channels a")];
  const mark = links.find((link) => link.dataset.channel === channel)?.querySelector(".unread");
  if (mark) mark.hidden = false;
}

function listen() {
  const stream = new EventSource(`/events?after=${messages.dataset.newest}`);
  stream.addEventListener("post", (event) => receive(JSON.parse(event.data)));
  stream.addEventListener("open", () => (state.textContent = ""));
  stream.addEventListener("error", () => {
    const ended = stream.readyState === EventSource.CLOSED;
    state.textContent = ended ? "Not connected: reload the page" : "Connection lost, trying again …";
  });
}

newer.addEventListener("click", () => {
  newer.hidden = true;
  show([...messages.querySelectorAll(".message[id]")].at(-1));
});
messages.addEventListener("scroll", () => atEnd() && (newer.hidden = true), { passive: true });

for (const message of messages.querySelectorAll(".message")) dress(message);
divideDays();
const last = [...messages.querySelectorAll(".message")].at(-1);
if (last && !location.hash) show(last, false);
if (messages.dataset.newest !== undefined) listen();
if (matchMedia("(hover: hover)").matches) input.focus({ preventScroll: true });
