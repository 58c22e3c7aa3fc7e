package io.devbench.desktop

import io.devbench.bench.Clock
import io.devbench.model.Binding
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.model.Runtime
import io.devbench.model.Tensor
import io.devbench.protocol.Job
import io.devbench.protocol.JsonObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.nio.file.Files

class SpinFaultTest {
    @get:Rule
    val temporary = TemporaryFolder()

    private var now = 0L
    private val model = object : LoadedModel {
        override val runtime = Runtime("fake", "1", "none")
        override val binding = Binding.SIGNATURE
        override val inputs = emptyList<Tensor>()
        override val outputs = emptyList<Tensor>()

        override fun invoke() {
            now += 2_000_000
        }

        override fun close() = Unit
    }

    @Test
    fun `an invoke takes its own time and a share of it`() {
        SpinningModel(model, 0.1, Clock { now.also { now += 10 } }).invoke()
        assertEquals(2_200_000.0, now.toDouble(), 50.0)
    }

    @Test
    fun `the model of that content spins and says so, and no other`() {
        val fault = SpinFault.of("abc=0.1")!!
        val loader = fault.applyTo(ModelLoader { model })
        assertSame(model, loader.load(request(link("other.tflite", "def"))))
        assertSame(model, loader.load(request(temporary.newFile("abc"))))
        assertNull(fault.properties["scripted"])
        assertEquals(SpinningModel::class, loader.load(request(link("model.tflite", "abc")))::class)
        assertEquals("spin", fault.properties["scripted"])
    }

    private fun link(name: String, content: String): File =
        Files.createSymbolicLink(File(temporary.root, name).toPath(), File("../store/$content").toPath()).toFile()

    private fun request(file: File): ModelRequest {
        val job = File(System.getProperty("devbench.vectors"), "protocol/job-feature-extraction.json").readText()
        return Job.of(JsonObject.parse(job)).let { ModelRequest(file, it.model, it, emptyMap()) }
    }

    @Test
    fun `the variable is absent or a sum and a share`() {
        assertNull(SpinFault.of(null))
        assertNull(SpinFault.of(""))
        for (wrong in listOf("abc", "abc=", "abc=fast", "abc=-0.1", "abc=0")) {
            assertThrows(wrong, IllegalArgumentException::class.java) { SpinFault.of(wrong) }
        }
    }
}
