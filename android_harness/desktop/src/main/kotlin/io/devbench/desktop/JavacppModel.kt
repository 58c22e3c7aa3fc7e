package io.devbench.desktop

import io.devbench.model.Binding
import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.model.OperatorTime
import io.devbench.model.Runtime
import io.devbench.model.Tensor
import io.devbench.protocol.Delegate
import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import io.devbench.protocol.TensorBinding
import org.bytedeco.javacpp.BytePointer
import org.bytedeco.javacpp.IntPointer
import org.bytedeco.javacpp.Pointer
import org.bytedeco.javacpp.PointerScope
import org.bytedeco.tensorflowlite.BuiltinOpResolver
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates
import org.bytedeco.tensorflowlite.FlatBufferModel
import org.bytedeco.tensorflowlite.Interpreter
import org.bytedeco.tensorflowlite.InterpreterBuilder
import org.bytedeco.tensorflowlite.RegistrationNodePair
import org.bytedeco.tensorflowlite.SignatureRunner
import org.bytedeco.tensorflowlite.Subgraph
import org.bytedeco.tensorflowlite.TfLiteIntArray
import org.bytedeco.tensorflowlite.TfLiteNode
import org.bytedeco.tensorflowlite.TfLitePtrUnion
import org.bytedeco.tensorflowlite.TfLiteTensor
import org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteVersion
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteDynamic
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt32
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt64
import org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk
import java.io.File
import java.nio.ByteOrder

/**
 * A memory-mapped model in TFLite's C++ interpreter; XNNPACK comes with the resolver, as on Android. The tensors'
 * buffers are the interpreter's own memory, so that [invoke] is nothing but `Invoke`.
 */
internal class JavacppModel private constructor(private val request: ModelRequest) : LoadedModel {
    private val spec = request.spec
    private val standardError = StandardError()

    // The fields keep what the interpreter points to from being collected. A model that is not verified kills the
    // process where its file is truncated.
    private val model =
        FlatBufferModel.VerifyAndBuildFromFile(request.file.path).orRefuse("it is not a complete TFLite model")
    private val resolver = resolver()
    private val builder = InterpreterBuilder(model, resolver)
    private val interpreter = Interpreter(null as Pointer?)
    private val graph: JavacppGraph

    init {
        builder.SetNumThreads(request.job.threads)
        check(builder.apply(interpreter), "TFLite cannot build an interpreter for it")
        graph = graph()
        if (graph.inputCount != spec.inputs.size.toLong()) {
            throw refusal("it has ${graph.inputCount} inputs and the job fills ${spec.inputs.size}")
        }
        for (input in spec.inputs) resize(input)
        check(graph.allocateTensors(), "TFLite cannot allocate its tensors")
    }

    override val runtime by lazy { runtime() }
    override val binding = if (spec.signature == null) Binding.POSITION else Binding.SIGNATURE
    override val inputs = spec.inputs.map { mapped(input(it)) }
    override val outputs = spec.outputs.map { mapped(output(it)) }

    override fun invoke() {
        if (graph.invoke() != kTfLiteOk) throw IllegalStateException(standardError.errors() ?: "Invoke failed")
    }

    override fun profile(invokes: Int): List<OperatorTime>? = OperatorProfile(request, inputs).run(invokes)

    override fun close() {
        interpreter.close()
        builder.close()
        resolver.close()
        model.close()
    }

    private fun graph(): JavacppGraph {
        val signature = spec.signature ?: return JavacppMainGraph(interpreter)
        val runner = interpreter.GetSignatureRunner(signature).orRefuse("it has no signature $signature")
        return JavacppSignatureGraph(runner, interpreter.GetSubgraphIndexFromSignature(signature))
    }

    private fun input(binding: TensorBinding): TfLiteTensor =
        graph.input(binding).orRefuse("it has no input ${named(binding)}")

    private fun output(binding: TensorBinding): TfLiteTensor =
        graph.output(binding).orRefuse("it has no output ${named(binding)}")

    private fun named(binding: TensorBinding) = if (spec.signature == null) "${binding.index}" else binding.name

    private fun resize(binding: TensorBinding) {
        val own = shape(input(binding))
        val shape = request.shape(binding.role, own)
        if (shape.contentEquals(own)) return
        check(graph.resize(binding, shape), "its input ${named(binding)} cannot be ${shape.contentToString()}")
    }

    private fun mapped(tensor: TfLiteTensor): Tensor {
        val name = tensor.name().string
        val type = when (tensor.type()) {
            kTfLiteFloat32 -> ElementType.FLOAT32
            kTfLiteInt32 -> ElementType.INT32
            kTfLiteInt64 -> ElementType.INT64
            else -> throw refusal("its tensor $name is not int32, int64 or float32")
        }
        val memory: Pointer? = tensor.data().data()
        if (memory == null || tensor.allocation_type() == kTfLiteDynamic) {
            throw refusal("its tensor $name has no fixed size")
        }
        val buffer = BytePointer(memory).capacity(tensor.bytes()).asByteBuffer().order(ByteOrder.nativeOrder())
        return Tensor(name, shape(tensor), type, buffer)
    }

    private fun shape(tensor: TfLiteTensor): IntArray {
        val dimensions = tensor.dims()
        return IntArray(dimensions.size()) { dimensions.data(it) }
    }

    private fun resolver(): BuiltinOpResolver = when (request.job.delegate) {
        Delegate.CPU -> BuiltinOpResolver()

        Delegate.XNNPACK_OFF -> BuiltinOpResolverWithoutDefaultDelegates()

        Delegate.NNAPI, Delegate.GPU ->
            throw Failure(FailureCode.RUNTIME, "The delegate ${request.job.delegate.wireName} runs only on Android.")
    }

    private fun runtime(): Runtime {
        val subgraph = interpreter.subgraph(graph.index)
        val plan = subgraph.execution_plan()
        val inDelegates = (0 until plan.limit()).count {
            interpreter.node_and_registration(graph.index, plan.get(it)).first().delegate() != null
        }
        // The delegates' own nodes are counted too; what they took over is no longer in the plan.
        val nodes = subgraph.nodes_size().toInt() - inDelegates
        val remaining = plan.limit().toInt() - inDelegates
        val delegate = if (inDelegates > 0) "xnnpack" else "none"
        return Runtime("tensorflow-lite", TfLiteVersion().string, delegate, nodes, delegatedNodes = nodes - remaining)
    }

    private fun <T : Pointer> T?.orRefuse(why: String): T = if (this == null || isNull) throw refusal(why) else this

    private fun check(status: Int, why: String) {
        if (status != kTfLiteOk) throw refusal(why)
    }

    private fun refusal(why: String): Failure {
        val detail = standardError.errors()?.let { " ($it)" } ?: ""
        return Failure(FailureCode.BAD_MODEL, "The model ${spec.file} cannot be used: $why$detail.")
    }

    companion object : ModelLoader {
        /** The classes bring the library along. Each takes milliseconds to load, which are not the model's either. */
        override fun loadRuntime(library: File?) = listOf(
            FlatBufferModel::class, BuiltinOpResolver::class, InterpreterBuilder::class, Interpreter::class,
            SignatureRunner::class, Subgraph::class, RegistrationNodePair::class, TfLiteNode::class,
            TfLiteTensor::class, TfLiteIntArray::class, TfLitePtrUnion::class, BytePointer::class, IntPointer::class,
            PointerScope::class, StandardError::class, JavacppSignatureGraph::class, JavacppMainGraph::class,
        ).forEach { Class.forName(it.java.name) }

        override fun load(request: ModelRequest): LoadedModel = JavacppModel(request)
    }
}
