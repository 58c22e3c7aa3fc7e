package io.devbench.gradle

import org.gradle.api.DefaultTask
import org.gradle.api.GradleException
import org.gradle.api.file.FileCollection
import org.gradle.api.tasks.InputFile
import org.gradle.api.tasks.InputFiles
import org.gradle.api.tasks.OutputFile
import org.gradle.api.tasks.TaskAction
import org.jf.dexlib2.DexFileFactory
import org.jf.dexlib2.Opcodes
import org.jf.dexlib2.ReferenceType
import org.jf.dexlib2.dexbacked.DexBackedDexFile

/**
 * Fails on every class, method or field that a dex refers to and that neither the dex itself nor the Android API level
 * has. The dex is looked at and not the class files, because only after R8 is it known what is left of the libraries,
 * and which newer methods R8 has put a copy of into the dex.
 */
class ApiCheck extends DefaultTask {
    private static final int DEX_VERSION = 35  // the newest that API 21 takes

    /** Holds classes.dex. */
    @InputFile
    File jar

    /** One file of animal-sniffer's signatures: the API level. */
    @InputFiles
    FileCollection api

    @OutputFile
    File passed

    @TaskAction
    void check() {
        def dex = DexFileFactory.loadDexEntry(jar, 'classes.dex', true, Opcodes.getDefault()).dexFile as DexBackedDexFile
        def version = new String(dex.buffer.readByteRange(4, 3), 'US-ASCII') as int
        if (version > DEX_VERSION) throw new GradleException("The dex is of version $version, newer than $DEX_VERSION.")
        def missing = missing(dex)
        if (missing) throw new GradleException("The harness uses what the API level lacks:\n  ${missing.join('\n  ')}")
        passed.text = "dex $version, ${dex.classes.size()} classes\n"
    }

    private List<String> missing(DexBackedDexFile dex) {
        def there = new Declarations()
        there.addApi(api.singleFile)
        there.addDex(dex)
        def types = dex.getReferences(ReferenceType.TYPE)*.type.findAll { !there.hasType(it) }
        def members = (dex.getReferences(ReferenceType.METHOD) + dex.getReferences(ReferenceType.FIELD))
            .findAll { !there.hasMember(it.definingClass, Declarations.signature(it)) }
            .collect { "$it.definingClass->${Declarations.signature(it)}".toString() }
        (types + members).sort()
    }
}
