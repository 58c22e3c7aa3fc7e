package io.devbench

import com.google.gson.JsonElement
import io.devbench.model.ElementType
import io.devbench.platform.Platform
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.PROTOCOL_VERSION
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder

class HarnessTest {
    @get:Rule
    val temporary = TemporaryFolder()

    private val folder by lazy { JobFolder(temporary.root) }
    private val platform = FakePlatform(mapOf("os.name" to "Test"))

    @Test
    fun `a run tells how it goes and writes a whole result`() {
        val model = JobFolder.model(platform)
        val outcome = folder.run(platform) { model }
        assertEquals(0, outcome.exitCode)
        assertEquals(listOf("started", "loaded", "warmed-up", "finished"), outcome.events.map { it["event"].asString })
        assertEquals(PROTOCOL_VERSION, outcome.events[0]["protocol"].asString)
        assertEquals("run 1", outcome.events[0]["job"].asString)
        assertEquals(File("/proc/self").canonicalFile.name, outcome.events[0]["pid"].asString)
        assertTrue(model.closed)
        val kinds = folder.result().map { it["record"].asString }
        val visits = listOf("example", "sample", "example", "sample", "sample", "sample", "sample")
        assertEquals(listOf("header", "warmup") + visits + listOf("memory", "footer"), kinds)
        assertEquals(kinds.size - 1, folder.result().last()["records"].asInt)
    }

    @Test
    fun `the header tells what ran where`() {
        folder.run(platform) { JobFolder.model(platform) }
        val header = folder.result().first()
        assertEquals("""{"name":"fake","version":"1.2","delegate":"none"}""", header["runtime"].toString())
        assertEquals("""{"os.name":"Test"}""", header["platform"].toString())
        assertEquals("signature", header["binding"].asString)
        val (input, output) = listOf("inputs", "outputs").map { header[it].asJsonArray[1].toString() }
        assertEquals("""{"name":"in1","shape":[1,16],"dtype":"int32"}""", input)
        assertEquals("""{"name":"out1","shape":[1,16],"dtype":"float32"}""", output)
    }

    @Test
    fun `each stage is timed by itself, loading too`() {
        folder.run(platform) {
            platform.now += 77
            JobFolder.model(platform)
        }
        val header = folder.result().first()
        assertEquals(77 + 1, header["load_ns"].asInt)
        assertEquals(1000 + 1, header["first_inference_ns"].asInt)
        val sample = folder.records("sample").first()
        assertEquals(listOf(1001, 1001), sample["invoke_ns"].ints())
        assertEquals("encoding and two fills", 3, sample["tokenize_ns"].asInt)
        assertEquals("two windows and the answer", 3, sample["decode_ns"].asInt)
    }

    @Test
    fun `a window fills the inputs by role, padded`() {
        for (type in listOf(ElementType.INT32, ElementType.INT64)) {
            val seen = ArrayList<List<Long>>()
            folder.run(platform) { JobFolder.model(platform, type) { repeat(3) { seen.add(input(it)) } } }
            assertEquals(longs(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), seen[0])
            assertEquals(longs(2, 4, 5, 6, 3, 7, 8, 5, 9, 7, 10, 7, 8, 5, 9, 3), seen[1])
            assertEquals(List(16) { 1L }, seen[2])
            assertEquals(longs(2, 4, 5, 6, 3, 5, 9, 7, 10, 3, 0, 0, 0, 0, 0, 0), seen[4])
            assertEquals(longs(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0), seen[5])
        }
    }

    private fun longs(vararg values: Long) = values.toList()

    @Test
    fun `the answer and the raw outputs are those of the model`() {
        folder.run(platform) {
            JobFolder.model(platform) {
                setOutput(0, FloatArray(16) { if (it == 7) 2f else 0f })
                setOutput(1, FloatArray(16) { if (it == 6) 1.5f else 0f })
            }
        }
        val example = folder.records("example").first()
        assertEquals("""{"text":"cat sat","start":2,"end":9,"score":3.5}""", example["answer"].toString())
        val slice = example["windows"].asJsonArray[1]["outputs"].asJsonArray[1]
        assertEquals("""{"role":"start_logits","shape":[1,16],"offset":192}""", slice.toString())
        val outputs = ByteBuffer.wrap(folder.file("outputs.bin").readBytes()).order(ByteOrder.LITTLE_ENDIAN)
        assertEquals(3 * 2 * 64, outputs.capacity())
        assertEquals(1.5f, outputs.getFloat(192 + 4 * 6))
    }

