package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.Tensor
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.task.Window
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** Puts windows into the input tensors, of shape `[1, sequenceLength]`, padded. */
internal class InputFiller(
    roles: List<String>,
    tensors: List<Tensor>,
    private val sequenceLength: Int,
    private val padId: Int,
) {
    private class Input(val role: String, val put: (IntArray) -> Unit)

    private val row = IntArray(sequenceLength)
    private val inputs = roles.zip(tensors) { role, tensor -> Input(role, putter(role, tensor)) }

    fun fill(window: Window) {
        for (input in inputs) {
            when (input.role) {
                INPUT_IDS -> {
                    window.tokenIds.copyInto(row)
                    row.fill(padId, window.tokenIds.size)
                }
                ATTENTION_MASK -> ones(0, window.tokenIds.size)
                TOKEN_TYPE_IDS -> ones(window.typeOneFrom, window.tokenIds.size)
            }
            input.put(row)
        }
    }

    private fun ones(from: Int, until: Int) {
        row.fill(0)
        row.fill(1, from, until)
    }

    private fun putter(role: String, tensor: Tensor): (IntArray) -> Unit {
        if (!tensor.shape.contentEquals(intArrayOf(1, sequenceLength))) {
            throw unfit(role, "has the shape ${tensor.shape.contentToString()}, not [1, $sequenceLength]")
        }
        return when (tensor.type) {
            ElementType.INT32 -> putInts(tensor)
            ElementType.INT64 -> putLongs(tensor)
            ElementType.FLOAT32 -> throw unfit(role, "is float32, not int32 or int64")
        }
    }

    private fun unfit(role: String, why: String) = Failure(FailureCode.BAD_MODEL, "The input $role $why.")

    private fun putInts(tensor: Tensor): (IntArray) -> Unit {
        val buffer = tensor.whole().asIntBuffer()
        return { values ->
            buffer.clear()
            buffer.put(values)
        }
    }

    private fun putLongs(tensor: Tensor): (IntArray) -> Unit {
        val buffer = tensor.whole().asLongBuffer()
        val longs = LongArray(sequenceLength)
        return { values ->
            for (index in values.indices) longs[index] = values[index].toLong()
            buffer.clear()
            buffer.put(longs)
        }
    }

    companion object {
        const val INPUT_IDS = "input_ids"
        const val ATTENTION_MASK = "attention_mask"
        const val TOKEN_TYPE_IDS = "token_type_ids"

        val NEEDED = listOf(INPUT_IDS, ATTENTION_MASK)
        val POSSIBLE = NEEDED + TOKEN_TYPE_IDS
    }
}

/** The tensor's buffer from its beginning to its end, with a position of its own. */
internal fun Tensor.whole(): ByteBuffer {
    val whole = buffer.duplicate()
    whole.clear()
    return whole.order(ByteOrder.nativeOrder())
}
