package io.devbench.task

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import com.google.gson.stream.JsonWriter
import io.devbench.Vectors
import io.devbench.get
import io.devbench.ints
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.FeatureExtractionSettings
import io.devbench.protocol.JsonException
import io.devbench.protocol.JsonObject
import io.devbench.protocol.Pooling
import io.devbench.protocol.QuestionAnsweringSettings
import io.devbench.protocol.TaskSettings
import io.devbench.protocol.TokenizerSettings
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assert.fail
import org.junit.Test
import java.io.StringWriter
import java.util.Random
import kotlin.math.abs

class TaskTest {
    @Test fun `question answering`() = check("decode/question-answering.json")

    @Test fun `feature extraction`() = check("decode/feature-extraction.json")

    @Test fun `text classification`() = check("tasks/text-classification.json")

    @Test fun `token classification`() = check("tasks/token-classification.json")

    @Test fun `multiple choice`() = check("tasks/multiple-choice.json")

    @Test fun `fill-mask`() = check("tasks/fill-mask.json")

    @Test fun generation() = check("tasks/generation.json")

    @Test fun `rules of generation`() = check("tasks/generation-rules.json")

    private fun check(path: String) {
        val vectors = Vectors.read(path)
        val vocabulary = Vocabulary(vectors["vocabulary"].asJsonArray.map { it.asString })
        val settings = TokenizerSettings.of(parse(vectors["tokenizer"]))
        val tokenizer = Tokenizer.create(settings, vocabulary)
        for (case in vectors["cases"].asJsonArray) {
            val decoderLength = case.asJsonObject["decoder"]?.get("sequence_length")?.asInt
            val length = case["sequence_length"].asInt
            val task = createTask(TaskSettings.of(parse(case["task"])), length, decoderLength, settings, vocabulary)
            if (case.asJsonObject.has("refused")) checkRefused(task, case, tokenizer) else check(task, case, tokenizer)
        }
    }

    private fun checkRefused(task: Task, case: JsonElement, tokenizer: Tokenizer) {
        try {
            task.read(parse(case["example"])).encode(tokenizer)
        } catch (_: JsonException) {
            return // the harness names the line
        } catch (refused: Failure) {
            assertEquals(FailureCode.BAD_EXAMPLE, refused.code)
            assertTrue(refused.message, refused.message.contains("xample ${case["name"].asString}"))
            return
        }
        fail(case["name"].asString)
    }

    private fun check(task: Task, case: JsonElement, tokenizer: Tokenizer) {
        val example = task.read(parse(case["example"]))
        val encoded = example.encode(tokenizer)
        val name = case["name"].asString
        assertEquals(name, example.id)
        val windows = case["windows"].asJsonArray
        assertEquals(name, windows.map { it["token_ids"].ints() }, encoded.windows.map { it.tokenIds.toList() })
        assertEquals(name, windows.map { it["type_ids"].ints() }, encoded.windows.map(::typeIds))
        assertEquals(name, windows.map(::rows), encoded.windows.map { window -> window.rows.map { it.tokenIds.size } })
        assertEquals(
            name,
            windows.map { it.asJsonObject["output_position"]?.asInt },
            encoded.windows.map { it.outputPosition },
        )
        assertEquals(name, case["truncated"].asBoolean, encoded.truncated)
        val outputs = case["outputs"].asJsonArray.map { window ->
            window.asJsonObject.entrySet().associate { (role, values) -> role to floats(values) }
        }
        val decoder = case.asJsonObject["decoder"]
        if (decoder == null) {
            outputs.forEachIndexed { window, values -> encoded.decode(window, values) }
        } else {
            generate(name, decoder, encoded, outputs.single().getValue("logits"), tokenizer.padId)
        }
        val answer = StringWriter().also { encoded.answer().write(JsonWriter(it)) }.toString()
        assertAlike(name, case["answer"], JsonParser.parseString(answer))
    }

    /** Each step's input must be the vectors'; [logits] hold a row of each step. */
    private fun generate(name: String, decoder: JsonElement, encoded: EncodedExample, logits: FloatArray, padId: Int) {
        val inputs = decoder["inputs"].asJsonArray.map { it.ints() }
        val tokenIds = IntArray(decoder["sequence_length"].asInt) { padId }
        val size = logits.size / inputs.size
        inputs.forEachIndexed { step, expected ->
            tokenIds[step] = encoded.nextToken!!
            assertEquals(name, expected, tokenIds.toList())
            encoded.decode(step, mapOf("logits" to logits.copyOfRange(step * size, (step + 1) * size)))
        }
        assertNull(name, encoded.nextToken)
    }

