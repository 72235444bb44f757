# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: urllib: URLError
# prints: held: http.client: 
# prints: held: socket: 
# prints: held: udp: 
import http.client, socket, urllib.request
host, port = "{listener}".split(":")
def by_socket():
    one = socket.create_connection((host, int(port)), timeout=2)
    one.settimeout(2)
    one.sendall(b"GET /leak HTTP/1.0\r\n\r\n")
    return one.recv(100) or 1 / 0
def by_datagram():
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.connect(("{udp}".split(":")[0], int("{udp}".split(":")[1])))
    sent = one.send(b"leak")
    one.settimeout(1)
    raise OSError(f"{sent} bytes went into a socket that leads nowhere")
def by_client():
    connection = http.client.HTTPConnection(host, int(port), timeout=2)
    connection.request("GET", "/leak")
    return connection.getresponse().status
await door("urllib", lambda: urllib.request.urlopen("http://{listener}/leak", timeout=2).read())
await door("http.client", by_client)
await door("socket", by_socket)
await door("udp", by_datagram)
