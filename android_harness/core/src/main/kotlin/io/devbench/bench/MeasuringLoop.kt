package io.devbench.bench

import io.devbench.protocol.ExampleRecord
import io.devbench.protocol.MeasureSettings
import io.devbench.protocol.Progress
import io.devbench.protocol.ResultWriter
import io.devbench.protocol.SampleRecord
import io.devbench.protocol.WarmUpRecord
import io.devbench.protocol.WarmUpSettings
import io.devbench.protocol.WindowRecord
import io.devbench.task.Example

/** Examples through the [pipeline]: the first again and again to warm up, then all in turn, measured. */
class MeasuringLoop(private val pipeline: Pipeline, private val examples: List<Example>, private val clock: Clock) {
    private var rehearsedNs = 0L

    /**
     * The examples in turn for [durationNs] through [idle], the pipeline with models that do nothing. A just-in-time
     * compiler counts calls: beside a slow model, tokenizing and decoding would be compiled amid the samples.
     */
    fun rehearse(idle: Pipeline, durationNs: Long) {
        val began = clock.nanos()
        var visits = 0
        while (clock.nanos() - began < durationNs) idle.visit(examples[visits++ % examples.size], sink = null)
        rehearsedNs = clock.nanos() - began
    }

    fun warmUp(settings: WarmUpSettings): WarmUpRecord {
        val warmUp = WarmUp(settings)
        val began = clock.nanos()
        while (true) {
            val visit = pipeline.visit(examples[0], sink = null)
            val elapsedNs = clock.nanos() - began
            warmUp.add(visit.stagesNs, visit.invokeNs.size, elapsedNs)
            if (warmUp.done) return WarmUpRecord(warmUp.runs, rehearsedNs + elapsedNs, warmUp.converged)
        }
    }

    /** Raw outputs are kept of the first [recordOutputs] examples; of all where it is negative. */
    fun measure(settings: MeasureSettings, recordOutputs: Int, writer: ResultWriter, onProgress: (Progress) -> Unit) {
        val began = clock.nanos()
        var visits = 0
        var invokes = 0
        var toldNs = 0L
        while (true) {
            val index = visits % examples.size
            val firstVisit = visits < examples.size
            val startNs = clock.nanos() - began
            val keepOutputs = firstVisit && (recordOutputs < 0 || index < recordOutputs)
            val visit = pipeline.visit(examples[index], if (keepOutputs) writer else null)
            if (firstVisit) writer.write(exampleRecord(index, visit))
            writer.write(SampleRecord(index, startNs, visit.tokenizeNs, visit.invokeNs, visit.nativeNs, visit.decodeNs))
            writer.flush()
            visits++
            invokes += visit.invokeNs.size
            val elapsedNs = clock.nanos() - began
            val fraction = minOf(
                share(invokes.toLong(), settings.minInvokes.toLong()),
                share(elapsedNs, settings.minNs),
                share(visits.toLong(), examples.size.toLong()),
            )
            if (fraction == 1.0 || elapsedNs >= settings.maxNs) return
            if (elapsedNs - toldNs >= PROGRESS_NS) {
                toldNs = elapsedNs
                onProgress(Progress(invokes, elapsedNs, fraction))
            }
        }
    }

    private fun share(done: Long, wanted: Long): Double = if (done >= wanted) 1.0 else done.toDouble() / wanted

    private fun exampleRecord(index: Int, visit: Visit): ExampleRecord {
        val windows = visit.encoded.windows.zip(visit.outputs) { window, slices ->
            WindowRecord(window.tokenIds, slices)
        }
        return ExampleRecord(index, examples[index].id, windows, visit.answer, visit.encoded.truncated)
    }

    private companion object {
        const val PROGRESS_NS = 500_000_000L
    }
}
