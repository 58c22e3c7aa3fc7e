package io.devbench.gradle

import java.util.zip.ZipFile
import org.gradle.api.tasks.InputDirectory
import org.gradle.api.tasks.InputFile
import org.gradle.api.tasks.OutputFile
import org.gradle.api.tasks.TaskAction

/** Runs every class whose name ends in Test. JUnit prints how many tests ran. */
class JUnit extends JavaTool {
    @InputFile
    File tests

    /** The tests find it as the system property `devbench.vectors`. */
    @InputDirectory
    File vectors

    @OutputFile
    File passed

    @TaskAction
    void test() {
        def classes = new ZipFile(tests).withCloseable { zip ->
            zip.entries().findAll { it.name.endsWith('Test.class') }.collect { (it.name - '.class').replace('/', '.') }.sort()
        }
        run('org.junit.runner.JUnitCore', ["-Ddevbench.vectors=$vectors"], classes)
        passed.text = classes.join('\n')
    }
}
