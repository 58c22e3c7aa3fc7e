package io.devbench

import io.devbench.model.Binding
import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.Runtime
import io.devbench.model.Tensor
import io.devbench.platform.Platform
import java.nio.ByteBuffer
import java.nio.ByteOrder

fun tensor(name: String, type: ElementType, vararg shape: Int): Tensor {
    val bytes = shape.fold(type.bytes) { size, dimension -> size * dimension }
    return Tensor(name, shape, type, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()))
}

/** A model whose [onInvoke] stands for the interpreter; each invoke takes [invokeNs] of the platform's time. */
class FakeModel(
    override val inputs: List<Tensor>,
    override val outputs: List<Tensor>,
    private val platform: FakePlatform = FakePlatform(),
    private val invokeNs: Long = 1000,
    private val onInvoke: FakeModel.() -> Unit = {},
) : LoadedModel {
    override val runtime = Runtime("fake", "1.2", "none")
    override val binding = Binding.SIGNATURE
    override var lastNativeNs: Long? = null
    var closed = false
        private set

    override fun invoke() {
        platform.now += invokeNs
        onInvoke()
    }

    override fun close() {
        closed = true
    }

    fun input(position: Int): List<Long> {
        val tensor = inputs[position]
        val whole = tensor.buffer.duplicate().order(ByteOrder.nativeOrder())
        whole.clear()
        return when (tensor.type) {
            ElementType.INT64 -> List(tensor.shape[1]) { whole.asLongBuffer().get(it) }
            else -> List(tensor.shape[1]) { whole.asIntBuffer().get(it).toLong() }
        }
    }

    fun setOutput(position: Int, values: FloatArray) {
        val whole = outputs[position].buffer.duplicate().order(ByteOrder.nativeOrder())
        whole.clear()
        whole.asFloatBuffer().put(values)
    }
}

/** Time stands still but for what the test and the fake model add, and one nanosecond a look at the clock. */
class FakePlatform(override val properties: Map<String, String> = emptyMap()) : Platform {
    var now = 0L

    override fun nanos() = now++
}
