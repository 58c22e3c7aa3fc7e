package io.devbench.android

import io.devbench.model.Binding
import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.model.Runtime
import io.devbench.model.Tensor
import io.devbench.protocol.Delegate
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.TensorBinding
import org.tensorflow.lite.DataType
import org.tensorflow.lite.Interpreter
import org.tensorflow.lite.TensorFlowLite
import org.tensorflow.lite.nnapi.NnApiDelegate
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.MappedByteBuffer
import java.nio.channels.FileChannel
import org.tensorflow.lite.Delegate as TfliteDelegate
import org.tensorflow.lite.Tensor as TfliteTensor

/** A memory-mapped model in TFLite's `Interpreter`, called as an app would call it. */
internal class TfliteModel private constructor(model: MappedByteBuffer, private val request: ModelRequest) :
    LoadedModel {
    private val spec = request.spec
    private val interpreter = Interpreter(model, options(request))
    private val graph =
        spec.signature?.let { TfliteSignatureGraph(interpreter, it) } ?: TfliteMainGraph(interpreter)

    init {
        if (graph.inputCount != spec.inputs.size) {
            throw refusal("it has ${graph.inputCount} inputs and the job fills ${spec.inputs.size}")
        }
        for (input in spec.inputs) resize(input)
        interpreter.allocateTensors()
    }

    override val runtime by lazy { runtime(ModelFlatbuffer(model).operators) }
    override val binding = if (spec.signature == null) Binding.POSITION else Binding.SIGNATURE
    override val inputs = spec.inputs.map { withBuffer(graph.input(it)) }
    override val outputs = spec.outputs.map { withBuffer(graph.output(it)) }

    private val call = graph.call(spec.inputs.zip(inputs), spec.outputs.zip(outputs))

    override fun invoke() {
        for (tensor in outputs) tensor.buffer.clear()
        call()
    }

    override val lastNativeNs: Long? get() = interpreter.lastNativeInferenceDurationNanoseconds

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
     * The interpreter does not tell what runs, but where a delegate took operators over, its plan is shorter: by all but
     * one of each part of the graph. How many parts there are it does not tell, so this is the least that can be.
     */
    private fun runtime(operators: Int): Runtime {
        val version = TensorFlowLite.runtimeVersion()
        val planned = planLength() ?: return Runtime("tensorflow-lite", version, "unknown", operators)
        if (planned >= operators) return Runtime("tensorflow-lite", version, "none", operators, delegatedNodes = 0)
        val delegate = if (request.job.delegate == Delegate.CPU) "xnnpack" else request.job.delegate.wireName
        return Runtime("tensorflow-lite", version, delegate, operators, delegatedNodes = operators - planned + 1)
    }

    private fun planLength(): Int? = try {
        val getPlanLength = Interpreter::class.java.superclass!!.getDeclaredMethod("getExecutionPlanLength")
        getPlanLength.isAccessible = true
        getPlanLength.invoke(interpreter) as Int
    } catch (_: ReflectiveOperationException) {
        null
    }

    private fun refusal(why: String) = Failure(FailureCode.BAD_MODEL, "The model ${spec.file} cannot be used: $why.")

    companion object : ModelLoader {
        private const val GPU_DELEGATE = "org.tensorflow.lite.gpu.GpuDelegate"

        /** Most of them are not public. */
        private val CLASSES = listOf(
            "Interpreter", "Interpreter\$Options", "InterpreterImpl", "InterpreterImpl\$Options",
            "NativeInterpreterWrapper", "NativeInterpreterWrapperExperimental", "NativeSignatureRunnerWrapper",
            "TensorImpl", "Tensor\$QuantizationParams", "DataType", "DataType\$1", "DataTypeUtils",
        )

        /** XNNPACK is TFLite's default. It is off beside another delegate, so that nodes are never taken for its own. */
        private fun options(request: ModelRequest): Interpreter.Options {
            val options = Interpreter.Options().setNumThreads(request.job.threads)
            when (request.job.delegate) {
                Delegate.CPU -> return options
                Delegate.XNNPACK_OFF -> {}
                Delegate.NNAPI -> options.addDelegate(NnApiDelegate())
                Delegate.GPU -> options.addDelegate(gpuDelegate())
            }
            return options.setUseXNNPACK(false)
        }

        /** By name: its classes come with an AAR that this harness is not built with. */
        private fun gpuDelegate(): TfliteDelegate = try {
            Class.forName(GPU_DELEGATE).newInstance() as TfliteDelegate
        } catch (missing: ReflectiveOperationException) {
            throw Failure(FailureCode.RUNTIME, "This harness is built without TFLite's GPU delegate.", missing)
        }

        /** With the classes that loading a model needs: to find and verify them takes time that is not the model's. */
        override fun loadRuntime(library: File?) {
            NativeLibrary.load(library)
            for (name in CLASSES) {
                try {
                    Class.forName("org.tensorflow.lite.$name")
                } catch (_: ClassNotFoundException) {
                    // Another TFLite than the one that the harness is usually built with.
                }
            }
            listOf(TfliteSignatureGraph::class, TfliteMainGraph::class).forEach { Class.forName(it.java.name) }
        }

        override fun load(request: ModelRequest): LoadedModel = TfliteModel(map(request.file), request)

        /** Mapped here: TFLite would take the absolute path, which is wrong on Android, where `user.dir` is "/". */
        private fun map(file: File): MappedByteBuffer = file.inputStream().use {
            it.channel.map(FileChannel.MapMode.READ_ONLY, 0, it.channel.size())
        }
    }
}
