package io.devbench.platform

import java.io.File
import java.io.IOException

/** What Linux tells a process of itself. Elsewhere it is absent. */
internal object ProcSelf {
    /** The process id. */
    fun pid(): Int? = try {
        File("/proc/self").canonicalFile.name.toIntOrNull()
    } catch (_: IOException) {
        null
    }

    /** A size that `/proc/self/status` gives, such as `VmHWM`. */
    fun statusBytes(name: String): Long? = try {
        File("/proc/self/status").useLines { lines -> lines.firstOrNull { it.startsWith("$name:") } }
            ?.substringAfter(':')?.removeSuffix("kB")?.trim()?.toLongOrNull()?.let { it * 1024 }
    } catch (_: IOException) {
        null
    }
}
