package io.devbench.protocol

import java.io.Closeable
import java.io.File
import java.io.FileOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** Where raw outputs go. */
fun interface OutputSink {
    fun write(role: String, shape: IntArray, values: FloatArray): OutputSlice
}

/** Writes raw outputs one after the other: float32, little-endian. */
class OutputsWriter(file: File) : Closeable {
    private val digest = Sha256()
    private val stream = FileOutputStream(file).buffered()
    private var scratch = ByteBuffer.allocate(0)
    var bytes = 0L
        private set

    /** Returns the byte at which the values begin. */
    fun write(values: FloatArray): Long {
        val size = 4 * values.size
        if (scratch.capacity() < size) scratch = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)
        scratch.asFloatBuffer().put(values)
        stream.write(scratch.array(), 0, size)
        digest.update(scratch.array(), size)
        return bytes.also { bytes += size }
    }

    fun sha256(): String = digest.hex()

    override fun close() = stream.close()
}
