package io.devbench.android

import android.os.Build
import io.devbench.platform.JvmPlatform
import io.devbench.platform.Platform

/** The only class that uses `android.*`. */
internal class AndroidPlatform : Platform {
    override val properties: Map<String, String> = JvmPlatform.properties + mapOf(
        "api" to Build.VERSION.SDK_INT.toString(),
        "release" to Build.VERSION.RELEASE,
        "fingerprint" to Build.FINGERPRINT,
    )
}
