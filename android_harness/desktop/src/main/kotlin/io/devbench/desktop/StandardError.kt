package io.devbench.desktop

import java.io.File
import java.io.RandomAccessFile

/**
 * What TFLite says on standard error, read back where that is a file (of a job, it is). Its error reporter cannot be
 * replaced from Java: it is called with a C `va_list`.
 */
internal class StandardError {
    private val file = File("/proc/self/fd/2").canonicalFile.takeIf { it.isFile }
    private val start = file?.length() ?: 0

    /** TFLite's errors since this object was made, as one line; null where there are none or they cannot be read. */
    fun errors(): String? {
        val written = RandomAccessFile(file ?: return null, "r").use { log ->
            log.seek(start)
            ByteArray((log.length() - start).toInt()).also(log::readFully)
        }
        return written.toString(Charsets.UTF_8).lineSequence()
            .filter { it.startsWith(MARK) }
            .joinToString("; ") { it.removePrefix(MARK).trimEnd('.') }
            .ifEmpty { null }
    }

    private companion object {
        const val MARK = "ERROR: "
    }
}
