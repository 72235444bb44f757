"""The real server, killed at random instants behind a proxy that cuts: what was promised holds."""

import asyncio
import shutil
import signal
import time

import pytest
from harness import database
from harness.house import CALM, House, free_port
from harness.model import BAR
from harness.proxy import Proxy
from harness.server import Server
from harness.slow_model import SlowModel
from harness.tab import FIGURE, Tab, key
from harness.tally import Tally

# Sessions and their logs are new after so many rounds: each start of the server reads them whole.
CHAPTER = 25


@pytest.fixture
def house(tmp_path, seed, request, record_property):
    """A server with a slow model, a proxy before it, and the line about them at the end of the session."""
    tally = Tally(request.node.name.removeprefix("test_"), seed)
    with SlowModel(seed) as model:
        server = Server(tmp_path / "data", max_attempts=8, log_level="error", **model.settings)
        server.port = free_port()
        try:
            yield House(server, seed, tally)
        finally:
            server.stop()
            if tally.counts["rounds"]:
                record_property("summary", tally.line())


@pytest.fixture
def rounds(request):
    return 500 if request.config.getoption("--long") else 50


def test_evt1_run2_cmd2_trn7_trn8_cuts_and_kills_lose_nothing_and_do_nothing_twice(house, rounds):
    asyncio.run(chaos(house, rounds))


async def chaos(house, rounds):
    house.server.start()
    async with Proxy(house.server.port, house.seed) as proxy:
        try:
            for first in range(0, rounds, CHAPTER):
                proxy.calm(False)
                await house.open(proxy.origin)
                for _ in range(first, min(first + CHAPTER, rounds)):
                    await house.moment()
                    await disturb(house)
                    await house.kill()
                    await house.start()
                    await house.serves()
                proxy.calm()
                await house.close()
                house.count()
        finally:
            house.count()
            house.tally.cuts += proxy.cuts
            house.tally.counts["connections"] = proxy.accepted
    await house.end()
    assert house.tally.counts["fallbacks"] > 0


async def disturb(house):
    """Now and then a tab is reloaded, or one more comes."""
    roll = house.rng.random()
    visitors = house.rng.choice(house.sessions)
    if roll < 0.15:
        await house.rng.choice(visitors.tabs).reload()
    elif roll < 0.2 and len(visitors.tabs) < 6:
        visitors.come(1, visitors.seed)


def test_cls1_trn7_a_stop_sends_everybody_away_and_loses_nothing(house):
    asyncio.run(stops(house, 4))


async def stops(house, rounds):
    house.server.start()
    await house.open(house.server.origin)
    try:
        for _ in range(rounds):
            await house.moment()
            await house.bell.until(lambda: all(tab.is_open for tab in house.tabs), CALM, house.describe)
            before = {tab: endings(tab) for tab in house.tabs}
            house.is_alive()
            began = time.monotonic()
            status = await asyncio.to_thread(house.server.stop, signal.SIGTERM)
            assert status == 0 and time.monotonic() - began < 10, f"--seed {house.seed}: {status}"
            await house.bell.until(lambda: not any(tab.is_open for tab in house.tabs), 5, house.describe)
            untold = [tab.name for tab in house.tabs if endings(tab) == before[tab]]
            assert not untold, f"--seed {house.seed}: {untold}\n{house.describe()}"
            house.check(await asyncio.to_thread(database.faults, house.server.data))
            await asyncio.to_thread(house.server.start)
            await house.serves()
        await house.close()
    finally:
        house.count()
    await house.end()


def endings(tab):
    """How often the tab was told that the server goes, or broke its connection before it could hear that."""
    return tab.closes[4000] + tab.given_up


def test_a_log_that_lost_what_was_seen_is_noticed(house):
    """What the tests above would say of a server that forgets: its database is put back to an earlier one."""
    asyncio.run(relapse(house))


async def relapse(house):
    house.server.start()
    await house.open(house.server.origin)
    earlier = house.server.data.with_name("earlier")
    try:
        await house.bell.until(lambda: all(tab.ended_turns for tab in house.tabs), CALM, house.describe)
        await house.kill()
        shutil.copytree(house.server.data, earlier)
        known = {tab: tab.seq for tab in house.tabs}
        house.server.start()
        await house.bell.until(lambda: all(tab.seq > seq + 5 for tab, seq in known.items()), CALM, house.describe)
        await house.kill()
        shutil.rmtree(house.server.data)
        earlier.rename(house.server.data)
        house.server.start()
        await house.bell.until(lambda: all(tab.is_open for tab in house.tabs), CALM, house.describe)
        for visitors in house.sessions:
            wrong = await visitors.look()
            for tab in visitors.tabs:
                assert tab.lost and any(tab.name in line for line in wrong), house.describe()
    finally:
        for visitors in house.sessions:
            await visitors.rest()
            await visitors.leave()


KEY = "a-secret-key-of-a-tab"
NO_IMAGE = {**FIGURE, "data": {"image/png": "bm90IGEgcG5n"}}
LARGE = {"output_type": "stream", "name": "stdout", "text": "x" * (7 << 20)}
HUGE = {"output_type": "stream", "name": "stdout", "text": "x" * (8 << 20)}


@pytest.mark.parametrize(
    "outputs, ename",
    [
        pytest.param([(0, NO_IMAGE), (1, FIGURE)], "InvalidOutput", id="refused"),
        pytest.param([(0, FIGURE), (2, FIGURE)], "OutputLost", id="lost"),
        pytest.param([(0, HUGE), (0, FIGURE)], "OutputTooLarge", id="too_large"),
    ],
)
def test_run2_trn4_what_spoiled_a_run_spoils_it_also_after_a_kill(attached, model, outputs, ename):
    model.will(BAR, BAR)
    tab = Tab(attached, tab={"key": KEY}).ready()
    tab.ask("prompt", text="plot")
    run = key(tab.event("run.leased"))
    replies = [tab.output(run, at=at, output=output) for at, output in outputs]
    assert any("error" in reply for reply in replies)
    attached.kill()
    attached.start()
    back = Tab(attached, session=tab.session, run=run, tab={"key": KEY})
    assert back.outcome(run)["ok"] == {}
    assert back.event("run.ended").get("error", {}).get("ename") == ename


def test_run2_the_bytes_of_a_run_are_counted_across_a_kill(attached, model, request):
    if not request.config.getoption("--long"):
        pytest.skip("28 MiB through a debug build take their time: --long")
    model.will(BAR, BAR)
    tab = Tab(attached, tab={"key": KEY}).ready()
    tab.ask("prompt", text="plot")
    run = key(tab.event("run.leased"))
    assert all(tab.output(run, at=at, output=LARGE)["ok"] == {} for at in range(4))
    attached.kill()
    attached.start()
    after = {"epoch": tab.welcome["epoch"], "seq": tab.events[-1]["seq"]}
    back = Tab(attached, session=tab.session, after=after, run=run, tab={"key": KEY})
    assert back.output(run, at=4, output=LARGE)["error"]["code"] == "too_large"


def test_opn4_run2_a_refused_run_is_leased_anew_though_its_tab_still_names_it(attached, model):
    model.will(BAR)
    tab = Tab(attached, tab={"key": KEY}).ready()
    tab.ask("prompt", text="plot")
    run = key(tab.event("run.leased"))
    assert tab.outcome(run, "refused")["ok"] == {}
    back = Tab(attached, session=tab.session, run=run, tab={"key": KEY}).ready()
    assert back.event("run.leased", lease=2)["tab"] == back.id
