package io.devbench.model

import io.devbench.protocol.Job
import io.devbench.protocol.ModelSpec
import java.io.File

/** What to open: [spec] is one of the models of [job]. [inputShapes] by role, -1 for a size that the model tells itself; a role without one stays as it is. */
class ModelRequest(val file: File, val spec: ModelSpec, val job: Job, private val inputShapes: Map<String, IntArray>) {
    /** The shape for an input whose shape is [own] in the model. */
    fun shape(role: String, own: IntArray): IntArray {
        val wanted = inputShapes[role] ?: return own
        if (wanted.size != own.size) return own
        return IntArray(own.size) { if (wanted[it] < 0) own[it] else wanted[it] }
    }
}

/** Opens a model and allocates its tensors, bound and resized as the job says. */
fun interface ModelLoader {
    /**
     * Throws [io.devbench.protocol.Failure] where it can tell what is wrong; any other exception counts as a broken
     * model, a LinkageError as a runtime that is not there.
     */
    fun load(request: ModelRequest): LoadedModel

    /**
     * Loads the runtime's own library, before [load], so that its time does not count as the model's. [library] is
     * the one that the job names. Throws LinkageError.
     */
    fun loadRuntime(library: File?) {}
}
