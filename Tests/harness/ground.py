"""Where attacks are tried: a real server, a real browser with the page, and everything that could notice an escape."""

import json
import re

from .model import program
from .server import Server, TOKEN
from .snippet import placed
from .tab import Tab

# What everything else is held against: it runs right after each attack, in the same page.
HONEST = """
import plotly.graph_objects as go
print("honest", 6 * 7)
fig = go.Figure(go.Bar(x=["a", "b"], y=[1, 2]))
"""
# Seconds within which a turn ends, on a machine that has much else to do.
PATIENCE = 120
# Seconds of silence after which the server would take this client for gone.
QUIET = 4

STATE = """({
  mark: window.mark ?? null, troubles: [...window.troubles], title: document.title, cookie: document.cookie, origin: origin,
  local: Object.keys(localStorage).sort(), planted: JSON.stringify([localStorage, sessionStorage]).includes('planted'),
  link: document.documentElement.dataset.link, frames: document.querySelectorAll('iframe:not(.figure)').length > 0,
})"""
# What a figure might have brought into its frame.
FOREIGN = """({
  escaped: window.escaped ?? null,
  troubles: [...window.troubles],
  title: document.title,
  scripts: document.querySelectorAll('#figure script').length,
  links: document.querySelectorAll('a, [href]:not(image):not(use), form, iframe, object, embed, foreignObject, audio, video').length,
  handlers: [...document.querySelectorAll('#figure *')].filter(one => [...one.attributes].some(({name, value}) =>
    /^on/i.test(name) || /^\\s*javascript:/i.test(value))).length,
  remote: [...document.querySelectorAll('image, img, use')].filter(one =>
    !/^(data:image\\/|blob:|#|$)/.test(one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? one.getAttribute('src') ?? '')).length,
})"""
INNOCENT = {"escaped": None, "troubles": [], "title": "Figure", "scripts": 0, "links": 0, "handlers": 0, "remote": 0}


class Ground:
    def __init__(self, data, listener, watch, model, browser, **settings):
        self.listener, self.watch, self.model, self.browser = listener, watch, model, browser
        values = {"max_attempts": 2, "exec_seconds": 20, "conversation_bytes": 0, "origins": watch.origin, **model.settings, **settings}
        self.server = Server(data, **values).start()
        watch.upstream = self.server.port
        self.places = listener.places | {"{server}": f"127.0.0.1:{watch.port}", "{token}": TOKEN}

    def open(self):
        self.browser.open(f"{self.watch.origin}/?token={TOKEN}")
        self.browser.wait("document.documentElement.dataset.sandbox === 'ready'")
        self.session = self.browser.evaluate("document.documentElement.dataset.session")
        self.browser.evaluate("window.mark = 'this very document'")
        self.position = None
        # The first prompt names the session, and with it the document.
        self.model.will(program(HONEST))
        person = self.person()
        turn = self.prompt(person, "an honest run")
        assert is_honest(Run(self.ended(person, turn), 1))
        person.close()
        self.before = self.state()
        return self

    def state(self):
        return self.browser.evaluate(STATE)

    def close(self):
        self.server.stop()

    def attack(self, snippet):
        """Runs the snippet and then the probe; returns both runs."""
        code = placed(snippet.code, self.places)
        probe = snippet.then or HONEST
        # The third is asked for when even the probe fails.
        self.model.will(program(code), program(placed(probe, self.places)), program(HONEST))
        asked = len(self.model.requests)
        person = self.person()
        try:
            turn = self.prompt(person, f"attack {snippet.id}")
            if snippet.stop:
                self.wait(person, lambda event: printed([event], turn) and "started" in printed([event], turn))
                person.ask("cancel", turn=turn)
            events = self.ended(person, turn)
            runs = [Run(events, attempt) for attempt in sorted({event["attempt"] for event in events if "attempt" in event})]
            if len(runs) == 1:
                after = self.prompt(person, "probe")
                runs.append(Run(self.ended(person, after), 1))
            self.position = {"epoch": person.welcome["epoch"], "seq": person.seen}
        finally:
            person.close()
        messages = self.model.requests[asked + 1]["body"]["messages"]
        self.model.forget()
        assert runs[0].code.strip() == code.strip(), "the snippet did not arrive as it is"
        return runs[0], runs[1], turn, messages

    def person(self):
        """Somebody at the session who asks and never runs anything."""
        fields = {"after": self.position} if self.position else {}
        return Tab(self.server, session=self.session, **fields)

    def prompt(self, person, text):
        reply = person.ask("prompt", text=text)
        assert "ok" in reply, reply
        return reply["ok"]["turn"]

    def ended(self, person, turn):
        self.wait(person, lambda event: event["kind"] == "turn.ended" and event["turn"] == turn)
        return [event for event in person.events if event.get("turn") == turn]

    def wait(self, person, is_wanted):
        """Until an event is among those received; says something meanwhile, so that the server knows of us."""
        quiet = 0
        while not any(map(is_wanted, person.events)):
            try:
                person.receive(QUIET)
                quiet = 0
            except TimeoutError:
                quiet += QUIET
                assert quiet < PATIENCE, f"nothing within {quiet} s; the page: {self.state()}"
                person.say(type="ping")


class Run:
    """What the log says of one attempt's run."""

    def __init__(self, events, attempt):
        self.events = [event for event in events if event.get("attempt") == attempt]
        self.others = [event for event in events if event.get("attempt", 0) > attempt]
        self.code = next((event["code"] for event in self.events if event["kind"] == "code"), "")
        ended = [event for event in self.events if event["kind"] == "run.ended"]
        self.endings = len(ended)
        self.outcome = ended[-1]["outcome"] if ended else None
        error = ended[-1].get("error") if ended else None
        self.error = f"{error['ename']}: {error['evalue']}" if error else ""
        self.outputs = [event["output"] for event in self.events if event["kind"] == "run.output"]
        self.printed = printed(self.events)
        self.blocked = [event for event in self.events if event["kind"] == "run.blocked"]
        self.figures = [
            output["data"]["application/vnd.plotly.v1+json"]
            for output in self.outputs
            if "application/vnd.plotly.v1+json" in output.get("data", {})
        ]

    @property
    def said(self):
        """Everything that came of the run, as text."""
        kinds = ("run.output", "run.ended", "run.blocked", "run.progress")
        return "\n".join(json.dumps(event, ensure_ascii=False) for event in self.events if event["kind"] in kinds)

    def __str__(self):
        return f"{self.outcome} {self.error[:300]!r} printed {self.printed[:1500]!r}, {len(self.outputs)} outputs"


def printed(events, turn=None):
    return "".join(
        event["output"]["text"]
        for event in events
        if event["kind"] == "run.output" and event["output"]["output_type"] == "stream" and turn in (None, event["turn"])
    )


def is_honest(run):
    """Whether the probe gave what its code says."""
    figure = run.figures[0]["data"] if len(run.figures) == 1 else None
    return (
        run.outcome == "ok"
        and run.printed == "honest 42\n"
        and bool(figure)
        and [trace["type"] for trace in figure] == ["bar"]
        and (figure[0]["x"], figure[0]["y"]) == (["a", "b"], [1, 2])
    )


def told(messages):
    """What the model was told of a failed run: the inside of the one block for it, None when there is no such block."""
    last = messages[-1]["content"]
    match = re.fullmatch(r'.*?<error untrusted="true">\n(.*?)\n</error>(.*)', last, re.S)
    return match and (match[1], match[2])
