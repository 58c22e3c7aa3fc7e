package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.Tensor
import java.nio.ByteBuffer
import java.nio.ByteOrder

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
