package io.devbench.task

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import com.google.gson.stream.JsonWriter
import io.devbench.Vectors
import io.devbench.get
import io.devbench.ints
import io.devbench.protocol.JsonObject
import io.devbench.protocol.TaskSettings
import io.devbench.protocol.TokenizerSettings
import io.devbench.tokenize.Tokenizer
import io.devbench.tokenize.Vocabulary
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.StringWriter
import java.util.Random

class TaskTest {
    @Test fun `question answering`() = check("decode/question-answering.json")

    @Test fun `feature extraction`() = check("decode/feature-extraction.json")

    private fun check(path: String) {
        val vectors = Vectors.read(path)
        val vocabulary = Vocabulary(vectors["vocabulary"].asJsonArray.map { it.asString })
        val tokenizer = Tokenizer.create(TokenizerSettings.of(parse(vectors["tokenizer"])), vocabulary)
        for (case in vectors["cases"].asJsonArray) {
            val task = createTask(TaskSettings.of(parse(case["task"])), case["sequence_length"].asInt)
            val example = task.read(parse(case["example"]))
            val encoded = example.encode(tokenizer)
            val name = case["name"].asString
            assertEquals(name, example.id)
            val windows = case["windows"].asJsonArray
            assertEquals(name, windows.map { it["token_ids"].ints() }, encoded.windows.map { it.tokenIds.toList() })
            assertEquals(name, windows.map { it["type_ids"].ints() }, encoded.windows.map(::typeIds))
            assertEquals(name, case["truncated"].asBoolean, encoded.truncated)
            case["outputs"].asJsonArray.forEachIndexed { window, outputs ->
                encoded.decode(window, task.outputRoles.associateWith { floats(outputs[it]) })
            }
            val answer = StringWriter().also { encoded.answer().write(JsonWriter(it)) }.toString()
            assertEquals(name, case["answer"], JsonParser.parseString(answer))
        }
    }

    private fun parse(json: JsonElement) = JsonObject.parse(json.toString())

    private fun typeIds(window: Window) = window.tokenIds.indices.map { if (it < window.typeOneFrom) 0 else 1 }

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
    fun `tensors of another shape are not accepted`() {
        val questions = createTask(TaskSettings.QuestionAnswering(1, 1, false), 16)
        assertTrue(questions.accepts("start_logits", intArrayOf(1, 16)))
        for (shape in listOf(intArrayOf(1, 8), intArrayOf(16), intArrayOf(1, 16, 2))) {
            assertFalse(questions.accepts("start_logits", shape))
        }
        val mean = createTask(TaskSettings.FeatureExtraction(TaskSettings.Pooling.MEAN, false), 16)
        assertTrue(mean.accepts("embedding", intArrayOf(1, 16, 5)))
        for (shape in listOf(intArrayOf(1, 5), intArrayOf(1, 8, 5), intArrayOf(2, 16, 5))) {
            assertFalse(mean.accepts("embedding", shape))
        }
        val own = createTask(TaskSettings.FeatureExtraction(TaskSettings.Pooling.NONE, false), 16)
        assertTrue(own.accepts("embedding", intArrayOf(1, 5)))
        assertFalse(own.accepts("embedding", intArrayOf(1, 16, 5)))
    }
}
