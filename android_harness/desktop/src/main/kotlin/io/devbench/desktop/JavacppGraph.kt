package io.devbench.desktop

import io.devbench.protocol.TensorBinding
import org.bytedeco.tensorflowlite.Interpreter
import org.bytedeco.tensorflowlite.SignatureRunner
import org.bytedeco.tensorflowlite.TfLiteTensor

/** The graph that the job calls. Null for a tensor that it has not; integers are a TfLiteStatus. */
internal sealed class JavacppGraph {
    abstract val inputCount: Long

    /** Which of the model's graphs it is. */
    abstract val index: Int

    abstract fun input(binding: TensorBinding): TfLiteTensor?

    abstract fun output(binding: TensorBinding): TfLiteTensor?

    abstract fun resize(input: TensorBinding, shape: IntArray): Int

    abstract fun allocateTensors(): Int

    abstract fun invoke(): Int
}

/** The graph of a signature, whose tensors have names. It need not be the model's first graph. */
internal class JavacppSignatureGraph(private val runner: SignatureRunner, override val index: Int) : JavacppGraph() {
    override val inputCount: Long = runner.input_size()

    override fun input(binding: TensorBinding): TfLiteTensor? = runner.input_tensor(binding.name)

    override fun output(binding: TensorBinding): TfLiteTensor? = runner.output_tensor(binding.name)

    override fun resize(input: TensorBinding, shape: IntArray): Int = runner.ResizeInputTensorStrict(input.name, shape)

    override fun allocateTensors(): Int = runner.AllocateTensors()

    override fun invoke(): Int = runner.Invoke()
}

/** The only graph of a model without signatures, whose tensors are known by position. */
internal class JavacppMainGraph(private val interpreter: Interpreter) : JavacppGraph() {
    override val inputCount: Long = interpreter.inputs().limit()
    private val outputCount: Long = interpreter.outputs().limit()
    override val index: Int = 0

    override fun input(binding: TensorBinding): TfLiteTensor? =
        if (binding.index < inputCount) interpreter.input_tensor(binding.index.toLong()) else null

    override fun output(binding: TensorBinding): TfLiteTensor? =
        if (binding.index < outputCount) interpreter.output_tensor(binding.index.toLong()) else null

    override fun resize(input: TensorBinding, shape: IntArray): Int =
        interpreter.ResizeInputTensorStrict(interpreter.inputs().get(input.index.toLong()), shape)

    override fun allocateTensors(): Int = interpreter.AllocateTensors()

    override fun invoke(): Int = interpreter.Invoke()
}
