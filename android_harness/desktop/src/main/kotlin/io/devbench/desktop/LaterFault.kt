package io.devbench.desktop

import io.devbench.model.ElementType
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.platform.JvmPlatform
import java.nio.ByteBuffer

/** Answers rightly in the first process of a run and wrongly in all later ones: `DEVBENCH_FAULT_LATER=1`. */
internal object LaterFault : Fault {
    const val VARIABLE = "DEVBENCH_FAULT_LATER"

    override val properties get() = JvmPlatform.properties + ("scripted" to "later")

    fun of(variable: String?): Fault? = if (variable.isNullOrEmpty()) null else LaterFault

    /** The first process is that of the job whose name ends in 0. */
    override fun applyTo(loader: ModelLoader): ModelLoader = object : ModelLoader by loader {
        override fun load(request: ModelRequest): LoadedModel {
            val model = loader.load(request)
            return if (request.job.id.endsWith("-0")) model else NegatedModel(model)
        }
    }
}

/** Its outputs have the other sign. */
internal class NegatedModel(private val model: LoadedModel) : LoadedModel by model {
    override fun invoke() {
        model.invoke()
        for (output in model.outputs) if (output.type == ElementType.FLOAT32) negate(output.buffer)
    }

    private fun negate(buffer: ByteBuffer) {
        for (place in 0 until buffer.capacity() step ElementType.FLOAT32.bytes) {
            buffer.putFloat(place, -buffer.getFloat(place))
        }
    }
}
