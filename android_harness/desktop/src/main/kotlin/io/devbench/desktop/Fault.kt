package io.devbench.desktop

import io.devbench.model.ModelLoader
import io.devbench.platform.Platform

/** What makes the harness misbehave in a known way, to test who judges its results. As a platform it says so. */
internal interface Fault : Platform {
    fun applyTo(loader: ModelLoader): ModelLoader

    companion object {
        /** The first one that the environment asks for. */
        fun of(environment: Map<String, String>): Fault? =
            SpinFault.of(environment[SpinFault.VARIABLE]) ?: LaterFault.of(environment[LaterFault.VARIABLE])
    }
}
