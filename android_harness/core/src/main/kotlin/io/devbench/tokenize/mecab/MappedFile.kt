package io.devbench.tokenize.mecab

import io.devbench.protocol.Failure
import io.devbench.protocol.FailureCode
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.channels.FileChannel

/** A file of a MeCab dictionary in memory-mapped form, so that it takes no room in the heap. Little-endian. */
internal class MappedFile(private val file: File) {
    private val bytes: ByteBuffer = try {
        file.inputStream().use { it.channel.map(FileChannel.MapMode.READ_ONLY, 0, it.channel.size()) }
    } catch (unreadable: IOException) {
        throw broken("cannot be read: ${unreadable.message}")
    }.order(ByteOrder.LITTLE_ENDIAN)

    val size = bytes.capacity()

    fun int(at: Int): Int = if (at + 4 <= size) bytes.getInt(at) else throw cutOff()

    fun short(at: Int): Int = if (at + 2 <= size) bytes.getShort(at).toInt() and 0xFFFF else throw cutOff()

    /** A name of at most [length] bytes, ended by a zero. */
    fun name(at: Int, length: Int): String {
        val name = StringBuilder()
        for (index in at until at + length) {
            val byte = part(index, 1).get(0)
            if (byte == 0.toByte()) break
            name.append((byte.toInt() and 0xFF).toChar())
        }
        return name.toString()
    }

    fun part(at: Int, length: Int): ByteBuffer {
        if (at < 0 || length < 0 || length > size - at) throw cutOff()
        val part = bytes.duplicate()
        part.position(at)
        part.limit(at + length)
        return part.slice().order(ByteOrder.LITTLE_ENDIAN)
    }

    fun broken(why: String) = Failure(FailureCode.BAD_VOCABULARY, "The MeCab dictionary's ${file.name} $why.")

    private fun cutOff() = broken("is cut off")
}
