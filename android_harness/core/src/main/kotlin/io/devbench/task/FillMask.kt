package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.FillMaskSettings
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenizerSettings
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary

/** Which tokens belong in the place of the mask. */
class FillMask(
    private val settings: FillMaskSettings,
    private val sequenceLength: Int,
    tokenizer: TokenizerSettings,
    private val vocabulary: Vocabulary,
) : Task {
    override val name = "fill-mask"
    override val outputRoles = listOf(LOGITS)
    override val minSequenceLength = 3

    private val mask = tokenizer.maskToken
    private val maskId = vocabulary.requireId(mask)

    override fun read(row: JsonObject): Example = MaskedText(row.string("id"), row.text("text"))

    override fun accepts(role: String, shape: IntArray) = shape.size == 3 && shape[0] == 1 && shape[1] == sequenceLength

    private inner class MaskedText(override val id: String, private val text: Text) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample {
            val tokens = text.tokens(tokenizer)
            val masks = (0 until tokens.size).filter { tokens.ids[it] == maskId }
            val position = masks.singleOrNull() ?: throw bad("Example $id must have one $mask, not ${masks.size}.")
            val kept = minOf(tokens.size, sequenceLength - 2)
            if (position >= kept) {
                throw bad("The $mask of example $id lies beyond the model's $sequenceLength tokens.")
            }
            val row = Row(TextEncoding.single(tokenizer, tokens.ids, kept))
            return EncodedMaskedText(Window(row, outputPosition = 1 + position), truncated = kept < tokens.size)
        }
    }

    private fun bad(why: String) = Failure(FailureCode.BAD_EXAMPLE, why)

    private inner class EncodedMaskedText(window: Window, override val truncated: Boolean) : EncodedExample {
        override val windows = listOf(window)
        private lateinit var tokenIds: IntArray
        private lateinit var probabilities: DoubleArray

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val logits = outputs.getValue(LOGITS)
            tokenIds = Logits.top(logits, settings.top)
            probabilities = Logits.softmax(logits)
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("tokens").beginArray()
            for (id in tokenIds) {
                json.beginObject().name("id").value(id).name("token").value(vocabulary.tokenOf(id) ?: "")
                json.name("probability").finiteOrNull(probabilities[id]).endObject()
            }
            json.endArray().endObject()
        }
    }
}
