package io.devbench.protocol

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException

/** [line] counts from 1. */
class NotUtf8Exception(val line: Int) : IOException("not UTF-8 in line $line")

/** Passes every line of a UTF-8 file and its number, from 1, to [use]. Lines end with `\n`, the last may lack it. */
fun forEachLine(file: File, use: (number: Int, line: String) -> Unit) {
    val decoder = Charsets.UTF_8.newDecoder()
    val bytes = ByteArrayOutputStream()
    var number = 0
    fun endLine() {
        number++
        val line = try {
            decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString()
        } catch (_: CharacterCodingException) {
            throw NotUtf8Exception(number)
        }
        bytes.reset()
        use(number, line)
    }
    file.inputStream().buffered().use { stream ->
        while (true) {
            when (val byte = stream.read()) {
                -1 -> break
                '\n'.code -> endLine()
                else -> bytes.write(byte)
            }
        }
    }
    if (bytes.size() > 0) endLine()
}
