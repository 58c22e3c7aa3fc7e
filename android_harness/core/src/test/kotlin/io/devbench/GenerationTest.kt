package io.devbench

import com.google.gson.JsonElement
import io.devbench.model.ElementType
import io.devbench.model.ModelRequest
import io.devbench.protocol.PROTOCOL_VERSION
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** An encoder of 8 positions and a decoder of 6, over a vocabulary of 7 tokens, that says `a cat` and ends. */
class GenerationTest {
    @get:Rule
    val temporary = TemporaryFolder()

    private val platform = FakePlatform()
    private val folder by lazy {
        JobFolder(temporary.root).apply {
            file("decoder.tflite").createNewFile()
            job = Vectors.file("protocol/job-generation.json").readText()
                .replace("\"0.0.0\"", "\"$PROTOCOL_VERSION\"")
                .replace(Regex("\"(min|max)_ns\":[0-9]+"), "\"$1_ns\":20000")
                .replace("\"pinned_tokens\":5", "\"pinned_tokens\":0")
                .replace("\"sequence_length\":8", "\"sequence_length\":6")
                .replace("\"sequence_length\":16", "\"sequence_length\":8")
            examples = """{"id":"one","text":"a hat"}""" + "\n"
            vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\ncat\nhat\n"
        }
    }
    private val seen = ArrayList<List<Long>>()

    private fun encoder() = FakeModel(
        inputs = List(3) { tensor("in$it", ElementType.INT32, 1, 8) },
        outputs = listOf(tensor("states", ElementType.FLOAT32, 1, 8, 2)),
        platform = platform,
    ) { setOutput(0, FloatArray(16) { it.toFloat() }) }

    private fun decoder() = FakeModel(
        inputs = listOf(
            tensor("ids", ElementType.INT32, 1, 6),
            tensor("states", ElementType.FLOAT32, 1, 8, 2),
            tensor("mask", ElementType.INT32, 1, 8),
        ),
        outputs = listOf(tensor("logits", ElementType.FLOAT32, 1, 6, 7)),
        platform = platform,
        invokeNs = 500,
    ) {
        seen.add(input(0))
        assertEquals(listOf<Long>(1, 1, 1, 1, 0, 0, 0, 0), input(2)) // [CLS] a hat [SEP]
        assertEquals(15f, inputs[1].buffer.getFloat(4 * 15))
        val said = listOf(4, 5, 3, 6, 6, 6)
        setOutput(0, FloatArray(42) { if (it % 7 == said[it / 7]) 1f else 0f })
    }

    private fun run(): List<JsonElement> {
        val outcome = folder.run(platform) { request: ModelRequest ->
            if (request.spec.file == "decoder.tflite") decoder() else encoder()
        }
        assertEquals(outcome.events.toString(), 0, outcome.exitCode)
        return folder.result()
    }

    @Test
    fun `the decoder goes on with its own tokens until the end token`() {
        val example = run().first { it["record"].asString == "example" }
        assertEquals("""{"token_ids":[4,5],"text":"a cat"}""", example["answer"].toString())
        assertEquals(listOf<Long>(2, 0, 0, 0, 0, 0), seen[0])
        assertEquals(listOf<Long>(2, 4, 0, 0, 0, 0), seen[1])
        assertEquals(listOf<Long>(2, 4, 5, 0, 0, 0), seen[2])
    }

    @Test
    fun `each invoke is timed, the encoder's first`() {
        run()
        val sample = folder.records("sample").first()
        assertEquals(listOf(1001, 501, 501, 501), sample["invoke_ns"].ints())
        assertTrue(sample["decode_ns"].asInt in 1..100)
    }

    @Test
    fun `the raw outputs are the states and a row a step`() {
        run()
        val slices = folder.records("example").first()["windows"].asJsonArray.single()["outputs"].asJsonArray
        assertEquals("""{"role":"hidden_states","shape":[1,8,2],"offset":0}""", slices[0].toString())
        assertEquals("""{"role":"logits","shape":[1,3,7],"offset":64}""", slices[1].toString())
        val outputs = ByteBuffer.wrap(folder.file("outputs.bin").readBytes()).order(ByteOrder.LITTLE_ENDIAN)
        assertEquals(64 + 3 * 28, outputs.capacity())
        assertEquals(1f, outputs.getFloat(64 + 4 * 4))
        assertEquals(1f, outputs.getFloat(64 + 28 + 4 * 5))
    }

    @Test
    fun `pinned tokens are decoded beyond the end of the text`() {
        folder.job = folder.job.replace("\"pinned_tokens\":0", "\"pinned_tokens\":5")
        val example = run().first { it["record"].asString == "example" }
        assertEquals("""{"token_ids":[4,5],"text":"a cat"}""", example["answer"].toString())
        assertEquals(6, folder.records("sample").first()["invoke_ns"].asJsonArray.size())
    }

    @Test
    fun `a pair that cannot be used is refused`() {
        assertRefused("bad-job", "6 tokens do not fit a decoder", "\"pinned_tokens\":0", "\"pinned_tokens\":6")
        assertRefused("bad-job", "The job's list of the decoder's inputs lacks", "decoder_input_ids", "ids")
        assertRefused(
            "bad-model",
            "The decoder's input decoder_input_ids is",
            "\"sequence_length\":6",
            "\"sequence_length\":7",
        )
    }

    private fun assertRefused(code: String, message: String, old: String, new: String) {
        val whole = folder.job
        folder.job = whole.replaceFirst(old, new)
        val outcome = folder.run(platform) { request: ModelRequest ->
            if (request.spec.file == "decoder.tflite") decoder() else encoder()
        }
        folder.job = whole
        assertEquals(code, outcome.failure["code"].asString)
        assertTrue(outcome.failure.toString(), outcome.failure["message"].asString.startsWith(message))
    }
}