    @Test
    fun `raw outputs are kept of as many examples as asked for`() {
        folder.job = folder.job.replace("\"record_outputs\":-1", "\"record_outputs\":1")
        folder.run(platform) { JobFolder.model(platform) }
        val kept = folder.records("example").map { it["windows"].asJsonArray[0]["outputs"].asJsonArray.size() }
        assertEquals(listOf(2, 0), kept)
        assertEquals(2 * 2 * 64L, folder.file("outputs.bin").length())
    }

    @Test
    fun `a model that gives no numbers gets an answer without a score`() {
        val nothing = FloatArray(16) { Float.NaN }
        folder.run(platform) { JobFolder.model(platform) { repeat(2) { setOutput(it, nothing) } } }
        assertTrue(folder.records("example").first()["answer"]["score"].isJsonNull)
    }

    @Test
    fun `measuring goes on until there are enough invokes and time`() {
        folder.job = folder.job.replace("\"min_ns\":0,\"max_ns\":1000000000", "\"min_ns\":20000,\"max_ns\":1000000000")
        folder.run(platform) { JobFolder.model(platform) }
        val samples = folder.records("sample")
        assertTrue(samples.sumOf { it["invoke_ns"].asJsonArray.size() } >= 8)
        assertTrue(samples.last()["start_ns"].asLong in 17_000 until 20_000)
        assertEquals(samples.indices.map { it % 2 }, samples.map { it["example"].asInt })
    }

    @Test
    fun `measuring visits every example, but ends when the time is up`() {
        folder.examples = (1..20).joinToString("\n") { """{"id":"$it","question":"Who?","context":"cat"}""" }
        folder.run(platform) { JobFolder.model(platform) }
        assertEquals(20, folder.records("example").size)
        folder.job = folder.job.replace("\"max_ns\":1000000000", "\"max_ns\":4500")
        folder.run(platform) { JobFolder.model(platform) }
        assertEquals(5, folder.records("sample").size)
    }

    @Test
    fun `progress is told at most twice a second`() {
        folder.job = folder.job.replace("0,\"max_ns\":1000000000", "3000000000,\"max_ns\":9000000000")
        val outcome = folder.run(platform) { JobFolder.model(platform) { platform.now += 100_000_000 } }
        val progress = outcome.events.filter { it["event"].asString == "progress" }
        assertEquals(5, progress.size)
        val times = progress.map { it["elapsed_ns"].asLong }
        assertTrue(times.zipWithNext().all { (one, next) -> next - one >= 500_000_000 })
        for (event in progress) assertEquals(event["elapsed_ns"].asDouble / 3e9, event["fraction"].asDouble, 1e-9)
    }

    @Test
    fun `the warm-up visits the first example until it is done`() {
        val seen = ArrayList<Long>()
        val outcome = folder.run(platform) { JobFolder.model(platform) { seen.add(input(1)[3]) } }
        val warmedUp = outcome.events[2]
        assertEquals(listOf("40", "true"), listOf(warmedUp["runs"].asString, warmedUp["converged"].asString))
        assertEquals(40, folder.records("warmup").single()["runs"].asInt)
        val windows = seen.take(2)
        assertEquals(List(20) { windows }.flatten(), seen.drop(2).take(40))
    }

    @Test
    fun `tokenizing and decoding are rehearsed without the model before the warm-up`() {
        folder.job = folder.job.replace("\"min_ns\":0,\"max_ns\":100000", "\"min_ns\":50000,\"max_ns\":1000000")
        val invoked = ArrayList<Long>()
        folder.run(platform) { JobFolder.model(platform) { invoked.add(platform.now) } }
        val (first, second, third) = invoked
        assertTrue("two windows", second - first < 1_100)
        assertTrue("the rehearsal, with no invoke", third - second in 50_000..52_000)
        assertTrue(folder.records("warmup").single()["elapsed_ns"].asLong > 100_000)
    }

    @Test
    fun `what the runtime says of an invoke stands beside its time`() {
        folder.run(platform) { JobFolder.model(platform).also { it.lastNativeNs = 900 } }
        assertEquals(listOf(900, 900), folder.records("sample").first()["native_ns"].ints())
        folder.run(platform) { JobFolder.model(platform) }
        assertFalse(folder.records("sample").first().asJsonObject.has("native_ns"))
    }

    // -- failures -----------------------------------------------------------------------------------------------------

    @Test
    fun `a job that is refused says why and writes no result`() {
        val whole = Vectors.file("protocol/job-feature-extraction.json").readText()
        folder.examples = """{"id":"first","text":"A cat."}"""
        for (case in Vectors.read("protocol/refused-jobs.json").asJsonArray) {
            folder.job = whole.replace(case["replace"].asString, case["by"].asString)
                .replace("\"0.0.0\"", "\"$PROTOCOL_VERSION\"")
            val outcome = folder.run(platform) { JobFolder.model(platform) }
            assertEquals(case["name"].asString, 1, outcome.exitCode)
            assertFailed(case["code"].asString, "", outcome.failure)
            assertFalse(folder.file("result.jsonl").exists())
        }
    }

