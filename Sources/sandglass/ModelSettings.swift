import ArgumentParser
import Configuration
import LanguageModels
import Logging
import ServiceLifecycle
import Turns
import Web
import Wire

/// Which models answer.
struct ModelSettings {
    /// The first, and those that stand in for it.
    private let attached: [AttachedModel]
    /// The first, where a child of this process serves it.
    private let local: LocalModelSettings?
    private let shared: SharedModelSettings
    /// Milliseconds between two pieces of a rehearsed answer.
    private let rehearsalMs: Int

    init(_ environment: ConfigReader) throws {
        shared = try SharedModelSettings(environment)
        rehearsalMs = try ServeSettings.integer("rehearsal.ms", in: 0...10_000, environment) ?? 40
        let names = ModelVariables.first
        let api = environment.string(forKey: names.api, default: Self.rehearsal)
        let isRehearsal = api == Self.rehearsal
        local = api == Self.local ? try LocalModelSettings(names, environment) : nil
        let isApart = isRehearsal || local != nil
        let first =
            isApart ? [] : [try Self.attached(names, environment, shared, orElse: [Self.rehearsal, Self.local])]
        let fallbacks = try Self.fallbacks(environment, shared)
        guard !isRehearsal || fallbacks.isEmpty else {
            throw ValidationError(
                "SANDGLASS_FALLBACK_1_API is set without SANDGLASS_MODEL_API: attach the first model too")
        }
        attached = first + fallbacks
    }

    private static let rehearsal = "rehearsal"
    static let local = "local"

    /// - Parameter others: further values that would have been good.
    private static func attached(
        _ names: ModelVariables, _ environment: ConfigReader, _ shared: SharedModelSettings,
        orElse others: [String] = []
    ) throws -> AttachedModel {
        let given = environment.string(forKey: names.api, default: "")
        guard let api = AttachedModel.API(rawValue: given) else {
            let known = (others + AttachedModel.API.allCases.map(\.rawValue)).joined(separator: ", ")
            throw ValidationError("\(names.api.variable) is \"\(given)\"; one of \(known) is wanted")
        }
        return try AttachedModel(api, names, environment, shared: shared)
    }

    /// Numbered from 1, without a gap.
    private static func fallbacks(
        _ environment: ConfigReader, _ shared: SharedModelSettings
    ) throws -> [AttachedModel] {
        var models: [AttachedModel] = []
        // One further: to say that it is not read.
        for number in 1...Limits.fallbackModels + 1 {
            let names = ModelVariables.fallback(number)
            guard environment.string(forKey: names.api) != nil else {
                if let stray = names.others.first(where: { environment.string(forKey: $0, isSecret: true) != nil }) {
                    let api = names.api.variable
                    throw ValidationError("\(stray.variable) is set without \(api): say how to speak to it")
                }
                continue
            }
            guard number <= Limits.fallbackModels else {
                let most = Limits.fallbackModels
                throw ValidationError("\(names.api.variable) is set: at most \(most) models can stand by")
            }
            guard number == models.count + 1 else {
                let missing = ModelVariables.fallback(models.count + 1)
                throw ValidationError(
                    "\(names.api.variable) is set without \(missing.api.variable): number them from 1")
            }
            models.append(try attached(names, environment, shared))
        }
        return models
    }

    /// - Throws: when what answers cost is bounded, and nobody knows what those of a model do.
    func requirePrices(for policy: TurnPolicy) throws {
        let bounded = [("SESSION", policy.session), ("SUBJECT", policy.subject)].first { $0.1.cost != nil }
        guard let bounded, let unpriced = attached.first(where: { !$0.hasPrice }) else { return }
        throw ValidationError(
            "SANDGLASS_\(bounded.0)_COST is set without \(unpriced.priceVariable): say what a million tokens cost, such as "
                + "0.25/2 for what it reads and what it writes")
    }

    /// The model, and what has to run for it.
    func languageModel(logger: Logger) -> (model: any LanguageModel, services: [any Service]) {
        let transfers = CurlTransfers()
        let child = local.map { LocalServer(program: $0.program, size: $0.size, transfers: transfers, logger: logger) }
        var models: [any LanguageModel] = []
        if let local, let child { models.append(LocalModel(name: local.name, server: child)) }
        models += attached.map { $0.languageModel(transfers, logger) }
        return (answering(models, logger), child.map { [$0] } ?? [])
    }

    private func answering(_ models: [any LanguageModel], _ logger: Logger) -> any LanguageModel {
        let models = models.map { RetryingModel($0, policy: shared.retries, logger: logger) }
        guard let first = models.first else {
            return RehearsalModel(pace: RehearsalPace(median: .milliseconds(rehearsalMs)))
        }
        return FallbackModel(first, fallbacks: Array(models.dropFirst()))
    }

    /// What the page says of the model, and what it offers to ask.
    func about(_ model: any LanguageModel) -> About {
        About(
            version: Sandglass.version, model: model.name, isRehearsal: model.isRehearsal,
            attach: model.isRehearsal ? RehearsalModel.howToAttach : nil,
            examples: RehearsalModel.examples.map { .init(title: $0.title, prompt: $0.prompt) })
    }
}
