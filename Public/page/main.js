import * as commands from "./commands.js";
import { Link } from "./link.js";
import { Runner } from "./runner.js";
import { emptySession, openTurn, reduce } from "./state.js";
import { claimTabKey, freshTabKey } from "./tab-key.js";
import { tabName } from "./tab-name.js";
import { AskView } from "./views/ask.js";
import { exampleButtons } from "./views/examples.js";
import { prepare } from "./views/figure-shelf.js";
import { SessionView } from "./views/session.js";
import { ShareView } from "./views/share.js";
import { StatusView } from "./views/status.js";

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const hooks = document.documentElement.dataset;
const address = () => new URLSearchParams(location.search).get("session") ?? undefined;

let session = emptySession;
let caughtUpAt = Infinity;
let ownTab = "";
/** @type {import("./views/attempt.js").Surroundings} */
let surroundings = { live: false, tabs: [], rehearsal: "" };
/** @type {import("./wire.js").Model} */
let model = { name: "", rehearsal: false };
let attach = "";
let key = await claimTabKey();

const status = new StatusView({ restart: () => runner.restart(), startNew: () => visit() });
/** @type {Link} */
const link = new Link(address(), {
  hello: (place) =>
    commands.hello({
      ...place,
      tab: { name: tabName(navigator.userAgent), visible: !document.hidden, key },
      run: runner.held ?? undefined,
    }),
  rekey: () => (key = freshTabKey()),
  onStatus: (linkStatus) => {
    hooks.link = linkStatus.state;
    status.link(linkStatus);
  },
  onWelcome: (welcome) => {
    if (welcome.mode === "reset") forget();
    ownTab = welcome.tab;
    caughtUpAt = welcome.seq;
    model = welcome.model;
    hooks.session = welcome.session;
    if (address() !== welcome.session) history.replaceState(null, "", `/?session=${encodeURIComponent(welcome.session)}`);
    ask.limit(welcome.limits.promptBytes);
    runner.welcomed(welcome, session.seq);
    status.model(model, attach);
    surroundings = { ...surroundings, live: session.seq >= caughtUpAt, rehearsal: model.rehearsal ? model.name : "" };
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
});
/** @type {Runner} */
const runner = new Runner(find("#sandbox"), link, (state) => {
  hooks.sandbox = state.state;
  status.sandbox(state);
  // Not earlier: until Python is there, starting it is what the machine should be doing.
  if (state.state === "ready") prepare();
});
const ask = new AskView(/** @type {HTMLFormElement} */ (find("#ask")), link);
const turns = new SessionView(
  { list: find("#turns"), empty: find("#empty"), latest: /** @type {HTMLButtonElement} */ (find("#latest")) },
  {
    rerun: (turn, code) => link.send((id) => commands.rerun(id, turn, code)),
    again: (prompt) => ask.offer(prompt),
    announce: (text) => (find("#announce").textContent = text),
  },
);
new ShareView({ startNew: () => visit() });

function forget() {
  session = emptySession;
  surroundings = { ...surroundings, live: false };
  turns.clear();
}

/** @param {string} [id] another session; a new one without it */
function visit(id) {
  if (!id) history.pushState(null, "", "/");
  delete hooks.session;
  runner.left();
  forget();
  link.visit(id);
  ask.focus();
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
  turns.update(session, surroundings);
  ask.update(session, open);
}

document.addEventListener("visibilitychange", draw);
addEventListener("popstate", () => visit(address()));
// A page from the back/forward cache has lost its socket, its lock and its sandbox's time.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

const about = await fetch("/api/about").then((response) => response.json(), () => null);
attach = typeof about?.model?.attach === "string" ? about.model.attach : "";
status.model(model.name === "" && about?.model ? about.model : model, attach);
find("#examples").append(...exampleButtons(about?.examples, (prompt) => ask.offer(prompt)));