    @Test
    fun `a job of another version is refused before all else`() {
        folder.job = """{"protocol":"99"}"""
        val outcome = folder.run(platform) { JobFolder.model(platform) }
        val message = "The job was written by devbench 99, but this harness is of devbench $PROTOCOL_VERSION."
        assertFailed("protocol", message, outcome.events.single())
    }

    @Test
    fun `a broken example is named by its line`() {
        folder.examples += """{"id":"third","question":"Who?"}""" + "\n"
        assertRunFails("bad-example", "examples.jsonl line 3: `context` is missing.")
        folder.examples = "{\"id\":\"first\"\n"
        assertRunFails("bad-example", "examples.jsonl line 1: it is not JSON at")
        folder.examples = ""
        assertRunFails("bad-example", "examples.jsonl has no examples.")
    }

    @Test
    fun `a vocabulary without a special token is refused`() {
        folder.vocabulary = "[PAD]\n[UNK]\n[SEP]\n"
        assertRunFails("bad-vocabulary", "The vocabulary has no [CLS].")
    }

    @Test
    fun `missing files are named`() {
        folder.job = folder.job.replace("vocab.txt", "other.txt")
        assertRunFails("bad-vocabulary", "The vocabulary other.txt cannot be read: ")
        folder.job = folder.job.replace("model.tflite", "other.tflite")
        assertRunFails("bad-model", "The model other.tflite is missing.")
        val events = java.io.ByteArrayOutputStream()
        val nowhere = File(temporary.root, "nowhere.json")
        assertEquals(1, Harness.run(nowhere, { JobFolder.model() }, platform, java.io.PrintStream(events)))
        assertTrue(events.toString().contains("\"bad-job\""))
    }

    @Test
    fun `a model that does not load is told apart from a runtime that does not`() {
        val model = "The model model.tflite cannot be loaded: "
        val library = "The TFLite library cannot be loaded: "
        assertLoadingFails(IllegalArgumentException("no flatbuffer"), "bad-model", "${model}no flatbuffer.")
        assertLoadingFails(UnsatisfiedLinkError("no libfoo.so"), "runtime", "${library}no libfoo.so.")
        assertLoadingFails(OutOfMemoryError(), "out-of-memory", "The harness has too little memory")
        assertLoadingFails(Failure(FailureCode.RUNTIME, "16 KB pages."), "runtime", "16 KB pages.")
    }

    private fun assertLoadingFails(error: Throwable, code: String, message: String) =
        assertFailed(code, message, folder.run(platform) { throw error }.failure)

    @Test
    fun `a model that fails while it runs is a failure of the runtime`() {
        val model = JobFolder.model(platform) { error("node 3 failed to invoke") }
        val outcome = folder.run(platform) { model }
        assertFailed("runtime", "fake failed to run the model: node 3 failed to invoke.", outcome.failure)
        assertTrue(model.closed)
    }

    @Test
    fun `an exception that nobody expected is told, and not left to the system`() {
        val nowhere = object : Platform {
            override val properties: Map<String, String> get() = throw UnsupportedOperationException("no properties")

            override fun nanos() = platform.nanos()
        }
        val outcome = folder.run(nowhere) { JobFolder.model(platform) }
        assertEquals(1, outcome.exitCode)
        val message = "The harness itself failed: java.lang.UnsupportedOperationException: no properties."
        assertFailed("runtime", message, outcome.failure)
    }

    @Test
    fun `tensors that do not fit the job are refused`() {
        folder.job = folder.job.replace("\"sequence_length\":16", "\"sequence_length\":32")
        assertRunFails("bad-model", "The input token_type_ids has the shape [1, 16], not [1, 32].")
    }

    @Test
    fun `a result that cannot be written is a failure, not a crash`() {
        folder.job = folder.job.replace("\"record_outputs\"", "\"result\":\"nowhere/result.jsonl\",\"record_outputs\"")
        assertRunFails("runtime", "The result cannot be written: ")
    }

    private fun assertRunFails(code: String, message: String) {
        val outcome = folder.run(platform) { JobFolder.model(platform) }
        assertEquals(1, outcome.exitCode)
        assertFailed(code, message, outcome.failure)
    }

    private fun assertFailed(code: String, messageStart: String, event: JsonElement) {
        assertEquals("failed", event["event"].asString)
        assertEquals(event.toString(), code, event["code"].asString)
        assertTrue(event.toString(), event["message"].asString.startsWith(messageStart))
    }
}
