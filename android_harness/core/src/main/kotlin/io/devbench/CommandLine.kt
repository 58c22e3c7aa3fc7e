package io.devbench

import io.devbench.model.ModelLoader
import io.devbench.platform.Platform
import io.devbench.protocol.Sha256
import java.io.File
import java.io.FileDescriptor
import java.io.FileOutputStream
import java.io.IOException
import java.io.PrintStream

/** What every `Main` does: `JOB` runs a job, `hash FILE...` prints sums as sha256sum does. */
object CommandLine {
    private const val USAGE_ERROR = 2

    /** Returns the exit code. Standard output is for events alone: whatever else is printed goes to standard error. */
    fun run(arguments: Array<String>, loader: ModelLoader, platform: () -> Platform): Int {
        val output = PrintStream(FileOutputStream(FileDescriptor.out), false, "UTF-8")
        System.setOut(System.err)
        return when {
            arguments.firstOrNull() == "hash" -> hash(arguments.drop(1), output)

            arguments.size == 1 -> Harness.run(File(arguments[0]), loader, platform(), output)

            else -> {
                System.err.println("usage: Main JOB | Main hash FILE...")
                USAGE_ERROR
            }
        }
    }

    private fun hash(files: List<String>, output: PrintStream): Int {
        var exitCode = 0
        for (name in files) {
            try {
                output.print("${sha256(File(name))}  $name\n")
            } catch (unreadable: IOException) {
                System.err.println("hash: $name: ${unreadable.message}")
                exitCode = 1
            }
        }
        output.flush()
        return exitCode
    }

    private fun sha256(file: File): String {
        val sha256 = Sha256()
        val buffer = ByteArray(1 shl 16)
        file.inputStream().use { stream ->
            while (true) {
                val length = stream.read(buffer)
                if (length < 0) return sha256.hex()
                sha256.update(buffer, length)
            }
        }
    }
}
