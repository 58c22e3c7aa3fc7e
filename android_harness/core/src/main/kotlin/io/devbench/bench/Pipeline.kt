package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.Tensor
import io.devbench.protocol.Answer
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.Job
import io.devbench.task.EncodedExample
import io.devbench.task.Example
import io.devbench.task.Task
import io.devbench.tokenize.Tokenizer
import java.nio.FloatBuffer

/** Text to answer, one example at a time, each stage timed: [encode], then [invoke] and [decode] a window, [answer]. */
class Pipeline(
    job: Job,
    task: Task,
    private val tokenizer: Tokenizer,
    private val model: LoadedModel,
    private val clock: Clock,
) {
    private val inputs: InputFiller
    val outputs: List<RawOutput>
    private val outputsByRole: Map<String, FloatArray>

    lateinit var encoded: EncodedExample
        private set
    var tokenizeNs = 0L
        private set
    var invokeNs = LongArray(16)
        private set
    var decodeNs = 0L
        private set

    init {
        val inputRoles = job.inputs.map { it.role }
        val outputRoles = job.outputs.map { it.role }
        requireRoles("inputs", inputRoles, InputFiller.NEEDED, InputFiller.POSSIBLE)
        requireRoles("outputs", outputRoles, task.outputRoles, task.outputRoles)
        inputs = InputFiller(inputRoles, model.inputs, job.sequenceLength, tokenizer.padId)
        outputs = outputRoles.zip(model.outputs) { role, tensor -> rawOutput(role, tensor, task) }
        outputsByRole = outputs.associate { it.role to it.values }
    }

    fun encode(example: Example) {
        val started = clock.nanos()
        encoded = example.encode(tokenizer)
        tokenizeNs = clock.nanos() - started
        decodeNs = 0
        if (invokeNs.size < encoded.windows.size) invokeNs = LongArray(2 * encoded.windows.size)
    }

    fun invoke(window: Int) {
        val started = clock.nanos()
        inputs.fill(encoded.windows[window])
        val filled = clock.nanos()
        try {
            model.invoke()
        } catch (broken: RuntimeException) {
            val why = "${model.runtime.name} failed to run the model: ${broken.message}."
            throw Failure(FailureCode.RUNTIME, why, broken)
        }
        invokeNs[window] = clock.nanos() - filled
        tokenizeNs += filled - started
    }

    fun decode(window: Int) {
        val started = clock.nanos()
        for (output in outputs) output.read()
        encoded.decode(window, outputsByRole)
        decodeNs += clock.nanos() - started
    }

    fun answer(): Answer {
        val started = clock.nanos()
        val answer = encoded.answer()
        decodeNs += clock.nanos() - started
        return answer
    }

    private fun requireRoles(what: String, given: List<String>, needed: List<String>, possible: List<String>) {
        val wrong = needed.firstOrNull { it !in given }?.let { "lacks $it" }
            ?: given.firstOrNull { it !in possible }?.let { "has the unknown role $it" }
            ?: given.firstOrNull { role -> given.count { it == role } > 1 }?.let { "has $it twice" }
        if (wrong != null) throw Failure(FailureCode.BAD_JOB, "The job's list of $what $wrong.")
    }

    private fun rawOutput(role: String, tensor: Tensor, task: Task): RawOutput {
        if (tensor.type != ElementType.FLOAT32 || !task.accepts(role, tensor.shape)) {
            val found = "${tensor.type.dtype} ${tensor.shape.contentToString()}"
            throw Failure(FailureCode.BAD_MODEL, "The output $role is $found, which ${task.name} cannot use.")
        }
        return RawOutput(role, tensor)
    }
}

/** A copy of an output tensor's values. */
class RawOutput(val role: String, tensor: Tensor) {
    val shape: IntArray = tensor.shape
    private val buffer: FloatBuffer = tensor.whole().asFloatBuffer()
    val values = FloatArray(buffer.capacity())

    internal fun read() {
        buffer.clear()
        buffer.get(values)
    }
}
