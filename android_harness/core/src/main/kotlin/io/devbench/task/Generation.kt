package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.GenerationSettings
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenizerSettings
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary

/** A text becomes another, token by token, greedily. The one window is the encoder's. */
class Generation(
    private val settings: GenerationSettings,
    private val sequenceLength: Int,
    decoderLength: Int,
    tokenizer: TokenizerSettings,
    private val vocabulary: Vocabulary,
) : Task {
    override val name = "generation"
    override val outputRoles = listOf("hidden_states")
    override val minSequenceLength = 3

    private val bosId = vocabulary.requireId(settings.bosToken)

    /** The decoder reads all but the last token. */
    private val maxTokens: Int
    private val rules: GreedyRules
    private val unspoken = tokenizer.specialTokens.toSet() + settings.bosToken

    init {
        val room = decoderLength - 1
        maxTokens = if (settings.pinnedTokens > 0) settings.pinnedTokens else minOf(settings.maxNewTokens, room)
        if (maxTokens !in 1..room) {
            val why = "$maxTokens tokens do not fit a decoder of $decoderLength positions."
            throw Failure(FailureCode.BAD_JOB, why)
        }
        rules = GreedyRules(settings, vocabulary, maxTokens)
    }

    override fun read(row: JsonObject): Example = Source(row.string("id"), row.text("text"))

    override fun accepts(role: String, shape: IntArray) = shape.size == 3 && shape[0] == 1 && shape[1] == sequenceLength

    private inner class Source(override val id: String, private val text: Text) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample =
            EncodedSource(TextEncoding.encode(tokenizer, text, second = null, sequenceLength))
    }

    private inner class EncodedSource(encoding: TextEncoding) : EncodedExample {
        override val windows = listOf(Window(encoding.row))
        override val truncated = encoding.truncated
        override var nextToken: Int? = bosId
            private set
        private val source = encoding.row.tokenIds
        private var decoded = intArrayOf(bosId)

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val token = rules.next(outputs.getValue(LOGITS), decoded, source)
            decoded += token
            val isLast = decoded.size > maxTokens || (settings.pinnedTokens == 0 && rules.ends(token))
            nextToken = if (isLast) null else token
        }

        override fun answer() = Answer { json ->
            val spoken = decoded.drop(1).takeWhile { vocabulary.tokenOf(it) !in settings.eosTokens }
            json.beginObject().name("token_ids").beginArray()
            for (id in spoken) json.value(id)
            json.endArray().name("text").value(text(spoken)).endObject()
        }

        private fun text(tokenIds: List<Int>): String = tokenIds.mapNotNull(vocabulary::tokenOf)
            .filter { it.isNotEmpty() && it !in unspoken }
            .joinToString(" ")
            .replace(" ##", "")
    }
}
