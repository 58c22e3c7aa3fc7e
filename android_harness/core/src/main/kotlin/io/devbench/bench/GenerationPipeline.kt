package io.devbench.bench

import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.Tensor
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.Job
import io.devbench.protocol.ModelSpec
import io.devbench.protocol.OutputSink
import io.devbench.protocol.OutputSlice
import io.devbench.task.Example
import io.devbench.task.LOGITS
import io.devbench.task.Task
import io.devbench.tokenize.Tokenizer

/** Greedy decoding by two models: the encoder once, then the decoder once a token. All else is decoding. */
class GenerationPipeline(
    job: Job,
    settings: ModelSpec,
    task: Task,
    private val tokenizer: Tokenizer,
    private val encoder: LoadedModel,
    private val decoder: LoadedModel,
    private val clock: Clock,
) : Pipeline {
    private val inputs: InputFiller
    private val hiddenStates: RawOutput
    private val logits: RawOutput
    private val tokenIds = IntArray(settings.sequenceLength)
    private val mask = IntArray(job.model.sequenceLength)
    private val putTokenIds: (IntArray) -> Unit
    private val putMask: (IntArray) -> Unit
    private val states: Tensor

    init {
        val roles = job.model.inputs.map { it.role }
        requireRoles("inputs", roles, InputFiller.NEEDED, InputFiller.POSSIBLE)
        requireRoles("outputs", job.model.outputs.map { it.role }, task.outputRoles, task.outputRoles)
        inputs = InputFiller(roles, encoder.inputs, task.inputShape(job.model.sequenceLength), tokenizer.padId)
        task.requireOutput(HIDDEN_STATES, encoder.outputs[0])
        hiddenStates = RawOutput(HIDDEN_STATES, encoder.outputs[0], onePosition = false)
        requireRoles("the decoder's inputs", settings.inputs.map { it.role }, INPUTS, INPUTS)
        requireRoles("the decoder's outputs", settings.outputs.map { it.role }, listOf(LOGITS), listOf(LOGITS))
        val byRole = settings.inputs.map { it.role }.zip(decoder.inputs).toMap()
        putTokenIds = integers(TOKEN_IDS, byRole.getValue(TOKEN_IDS), tokenIds.size)
        putMask = integers(MASK, byRole.getValue(MASK), mask.size)
        states = byRole.getValue(STATES)
        requireShape(states, STATES, encoder.outputs[0].shape)
        val output = decoder.outputs[0]
        if (output.type != ElementType.FLOAT32 || output.shape.size != 3 || output.shape[1] != tokenIds.size) {
            throw unfit("output $LOGITS", output)
        }
        logits = RawOutput(LOGITS, output, onePosition = true)
    }

    private fun integers(role: String, tensor: Tensor, size: Int): (IntArray) -> Unit {
        requireShape(tensor, role, intArrayOf(1, size))
        return tensor.integerPutter() ?: throw unfit("input $role", tensor)
    }

    private fun requireShape(tensor: Tensor, role: String, shape: IntArray) {
        if (!tensor.shape.contentEquals(shape)) throw unfit("input $role", tensor)
    }

    private fun unfit(what: String, tensor: Tensor): Failure {
        val found = "${tensor.type.dtype} ${tensor.shape.contentToString()}"
        return Failure(FailureCode.BAD_MODEL, "The decoder's $what is $found, which does not fit the encoder.")
    }

    override fun visit(example: Example, sink: OutputSink?): Visit {
        val times = StageTimer()
        val invokes = InvokeTimes(clock)
        val encoded = example.encode(tokenizer)
        inputs.fill(encoded.windows[0])
        val tokenizeNs = times.split()
        invokes.invoke(encoder)
        times.restart()
        start(encoded.windows[0].tokenIds.size)
        var decodeNs = times.split()
        val kept = ArrayList<OutputSlice>()
        if (sink != null) kept.add(sink.write(hiddenStates))
        times.restart()
        val outputs = mapOf(LOGITS to logits.values)
        var step = 0
        while (true) {
            tokenIds[step] = encoded.nextToken ?: break
            putTokenIds(tokenIds)
            decodeNs += times.split()
            invokes.invoke(decoder)
            times.restart()
            logits.read(step)
            encoded.decode(step++, outputs)
            decodeNs += times.split()
            if (sink != null) kept.add(sink.write(logits))
            times.restart()
        }
        val answer = encoded.answer()
        decodeNs += times.split()
        return Visit(encoded, listOf(joined(kept)), answer, tokenizeNs, invokes.invokeNs, invokes.nativeNs, decodeNs)
    }

    /** The decoder's inputs after the encoder has run over [tokens] tokens. */
    private fun start(tokens: Int) {
        hiddenStates.read(0)
        states.whole().asFloatBuffer().put(hiddenStates.values)
        mask.fill(1, 0, tokens)
        mask.fill(0, tokens)
        putMask(mask)
        tokenIds.fill(tokenizer.padId)
    }

    private fun OutputSink.write(output: RawOutput) = write(output.role, output.shape, output.values)

    /** The steps' rows stand one after the other in the file: together they are `[1, steps, V]`. */
    private fun joined(kept: List<OutputSlice>): List<OutputSlice> {
        if (kept.isEmpty()) return kept
        val first = kept[1]
        return listOf(kept[0], OutputSlice(LOGITS, intArrayOf(1, kept.size - 1, first.shape.last()), first.offset))
    }

    /** What passes between invokes. */
    private inner class StageTimer {
        private var started = clock.nanos()

        /** Since the last split or restart. */
        fun split(): Long {
            val now = clock.nanos()
            return (now - started).also { started = now }
        }

        fun restart() {
            started = clock.nanos()
        }
    }

    companion object {
        private const val HIDDEN_STATES = "hidden_states"
        private const val TOKEN_IDS = "decoder_input_ids"
        private const val STATES = "encoder_hidden_states"
        private const val MASK = "encoder_attention_mask"
        private val INPUTS = listOf(TOKEN_IDS, STATES, MASK)

        /** Of the decoder's inputs, by role. */
        fun inputShapes(decoderLength: Int, sourceLength: Int): Map<String, IntArray> = mapOf(
            TOKEN_IDS to intArrayOf(1, decoderLength),
            STATES to intArrayOf(1, sourceLength, -1),
            MASK to intArrayOf(1, sourceLength),
        )
    }
}
