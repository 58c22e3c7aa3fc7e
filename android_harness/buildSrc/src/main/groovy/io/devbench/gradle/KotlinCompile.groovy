package io.devbench.gradle

import org.gradle.api.file.FileCollection
import org.gradle.api.tasks.Classpath
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.InputFiles
import org.gradle.api.tasks.Internal
import org.gradle.api.tasks.OutputFile
import org.gradle.api.tasks.TaskAction

/** Runs the Kotlin compiler. Warnings are errors. */
class KotlinCompile extends JavaTool {
    /**
     * What Android 5 and the dexer take: classes of Java 8 without invokedynamic, and, with `-Xjdk-release`, no call
     * of a method that only the building JDK has (of `ByteBuffer.rewind()` there are two).
     */
    @Input
    List<String> flags = [
        '-jvm-target', '1.8', '-Xjdk-release=1.8', '-Xlambdas=class', '-Xsam-conversions=class', '-Xstring-concat=inline',
        '-jvm-default=disable', '-Xno-param-assertions', '-no-stdlib', '-no-reflect', '-module-name', 'harness', '-Werror',
    ]

    /** Folders. */
    @InputFiles
    FileCollection sources

    @Classpath
    FileCollection libraries

    /** One of the libraries, whose internal declarations are visible; for tests. */
    @Internal
    File friend

    @OutputFile
    File jar

    @TaskAction
    void compile() {
        def friends = friend ? ["-Xfriend-paths=$friend"] : []
        run('org.jetbrains.kotlin.cli.jvm.K2JVMCompiler', ['-Xmx1g', '-XX:TieredStopAtLevel=1'],
            flags + friends + ['-cp', libraries.asPath, '-d', jar] + sources.files)
    }
}
