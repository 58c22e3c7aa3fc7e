package io.devbench.android

import io.devbench.model.Tensor
import io.devbench.protocol.TensorBinding
import org.tensorflow.lite.Interpreter
import org.tensorflow.lite.Tensor as TfliteTensor

/** The graph that the job calls. Methods throw IllegalArgumentException for a tensor that it has not. */
internal sealed class TfliteGraph {
    abstract val inputCount: Int

    abstract fun input(binding: TensorBinding): TfliteTensor

    abstract fun output(binding: TensorBinding): TfliteTensor

    /** Where the input stands among the interpreter's, which resizes by position only. */
    abstract fun position(input: TensorBinding): Int

    /** One call with the tensors' buffers; what it is called with is made once. */
    abstract fun call(
        inputs: List<Pair<TensorBinding, Tensor>>,
        outputs: List<Pair<TensorBinding, Tensor>>,
    ): () -> Unit
}

/** The graph of a signature, whose tensors have names. It need not be the model's first graph. */
internal class TfliteSignatureGraph(private val interpreter: Interpreter, private val signature: String) :
    TfliteGraph() {
    override val inputCount: Int = interpreter.getSignatureInputs(signature).size

    override fun input(binding: TensorBinding): TfliteTensor =
        interpreter.getInputTensorFromSignature(binding.name, signature)

    override fun output(binding: TensorBinding): TfliteTensor =
        interpreter.getOutputTensorFromSignature(binding.name, signature)

    override fun position(input: TensorBinding): Int = interpreter.getInputIndex(input(input).name())

    override fun call(
        inputs: List<Pair<TensorBinding, Tensor>>,
        outputs: List<Pair<TensorBinding, Tensor>>,
    ): () -> Unit {
        val inputBuffers: Map<String, Any> = inputs.associate { (binding, tensor) -> binding.name to tensor.buffer }
        val outputBuffers: Map<String, Any> = outputs.associate { (binding, tensor) -> binding.name to tensor.buffer }
        return { interpreter.runSignature(inputBuffers, outputBuffers, signature) }
    }
}

/** The only graph of a model without signatures, whose tensors are known by position. */
internal class TfliteMainGraph(private val interpreter: Interpreter) : TfliteGraph() {
    override val inputCount: Int = interpreter.inputTensorCount

    override fun input(binding: TensorBinding): TfliteTensor = interpreter.getInputTensor(binding.index)

    override fun output(binding: TensorBinding): TfliteTensor = interpreter.getOutputTensor(binding.index)

    override fun position(input: TensorBinding): Int = input.index

    override fun call(
        inputs: List<Pair<TensorBinding, Tensor>>,
        outputs: List<Pair<TensorBinding, Tensor>>,
    ): () -> Unit {
        val inputBuffers = arrayOfNulls<Any>(inputs.size)
        for ((binding, tensor) in inputs) inputBuffers[binding.index] = tensor.buffer
        val outputBuffers: Map<Int, Any> = outputs.associate { (binding, tensor) -> binding.index to tensor.buffer }
        return { interpreter.runForMultipleInputsOutputs(inputBuffers, outputBuffers) }
    }
}
