import Testing
import Wire

/// Tries a message with each of its fields missing, wrong, at its bound and one past it.
struct FieldCheck {
    let place: String
    let read: (JSON) throws(WireError) -> Void

    func check(_ message: MessageRule) {
        for field in message.fields {
            let name = "\(place).\(field.path)"
            let without = failure(message.whole.with(field.path, nil))
            if field.isRequired {
                #expect(without?.code == .badMessage, "\(name) is missing")
                #expect(without?.description.hasPrefix("\(name):") == true, "\(name): \(without?.description ?? "")")
            } else {
                #expect(without == nil, "\(name) is missing")
            }
            for value in field.wrong { expect(.badMessage, message.whole.with(field.path, value), name, value) }
            for value in field.tooLarge { expect(.tooLarge, message.whole.with(field.path, value), name, value) }
            for value in field.fits {
                #expect(failure(message.whole.with(field.path, value)) == nil, "\(name): \(value.text.prefix(60))")
            }
        }
    }

    private func expect(_ code: WireError.Code, _ json: JSON, _ name: String, _ value: JSON) {
        let failure = failure(json)
        #expect(failure?.code == code, "\(name): \(value.text.prefix(60))")
        #expect(
            failure?.description.hasPrefix("\(name):") == true,
            "\(name) is not named: \(failure?.description ?? "no error") for \(value.text.prefix(60))")
    }

    private func failure(_ json: JSON) -> WireError? {
        do throws(WireError) { try read(json) } catch { return error }
        return nil
    }
}
