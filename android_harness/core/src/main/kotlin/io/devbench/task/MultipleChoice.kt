package io.devbench.task

import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.MultipleChoiceSettings
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer

/** Which of several choices goes with a prompt; one invoke takes them all, a row each. */
class MultipleChoice(settings: MultipleChoiceSettings, private val sequenceLength: Int) : Task {
    override val name = "multiple-choice"
    override val outputRoles = listOf(LOGITS)
    override val minSequenceLength = 5
    private val rows = settings.choices

    override fun inputShape(length: Int) = intArrayOf(1, rows, length)

    override fun read(row: JsonObject): Example {
        val choices = row.texts("choices")
        if (choices.size != rows) throw row.wrong("choices", "has ${choices.size} and the model takes $rows")
        return Prompt(row.string("id"), row.text("prompt"), choices)
    }

    override fun accepts(role: String, shape: IntArray) = shape.contentEquals(intArrayOf(1, rows))

    private inner class Prompt(override val id: String, private val prompt: Text, private val choices: List<Text>) :
        Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample =
            EncodedPrompt(choices.map { TextEncoding.encode(tokenizer, prompt, it, sequenceLength) })
    }

    private class EncodedPrompt(encodings: List<TextEncoding>) : EncodedExample {
        override val windows = listOf(Window(encodings.map { it.row }))
        override val truncated = encodings.any { it.truncated }
        private var choice = 0
        private lateinit var probabilities: DoubleArray

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val logits = outputs.getValue(LOGITS)
            choice = Logits.best(logits)
            probabilities = Logits.softmax(logits)
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("choice").value(choice).name("probabilities").beginArray()
            for (probability in probabilities) json.finiteOrNull(probability)
            json.endArray().endObject()
        }
    }
}
