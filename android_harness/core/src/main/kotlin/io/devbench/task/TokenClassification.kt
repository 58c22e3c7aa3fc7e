package io.devbench.task

import com.google.gson.stream.JsonWriter
import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TokenClassificationSettings
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Tokens

/** The named entities of a text, as spans of its characters. A word's label is that of its first token. */
class TokenClassification(settings: TokenClassificationSettings, private val sequenceLength: Int) : Task {
    override val name = "token-classification"
    override val outputRoles = listOf(LOGITS)
    override val minSequenceLength = 3

    private class Label(text: String) {
        /** Null for `O`. */
        val type = if (text == "O") null else text.substringAfter('-', "")
        val begins = text.startsWith("B-") || text.startsWith("S-")
        val ends = text.startsWith("E-") || text.startsWith("S-")
    }

    private val labels = settings.labels.map(::Label)

    override fun read(row: JsonObject): Example = Sentence(row.string("id"), row.text("text"))

    override fun accepts(role: String, shape: IntArray) =
        shape.contentEquals(intArrayOf(1, sequenceLength, labels.size))

    private inner class Sentence(override val id: String, private val text: Text) : Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample {
            val tokens = text.tokens(tokenizer)
            return EncodedSentence(text.value, tokens, minOf(tokens.size, sequenceLength - 2), tokenizer)
        }
    }

    private inner class EncodedSentence(
        private val text: String,
        private val tokens: Tokens,
        private val kept: Int,
        tokenizer: Tokenizer,
    ) : EncodedExample {
        override val windows = listOf(Window(Row(TextEncoding.single(tokenizer, tokens.ids, kept))))
        override val truncated = kept < tokens.size
        private val entities = ArrayList<Entity>()

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val logits = outputs.getValue(LOGITS)
            var entity: Entity? = null
            var isClosed = true
            for (token in 0 until kept) {
                if (tokens.isWordStart(token)) {
                    val label = labels[Logits.best(logits, (1 + token) * labels.size, (2 + token) * labels.size)]
                    if (label.type == null) {
                        entity = null
                    } else if (entity == null || isClosed || label.begins || label.type != entity.type) {
                        entity = Entity(label.type, tokens.starts[token]).also(entities::add)
                    }
                    isClosed = label.ends
                }
                entity?.end = tokens.ends[token]
            }
        }

        override fun answer() = Answer { json ->
            json.beginObject().name("entities").beginArray()
            for (entity in entities) entity.write(json, text)
            json.endArray().endObject()
        }
    }

    /** [start] and [end] count code points. */
    private class Entity(val type: String, val start: Int) {
        var end = start

        fun write(json: JsonWriter, text: String) {
            val from = text.offsetByCodePoints(0, start)
            val until = text.offsetByCodePoints(from, end - start)
            json.beginObject().name("type").value(type).name("start").value(start).name("end").value(end)
            json.name("text").value(text.substring(from, until)).endObject()
        }
    }
}
