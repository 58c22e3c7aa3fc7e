package io.devbench.bench

import io.devbench.protocol.ExampleRecord
import io.devbench.protocol.MeasureSettings
import io.devbench.protocol.OutputSlice
import io.devbench.protocol.Progress
import io.devbench.protocol.ResultWriter
import io.devbench.protocol.SampleRecord
import io.devbench.protocol.WarmUpRecord
import io.devbench.protocol.WarmUpSettings
import io.devbench.protocol.WindowRecord
import io.devbench.task.Example

/** The examples in turn through the [pipeline]: first to warm up, then measured. */
class MeasuringLoop(private val pipeline: Pipeline, private val examples: List<Example>, private val clock: Clock) {

    fun warmUp(settings: WarmUpSettings): WarmUpRecord {
        val warmUp = WarmUp(settings)
        val began = clock.nanos()
        var visits = 0
        while (true) {
            pipeline.encode(examples[visits++ % examples.size])
            for (window in pipeline.encoded.windows.indices) {
                pipeline.invoke(window)
                val elapsedNs = clock.nanos() - began
                warmUp.add(pipeline.invokeNs[window], elapsedNs)
                if (warmUp.done) return WarmUpRecord(warmUp.runs, elapsedNs, warmUp.converged)
                pipeline.decode(window)
            }
            pipeline.answer()
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
            visit(index, startNs, firstVisit, firstVisit && (recordOutputs < 0 || index < recordOutputs), writer)
            visits++
            invokes += pipeline.encoded.windows.size
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

    /** What is written here is written between the timed stages. */
    private fun visit(index: Int, startNs: Long, firstVisit: Boolean, keepOutputs: Boolean, writer: ResultWriter) {
        pipeline.encode(examples[index])
        val windows = pipeline.encoded.windows
        val slices = ArrayList<List<OutputSlice>>(windows.size)
        for (window in windows.indices) {
            pipeline.invoke(window)
            pipeline.decode(window)
            slices.add(if (keepOutputs) keepOutputs(writer) else emptyList())
        }
        val answer = pipeline.answer()
        if (firstVisit) {
            val records = windows.zip(slices) { window, slice -> WindowRecord(window.tokenIds, slice) }
            writer.write(ExampleRecord(index, examples[index].id, records, answer, pipeline.encoded.truncated))
        }
        writer.write(
            SampleRecord(index, startNs, pipeline.tokenizeNs, pipeline.invokeNs, windows.size, pipeline.decodeNs),
        )
        writer.flush()
    }

    private fun keepOutputs(writer: ResultWriter): List<OutputSlice> =
        pipeline.outputs.map { writer.writeOutput(it.role, it.shape, it.values) }

    private companion object {
        const val PROGRESS_NS = 500_000_000L
    }
}
