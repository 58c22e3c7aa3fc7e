package io.devbench.protocol

import java.security.MessageDigest

class Sha256 {
    private val digest = MessageDigest.getInstance("SHA-256")

    fun update(bytes: ByteArray, length: Int) = digest.update(bytes, 0, length)

    /** Of all bytes so far, in lower-case hexadecimal digits; ends the digest. */
    fun hex(): String = buildString {
        for (byte in digest.digest()) append(DIGITS[byte.toInt() shr 4 and 15]).append(DIGITS[byte.toInt() and 15])
    }

    private companion object {
        const val DIGITS = "0123456789abcdef"
    }
}
