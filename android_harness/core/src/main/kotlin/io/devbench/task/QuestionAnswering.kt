package io.devbench.task

import com.google.gson.stream.JsonWriter
import io.devbench.protocol.Answer
import io.devbench.protocol.JsonObject
import io.devbench.protocol.QuestionAnsweringSettings
import io.devbench.protocol.finiteOrNull
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Tokens

/** Extractive: the answer is a span of the context, which is cut into windows that overlap. */
class QuestionAnswering(private val settings: QuestionAnsweringSettings, private val sequenceLength: Int) : Task {
    override val name = "question-answering"
    override val outputRoles = listOf(START, END)
    override val minSequenceLength = 7

    private val maxQuestionTokens = sequenceLength / 2

    override fun read(row: JsonObject): Example = Question(row.string("id"), row.text("question"), row.text("context"))

    override fun accepts(role: String, shape: IntArray) = shape.contentEquals(intArrayOf(1, sequenceLength))

    private inner class Question(override val id: String, private val question: Text, private val context: Text) :
        Example {
        override fun encode(tokenizer: Tokenizer): EncodedExample {
            val questionTokens = question.tokens(tokenizer)
            val contextTokens = context.tokens(tokenizer)
            val kept = minOf(questionTokens.size, maxQuestionTokens)
            val spans = split(contextTokens.size, room = sequenceLength - kept - 3, settings.stride)
            val windows = spans.map { span ->
                val ids = IntArray(kept + span.size + 3)
                ids[0] = tokenizer.clsId
                questionTokens.ids.copyInto(ids, 1, 0, kept)
                ids[kept + 1] = tokenizer.sepId
                contextTokens.ids.copyInto(ids, kept + 2, span.start, span.end)
                ids[ids.size - 1] = tokenizer.sepId
                Window(Row(ids, typeOneFrom = kept + 2))
            }
            return EncodedQuestion(context.value, contextTokens, spans, windows, truncated = kept < questionTokens.size)
        }
    }

    private inner class EncodedQuestion(
        private val context: String,
        private val contextTokens: Tokens,
        private val spans: List<Span>,
        override val windows: List<Window>,
        override val truncated: Boolean,
    ) : EncodedExample {
        private var best: Span? = null
        private var bestScore = 0f
        private var noAnswerScore = Float.POSITIVE_INFINITY

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val starts = outputs.getValue(START)
            val ends = outputs.getValue(END)
            val sum = starts[0] + ends[0]
            if (sum < noAnswerScore) noAnswerScore = sum
            val tokens = spans[window]
            if (tokens.size == 0) return
            val first = windows[window].rows[0].typeOneFrom
            val span = bestSpan(starts, ends, first, first + tokens.size)
            val score = starts[span.start] + ends[span.end - 1]
            if (best == null || score > bestScore) {
                best = Span(span.start - first + tokens.start, span.end - first + tokens.start)
                bestScore = score
            }
        }

        /** Of the positions [first] until [end]; the earliest among equals; NaN is less than any number. */
        private fun bestSpan(starts: FloatArray, ends: FloatArray, first: Int, end: Int): Span {
            var highest = Float.NEGATIVE_INFINITY
            var bestStart = first
            var bestEnd = first
            for (start in first until end) {
                for (last in start until minOf(end, start + settings.maxAnswerTokens)) {
                    val score = starts[start] + ends[last]
                    if (score > highest) {
                        highest = score
                        bestStart = start
                        bestEnd = last
                    }
                }
            }
            return Span(bestStart, bestEnd + 1)
        }

        override fun answer(): Answer {
            val span = best ?: return SpanAnswer("", 0, 0, 0f)
            if (settings.allowNoAnswer && noAnswerScore > bestScore) return SpanAnswer("", 0, 0, noAnswerScore)
            val start = contextTokens.starts[span.start]
            val end = contextTokens.ends[span.end - 1]
            val from = context.offsetByCodePoints(0, start)
            val text = context.substring(from, context.offsetByCodePoints(from, end - start))
            return SpanAnswer(text, start, end, bestScore)
        }
    }

    private class SpanAnswer(val text: String, val start: Int, val end: Int, val score: Float) : Answer {
        override fun write(json: JsonWriter) {
            json.beginObject().name("text").value(text).name("start").value(start).name("end").value(end)
            json.name("score").finiteOrNull(score).endObject()
        }
    }

    /** Tokens [start] until [end]. */
    class Span(val start: Int, val end: Int) {
        val size get() = end - start
    }

    companion object {
        private const val START = "start_logits"
        private const val END = "end_logits"

        /** Windows of at most [room] tokens over [tokens]; neighbours share [stride]. At least one. */
        fun split(tokens: Int, room: Int, stride: Int): List<Span> {
            val step = room - (if (stride < room) stride else room / 2)
            val spans = ArrayList<Span>()
            var start = 0
            do {
                spans.add(Span(start, minOf(start + room, tokens)))
                start += step
            } while (spans.last().end < tokens)
            return spans
        }
    }
}
