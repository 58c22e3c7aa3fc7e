package io.devbench.task

import io.devbench.protocol.GenerationSettings
import io.devbench.tokenize.Vocabulary

/** Which token a decoder goes on with: transformers' logits processors in their order, then the greatest. */
internal class GreedyRules(
    private val settings: GenerationSettings,
    vocabulary: Vocabulary,
    private val maxTokens: Int,
) {
    private val ends = vocabulary.ids(settings.eosTokens)
    private val forcedFirst = vocabulary.ids(listOfNotNull(settings.forcedBosToken))
    private val forcedLast = vocabulary.ids(settings.forcedEosTokens)
    private val suppressed = vocabulary.ids(settings.suppressTokens)
    private val suppressedFirst = vocabulary.ids(settings.beginSuppressTokens)

    private var scores = FloatArray(0)

    /** The token after [decoded], which begins with the first token; [source] are the encoder's tokens. */
    fun next(logits: FloatArray, decoded: IntArray, source: IntArray): Int {
        if (scores.size != logits.size) scores = FloatArray(logits.size)
        logits.copyInto(scores)
        val step = decoded.size - 1
        if (settings.repetitionPenalty != 1f) scores.penalize(decoded)
        scores.exclude(followers(decoded, decoded, settings.noRepeatNgramSize))
        scores.exclude(followers(source, decoded, settings.encoderNoRepeatNgramSize))
        if (step < settings.minNewTokens) scores.exclude(ends)
        if (step == 0) scores.force(forcedFirst)
        if (step == maxTokens - 1) scores.force(forcedLast)
        scores.exclude(suppressed)
        if (step == forcedFirst.size) scores.exclude(suppressedFirst) // the first step that is free
        return Logits.best(scores)
    }

    fun ends(token: Int) = token in ends

    /** Keskar et al. 2019, as transformers computes it. */
    private fun FloatArray.penalize(decoded: IntArray) {
        val penalty = settings.repetitionPenalty
        for (id in decoded.distinct()) {
            if (id < size) this[id] = if (this[id] < 0) this[id] * penalty else this[id] / penalty
        }
    }

    private fun FloatArray.force(ids: IntArray) {
        if (ids.isEmpty()) return
        fill(Float.NEGATIVE_INFINITY)
        for (id in ids) if (id < size) this[id] = 0f
    }

    private fun FloatArray.exclude(ids: IntArray) {
        for (id in ids) if (id < size) this[id] = Float.NEGATIVE_INFINITY
    }

    private companion object {
        fun Vocabulary.ids(tokens: List<String>) = IntArray(tokens.size) { requireId(tokens[it]) }

        /** The tokens that would end an n-gram of [text] after [decoded]; none for a [size] of 0. */
        fun followers(text: IntArray, decoded: IntArray, size: Int): IntArray {
            val known = size - 1
            val starts = if (known < 0 || decoded.size < known) IntRange.EMPTY else 0 until text.size - known
            return starts.filter { start -> stand(text, start, decoded, known) }.map { text[it + known] }.toIntArray()
        }

        /** Whether the last [count] of [decoded] stand in [text] from [start] on. */
        fun stand(text: IntArray, start: Int, decoded: IntArray, count: Int): Boolean =
            (0 until count).all { text[start + it] == decoded[decoded.size - count + it] }
    }
}
