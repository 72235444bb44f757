# outcome: ok
# with: door
# prints: held: sendBeacon
# prints: held: navigator.connect
# prints: held: RTCPeerConnection: absent
# prints: held: RTCDataChannel
# What a navigator can do, and peer connections, which are in documents and must not be in workers.
print("held: sendBeacon: absent" if not hasattr(js.navigator, "sendBeacon") else f"{'ESCAPED' if js.navigator.sendBeacon('http://{listener}/leak') else 'held'}: sendBeacon")
await absent("RTCPeerConnection")
await absent("webkitRTCPeerConnection")
print("held: RTCDataChannel without a connection", hasattr(js, "RTCDataChannel"))
for name in ("connect", "usb", "serial", "hid", "bluetooth", "presentation", "mediaDevices", "registerProtocolHandler", "joinAdInterestGroup"):
    thing = getattr(js.navigator, name, None)
    print(f"held: navigator.{name}: {'absent' if thing is None else 'here, and wants a document'}")