    /** Exponentials may differ in their last bits. */
    private fun assertAlike(name: String, expected: JsonElement, found: JsonElement) {
        if (expected.isJsonObject) {
            assertEquals(name, expected.asJsonObject.keySet(), found.asJsonObject.keySet())
            for (key in expected.asJsonObject.keySet()) assertAlike("$name: $key", expected[key], found[key])
        } else if (expected.isJsonArray) {
            assertEquals(name, expected.asJsonArray.size(), found.asJsonArray.size())
            expected.asJsonArray.zip(found.asJsonArray) { one, other -> assertAlike(name, one, other) }
        } else if (expected.isJsonPrimitive && '.' in expected.toString() && !expected.asJsonPrimitive.isString) {
            assertEquals(name, expected.asDouble, found.asDouble, 1e-6 * abs(expected.asDouble))
        } else {
            assertEquals(name, expected, found)
        }
    }

    private fun parse(json: JsonElement) = JsonObject.parse(json.toString())

    private fun typeIds(window: Window) =
        window.rows.flatMap { row -> row.tokenIds.indices.map { if (it < row.typeOneFrom) 0 else 1 } }

    private fun rows(window: JsonElement) =
        window.asJsonObject["rows"]?.ints() ?: listOf(window["token_ids"].asJsonArray.size())

    private fun floats(json: JsonElement) = json.asJsonArray.map { float(it.asString) }.toFloatArray()

    private fun float(text: String) = when (text) {
        "nan" -> Float.NaN
        "inf" -> Float.POSITIVE_INFINITY
        "-inf" -> Float.NEGATIVE_INFINITY
        else -> text.toFloat()
    }

    @Test
    fun `windows cover all tokens, and neighbours share the stride`() {
        val random = Random(20)
        repeat(5000) {
            val tokens = random.nextInt(200)
            val room = 1 + random.nextInt(40)
            val stride = random.nextInt(50)
            val spans = QuestionAnswering.split(tokens, room, stride)
            val shared = if (stride < room) stride else room / 2
            assertEquals(0, spans.first().start)
            assertEquals(tokens, spans.last().end)
            assertTrue(spans.last().size <= room)
            for ((span, next) in spans.zipWithNext()) {
                assertEquals(room, span.size)
                assertEquals(shared, span.end - next.start)
                assertTrue(next.end > span.end)
            }
        }
    }

    @Test
    fun `of a Japanese pair the longer text loses token by token, of equals the second`() {
        for (first in 0..20) {
            for (second in 0..20) {
                for (room in 1..30) {
                    var kept = first to second
                    while (kept.first + kept.second > room) {
                        kept =
                            if (kept.first >
                                kept.second
                            ) {
                                kept.copy(first = kept.first - 1)
                            } else {
                                kept.copy(second = kept.second - 1)
                            }
                    }
                    assertEquals(kept, TextEncoding.pairSizes(first, second, room, oddToFirst = true))
                }
            }
        }
    }

    @Test
    fun `tensors of another shape are not accepted`() {
        val questions = QuestionAnswering(QuestionAnsweringSettings(1, 1), 16)
        assertTrue(questions.accepts("start_logits", intArrayOf(1, 16)))
        for (shape in listOf(intArrayOf(1, 8), intArrayOf(16), intArrayOf(1, 16, 2))) {
            assertFalse(questions.accepts("start_logits", shape))
        }
        val mean = FeatureExtraction(FeatureExtractionSettings(Pooling.MEAN, false), 16)
        assertTrue(mean.accepts("embedding", intArrayOf(1, 16, 5)))
        for (shape in listOf(intArrayOf(1, 5), intArrayOf(1, 8, 5), intArrayOf(2, 16, 5))) {
            assertFalse(mean.accepts("embedding", shape))
        }
        val own = FeatureExtraction(FeatureExtractionSettings(Pooling.NONE, false), 16)
        assertTrue(own.accepts("embedding", intArrayOf(1, 5)))
        assertFalse(own.accepts("embedding", intArrayOf(1, 16, 5)))
    }
}
