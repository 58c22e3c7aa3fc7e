package io.devbench.gradle

import org.gradle.api.file.FileCollection
import org.gradle.api.tasks.Classpath
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.InputFile
import org.gradle.api.tasks.OutputFile
import org.gradle.api.tasks.TaskAction

/**
 * Shrinks, desugars and dexes. The jar holds nothing but classes.dex and is the same for the same input, for which R8
 * wants a time zone: it writes a fixed local time.
 */
class R8 extends JavaTool {
    /** Jars whose classes go into the dex. */
    @Classpath
    FileCollection program

    /** The classes that the device has. */
    @Classpath
    FileCollection device

    @InputFile
    File rules

    @Input
    int minSdk

    @OutputFile
    File jar

    @TaskAction
    void dex() {
        // The JDK gives the java.lang that the jar of Android's classes leaves out. Infos are rules of libraries that
        // match nothing.
        def libraries = (device.files + new File(System.getProperty('java.home'))).collectMany { ['--lib', it] }
        run('com.android.tools.r8.R8', ['-Xmx1g', '-XX:TieredStopAtLevel=1', '-Duser.timezone=UTC'],
            ['--release', '--min-api', minSdk, '--no-data-resources', '--pg-conf', rules, '--output', jar,
             '--map-diagnostics', 'warning', 'error', '--map-diagnostics', 'info', 'none'] + libraries + program.files)
    }
}
