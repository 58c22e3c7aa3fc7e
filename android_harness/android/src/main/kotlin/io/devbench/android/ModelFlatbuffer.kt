package io.devbench.android

import java.nio.ByteBuffer
import java.nio.ByteOrder

/** As much of TFLite's flatbuffer as is needed, of a model that TFLite has accepted (schema.fbs, flatbuffers' internals). */
internal class ModelFlatbuffer(model: ByteBuffer) {
    private val bytes = model.duplicate().order(ByteOrder.LITTLE_ENDIAN)

    /** How many operators the main graph has. */
    val operators: Int
        get() {
            val subgraphs = field(follow(0), MODEL_SUBGRAPHS)
            val main = follow(subgraphs + LENGTH_BYTES)
            return bytes.getInt(field(main, SUBGRAPH_OPERATORS))
        }

    /** Where the table's field number [index], a vector, begins: with its length. */
    private fun field(table: Int, index: Int): Int {
        val vtable = table - bytes.getInt(table)
        return follow(table + bytes.getShort(vtable + 2 * (2 + index)))
    }

    private fun follow(reference: Int): Int = reference + bytes.getInt(reference)

    private companion object {
        const val MODEL_SUBGRAPHS = 2
        const val SUBGRAPH_OPERATORS = 3
        const val LENGTH_BYTES = 4
    }
}
