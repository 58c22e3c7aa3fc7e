package io.devbench.bench

import io.devbench.model.LoadedModel
import io.devbench.protocol.Job
import io.devbench.protocol.OutputSink
import io.devbench.protocol.OutputSlice
import io.devbench.task.Example
import io.devbench.task.FillMask
import io.devbench.task.Task
import io.devbench.tokenize.Tokenizer

/** One model, one invoke a window. */
class WindowPipeline(
    job: Job,
    task: Task,
    private val tokenizer: Tokenizer,
    private val model: LoadedModel,
    private val clock: Clock,
) : Pipeline {
    private val inputs: InputFiller
    private val outputs: List<RawOutput>
    private val outputsByRole: Map<String, FloatArray>

    init {
        val inputRoles = job.model.inputs.map { it.role }
        val outputRoles = job.model.outputs.map { it.role }
        requireRoles("inputs", inputRoles, InputFiller.NEEDED, InputFiller.POSSIBLE)
        requireRoles("outputs", outputRoles, task.outputRoles, task.outputRoles)
        inputs = InputFiller(inputRoles, model.inputs, task.inputShape(job.model.sequenceLength), tokenizer.padId)
        outputs = outputRoles.zip(model.outputs) { role, tensor ->
            task.requireOutput(role, tensor)
            RawOutput(role, tensor, onePosition = task is FillMask)
        }
        outputsByRole = outputs.associate { it.role to it.values }
    }

    override fun visit(example: Example, sink: OutputSink?): Visit {
        var started = clock.nanos()
        val encoded = example.encode(tokenizer)
        var tokenizeNs = clock.nanos() - started
        var decodeNs = 0L
        val times = InvokeTimes(clock)
        val slices = ArrayList<List<OutputSlice>>(encoded.windows.size)
        encoded.windows.forEachIndexed { index, window ->
            started = clock.nanos()
            inputs.fill(window)
            tokenizeNs += clock.nanos() - started
            times.invoke(model)
            started = clock.nanos()
            for (output in outputs) output.read(window.outputPosition ?: 0)
            encoded.decode(index, outputsByRole)
            decodeNs += clock.nanos() - started
            slices.add(if (sink == null) emptyList() else outputs.map { sink.write(it.role, it.shape, it.values) })
        }
        started = clock.nanos()
        val answer = encoded.answer()
        decodeNs += clock.nanos() - started
        return Visit(encoded, slices, answer, tokenizeNs, times.invokeNs, times.nativeNs, decodeNs)
    }
}
