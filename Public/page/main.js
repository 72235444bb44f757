import * as api from "./api.js";
import * as commands from "./commands.js";
import { FirstScreen } from "./first-screen.js";
import { Link } from "./link.js";
import { Runner } from "./runner.js";
import { labelOf } from "./session-list.js";
import { emptySession, openTurn, reduce } from "./state.js";
import { claimTabKey, countConnection, freshTabKey } from "./tab-key.js";
import { tabName } from "./tab-name.js";
import { AskView } from "./views/ask.js";
import { exampleButtons } from "./views/examples.js";
import { prepare, whenDrawn } from "./views/figure-shelf.js";
import { SessionView } from "./views/session.js";
import { SessionsView } from "./views/sessions.js";
import { ShareView } from "./views/share.js";
import { StatusView } from "./views/status.js";

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const hooks = document.documentElement.dataset;
const address = () => new URLSearchParams(location.search).get("session") ?? undefined;
/** @param {string} id */
const hrefOf = (id) => `/?session=${encodeURIComponent(id)}`;

let session = emptySession;
let caughtUpAt = Infinity;
let ownTab = "";
let name = "";
/** What the session was first asked, where that turn was dropped. */
let droppedTitle = "";
/** The session that this tab is deleting. */
let deleting = "";
/** @type {import("./views/attempt.js").Surroundings} */
let surroundings = { live: false, watching: false, tabs: [], rehearsal: "" };
/** @type {import("./wire.js").Model} */
let model = { name: "", rehearsal: false };
let attach = "";
let key = await claimTabKey();

const status = new StatusView({ restart: () => runner.restart(), startNew: () => go() });
/** @type {Link} */
const link = new Link(address(), {
  hello: (place) =>
    commands.hello({
      ...place,
      tab: { name: tabName(navigator.userAgent), visible: !document.hidden, key, connection: countConnection() },
      run: runner.held ?? undefined,
    }),
  rekey: () => (key = freshTabKey()),
  onStatus: (linkStatus) => {
    // The answer to its deletion leads on from here.
    if (linkStatus.state === "stopped" && deleting === hooks.session) return;
    hooks.link = linkStatus.state;
    status.link(linkStatus);
  },
  onWelcome: (welcome) => {
    if (welcome.mode === "reset") forget(welcome.first - 1);
    ownTab = welcome.tab;
    name = welcome.name;
    if (welcome.first > 1) void recallTitle(welcome.session);
    caughtUpAt = welcome.seq;
    model = welcome.model;
    hooks.session = welcome.session;
    if (address() !== welcome.session) history.replaceState(null, "", hrefOf(welcome.session));
    ask.limit(welcome.limits.promptBytes);
    hooks.role = welcome.role;
    ask.watch(welcome.role === "viewer");
    firstScreen.welcomed(welcome.role);
    runner.welcomed(welcome, session.seq);
    status.model(model, attach);
    surroundings = {
      ...surroundings,
      live: session.seq >= caughtUpAt,
      watching: welcome.role === "viewer",
      rehearsal: model.rehearsal ? model.name : "",
    };
    schedule();
  },
  onEvent: (event) => {
    session = reduce(session, event);
    runner.saw(event);
    if (!surroundings.live && session.seq >= caughtUpAt) surroundings = { ...surroundings, live: true };
    schedule();
  },
  onPresence: ({ tabs }) => {
    surroundings = { ...surroundings, tabs };
    schedule();
  },
  onSession: (named) => {
    name = named.name;
    sessions.renamed(hooks.session ?? "", name);
    schedule();
  },
});
/** @type {Runner} */
const runner = new Runner(find("#sandbox"), link, (state) => {
  hooks.sandbox = state.state;
  status.sandbox(state);
  // Not earlier: until Python is there, starting it is what the machine should be doing.
  if (state.state === "ready") whenDrawn(prepare);
});
const firstScreen = new FirstScreen(() => runner.start(), whenDrawn);
const ask = new AskView(/** @type {HTMLFormElement} */ (find("#ask")), link);
const turns = new SessionView(
  { list: find("#turns"), empty: find("#empty"), latest: /** @type {HTMLButtonElement} */ (find("#latest")) },
  {
    rerun: (turn, code) => link.send((id) => commands.rerun(id, turn, code)),
    again: (prompt) => ask.offer(prompt),
    announce: (text) => (find("#announce").textContent = text),
    output: (seq, signal) => api.output(hooks.session ?? "", seq, signal),
  },
);
new ShareView({ startNew: () => go() });
const sessions = new SessionsView(/** @type {HTMLDialogElement} */ (find("#sessions")), {
  current: () => hooks.session ?? "",
  visit: (id) => go(id),
  startNew: () => go(),
  remove: async (id) => {
    deleting = id;
    try {
      await api.remove(id);
      if (id === hooks.session) leave();
    } finally {
      deleting = "";
    }
  },
});
find("#sessions-open").addEventListener("click", () => sessions.open());

/** @param {number} seq the position before what is read next */
function forget(seq) {
  session = { ...emptySession, seq };
  surroundings = { ...surroundings, live: false };
  turns.clear();
}

/** @param {string} [id] another session; a new one without it */
function visit(id) {
  delete hooks.session;
  runner.left();
  name = "";
  droppedTitle = "";
  forget(0);
  link.visit(id);
  ask.focus();
}

/** @param {string} [id] another session, a new one without it; this one stays in the tab's history */
function go(id) {
  history.pushState(null, "", id === undefined ? "/" : hrefOf(id));
  visit(id);
}

/** To a new session, from one that is no more. */
function leave() {
  history.replaceState(null, "", "/");
  visit();
}

/** @param {string} id */
async function recallTitle(id) {
  const facts = await api.facts(id).catch(() => null);
  if (!facts || hooks.session !== id) return;
  droppedTitle = facts.title;
  schedule();
}

/** Many tokens, one drawing: per frame, or per timer where a hidden tab gets no frames. */
let scheduled = false;
function schedule() {
  if (scheduled) return;
  scheduled = true;
  if (document.hidden) setTimeout(draw);
  else requestAnimationFrame(draw);
}

function draw() {
  if (!scheduled) return;
  scheduled = false;
  const open = openTurn(session);
  status.tabs(surroundings.tabs, ownTab, open?.attempts.at(-1)?.run?.tab ?? "");
  // A replay is drawn once, when it is through.
  if (!surroundings.live) return;
  const first = session.turns.at(0);
  const title = first?.turn === 1 ? first.prompt : droppedTitle;
  document.title = labelOf({ name, title }) || "Sandglass";
  turns.update(session, surroundings);
  ask.update(session, open);
  firstScreen.shown(session.turns.length, open !== null);
}

// A new session has nothing to show, and who types will want an answer.
if (address() === undefined) firstScreen.end();
addEventListener("input", () => firstScreen.end(), { once: true });

document.addEventListener("visibilitychange", draw);
addEventListener("popstate", () => visit(address()));
// A page from the back/forward cache has lost its socket, its lock and its sandbox's time.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

const about = await fetch("/api/about").then((response) => response.json(), () => null);
attach = typeof about?.model?.attach === "string" ? about.model.attach : "";
status.model(model.name === "" && about?.model ? about.model : model, attach);
find("#examples").append(...exampleButtons(about?.examples, (prompt) => ask.offer(prompt)));
