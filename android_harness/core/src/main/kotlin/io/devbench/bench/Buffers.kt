package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.Tensor
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.FloatBuffer

/** The tensor's buffer from its beginning to its end, with a position of its own. */
internal fun Tensor.whole(): ByteBuffer {
    val whole = buffer.duplicate()
    whole.clear()
    return whole.order(ByteOrder.nativeOrder())
}

/** What fills a tensor of int32 or int64 with as many values as it holds; null for another type. */
internal fun Tensor.integerPutter(): ((IntArray) -> Unit)? = when (type) {
    ElementType.INT32 -> {
        val buffer = whole().asIntBuffer()
        fun(values: IntArray) {
            buffer.clear()
            buffer.put(values)
        }
    }
    ElementType.INT64 -> {
        val buffer = whole().asLongBuffer()
        val longs = LongArray(buffer.capacity())
        fun(values: IntArray) {
            for (index in values.indices) longs[index] = values[index].toLong()
            buffer.clear()
            buffer.put(longs)
        }
    }
    ElementType.FLOAT32 -> null
}

/** A copy of an output tensor's values: of all, or of `[1, L, V]` only those of one position, as `[1, 1, V]`. */
class RawOutput(val role: String, tensor: Tensor, onePosition: Boolean) {
    val shape: IntArray = if (onePosition) intArrayOf(1, 1, tensor.shape.last()) else tensor.shape
    private val buffer: FloatBuffer = tensor.whole().asFloatBuffer()
    val values = FloatArray(shape.fold(1, Int::times))

    /** [position] where the output is of one, else 0. */
    internal fun read(position: Int) {
        buffer.clear()
        buffer.position(position * values.size)
        buffer.get(values)
    }
}
