package io.devbench.android

import io.devbench.model.Binding
import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.model.Runtime
import io.devbench.model.Tensor
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.TensorBinding
import org.tensorflow.lite.DataType
import org.tensorflow.lite.Interpreter
import org.tensorflow.lite.TensorFlowLite
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.MappedByteBuffer
import java.nio.channels.FileChannel
import org.tensorflow.lite.Tensor as TfliteTensor

/** A memory-mapped model in TFLite's `Interpreter`, called as an app would call it. */
internal class TfliteModel private constructor(
    model: MappedByteBuffer,
    private val request: ModelRequest,
) : LoadedModel {
    private val settings = request.settings
    private val interpreter = Interpreter(model, Interpreter.Options().setNumThreads(request.threads))
    private val graph = settings.signature?.let { SignatureGraph(interpreter, it) } ?: MainGraph(interpreter)

    init {
        if (graph.inputCount != settings.inputs.size) {
            throw refusal("it has ${graph.inputCount} inputs and the job fills ${settings.inputs.size}")
        }
        for (input in settings.inputs) resize(input)
        interpreter.allocateTensors()
    }

    override val runtime = Runtime("tensorflow-lite", TensorFlowLite.runtimeVersion(), delegate(model))
    override val binding = if (settings.signature == null) Binding.POSITION else Binding.SIGNATURE
    override val inputs = settings.inputs.map { withBuffer(graph.input(it)) }
    override val outputs = settings.outputs.map { withBuffer(graph.output(it)) }

    private val call = graph.call(settings.inputs.zip(inputs), settings.outputs.zip(outputs))

    override fun invoke() {
        for (tensor in outputs) tensor.buffer.clear()
        call()
    }

    override fun close() = interpreter.close()

    private fun resize(input: TensorBinding) {
        val own = graph.input(input).shape()
        val shape = request.shape(input.role, own)
        if (!shape.contentEquals(own)) interpreter.resizeInput(graph.position(input), shape, true)
    }

    private fun withBuffer(tensor: TfliteTensor): Tensor {
        val type = when (tensor.dataType()) {
            DataType.FLOAT32 -> ElementType.FLOAT32
            DataType.INT32 -> ElementType.INT32
            DataType.INT64 -> ElementType.INT64
            else -> throw refusal("its tensor ${tensor.name()} is ${tensor.dataType()}, not int32, int64 or float32")
        }
        val buffer = ByteBuffer.allocateDirect(tensor.numBytes()).order(ByteOrder.nativeOrder())
        return Tensor(tensor.name(), tensor.shape().copyOf(), type, buffer)
    }

    /**
     * XNNPACK is TFLite's default and the only delegate asked for. The interpreter does not tell what runs, but where
     * a delegate took operators over, its plan is shorter than the model's list of them.
     */
    private fun delegate(model: ByteBuffer): String = try {
        val getPlanLength = Interpreter::class.java.superclass!!.getDeclaredMethod("getExecutionPlanLength")
        getPlanLength.isAccessible = true
        val planLength = getPlanLength.invoke(interpreter) as Int
        if (planLength < ModelFile(model).operators) "xnnpack" else "none"
    } catch (_: ReflectiveOperationException) {
        "unknown"
    }

    private fun refusal(why: String) = Failure(FailureCode.BAD_MODEL, "The model ${settings.file} cannot be used: $why.")

    companion object : ModelLoader {
        override fun loadRuntime(library: File?) = NativeLibrary.load(library)

        override fun load(request: ModelRequest): LoadedModel = TfliteModel(map(request.file), request)

        /** Mapped here: TFLite would take the absolute path, which is wrong on Android, where `user.dir` is "/". */
        private fun map(file: File): MappedByteBuffer = file.inputStream().use {
            it.channel.map(FileChannel.MapMode.READ_ONLY, 0, it.channel.size())
        }
    }
}
