package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer

/** A text, or a pair of texts, gets one label. */
class TextClassification(private val sequenceLength: Int) : Task {
    override val name = "text-classification"
    override val outputRoles = listOf(LOGITS)
    override val minSequenceLength = 5

    override fun read(row: JsonObject): Example =
        Document(row.string("id"), row.text("text"), row.stringOrNull("text_pair")?.let { row.text("text_pair") })

    override fun accepts(role: String, shape: IntArray) = shape.size == 2 && shape[0] == 1

    private inner class Document(override val id: String, private val text: Text, private val pair: Text?) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample =
            EncodedDocument(TextEncoding.encode(tokenizer, text, pair, sequenceLength))
    }

    private class EncodedDocument(encoding: TextEncoding) : EncodedExample {
        override val windows = listOf(Window(encoding.row))
        override val truncated = encoding.truncated
        private var label = 0
        private var probability = 0.0

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val logits = outputs.getValue(LOGITS)
            label = Logits.best(logits)
            probability = Logits.softmax(logits)[label]
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("label").value(label)
            json.name("probability").finiteOrNull(probability).endObject()
        }
    }
}
