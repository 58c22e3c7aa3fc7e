package io.devbench.desktop

import io.devbench.model.ModelRequest
import io.devbench.model.OperatorTime
import io.devbench.model.Tensor
import org.bytedeco.javacpp.BytePointer
import org.bytedeco.javacpp.Pointer
import org.bytedeco.tensorflowlite.TfLiteInterpreter
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct
import org.bytedeco.tensorflowlite.TfLiteTelemetrySettings
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensorCount
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsCreate
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetNumThreads
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetTelemetryProfiler
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterResizeInputTensor
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreateFromFile
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyFromBuffer
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorName
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk
import java.util.TreeMap

private typealias OnBegin =
    TfLiteTelemetryProfilerStruct.ReportBeginOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long
private typealias OnEnd = TfLiteTelemetryProfilerStruct.ReportEndOpInvokeEvent_TfLiteTelemetryProfilerStruct_int
private typealias OnOperator =
    TfLiteTelemetryProfilerStruct.ReportOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long
private typealias OnTelemetry =
    TfLiteTelemetryProfilerStruct.ReportTelemetryEvent_TfLiteTelemetryProfilerStruct_BytePointer_long
private typealias OnOperatorTelemetry =
    TfLiteTelemetryProfilerStruct.ReportTelemetryOpEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long
private typealias OnSettings =
    TfLiteTelemetryProfilerStruct.ReportSettings_TfLiteTelemetryProfilerStruct_BytePointer_TfLiteTelemetrySettings

/**
 * The operators of a model's main graph, timed one by one in an interpreter of their own. TFLite tells a telemetry
 * profiler where each begins and ends, which its C interface alone lets one set. That interface applies no delegate.
 */
internal class OperatorProfile(private val request: ModelRequest, private val inputs: List<Tensor>) {
    private var started = 0L
    private val running = ArrayList<String>()
    private val counts = TreeMap<String, Int>()
    private val totalsNs = TreeMap<String, Long>()

    /** Null where the graph of the signature is not the main one, and so not to be had. */
    fun run(invokes: Int): List<OperatorTime>? {
        val profiler = profiler()
        val options = TfLiteInterpreterOptionsCreate()
        TfLiteInterpreterOptionsSetNumThreads(options, request.job.threads)
        TfLiteInterpreterOptionsSetTelemetryProfiler(options, profiler)
        val model = TfLiteModelCreateFromFile(request.file.path)
        val interpreter = TfLiteInterpreterCreate(model, options) ?: return null
        if (!fill(interpreter)) return null
        if (TfLiteInterpreterInvoke(interpreter) != kTfLiteOk) return null // pays for what is done once
        counts.clear()
        totalsNs.clear()
        repeat(invokes) { TfLiteInterpreterInvoke(interpreter) }
        return counts.map { (name, count) -> OperatorTime(name, count / invokes, totalsNs.getValue(name)) }
    }

    /** By the names of the tensors, because the C interface knows no signatures. */
    private fun fill(interpreter: TfLiteInterpreter): Boolean {
        val byName = inputs.associateBy { it.name }
        val positions = 0 until TfLiteInterpreterGetInputTensorCount(interpreter)
        val found = positions.map { byName[name(interpreter, it)] ?: return false }
        for ((position, tensor) in positions.zip(found)) {
            TfLiteInterpreterResizeInputTensor(interpreter, position, tensor.shape, tensor.shape.size)
        }
        if (TfLiteInterpreterAllocateTensors(interpreter) != kTfLiteOk) return false
        for ((position, tensor) in positions.zip(found)) {
            val buffer = tensor.buffer.duplicate()
            buffer.clear()
            val values = BytePointer(buffer)
            val input = TfLiteInterpreterGetInputTensor(interpreter, position)
            TfLiteTensorCopyFromBuffer(input, values, buffer.capacity().toLong())
        }
        return true
    }

    private fun name(interpreter: TfLiteInterpreter, position: Int) =
        TfLiteTensorName(TfLiteInterpreterGetInputTensor(interpreter, position)).string

    private val onBegin = object : OnBegin() {
        override fun call(profiler: TfLiteTelemetryProfilerStruct?, name: BytePointer, index: Long, graph: Long): Int {
            running.add(name.string)
            started = System.nanoTime()
            return 0
        }
    }
    private val onEnd = object : OnEnd() {
        override fun call(profiler: TfLiteTelemetryProfilerStruct?, handle: Int) {
            val tookNs = System.nanoTime() - started
            val name = running.removeAt(running.size - 1)
            counts[name] = (counts[name] ?: 0) + 1
            totalsNs[name] = (totalsNs[name] ?: 0) + tookNs
        }
    }

    // TFLite calls these, too, and does not look whether they are there.
    private val ignored = listOf(
        object : OnOperator() {
            override fun call(it: TfLiteTelemetryProfilerStruct?, name: BytePointer?, a: Long, b: Long, c: Long) {}
        },
        object : OnTelemetry() {
            override fun call(it: TfLiteTelemetryProfilerStruct?, name: BytePointer?, status: Long) {}
        },
        object : OnOperatorTelemetry() {
            override fun call(it: TfLiteTelemetryProfilerStruct?, name: BytePointer?, a: Long, b: Long, c: Long) {}
        },
        object : OnSettings() {
            override fun call(it: TfLiteTelemetryProfilerStruct?, name: BytePointer?, of: TfLiteTelemetrySettings?) {}
        },
    )

    private fun profiler() = TfLiteTelemetryProfilerStruct().also { struct ->
        Pointer.memset(struct, 0, struct.sizeof().toLong())
        struct.ReportBeginOpInvokeEvent(onBegin)
        struct.ReportEndOpInvokeEvent(onEnd)
        for (callback in ignored) {
            when (callback) {
                is OnOperator -> struct.ReportOpInvokeEvent(callback)
                is OnTelemetry -> struct.ReportTelemetryEvent(callback)
                is OnOperatorTelemetry -> struct.ReportTelemetryOpEvent(callback)
                is OnSettings -> struct.ReportSettings(callback)
            }
        }
    }
}
