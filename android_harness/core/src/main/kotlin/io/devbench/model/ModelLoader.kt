package io.devbench.model

import io.devbench.protocol.Job
import java.io.File

/** Opens a model and allocates its tensors, bound and resized as the job says. */
fun interface ModelLoader {
    /**
     * Throws [io.devbench.protocol.Failure] where it can tell what is wrong; any other exception counts as a broken
     * model, a LinkageError as a runtime that is not there.
     */
    fun load(model: File, job: Job): LoadedModel

    /**
     * Loads the runtime's own library, before [load], so that its time does not count as the model's. [library] is
     * the one that the job names. Throws LinkageError.
     */
    fun loadRuntime(library: File?) {}
}
