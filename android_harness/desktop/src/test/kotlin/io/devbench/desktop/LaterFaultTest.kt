package io.devbench.desktop

import io.devbench.model.Binding
import io.devbench.model.ElementType
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
import org.junit.Test
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder

class LaterFaultTest {
    private val values = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder())
    private val model = object : LoadedModel {
        override val runtime = Runtime("fake", "1", "none")
        override val binding = Binding.SIGNATURE
        override val inputs = emptyList<Tensor>()
        override val outputs = listOf(Tensor("logits", intArrayOf(1, 2), ElementType.FLOAT32, values))

        override fun invoke() {
            values.putFloat(0, 1.5f).putFloat(4, -2f)
        }

        override fun close() = Unit
    }

    @Test
    fun `the first process answers as the model does and later ones do not`() {
        val loader = Fault.of(mapOf(LaterFault.VARIABLE to "1"))!!.applyTo(ModelLoader { model })
        assertSame(model, loader.load(request("run-0")))
        for (name in listOf("run-1", "run-10", "run-memory")) {
            repeat(2) {
                loader.load(request(name)).invoke()
                assertEquals(-1.5f, values.getFloat(0))
                assertEquals(2f, values.getFloat(4))
            }
        }
        assertEquals("later", LaterFault.properties["scripted"])
    }

    @Test
    fun `nothing is wrong unless it is asked for`() {
        assertNull(Fault.of(emptyMap()))
        assertNull(Fault.of(mapOf(LaterFault.VARIABLE to "")))
    }

    private fun request(id: String): ModelRequest {
        val text = File(System.getProperty("devbench.vectors"), "protocol/job-feature-extraction.json").readText()
        val json = text.replace(Regex("\"id\":\\s*\"[^\"]*\""), "\"id\":\"$id\"")
        return Job.of(JsonObject.parse(json)).let { ModelRequest(File("m"), it.model, it, emptyMap()) }
    }
}
