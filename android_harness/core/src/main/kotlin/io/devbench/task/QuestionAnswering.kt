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
        private val best = BestSpans(settings.nBest)
        private var noAnswerScore = Float.POSITIVE_INFINITY

        override fun decode(window: Int, outputs: Map<String, FloatArray>) {
            val starts = outputs.getValue(START)
            val ends = outputs.getValue(END)
            noAnswerScore = minOf(noAnswerScore, number(starts[0] + ends[0]))
            val tokens = spans[window]
            val first = windows[window].rows[0].typeOneFrom
            val end = first + tokens.size
            for (start in first until end) {
                for (last in start until start + minOf(end - start, settings.maxAnswerTokens)) {
                    val score = starts[start] + ends[last]
                    if (score > best.least || !best.isFull) offer(start - first, last - first, tokens, score)
                }
            }
        }

        private fun offer(first: Int, last: Int, window: Span, score: Float) {
            val start = contextTokens.starts[window.start + first]
            best.offer(AnswerSpan(start, contextTokens.ends[window.start + last], number(score)))
        }

        override fun answer(): Answer {
            val answers = ArrayList(best.spans)
            if (answers.isEmpty()) {
                answers.add(AnswerSpan(0, 0, 0f))
            } else if (settings.allowNoAnswer) {
                val rank = noAnswerScore - settings.nullThreshold
                answers.add(answers.count { it.score >= rank }, AnswerSpan(0, 0, noAnswerScore))
            }
            return Answers(context, answers.take(settings.nBest), isList = settings.nBest > 1)
        }
    }

    /** The best, and beside it all of them where [isList]. */
    private class Answers(
        private val context: String,
        private val spans: List<AnswerSpan>,
        private val isList: Boolean,
    ) : Answer {
        override fun write(json: JsonWriter) {
            json.beginObject()
            writeMembers(spans.first(), json)
            if (isList) {
                json.name("n_best").beginArray()
                for (span in spans) {
                    json.beginObject()
                    writeMembers(span, json)
                    json.endObject()
                }
                json.endArray()
            }
            json.endObject()
        }

        private fun writeMembers(span: AnswerSpan, json: JsonWriter) {
            val from = context.offsetByCodePoints(0, span.start)
            val until = context.offsetByCodePoints(from, span.end - span.start)
            json.name("text").value(context.substring(from, until))
            json.name("start").value(span.start).name("end").value(span.end)
            json.name("score").finiteOrNull(span.score)
        }
    }

    /** Tokens [start] until [end]. */
    class Span(val start: Int, val end: Int) {
        val size get() = end - start
    }

    companion object {
        private const val START = "start_logits"
        private const val END = "end_logits"

        private fun number(value: Float) = if (value.isNaN()) Float.NEGATIVE_INFINITY else value

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
