package io.devbench.android

import org.tensorflow.lite.TensorFlowLite
import java.io.File
import java.io.IOException

/** TFLite's library, `libtensorflowlite_jni.so`. */
internal object NativeLibrary {
    private const val COMMON_PAGE_SIZE_KB = 4

    /**
     * Loads [library], or, where there is none or it is refused, what TFLite finds in `java.library.path`.
     * Throws UnsatisfiedLinkError where neither can be loaded.
     */
    fun load(library: File?) {
        val refused = library?.let(::refusal)
        try {
            TensorFlowLite.init()
        } catch (missing: UnsatisfiedLinkError) {
            val why = refused ?: missing.message?.lines()?.last()?.trim()
            throw UnsatisfiedLinkError("$why${pageSizeHint()}")
        }
    }

    /** Why the system does not load [library]. */
    private fun refusal(library: File): String? = try {
        System.load(absolute(library).path)
        null
    } catch (refused: UnsatisfiedLinkError) {
        refused.message
    }

    /** [File.getAbsoluteFile] is of no use: on Android `user.dir` is "/", whatever the working directory is. */
    private fun absolute(file: File): File =
        if (file.isAbsolute) file else File(File("/proc/self/cwd").canonicalFile, file.path)

    private fun pageSizeHint(): String {
        val kilobytes = pageSizeKilobytes()
        if (kilobytes == null || kilobytes <= COMMON_PAGE_SIZE_KB) return ""
        return " (this device has memory pages of $kilobytes KB, on which a library built for pages of 4 KB, such as " +
            "TFLite 2.16, does not load: build the harness with a newer runtime, -PtfliteAar)"
    }

    private fun pageSizeKilobytes(): Int? = try {
        File("/proc/self/smaps").useLines { lines -> lines.firstOrNull { it.startsWith("KernelPageSize:") } }
            ?.substringAfter(':')?.removeSuffix("kB")?.trim()?.toIntOrNull()
    } catch (_: IOException) {
        null
    }
}
