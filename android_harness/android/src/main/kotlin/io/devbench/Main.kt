package io.devbench

import io.devbench.android.TfliteModel
import io.devbench.platform.JvmPlatform
import io.devbench.platform.Platform
import kotlin.system.exitProcess

/** Started by `app_process`, or by a bare `dalvikvm`, in the job's folder. */
object Main {
    @JvmStatic
    fun main(arguments: Array<String>) {
        // Said outright: threads that the system or the runtime started would keep the process alive.
        exitProcess(CommandLine.run(arguments, TfliteModel, ::platform))
    }

    /**
     * By name, because Dalvik verifies this class before it runs, and a bare machine has no `android.*`. A `dalvikvm`
     * on a phone has the classes but not their native methods: an UnsatisfiedLinkError, which is a LinkageError too.
     */
    private fun platform(): Platform = try {
        Class.forName("io.devbench.android.AndroidPlatform").newInstance() as Platform
    } catch (_: ReflectiveOperationException) {
        JvmPlatform
    } catch (_: LinkageError) {
        JvmPlatform
    }
}
