package io.devbench.model

import java.io.Closeable
import java.nio.ByteBuffer

enum class ElementType(val dtype: String, val bytes: Int) {
    FLOAT32("float32", 4),
    INT32("int32", 4),
    INT64("int64", 8),
}

/** An input or output of a model. [buffer] is direct, in native order, allocated once; its position means nothing. */
class Tensor(val name: String, val shape: IntArray, val type: ElementType, val buffer: ByteBuffer)

/**
 * What runs the model: a TFLite build and the operator back end that it really uses.
 *
 * Of the main graph's [nodes], [delegatedNodes] run in the delegate, at least; null where the runtime does not tell.
 */
class Runtime(
    val name: String,
    val version: String,
    val delegate: String,
    val nodes: Int? = null,
    val delegatedNodes: Int? = null,
)

/** [count] operators of this kind took [totalNs] in all invokes together. */
class OperatorTime(val name: String, val count: Int, val totalNs: Long)

enum class Binding(val wireName: String) { SIGNATURE("signature"), POSITION("position") }

/** A model with its tensors allocated. [inputs] and [outputs] stand in the order of the job's roles. */
interface LoadedModel : Closeable {
    val runtime: Runtime
    val binding: Binding
    val inputs: List<Tensor>
    val outputs: List<Tensor>

    /**
     * The time of each operator, summed over so many invokes of the inputs as they are; null where the runtime does
     * not tell. Runs without a delegate, which would run them all as one.
     */
    fun profile(invokes: Int): List<OperatorTime>? = null

    /** One call of the interpreter: reads [inputs]' buffers, fills [outputs]' buffers. */
    fun invoke()

    /** The runtime's own figure for the last [invoke], which leaves out the way to it; null if it has none. */
    val lastNativeNs: Long? get() = null
}
