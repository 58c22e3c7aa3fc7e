package io.devbench.platform

/** What every Java machine tells of itself: a desktop's, and a bare Dalvik's or ART's. */
object JvmPlatform : Platform {
    private val NAMES = listOf("os.name", "os.version", "os.arch", "java.vm.name", "java.vm.version", "java.version")

    override val properties: Map<String, String>
        get() = NAMES.mapNotNull { name -> System.getProperty(name)?.let { name to it } }.toMap()
}
