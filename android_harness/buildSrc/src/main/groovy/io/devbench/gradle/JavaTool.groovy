package io.devbench.gradle

import org.gradle.api.DefaultTask
import org.gradle.api.file.FileCollection
import org.gradle.api.tasks.Classpath

/** Runs a Java program. (The property of JavaExec that names its main class differs between Gradle 4 and Gradle 8.) */
abstract class JavaTool extends DefaultTask {
    /** The program's class path. */
    @Classpath
    FileCollection tool

    protected void run(String mainClass, List<?> jvmArguments, List<?> arguments) {
        project.exec {
            executable new File(System.getProperty('java.home'), 'bin/java')
            args jvmArguments + ['-cp', tool.asPath, mainClass] + arguments
        }
    }
}
