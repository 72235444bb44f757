import Dispatch
import FuzzTargets

/// libFuzzer around the target that the first argument names; the others are libFuzzer's.
@main
enum Fuzzer {
    static func main() {
        var arguments = Array(UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)))
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        guard arguments.count > 1, FuzzTarget(rawValue: name) != nil else {
            fatalError("the first argument is the target: one of \(names) is wanted")
        }
        arguments.remove(at: 1)
        arguments.append(nil)
        var count = CInt(arguments.count - 1)
        arguments.withUnsafeMutableBufferPointer { buffer in
            var pointer = buffer.baseAddress
            _ = runDriver(&count, &pointer, execute)
        }
    }

    static let name = CommandLine.arguments.dropFirst().first ?? ""
    static let check = FuzzTarget(rawValue: name)?.check
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ execute: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One execution. An input that breaks a property ends the process, and libFuzzer keeps it.
private func execute(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    switch Fuzzer.check {
    case .pure(let check):
        do throws(Broken) { try check(input) } catch { fatalError("\(error)") }
    case .live(let check):
        let isOver = DispatchSemaphore(value: 0)
        Task {
            do throws(Broken) { try await check(input) } catch { fatalError("\(error)") }
            isOver.signal()
        }
        isOver.wait()
    case nil: break
    }
    return 0
}
