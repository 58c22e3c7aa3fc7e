package io.devbench.desktop

import io.devbench.CommandLine
import io.devbench.platform.JvmPlatform
import kotlin.system.exitProcess

/** The harness on a desktop JVM: what the virtual device starts in the place of Android's `app_process`. */
object DesktopMain {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val fault = Fault.of(System.getenv())
        val loader = fault?.applyTo(JavacppModel) ?: JavacppModel
        exitProcess(CommandLine.run(arguments, loader) { fault ?: JvmPlatform })
    }
}
