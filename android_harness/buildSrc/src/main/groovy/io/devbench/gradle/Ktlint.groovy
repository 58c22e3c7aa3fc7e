package io.devbench.gradle

import org.gradle.api.file.FileCollection
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.InputFile
import org.gradle.api.tasks.InputFiles
import org.gradle.api.tasks.OutputFile
import org.gradle.api.tasks.TaskAction

/** Prints what ktlint finds in Kotlin sources, and fails if it finds anything. */
class Ktlint extends JavaTool {
    @InputFiles
    FileCollection sources

    /** The `.editorconfig` that ktlint finds above the sources. */
    @InputFile
    File settings

    /** `--format` corrects what can be corrected. */
    @Input
    List<String> options

    @OutputFile
    File passed

    @TaskAction
    void lint() {
        // ktlint's Kotlin compiler uses what newer Javas close.
        run('com.pinterest.ktlint.Main', ['-Xmx1g', '--add-opens=java.base/java.lang=ALL-UNNAMED'],
            ['--relative', '--log-level=error'] + options + sources.files)
        passed.text = sources.files.join('\n')
    }
}
