import CCurl

// libcurl calls these on the loop's thread. They are functions and not closures, so that they belong to no actor.

func curlSocketChanged(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ interest: Int32, _ context: UnsafeMutableRawPointer?,
    _ socketContext: UnsafeMutableRawPointer?
) -> Int32 {
    if let context { Unmanaged<CurlLoop>.fromOpaque(context).takeUnretainedValue().socketChanged(socket, interest) }
    return 0
}

func curlTimerChanged(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    if let context {
        Unmanaged<CurlLoop>.fromOpaque(context).takeUnretainedValue().setAlarm(milliseconds: milliseconds)
    }
    return 0
}

/// A part of the body. Anything but its size, or the word for a pause, ends the transfer.
func curlBodyReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let handle = Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    switch handle.transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) {
    case .taken: return size * count
    case .paused: return Int(CURL_WRITEFUNC_PAUSE)
    case .refused: return 0
    }
}

/// One line of the head, with its end.
func curlHeaderReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let handle = Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
    return handle.receive(headerLine: line) ? size * count : 0
}
