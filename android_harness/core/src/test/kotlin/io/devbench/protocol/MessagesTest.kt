package io.devbench.protocol

import io.devbench.FakeModel
import io.devbench.Vectors
import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.Runtime
import io.devbench.tensor
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.ByteArrayOutputStream
import java.io.PrintStream

/** What is written here is what the host's codec writes, to the byte. */
class MessagesTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val job = Job.of(JsonObject.parse(Vectors.file("protocol/job-question-answering.json").readText()))

    @Test
    fun `events are those of the host's codec`() {
        val bytes = ByteArrayOutputStream()
        val stream = EventStream(PrintStream(bytes, false, "US-ASCII"))
        stream.send(Started(job.id, 4711))
        stream.send(Loaded(12_345_678_901_234, 42))
        stream.send(WarmedUp(7, true))
        stream.send(Progress(64, 1_500_000_000, 0.25))
        stream.send(Finished())
        stream.send(Failed(FailureCode.BAD_EXAMPLE, "examples.jsonl line 3: `text` is \"missing\",\n\tあ 😀."))
        val expected = Vectors.file("protocol/events.jsonl").readText().replace("\"0.0.0\"", "\"$PROTOCOL_VERSION\"")
        assertEquals(expected, bytes.toString("UTF-8"))
    }

    @Test
    fun `a process id that cannot be read is left out`() {
        val line = "{\"event\":\"started\",\"protocol\":\"$PROTOCOL_VERSION\",\"job\":\"a\"}\n"
        assertEquals(line, String(Started("a", pid = null).toBytes()))
    }

    @Test
    fun `a result is that of the host's codec`() {
        val result = folder.newFile()
        val outputs = folder.newFile()
        ResultWriter(result, outputs).use(::write)
        val (header, rest) = lines(result.readText())
        val (expectedHeader, expectedRest) = lines(Vectors.file("protocol/result.jsonl").readText())
        assertEquals(expectedHeader.replace("\"0.0.0\"", "\"$PROTOCOL_VERSION\""), header)
        assertEquals(withoutDigest(expectedRest), withoutDigest(rest))
        assertArrayEquals(Vectors.file("protocol/outputs.bin").readBytes(), outputs.readBytes())
    }

    @Test
    fun `the footer holds the sum of the records before it`() {
        val result = folder.newFile()
        ResultWriter(result, folder.newFile()).use(::write)
        val lines = result.readText().trimEnd('\n').split("\n")
        val body = lines.dropLast(1).joinToString("") { "$it\n" }.toByteArray()
        val sum = Sha256().run {
            update(body, body.size)
            hex()
        }
        assertEquals(sum, JsonObject.parse(lines.last()).string("sha256"))
    }

    @Test
    fun `a sum is that of sha256sum`() {
        val sum = Sha256().run {
            update("abc-".toByteArray(), 3)
            hex()
        }
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", sum)
    }

    @Test
    fun `a result that was not finished has no footer`() {
        val result = folder.newFile()
        ResultWriter(result, folder.newFile()).use { it.write(MemoryRecord(null, null)) }
        assertEquals("{\"record\":\"memory\"}\n", result.readText())
    }

    private fun write(writer: ResultWriter) {
        val model = object : LoadedModel by FakeModel(
            inputs = listOf(tensor("ids", ElementType.INT32, 1, 16)),
            outputs = listOf(tensor("end", ElementType.FLOAT32, 1, 4), tensor("start", ElementType.FLOAT32, 1, 4)),
        ) {
            override val runtime = Runtime("tflite", "2.16.1", "xnnpack")
        }
        val platform = linkedMapOf("api" to "21", "os.arch" to "aarch64")
        writer.write(HeaderRecord(job, model, platform, loadNs = 1_000, firstInferenceNs = 2_000))
        writer.write(WarmUpRecord(runs = 3, elapsedNs = 4_000, converged = false))
        val starts = floatArrayOf(0.5f, -1.25f, 3.0f, Float.POSITIVE_INFINITY)
        val ends = floatArrayOf(1e-20f, -0.0f, Float.NaN, 65504.0f)
        val slices = listOf(
            writer.write("start_logits", intArrayOf(1, 4), starts),
            writer.write("end_logits", intArrayOf(1, 4), ends),
        )
        val kept = WindowRecord(intArrayOf(2, 5, 3, 6, 3), slices)
        val notKept = WindowRecord(intArrayOf(2, 5, 3, 3), emptyList())
        val answer = Answer { json ->
            json.beginObject().name("text").value("née \u00a0😀").name("start").value(3).name("end").value(9)
            json.name("score").finiteOrNull(0.75f).endObject()
        }
        writer.write(ExampleRecord(0, "q/1", listOf(kept, notKept), answer, truncated = true))
        writer.write(SampleRecord(0, 5_000, 10, longArrayOf(20, 30), longArrayOf(), decodeNs = 40))
        writer.write(SampleRecord(1, 6_000, 11, longArrayOf(21, 31), longArrayOf(19, 29), decodeNs = 41))
        writer.write(MemoryRecord(1L shl 40, 4096))
        writer.finish()
    }

    private fun lines(text: String) = text.substringBefore('\n') to text.substringAfter('\n')

    /** The digest of the records covers the version in the header. */
    private fun withoutDigest(text: String) = text.replace(Regex("\"sha256\":\"[0-9a-f]{64}\""), "")
}
