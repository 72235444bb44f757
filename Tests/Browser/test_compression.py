"""PMD: the page's sockets are compressed without any doing of its own."""

HEATMAP = "Draw a heatmap of website visits by weekday and hour"


def test_pmd1_pmd6_chromium_negotiates_and_reads_what_all_tabs_share(server, open_page):
    first = open_page(server)
    handshakes = []
    tools = first.page.context.new_cdp_session(first.page)
    tools.on("Network.webSocketHandshakeResponseReceived", lambda event: handshakes.append(event["response"]["headers"]))
    tools.send("Network.enable")
    first.page.reload()
    first.ready()
    second = open_page(server, first.session).ready()
    first.ask(HEATMAP)
    for page in (first, second):
        page.ended()
        assert "Visits by weekday" in page.drawn()
    assert first.seen == second.seen
    extensions = [{name.lower(): value for name, value in headers.items()}["sec-websocket-extensions"] for headers in handshakes]
    assert extensions and set(extensions) == {"permessage-deflate; client_no_context_takeover"}
