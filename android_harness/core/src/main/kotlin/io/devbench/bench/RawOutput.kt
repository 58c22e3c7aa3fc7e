package io.devbench.bench

import io.devbench.model.Tensor
import java.nio.FloatBuffer

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
