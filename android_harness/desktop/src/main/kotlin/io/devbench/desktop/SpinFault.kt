package io.devbench.desktop

import io.devbench.bench.Clock
import io.devbench.model.LoadedModel
import io.devbench.model.ModelLoader
import io.devbench.model.ModelRequest
import io.devbench.platform.JvmPlatform
import java.io.File
import java.io.IOException
import java.nio.file.Files

/**
 * Makes one model slower by a known share, to test what judges times: `DEVBENCH_FAULT_SPIN=SHA256=SHARE`. On a device
 * a model's file is a link into the store, where the sha256 is its name. The result says that it was `scripted`.
 */
internal class SpinFault(private val sha256: String, private val share: Double) : Fault {
    private var spins = false

    override val properties get() = JvmPlatform.properties + if (spins) mapOf("scripted" to "spin") else emptyMap()

    override fun applyTo(loader: ModelLoader): ModelLoader = object : ModelLoader by loader {
        override fun load(request: ModelRequest): LoadedModel {
            val model = loader.load(request)
            if (contentName(request.file) != sha256) return model
            spins = true
            return SpinningModel(model, share) { nanos() }
        }
    }

    private fun contentName(file: File): String? = try {
        Files.readSymbolicLink(file.toPath()).fileName.toString()
    } catch (_: IOException) {
        null
    } catch (_: UnsupportedOperationException) {
        null
    }

    companion object {
        const val VARIABLE = "DEVBENCH_FAULT_SPIN"

        /** Null if the variable is not set. Throws IllegalArgumentException if it cannot be understood. */
        fun of(variable: String?): SpinFault? {
            if (variable.isNullOrEmpty()) return null
            val share = variable.substringAfter('=', "").toDoubleOrNull()
            require(share != null && share > 0) { "$VARIABLE is not SHA256=SHARE: $variable" }
            return SpinFault(variable.substringBefore('='), share)
        }
    }
}

/** After each invoke it keeps the processor busy for a [share] of the time that the invoke took. */
internal class SpinningModel(private val model: LoadedModel, private val share: Double, private val clock: Clock) :
    LoadedModel by model {
    override fun invoke() {
        val started = clock.nanos()
        model.invoke()
        val invoked = clock.nanos()
        val until = invoked + (share * (invoked - started)).toLong()
        while (clock.nanos() < until) continue
    }
}
