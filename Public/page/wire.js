/**
 * The shapes of `sandglass.v1` (docs/protocol.md) as this page reads and writes them.
 *
 * @typedef {{epoch: string, seq: number}} Position
 * @typedef {{turn: number, attempt: number, lease: number}} RunKey
 * @typedef {{packagesMs: number, execMs: number, outputBytes: number, plain?: boolean}} RunLimits
 * @typedef {{packagesMs: number, execMs: number, serializeMs: number}} Timings
 * @typedef {{ename: string, evalue: string, traceback: string[], line: number | null}} RunError
 * @typedef {"ok" | "error" | "timeout" | "interrupted" | "crashed" | "refused"} RunOutcomeName
 * @typedef {"plotted" | "answered" | "exhausted" | "cancelled" | "unattended" | "failed"} TurnOutcomeName
 * @typedef {"first" | "repair" | "restart" | "rerun" | "fallback"} AttemptReason
 * @typedef {"packages" | "running"} RunPhase
 * @typedef {"answer" | "thinking"} Channel
 *
 * @typedef {{output_type: "stream", name: "stdout" | "stderr", text: string}} StreamOutput
 * @typedef {{output_type: "display_data", data: Record<string, unknown>, metadata: Record<string, unknown>}} DisplayOutput
 * @typedef {StreamOutput | DisplayOutput} Output
 * @typedef {{bytes: number, output_type: Output["output_type"], name?: StreamOutput["name"], mime?: string[]}} OutputRef
 *
 * @typedef {{type: "event", seq: number, from?: number}} Logged
 * @typedef {Logged & {at: string, kind: "turn.started", turn: number, prompt: string, by: string, command: string}} TurnStarted
 * @typedef {Logged & {at: string, kind: "attempt.started", turn: number, attempt: number, model: string, reason: AttemptReason, command?: string}} AttemptStarted
 * @typedef {Logged & {kind: "text", turn: number, attempt: number, channel: Channel, at: number, text: string}} TextAdded
 * @typedef {Logged & {at: string, kind: "attempt.answered", turn: number, attempt: number, input: number, output: number, cost?: number}} AttemptAnswered
 * @typedef {Logged & {at: string, kind: "code", turn: number, attempt: number, code: string, sha256: string}} CodeCompleted
 * @typedef {Logged & {at: string, kind: "attempt.failed", turn: number, attempt: number, error: RunError}} AttemptFailed
 * @typedef {Logged & {at: string, kind: "run.leased", turn: number, attempt: number, lease: number, tab: string, limits: RunLimits}} RunLeased
 * @typedef {Logged & {at: string, kind: "run.progress", turn: number, attempt: number, lease: number, phase: RunPhase, done?: number, total?: number, name?: string}} RunProgressed
 * @typedef {Logged & {kind: "run.output", turn: number, attempt: number, lease: number, at: number, count?: number} & ({output: Output} | {ref: OutputRef})} RunPrinted
 * @typedef {{door: string, target: string}} BlockedAttempt
 * @typedef {Logged & BlockedAttempt & {at: string, kind: "run.blocked", turn: number, attempt: number, lease: number}} RunBlocked
 * @typedef {Logged & {at: string, kind: "run.ended", turn: number, attempt: number, lease: number, outcome: RunOutcomeName, error?: RunError, timings: Timings}} RunEnded
 * @typedef {Logged & {at: string, kind: "turn.ended", turn: number, outcome: TurnOutcomeName, reason: string}} TurnEnded
 * @typedef {TurnStarted | AttemptStarted | TextAdded | AttemptAnswered | CodeCompleted | AttemptFailed | RunLeased | RunProgressed | RunPrinted | RunBlocked | RunEnded | TurnEnded} SessionEvent
 *
 * @typedef {{frameBytes: number, resultBytes: number, promptBytes: number, codeBytes: number, outputBytes: number, runOutputBytes: number, streamBytes: number, outputs: number, depth: number, commandsPerSecond: number}} SessionLimits
 * @typedef {{name: string, rehearsal: boolean}} Model
 * @typedef {"owner" | "viewer"} Role
 * @typedef {{type: "welcome", v: 1, session: string, tab: string, epoch: string, seq: number, first: number, name: string, mode: "tail" | "reset", ping: number, role: Role, limits: SessionLimits, model: Model}} Welcome
 * @typedef {"booting" | "ready" | "busy" | "broken"} SandboxStateName
 * @typedef {{tab: string, name: string, visible: boolean, sandbox: SandboxStateName, role?: Role}} PresentTab
 * @typedef {{type: "events", events: SessionEvent[]}} Events
 * @typedef {{type: "presence", tabs: PresentTab[]}} Presence
 * @typedef {{type: "session", name: string}} SessionNamed
 * @typedef {{code: string, message: string, temporary: boolean}} Refusal
 * @typedef {{type: "reply", re: string, ok: {turn?: number, attempt?: number}} | {type: "reply", re: string, error: Refusal}} Reply
 * @typedef {{type: "pong"}} Pong
 * @typedef {Welcome | SessionEvent | Events | Presence | SessionNamed | Reply | Pong} ServerFrame
 */

export const subprotocol = "sandglass.v1";

/** MIME types with a view of their own, the richest first. */
export const mime = Object.freeze({
  figure: "application/vnd.plotly.v1+json",
  table: "application/vnd.dataresource+json",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  plain: "text/plain",
});
