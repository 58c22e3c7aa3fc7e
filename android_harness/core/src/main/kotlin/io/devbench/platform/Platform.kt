package io.devbench.platform

/** What the harness needs of the machine it runs on. The only place behind which `android.*` classes may be used. */
interface Platform {
    /** Facts of the machine as flat strings, for the result's header. What cannot be read is absent. */
    val properties: Map<String, String>

    /** A monotonic clock. */
    fun nanos(): Long = System.nanoTime()
}
