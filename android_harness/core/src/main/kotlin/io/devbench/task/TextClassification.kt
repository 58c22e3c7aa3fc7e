package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.ProblemType
import io.devbench.protocol.TextClassificationSettings
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer

/** A text, or a pair of texts, gets one label, any number of labels, or a value. */
class TextClassification(private val settings: TextClassificationSettings, private val sequenceLength: Int) : Task {
    override val name = "text-classification"
    override val outputRoles = listOf(LOGITS)
    override val minSequenceLength = 5

    override fun read(row: JsonObject): Example =
        Document(row.string("id"), row.text("text"), row.stringOrNull("text_pair")?.let { row.text("text_pair") })

    override fun accepts(role: String, shape: IntArray) = shape.size == 2 && shape[0] == 1 &&
        (settings.problemType != ProblemType.REGRESSION || shape[1] == 1)

    private inner class Document(override val id: String, private val text: Text, private val pair: Text?) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample {
            val encoding = TextEncoding.encode(tokenizer, text, pair, sequenceLength)
            return when (settings.problemType) {
                ProblemType.SINGLE_LABEL -> SingleLabel(encoding)
                ProblemType.MULTI_LABEL -> MultiLabel(encoding, settings.threshold)
                ProblemType.REGRESSION -> Regression(encoding)
            }
        }
    }

    private abstract class EncodedDocument(encoding: TextEncoding) : EncodedExample {
        override val windows = listOf(Window(encoding.row))
        override val truncated = encoding.truncated
    }

    private class SingleLabel(encoding: TextEncoding) : EncodedDocument(encoding) {
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

    private class MultiLabel(encoding: TextEncoding, private val threshold: Double) : EncodedDocument(encoding) {
        private lateinit var probabilities: DoubleArray

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val logits = outputs.getValue(LOGITS)
            probabilities = DoubleArray(logits.size) { Logits.sigmoid(logits[it]) }
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("labels").beginArray()
            for (label in probabilities.indices) if (probabilities[label] > threshold) json.value(label)
            json.endArray().name("probabilities").beginArray()
            for (probability in probabilities) json.finiteOrNull(probability)
            json.endArray().endObject()
        }
    }

    private class Regression(encoding: TextEncoding) : EncodedDocument(encoding) {
        private var value = 0f

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            value = outputs.getValue(LOGITS).single()
        }

        override fun answer() = Answer { json -> json.beginObject().name("value").finiteOrNull(value).endObject() }
    }
}
