package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.Tensor
import io.devbench.protocol.Answer
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.OutputSink
import io.devbench.protocol.OutputSlice
import io.devbench.task.EncodedExample
import io.devbench.task.Example
import io.devbench.task.Task

/** Text to answer, one example at a time, each stage timed. */
interface Pipeline {
    /** [sink] takes the raw outputs, between the timed stages; null: they are not kept. */
    fun visit(example: Example, sink: OutputSink?): Visit
}

/** One example through all stages. [outputs] of each window; [nativeNs] is empty if the runtime has no such figure. */
class Visit(
    val encoded: EncodedExample,
    val outputs: List<List<OutputSlice>>,
    val answer: Answer,
    val tokenizeNs: Long,
    val invokeNs: LongArray,
    val nativeNs: LongArray,
    val decodeNs: Long,
) {
    val stagesNs: LongArray get() = longArrayOf(tokenizeNs, invokeNs.sum(), decodeNs)

    companion object {
        const val STAGES = 3
    }
}

/** Throws [Failure] where a role is missing, unknown or given twice. */
internal fun requireRoles(what: String, given: List<String>, needed: List<String>, possible: List<String>) {
    val wrong = needed.firstOrNull { it !in given }?.let { "lacks $it" }
        ?: given.firstOrNull { it !in possible }?.let { "has the unknown role $it" }
        ?: given.firstOrNull { role -> given.count { it == role } > 1 }?.let { "has $it twice" }
    if (wrong != null) throw Failure(FailureCode.BAD_JOB, "The job's list of $what $wrong.")
}

/** Throws [Failure] where the task cannot use the tensor as its output. */
internal fun Task.requireOutput(role: String, tensor: Tensor) {
    if (tensor.type == ElementType.FLOAT32 && accepts(role, tensor.shape)) return
    val found = "${tensor.type.dtype} ${tensor.shape.contentToString()}"
    throw Failure(FailureCode.BAD_MODEL, "The output $role is $found, which $name cannot use.")
}

/** The invokes of one visit: the time of each call, and the runtime's own figure if it has one. */
internal class InvokeTimes(private val clock: Clock) {
    private var durations = LongArray(64)
    private var natives = LongArray(64)
    private var count = 0
    private var nativeCount = 0

    val invokeNs: LongArray get() = durations.copyOf(count)
    val nativeNs: LongArray get() = natives.copyOf(if (nativeCount == count) count else 0)

    /** [LoadedModel.invoke], timed. Throws [Failure] where it fails. */
    fun invoke(model: LoadedModel) {
        if (count == durations.size) {
            durations = durations.copyOf(2 * count)
            natives = natives.copyOf(2 * count)
        }
        val started = clock.nanos()
        try {
            model.invoke()
        } catch (broken: RuntimeException) {
            val why = "${model.runtime.name} failed to run the model: ${broken.message}."
            throw Failure(FailureCode.RUNTIME, why, broken)
        }
        durations[count] = clock.nanos() - started
        model.lastNativeNs?.let {
            natives[count] = it
            nativeCount++
        }
        count++
    }
}
