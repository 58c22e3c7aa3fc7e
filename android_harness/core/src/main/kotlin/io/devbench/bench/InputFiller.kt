package io.devbench.bench

import io.devbench.model.Tensor
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.task.Row
import io.devbench.task.Window

/** Puts windows into the input tensors of shape [shape], `[1, L]` or `[1, rows, L]`, padded. */
internal class InputFiller(
    roles: List<String>,
    tensors: List<Tensor>,
    private val shape: IntArray,
    private val padId: Int,
) {
    private class Input(val role: String, val put: (IntArray) -> Unit)

    private val length = shape.last()
    private val values = IntArray(shape.fold(1, Int::times))
    private val inputs = roles.zip(tensors) { role, tensor -> Input(role, putter(role, tensor)) }

    fun fill(window: Window) {
        for (input in inputs) {
            var start = 0
            for (row in window.rows) {
                fill(input.role, row, start)
                start += length
            }
            input.put(values)
        }
    }

    private fun fill(role: String, row: Row, start: Int) {
        val end = start + row.tokenIds.size
        when (role) {
            INPUT_IDS -> {
                row.tokenIds.copyInto(values, start)
                values.fill(padId, end, start + length)
            }

            ATTENTION_MASK -> ones(start, start, end)

            TOKEN_TYPE_IDS -> ones(start, start + row.typeOneFrom, end)
        }
    }

    /** In the row that begins at [start], ones at [from] until [until] and zeros elsewhere. */
    private fun ones(start: Int, from: Int, until: Int) {
        values.fill(0, start, start + length)
        values.fill(1, from, until)
    }

    private fun putter(role: String, tensor: Tensor): (IntArray) -> Unit {
        if (!tensor.shape.contentEquals(shape)) {
            throw unfit(role, "has the shape ${tensor.shape.contentToString()}, not ${shape.contentToString()}")
        }
        return tensor.integerPutter() ?: throw unfit(role, "is float32, not int32 or int64")
    }

    private fun unfit(role: String, why: String) = Failure(FailureCode.BAD_MODEL, "The input $role $why.")

    companion object {
        const val INPUT_IDS = "input_ids"
        const val ATTENTION_MASK = "attention_mask"
        const val TOKEN_TYPE_IDS = "token_type_ids"

        /** A model may tell padding by itself. */
        val NEEDED = listOf(INPUT_IDS)
        val POSSIBLE = NEEDED + ATTENTION_MASK + TOKEN_TYPE_IDS
    }
}
